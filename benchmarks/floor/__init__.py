"""The smallest honest service that answers the same bytes from the same tables.

Starlette, asyncpg, JSON made by PostgreSQL, the fewest statements. It knows no tokens (who asks stands in a header), no
visibility (everybody reads what is open), no rights and no rules: what an assessment would come to, it is told. It
writes the rows of the domain that the service writes (the problem with its revision, its components and its
community's count; the validation, the solution as it is assessed then, and where the status moves the change of
status and the problem's state; the sign-in and its refresh token), in one statement, and shows what was written by a
second. `recording`, it writes the events and keeps the answer under its idempotency key besides.
"""
