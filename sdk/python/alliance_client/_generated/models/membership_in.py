from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..models.role import Role, check_role
from ..types import UNSET, Unset

T = TypeVar("T", bound="MembershipIn")


@_attrs_define(kw_only=True)
class MembershipIn:
    """Who is to be in the community, and as what."""

    member_id: UUID
    """Oneself, to join or ask to; another, as an acting coordinator."""
    role: Role | Unset = UNSET
    """What a member is in a community."""

    def to_dict(self) -> dict[str, Any]:
        member_id = str(self.member_id)

        role: str | Unset = UNSET
        if not isinstance(self.role, Unset):
            role = self.role

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "member_id": member_id,
            }
        )
        if role is not UNSET:
            field_dict["role"] = role

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        member_id = UUID(d.pop("member_id"))

        _role = d.pop("role", UNSET)
        role: Role | Unset
        if isinstance(_role, Unset):
            role = UNSET
        else:
            role = check_role(_role)

        membership_in = cls(
            member_id=member_id,
            role=role,
        )

        return membership_in
