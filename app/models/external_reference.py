"""The name that a thing has where it came from: whoever brings it again under that name finds it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import ConfigDict
from pydantic import Field as Described
from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.core.columns import Row, inside, words
from app.core.text import Line, SystemName, WebAddress
from app.domain.vocabulary import ReferredKind
from app.models.schema import Given, Shown


class ExternalReference(Row, table=True):
    """One for a community, a kind of thing, a system and a key: the database itself makes no second."""

    __tablename__ = "external_reference"
    __table_args__ = (inside(), UniqueConstraint("community_id", "subject_kind", "system", "key"))

    community_id: UUID
    open: bool
    subject_kind: ReferredKind = Field(sa_type=words(ReferredKind))
    subject_id: UUID = Field(index=True)
    system: str
    key: str
    url: str | None = None
    made_by_id: UUID = Field(foreign_key="member.id")
    created_at: datetime


REFERENCE: dict[str, Any] = {"system": "rt", "key": "4711", "url": "https://rt.example.org/Ticket/Display.html?id=4711"}


class ExternalReferenceIn(Given):
    """What the thing is called where it comes from. The same again, for the same kind of thing in the same community,
    makes nothing and is answered 200 with what it made before, whatever else is sent with it: so a delivery can be
    repeated."""

    system: SystemName = Described(description="The system it comes from, as you name it: `rt`, `jira.example.org`.")
    key: Line = Described(description="What it is called there: a ticket's number, or the id of a comment.")
    url: WebAddress | None = Described(None, description="Where it is read there.")

    model_config = ConfigDict(json_schema_extra={"examples": [REFERENCE]})


class ExternalReferenceShown(Shown):
    """What a thing is called where it came from."""

    system: str = Described(description="The system it comes from, as it was named.")
    key: str = Described(description="What it is called there.")
    url: str | None = Described(description="Where it is read there.")

    model_config = ConfigDict(json_schema_extra={"examples": [REFERENCE]})
