from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.component_ref import ComponentRef


T = TypeVar("T", bound="Requirement")


@_attrs_define(kw_only=True)
class Requirement:
    """A component that a solution is for, and in which versions."""

    component: ComponentRef
    """A component as other things name it."""
    component_versions: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        component = self.component.to_dict()

        component_versions = self.component_versions

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "component": component,
                "component_versions": component_versions,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.component_ref import ComponentRef  # noqa: PLC0415

        d = dict(src_dict)
        component = ComponentRef.from_dict(d.pop("component"))

        component_versions = d.pop("component_versions")

        requirement = cls(
            component=component,
            component_versions=component_versions,
        )

        requirement.additional_properties = d
        return requirement
