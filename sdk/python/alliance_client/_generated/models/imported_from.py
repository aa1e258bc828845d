from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ImportedFrom")


@_attrs_define(kw_only=True)
class ImportedFrom:
    """Where a thing came from."""

    source: str
    """The record of another system, as its import names it."""
    key: str
    """What it was called there."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        source = self.source

        key = self.key

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "source": source,
                "key": key,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        source = d.pop("source")

        key = d.pop("key")

        imported_from = cls(
            source=source,
            key=key,
        )

        imported_from.additional_properties = d
        return imported_from
