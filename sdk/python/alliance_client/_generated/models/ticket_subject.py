from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.linked_kind import LinkedKind, check_linked_kind

T = TypeVar("T", bound="TicketSubject")


@_attrs_define(kw_only=True)
class TicketSubject:
    """What a ticket is linked to: a problem, a solution or a validation."""

    kind: LinkedKind
    """What a ticket of another system is linked to."""
    id: UUID
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        id = str(self.id)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "id": id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_linked_kind(d.pop("kind"))

        id = UUID(d.pop("id"))

        ticket_subject = cls(
            kind=kind,
            id=id,
        )

        ticket_subject.additional_properties = d
        return ticket_subject
