from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.component_ref import ComponentRef


T = TypeVar("T", bound="ReleaseLine")


@_attrs_define(kw_only=True)
class ReleaseLine:
    """A release as lists show it."""

    id: UUID
    version: int
    """Changes when what the thing itself owns changes; If-Match compares it."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
    component: ComponentRef
    """A component as other things name it."""
    component_version: str
    released_on: datetime.date | None
    end_of_support_on: datetime.date | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        component = self.component.to_dict()

        component_version = self.component_version

        released_on: None | str
        if isinstance(self.released_on, datetime.date):
            released_on = self.released_on.isoformat()
        else:
            released_on = self.released_on

        end_of_support_on: None | str
        if isinstance(self.end_of_support_on, datetime.date):
            end_of_support_on = self.end_of_support_on.isoformat()
        else:
            end_of_support_on = self.end_of_support_on

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
                "component": component,
                "component_version": component_version,
                "released_on": released_on,
                "end_of_support_on": end_of_support_on,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.component_ref import ComponentRef  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        component = ComponentRef.from_dict(d.pop("component"))

        component_version = d.pop("component_version")

        def _parse_released_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                released_on_type_0 = datetime.date.fromisoformat(data)

                return released_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        released_on = _parse_released_on(d.pop("released_on"))

        def _parse_end_of_support_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                end_of_support_on_type_0 = datetime.date.fromisoformat(data)

                return end_of_support_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        end_of_support_on = _parse_end_of_support_on(d.pop("end_of_support_on"))

        release_line = cls(
            id=id,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
            component=component,
            component_version=component_version,
            released_on=released_on,
            end_of_support_on=end_of_support_on,
        )

        release_line.additional_properties = d
        return release_line
