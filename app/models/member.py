"""A person or a service account. What identifies a person is one row, `identity`, that can be erased; every rule
works without it."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import MISSING, ConfigDict
from pydantic import Field as Described
from sqlalchemy import LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core import columns
from app.core.columns import TEXTS, Row, words
from app.core.text import Email, Line, ShortLine
from app.domain.vocabulary import MemberKind, OrganizationRole
from app.models.schema import Given, MemberRef, Noun, NounLine, Shown, SiteRef


class Member(columns.Noun, table=True):
    kind: MemberKind = Field(sa_type=words(MemberKind))
    organization_role: OrganizationRole = Field(sa_type=words(OrganizationRole))
    active: bool = True
    site_id: UUID | None = Field(default=None, foreign_key="site.id")
    expertise: list[str] = Field(sa_type=TEXTS)


class Identity(SQLModel, table=True):
    __table_args__ = (UniqueConstraint("email"),)

    member_id: UUID = Field(foreign_key="member.id", primary_key=True)
    name: str
    email: str | None = None


class Credential(SQLModel, table=True):
    member_id: UUID = Field(foreign_key="member.id", primary_key=True)
    password_hash: str
    changed_at: datetime


class Invitation(Row, table=True):
    """A one-time way to the first password; only the newest of a member can be used."""

    __table_args__ = (UniqueConstraint("digest"),)

    member_id: UUID = Field(foreign_key="member.id", index=True)
    digest: bytes = Field(sa_type=LargeBinary)
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    ended_at: datetime | None = None


Expertise = Annotated[
    list[ShortLine], Described(max_length=50, description="What they know about, in a few words each.")
]
_EMAIL = "Where they are invited and what they sign in with; kept in NFC and lower case."
_MEMBER_ID = "0197a1b2-0000-7e5f-8a9b-0c1d2e3f4a5b"
_SITE_ID = "0197a1b2-3333-7e5f-8a9b-0c1d2e3f4a5b"


class MemberIn(Given):
    """A person, or a service account, of the organization."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Ann Meier",
                    "email": "ann@example.org",
                    "site_id": None,
                    "expertise": ["BGP", "wireless"],
                    "kind": "person",
                    "organization_role": "member",
                }
            ]
        }
    )

    name: Line
    email: Email | None = Described(None, description=_EMAIL)
    site_id: UUID | None = Described(None, description="The site they work at.")
    expertise: Expertise = []
    kind: MemberKind = Described(MemberKind.person, description="Fixed. A service account never vouches nor votes.")
    organization_role: OrganizationRole = OrganizationRole.member


class MemberPatch(Given):
    """What is to change; what is left out stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"organization_role": "sponsor"}]})

    name: Line | MISSING = MISSING
    email: Email | None | MISSING = MISSING
    site_id: UUID | None | MISSING = MISSING
    expertise: Expertise | MISSING = MISSING
    organization_role: OrganizationRole | MISSING = MISSING


_LINE_EXAMPLE: dict[str, Any] = {
    "id": _MEMBER_ID,
    "version": 1,
    "created_at": "2026-03-02T09:14:03.120000Z",
    "updated_at": "2026-03-02T09:14:03.120000Z",
    "name": "Ann Meier",
    "email": "ann@example.org",
    "kind": "person",
    "organization_role": "member",
    "active": True,
    "site": {"id": _SITE_ID, "code": "GVA", "name": "Geneva"},
    "expertise": ["BGP", "wireless"],
}


class MemberLine(NounLine):
    """A member as lists show it."""

    name: str
    email: str | None = Described(description=_EMAIL)
    kind: MemberKind
    organization_role: OrganizationRole
    active: bool = Described(description="False once deactivated: refused at the next request.")
    site: SiteRef | None
    expertise: list[str]


class MemberShown(MemberLine, Noun):
    """A member, and what you may do with them. Says nothing of memberships."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **_LINE_EXAMPLE,
                    "allowed_actions": ["change_member", "invite_member", "deactivate_member", "list_account_events"],
                }
            ]
        },
    )


class MemberMadeShown(MemberShown):
    """A new member, with the way to their first password."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **_LINE_EXAMPLE,
                    "allowed_actions": ["change_member", "invite_member", "deactivate_member", "list_account_events"],
                    "invitation_token": "ai_3q2-7wAx0mZ5fF1vQy8sB4nLr6tKc9dEhGjUpXoWiVY",
                }
            ]
        },
    )

    invitation_token: str | None = Described(
        description="Shown this once, and good for seven days; null for a service account, without e-mail, and where "
        "the answer is repeated for its idempotency key."
    )


class MemberPage(Shown):
    """A page of members."""

    items: list[MemberLine]
    next_cursor: str | None


class InvitationShown(Shown):
    """A way to a first or a new password. The one before it has ended."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "member": {"id": _MEMBER_ID, "name": "Ann Meier", "kind": "person"},
                    "expires_at": "2026-03-09T09:14:03.120000Z",
                    "invitation_token": "ai_3q2-7wAx0mZ5fF1vQy8sB4nLr6tKc9dEhGjUpXoWiVY",
                }
            ]
        }
    )

    member: MemberRef
    expires_at: datetime
    invitation_token: str | None = Described(description="Shown this once; hand it to the member.")


class AccountEventShown(Shown):
    """What happened to an account: an invitation, a sign-in, a change of password."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0197a1b2-ffff-7e5f-8a9b-0c1d2e3f4a5b",
                    "kind": "member.signed_in",
                    "actor": {"id": _MEMBER_ID, "name": "Ann Meier", "kind": "person"},
                    "at": "2026-03-02T09:20:00.000000Z",
                    "data": {"sign_in_id": "0197a1b2-fffe-7e5f-8a9b-0c1d2e3f4a5b"},
                }
            ]
        }
    )

    id: UUID
    kind: str = Described(description="`noun.past_participle`. Take kinds that you do not know.")
    actor: MemberRef | None
    at: datetime
    data: dict[str, Any] = Described(description="Ids, states, counts; never a text that a person wrote.")


class AccountEventPage(Shown):
    """A page of what happened to an account."""

    items: list[AccountEventShown]
    next_cursor: str | None


class Waiting(Shown):
    """What concerns me, counted."""

    communities: int = Described(description="Communities that I am a member of.")
    open_action_items: int = Described(description="Action items of mine that are open or in progress.")
    carry_overs_waiting: int = Described(
        description="Validations of mine that a new revision left behind, and that I have not carried over."
    )


class MeShown(MemberShown):
    """The caller."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **_LINE_EXAMPLE,
                    "allowed_actions": ["found_community", "make_environment", "make_my_token", "make_webhook"],
                    "scopes": ["me:read", "problems:read"],
                    "counts": {"communities": 2, "open_action_items": 1, "carry_overs_waiting": 0},
                }
            ]
        },
    )

    scopes: list[str] = Described(description="What this access token may be used for.")
    counts: Waiting
