"""How migrations run: on the connection that `app.core.migrations` hands over, or, for Alembic's own command line
(`alembic revision --autogenerate -m …`), on the database of `ALLIANCE_DATABASE_URL`.

The tables are the truth, the versions the way there; `alembic check` in the tests holds them together.
"""

import asyncio
import os
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Text
from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.types import UserDefinedType
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

import app.models  # noqa: F401  (declares the tables)
from app.core.upgrading import engine_for

for table in SQLModel.metadata.tables.values():
    for column in table.columns:
        if isinstance(column.type, UserDefinedType):
            # Reflection knows only the types that come with PostgreSQL's dialect.
            ischema_names[column.type.get_col_spec()] = type(column.type)


def run() -> None:
    if context.is_offline_mode():
        write_sql()
        return
    connection: Connection | None = context.config.attributes.get("connection")
    if connection is not None:
        run_on(connection)
    else:
        asyncio.run(run_from_the_command_line(os.environ["ALLIANCE_DATABASE_URL"]))


def write_sql() -> None:
    """The statements of versions instead of their effects, for whoever wants to read them first."""
    context.configure(dialect_name="postgresql", literal_binds=True, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()


def run_on(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        compare_type=compare_type,
        compare_server_default=True,
        autogenerate_plugins=["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"],
        render_item=render_item,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def run_from_the_command_line(dsn: str) -> None:
    engine = engine_for(dsn)
    async with engine.connect() as connection:
        await connection.run_sync(run_on)
    await engine.dispose()


def compare_type(
    _context: MigrationContext, _inspected_column: Any, _declared_column: Any, inspected: Any, declared: Any
) -> bool | None:
    """Whether a column's type has changed; None leaves it to Alembic. Text without a limit is one type."""
    boundless = isinstance(declared, AutoString) and declared.length is None
    return False if boundless and isinstance(inspected, Text) else None


def render_item(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """A version imports nothing of ours, nor SQLModel: their types by the names that PostgreSQL has for them."""
    if kind != "type":
        return False
    match item:
        case AutoString():
            return f"sa.String(length={item.length})" if item.length else "sa.Text()"
        case UTCDateTime():
            return "sa.DateTime(timezone=True)"
        case UserDefinedType():
            return f'Named("{item.get_col_spec()}")'
        case _:
            return False


run()
