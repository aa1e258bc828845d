from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Reach")


@_attrs_define(kw_only=True)
class Reach:
    """How far a problem reaches, by the marks of those affected; duplicates count at their root."""

    people: int
    sites: int
    machines: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        people = self.people

        sites = self.sites

        machines = self.machines

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "people": people,
                "sites": sites,
                "machines": machines,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        people = d.pop("people")

        sites = d.pop("sites")

        machines = d.pop("machines")

        reach = cls(
            people=people,
            sites=sites,
            machines=machines,
        )

        reach.additional_properties = d
        return reach
