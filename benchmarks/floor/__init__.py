"""The smallest honest service that answers the same bytes from the same tables.

Starlette, asyncpg, JSON made by PostgreSQL, the fewest statements. It knows no tokens (whose action items are asked
for stands in a header), no visibility (everybody reads what is open), no rights, no events, no idempotency.
"""
