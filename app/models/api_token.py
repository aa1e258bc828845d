"""An API token: a secret that stands for a sign-in of its own, so that ending the one ends the other. It is kept only
as a digest; scope and expiry are the sign-in's."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, ConfigDict
from pydantic import Field as Described
from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from app.core.columns import Row
from app.core.text import Line, ShortLine
from app.models.schema import Given, Instant, MemberRef, Shown, each_once


class ApiToken(Row, table=True):
    """`id` is its sign-in's."""

    __tablename__ = "api_token"
    __table_args__ = (
        UniqueConstraint("digest"),
        Index("ix_api_token_member_id_created_at_id", "member_id", "created_at", "id"),
    )

    id: UUID = Field(foreign_key="sign_in.id", primary_key=True)
    member_id: UUID = Field(foreign_key="member.id")
    name: str
    digest: bytes = Field(sa_type=LargeBinary)
    made_by_id: UUID = Field(foreign_key="member.id")
    created_at: datetime
    last_used_at: datetime | None = None


_NAME = "Nightly report of the help desk"
_SCOPES: list[Any] = ["problems:read", "problems:write"]
_EXPIRES_AT = "2026-12-31T00:00:00.000000Z"


class ApiTokenIn(Given):
    """What a token is for, what it may be used for, and for how long."""

    name: Line = Described(description="What it is for, so that it is known when it is to be revoked.")
    scopes: Annotated[list[ShortLine], AfterValidator(each_once)] = Described(
        min_length=1,
        max_length=100,
        description="What it may be used for: words of the scopes of the access token that makes it, never others.",
    )
    expires_at: Instant = Described(description="When it ends by itself: at most 366 days from now.")

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": _NAME, "scopes": _SCOPES, "expires_at": _EXPIRES_AT}]}
    )


_EXAMPLE: dict[str, Any] = {
    "id": "0197a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b",
    "name": _NAME,
    "scopes": _SCOPES,
    "made_by": {"id": "0197a1b2-0000-7e5f-8a9b-0c1d2e3f4a5b", "name": "Ann Meier", "kind": "person"},
    "created_at": "2026-01-31T09:00:00.000000Z",
    "expires_at": _EXPIRES_AT,
    "last_used_at": "2026-02-01T07:30:00.000000Z",
}


class ApiTokenShown(Shown):
    """A token that was not revoked, without its secret, which nobody can be shown again."""

    id: UUID
    name: str
    scopes: list[str] = Described(description="What it may be used for. Take words that you do not know.")
    made_by: MemberRef
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None = Described(
        description="When it was last used, to the minute or so; null where it never was."
    )

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})


class ApiTokenMadeShown(ApiTokenShown):
    """A new token, with its secret."""

    secret: str = Described(description="Shown this once: send it as `Authorization: Bearer …`.")

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{**_EXAMPLE, "last_used_at": None, "secret": "at_3q2-7wAx0mZ5fF1vQy8sB4nLr6tKc9dEhGjUpXoWiVY"}]
        }
    )


class ApiTokenPage(Shown):
    """A page of tokens."""

    items: list[ApiTokenShown]
    next_cursor: str | None
