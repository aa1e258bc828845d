from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.health_status import HealthStatus, check_health_status

T = TypeVar("T", bound="HealthCheck")


@_attrs_define(kw_only=True)
class HealthCheck:
    """One thing that the service needs to serve."""

    name: str
    status: HealthStatus
    """Whether the service can serve."""
    detail: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        status: str = self.status

        detail = self.detail

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "status": status,
                "detail": detail,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        status = check_health_status(d.pop("status"))

        detail = d.pop("detail")

        health_check = cls(
            name=name,
            status=status,
            detail=detail,
        )

        health_check.additional_properties = d
        return health_check
