"""What a record of another system became: so that a record that is read again makes nothing twice, and so that a thing
is found by the key it had there."""

from datetime import datetime
from uuid import UUID

from pydantic import Field as Described
from sqlmodel import Field, SQLModel

from app.core.columns import words
from app.domain.vocabulary import SubjectKind
from app.models.schema import Shown


class Imported(SQLModel, table=True):
    """`source` names the record as a whole (`endoflife.date`, `jira/titanium`); `key` is the thing's own there."""

    kind: SubjectKind = Field(sa_type=words(SubjectKind), primary_key=True)
    key: str = Field(primary_key=True)
    source: str = Field(primary_key=True)
    subject_id: UUID = Field(index=True)
    at: datetime


class ImportedFrom(Shown):
    """Where a thing came from."""

    source: str = Described(description="The record of another system, as its import names it.")
    key: str = Described(description="What it was called there.")
