from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="InstalledIn")


@_attrs_define(kw_only=True)
class InstalledIn:
    """One line of a configuration."""

    component_id: UUID
    component_version: None | str | Unset = UNSET
    """As the component's scheme reads it; null where it is not known."""

    def to_dict(self) -> dict[str, Any]:
        component_id = str(self.component_id)

        component_version: None | str | Unset
        if isinstance(self.component_version, Unset):
            component_version = UNSET
        else:
            component_version = self.component_version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "component_id": component_id,
            }
        )
        if component_version is not UNSET:
            field_dict["component_version"] = component_version

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        component_id = UUID(d.pop("component_id"))

        def _parse_component_version(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        component_version = _parse_component_version(d.pop("component_version", UNSET))

        installed_in = cls(
            component_id=component_id,
            component_version=component_version,
        )

        return installed_in
