from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.member_kind import MemberKind, check_member_kind

T = TypeVar("T", bound="MemberRef")


@_attrs_define(kw_only=True)
class MemberRef:
    """A member as other things name it."""

    id: UUID
    name: str
    kind: MemberKind
    """Whether a member is a person or a program."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        name = self.name

        kind: str = self.kind

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "kind": kind,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        name = d.pop("name")

        kind = check_member_kind(d.pop("kind"))

        member_ref = cls(
            id=id,
            name=name,
            kind=kind,
        )

        member_ref.additional_properties = d
        return member_ref
