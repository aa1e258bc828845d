from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.missing_kind import MissingKind, check_missing_kind

T = TypeVar("T", bound="MissingPiece")


@_attrs_define(kw_only=True)
class MissingPiece:
    """One thing that is lacking; all of them together, supplied by whomever, make the solution validated."""

    kind: MissingKind
    """What a solution lacks to be validated, in the order in which it is told.

    - `proposal`: that it be proposed.
    - `failure_taken_back`: that so many members for whom it fails say otherwise, or take that back.
    - `confirmation`: that so many more members confirm it, other than those named.
    - `site`: that it be confirmed at so many more sites, other than those named.
    - `environment`: that it be confirmed in so many more environments, other than those named."""
    count: int
    """How many more."""
    other_than: list[UUID]
    """Members, sites or environments (by kind) that supply it already."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        count = self.count

        other_than = []
        for other_than_item_data in self.other_than:
            other_than_item = str(other_than_item_data)
            other_than.append(other_than_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "count": count,
                "other_than": other_than,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_missing_kind(d.pop("kind"))

        count = d.pop("count")

        other_than = []
        _other_than = d.pop("other_than")
        for other_than_item_data in _other_than:
            other_than_item = UUID(other_than_item_data)

            other_than.append(other_than_item)

        missing_piece = cls(
            kind=kind,
            count=count,
            other_than=other_than,
        )

        missing_piece.additional_properties = d
        return missing_piece
