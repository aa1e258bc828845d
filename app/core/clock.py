"""The instant of a change is the database's clock, moved by `ALLIANCE_CLOCK_OFFSET` for rehearsals and tests."""

from datetime import datetime

from sqlalchemy import ColumnElement, DateTime, Interval, bindparam, func

OFFSET = bindparam("clock_offset", type_=Interval())


def instant() -> ColumnElement[datetime]:
    """Now, as an expression; taken when its row is made."""
    return func.clock_timestamp(type_=DateTime(timezone=True)) + OFFSET
