from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.membership_state import MembershipState, check_membership_state
from ..models.role import Role, check_role

if TYPE_CHECKING:
    from ..models.community_ref import CommunityRef
    from ..models.member_ref import MemberRef


T = TypeVar("T", bound="MembershipLine")


@_attrs_define(kw_only=True)
class MembershipLine:
    """A membership as lists show it."""

    id: UUID
    version: int
    """Changes when what the thing itself owns changes; If-Match compares it."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
    community: CommunityRef
    """A community as other things name it."""
    member: MemberRef
    """A member as other things name it."""
    role: Role
    """What a member is in a community."""
    state: MembershipState
    """Where a membership stands; one that ended keeps what was done in it."""
    joined_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        community = self.community.to_dict()

        member = self.member.to_dict()

        role: str = self.role

        state: str = self.state

        joined_at: None | str
        if isinstance(self.joined_at, datetime.datetime):
            joined_at = self.joined_at.isoformat()
        else:
            joined_at = self.joined_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
                "community": community,
                "member": member,
                "role": role,
                "state": state,
                "joined_at": joined_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.community_ref import CommunityRef  # noqa: PLC0415
        from ..models.member_ref import MemberRef  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        community = CommunityRef.from_dict(d.pop("community"))

        member = MemberRef.from_dict(d.pop("member"))

        role = check_role(d.pop("role"))

        state = check_membership_state(d.pop("state"))

        def _parse_joined_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                joined_at_type_0 = datetime.datetime.fromisoformat(data)

                return joined_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        joined_at = _parse_joined_at(d.pop("joined_at"))

        membership_line = cls(
            id=id,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
            community=community,
            member=member,
            role=role,
            state=state,
            joined_at=joined_at,
        )

        membership_line.additional_properties = d
        return membership_line
