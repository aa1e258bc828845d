from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ErrorPlace")


@_attrs_define(kw_only=True)
class ErrorPlace:
    """One place that is wrong."""

    detail: str
    """What is wrong here, and what would be right."""
    pointer: None | str
    """JSON Pointer (RFC 6901) into the body as it was sent, after `#`."""
    parameter: None | str
    """The parameter or header, where it is not the body."""
    in_: None | str
    """Where the parameter stands: `path`, `query` or `header`."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        detail = self.detail

        pointer: None | str
        pointer = self.pointer

        parameter: None | str
        parameter = self.parameter

        in_: None | str
        in_ = self.in_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "detail": detail,
                "pointer": pointer,
                "parameter": parameter,
                "in": in_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        detail = d.pop("detail")

        def _parse_pointer(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        pointer = _parse_pointer(d.pop("pointer"))

        def _parse_parameter(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        parameter = _parse_parameter(d.pop("parameter"))

        def _parse_in_(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        in_ = _parse_in_(d.pop("in"))

        error_place = cls(
            detail=detail,
            pointer=pointer,
            parameter=parameter,
            in_=in_,
        )

        error_place.additional_properties = d
        return error_place
