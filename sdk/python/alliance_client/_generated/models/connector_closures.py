from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.closure_reason import ClosureReason, check_closure_reason

T = TypeVar("T", bound="ConnectorClosures")


@_attrs_define(kw_only=True)
class ConnectorClosures:
    """Their state to the reason a problem is closed with."""

    additional_properties: dict[str, ClosureReason] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:

        field_dict: dict[str, Any] = {}
        for prop_name, prop in self.additional_properties.items():
            field_dict[prop_name] = prop

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        connector_closures = cls()

        additional_properties = {}
        for prop_name, prop_dict in d.items():
            additional_property = check_closure_reason(prop_dict)

            additional_properties[prop_name] = additional_property

        connector_closures.additional_properties = additional_properties
        return connector_closures

    def __getitem__(self, key: str) -> ClosureReason:
        return self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
