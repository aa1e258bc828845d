from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ExternalReference")


@_attrs_define(kw_only=True)
class ExternalReference:
    """What a thing is called where it came from."""

    system: str
    """The system it comes from, as it was named."""
    key: str
    """What it is called there."""
    url: None | str
    """Where it is read there."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        system = self.system

        key = self.key

        url: None | str
        url = self.url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "system": system,
                "key": key,
                "url": url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        system = d.pop("system")

        key = d.pop("key")

        def _parse_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        url = _parse_url(d.pop("url"))

        external_reference = cls(
            system=system,
            key=key,
            url=url,
        )

        external_reference.additional_properties = d
        return external_reference
