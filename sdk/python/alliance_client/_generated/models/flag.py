from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from alliance_client._answers import Answer

from ..models.flag_kind import FlagKind, check_flag_kind

if TYPE_CHECKING:
    from ..models.member_ref import MemberRef


T = TypeVar("T", bound="Flag")


@_attrs_define(kw_only=True)
class Flag:
    """A reader's warning."""

    id: UUID
    kind: FlagKind
    """What a reader warns of."""
    reason: str
    member: MemberRef
    """A member as other things name it."""
    action_item_id: UUID
    """What is to be done about it; flags of one kind share it while open."""
    created_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""
    etag: str = _attrs_field(init=False, default="", eq=False, repr=False)
    """The tag it came with: give the whole thing as `if_match` or `if_none_match`."""
    _answer: Answer | None = _attrs_field(init=False, default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        kind: str = self.kind

        reason = self.reason

        member = self.member.to_dict()

        action_item_id = str(self.action_item_id)

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "reason": reason,
                "member": member,
                "action_item_id": action_item_id,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.member_ref import MemberRef  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        kind = check_flag_kind(d.pop("kind"))

        reason = d.pop("reason")

        member = MemberRef.from_dict(d.pop("member"))

        action_item_id = UUID(d.pop("action_item_id"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        flag = cls(
            id=id,
            kind=kind,
            reason=reason,
            member=member,
            action_item_id=action_item_id,
            created_at=created_at,
        )

        flag.additional_properties = d
        return flag
