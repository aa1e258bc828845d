from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from alliance_client._answers import Answer

from ..models.member_kind import MemberKind, check_member_kind
from ..models.organization_role import OrganizationRole, check_organization_role

if TYPE_CHECKING:
    from ..models.site_ref import SiteRef


T = TypeVar("T", bound="MemberMade")


@_attrs_define(kw_only=True)
class MemberMade:
    """A new member, with the way to their first password."""

    id: UUID
    version: int
    """Changes when what the thing itself owns changes; If-Match compares it."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
    allowed_actions: list[str]
    """What you may do with it now, by operation id; where one operation serves several acts, by the act
    (`join_community`, `leave_community`). Take names that you do not know."""
    name: str
    email: None | str
    """Where they are invited and what they sign in with; kept in NFC and lower case."""
    kind: MemberKind
    """Whether a member is a person or a program."""
    organization_role: OrganizationRole
    """What a member is in the organization."""
    active: bool
    """False once deactivated: refused at the next request."""
    site: None | SiteRef
    expertise: list[str]
    invitation_token: None | str = _attrs_field(repr=False)
    """Shown this once, and good for seven days; null for a service account, without e-mail, and where the answer
    is repeated for its idempotency key."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""
    etag: str = _attrs_field(init=False, default="", eq=False, repr=False)
    """The tag it came with: give the whole thing as `if_match` or `if_none_match`."""
    _answer: Answer | None = _attrs_field(init=False, default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        from ..models.site_ref import SiteRef  # noqa: PLC0415

        id = str(self.id)

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        allowed_actions = self.allowed_actions

        name = self.name

        email: None | str
        email = self.email

        kind: str = self.kind

        organization_role: str = self.organization_role

        active = self.active

        site: dict[str, Any] | None
        if isinstance(self.site, SiteRef):
            site = self.site.to_dict()
        else:
            site = self.site

        expertise = self.expertise

        invitation_token: None | str
        invitation_token = self.invitation_token

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
                "allowed_actions": allowed_actions,
                "name": name,
                "email": email,
                "kind": kind,
                "organization_role": organization_role,
                "active": active,
                "site": site,
                "expertise": expertise,
                "invitation_token": invitation_token,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.site_ref import SiteRef  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        allowed_actions = cast(list[str], d.pop("allowed_actions"))

        name = d.pop("name")

        def _parse_email(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        email = _parse_email(d.pop("email"))

        kind = check_member_kind(d.pop("kind"))

        organization_role = check_organization_role(d.pop("organization_role"))

        active = d.pop("active")

        def _parse_site(data: object) -> None | SiteRef:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                site_type_0 = SiteRef.from_dict(data)

                return site_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SiteRef, data)

        site = _parse_site(d.pop("site"))

        expertise = cast(list[str], d.pop("expertise"))

        def _parse_invitation_token(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        invitation_token = _parse_invitation_token(d.pop("invitation_token"))

        member_made = cls(
            id=id,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
            allowed_actions=allowed_actions,
            name=name,
            email=email,
            kind=kind,
            organization_role=organization_role,
            active=active,
            site=site,
            expertise=expertise,
            invitation_token=invitation_token,
        )

        member_made.additional_properties = d
        return member_made
