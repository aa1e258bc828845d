from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.member_kind import MemberKind, check_member_kind
from ..models.organization_role import OrganizationRole, check_organization_role
from ..types import UNSET, Unset

T = TypeVar("T", bound="MemberIn")


@_attrs_define(kw_only=True)
class MemberIn:
    """A person, or a service account, of the organization."""

    name: str
    email: None | str | Unset = UNSET
    """Where they are invited and what they sign in with; kept in NFC and lower case."""
    site_id: None | Unset | UUID = UNSET
    """The site they work at."""
    expertise: list[str] | Unset = UNSET
    """What they know about, in a few words each."""
    kind: MemberKind | Unset = UNSET
    """Whether a member is a person or a program."""
    organization_role: OrganizationRole | Unset = UNSET
    """What a member is in the organization."""

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        email: None | str | Unset
        if isinstance(self.email, Unset):
            email = UNSET
        else:
            email = self.email

        site_id: None | str | Unset
        if isinstance(self.site_id, Unset):
            site_id = UNSET
        elif isinstance(self.site_id, UUID):
            site_id = str(self.site_id)
        else:
            site_id = self.site_id

        expertise: list[str] | Unset = UNSET
        if not isinstance(self.expertise, Unset):
            expertise = self.expertise

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind

        organization_role: str | Unset = UNSET
        if not isinstance(self.organization_role, Unset):
            organization_role = self.organization_role

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
            }
        )
        if email is not UNSET:
            field_dict["email"] = email
        if site_id is not UNSET:
            field_dict["site_id"] = site_id
        if expertise is not UNSET:
            field_dict["expertise"] = expertise
        if kind is not UNSET:
            field_dict["kind"] = kind
        if organization_role is not UNSET:
            field_dict["organization_role"] = organization_role

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        def _parse_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        email = _parse_email(d.pop("email", UNSET))

        def _parse_site_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                site_id_type_0 = UUID(data)

                return site_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        site_id = _parse_site_id(d.pop("site_id", UNSET))

        expertise = cast(list[str], d.pop("expertise", UNSET))

        _kind = d.pop("kind", UNSET)
        kind: MemberKind | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = check_member_kind(_kind)

        _organization_role = d.pop("organization_role", UNSET)
        organization_role: OrganizationRole | Unset
        if isinstance(_organization_role, Unset):
            organization_role = UNSET
        else:
            organization_role = check_organization_role(_organization_role)

        member_in = cls(
            name=name,
            email=email,
            site_id=site_id,
            expertise=expertise,
            kind=kind,
            organization_role=organization_role,
        )

        return member_in
