from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="RequirementIn")


@_attrs_define(kw_only=True)
class RequirementIn:
    """A component that must be installed, in a version within a range."""

    component_id: UUID
    component_versions: str
    """A range in VERS constraint syntax, by the component's scheme: `>=21H2|<23H2`, `10.0.19045`, `*` (any
    version, known or not)."""

    def to_dict(self) -> dict[str, Any]:
        component_id = str(self.component_id)

        component_versions = self.component_versions

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "component_id": component_id,
                "component_versions": component_versions,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        component_id = UUID(d.pop("component_id"))

        component_versions = d.pop("component_versions")

        requirement_in = cls(
            component_id=component_id,
            component_versions=component_versions,
        )

        return requirement_in
