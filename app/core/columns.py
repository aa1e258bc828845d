"""How tables are declared: conventional constraint names, enums as checked text, ids and instants.

Import this before any table: the naming convention must be set first.
"""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, cast
from uuid import UUID

from pydantic.fields import FieldInfo
from sqlalchemy import Enum, ForeignKeyConstraint, MetaData, String, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import configure_mappers
from sqlalchemy.types import TypeDecorator, TypeEngine, UserDefinedType
from sqlmodel import Field, SQLModel
from sqlmodel.main import SQLModelMetaclass

from app.core.ids import new_id

metadata: MetaData = SQLModel.metadata
metadata.naming_convention = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class VersionMultirange(UserDefinedType[str]):
    """Ranges of version keys: a multirange over text in the order of code points (made by the first migration)."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "version_multirange"


VERSION_KEY = Text(collation="C")
TEXTS = ARRAY(Text())
DOCUMENT = JSONB(none_as_null=True)


def words(vocabulary: type[StrEnum], name: str | None = None) -> Enum:
    """A closed list as text with a CHECK, so that a list can grow without rewriting a type. `name`: of the CHECK,
    where a table has two columns of one list."""
    return Enum(
        vocabulary,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=name or vocabulary.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


def stored(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    """The database's own type below what SQLModel puts around it."""
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


def short(length: int) -> String:
    return String(length)


def inside() -> ForeignKeyConstraint:
    """What lies inside a community repeats whether that is open, so that lists of all one may read stay flat; the
    database itself keeps the copy true."""
    return ForeignKeyConstraint(["community_id", "open"], ["community.id", "community.open"], onupdate="CASCADE")


class _Rows(SQLModelMetaclass):
    """How a row is made: of the values given, and of defaults. No session ever sees one, so the instrumentation of
    its attributes, which costs more than all else that is done with it, is left out.

    TypeError for a column that there is not, and for one that has neither value nor default."""

    def __call__(cls: Any, **given: Any) -> Any:  # noqa: N805
        columns, defaults, factories = _columns(cls)
        values = defaults | given
        for name, make in factories:
            if name not in values:
                values[name] = make()
        if values.keys() != columns:
            raise TypeError(f"{cls.__name__}: there is no, or nothing is given for, {sorted(values.keys() ^ columns)}")
        row = cls.__new__(cls)
        row.__dict__.update(values)
        return row


@cache
def _columns(row: Any) -> tuple[frozenset[str], dict[str, Any], list[tuple[str, Callable[[], Any]]]]:
    """Of a kind of row: all names, what stands there where nothing is given, and what makes it where it is made."""
    configure_mappers()  # before that no attribute of a row can be read
    fields: dict[str, FieldInfo] = row.model_fields
    made = {name: field.default_factory for name, field in fields.items() if field.default_factory is not None}
    defaults = {name: field.default for name, field in fields.items() if name not in made and not field.is_required()}
    return frozenset(fields), defaults, [(name, cast("Callable[[], Any]", make)) for name, make in made.items()]


class Row(SQLModel, metaclass=_Rows):
    id: UUID = Field(default_factory=new_id, primary_key=True)


class Noun(Row):
    """A row with an address of its own. `version` changes when what the noun itself owns changes."""

    version: int = 1
    created_at: datetime
    updated_at: datetime


class Inside(Noun):
    """A noun of a community's inside: readable by whoever may read that."""

    community_id: UUID
    open: bool
