"""Which server these rows were written on: cursors and event positions mean nothing on another."""

from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint
from sqlmodel import Field, SQLModel


class Installation(SQLModel, table=True):
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: int = Field(default=1, primary_key=True)
    epoch: UUID
    system_identifier: int = Field(sa_type=BigInteger)
