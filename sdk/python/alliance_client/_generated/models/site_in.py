from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="SiteIn")


@_attrs_define(kw_only=True)
class SiteIn:
    """A place of the organization."""

    code: str
    """A short name that no other site has; upper and lower case are one."""
    name: str
    region: str
    time_zone: str
    """A name of the IANA time zone database."""

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        name = self.name

        region = self.region

        time_zone = self.time_zone

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "code": code,
                "name": name,
                "region": region,
                "time_zone": time_zone,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code")

        name = d.pop("name")

        region = d.pop("region")

        time_zone = d.pop("time_zone")

        site_in = cls(
            code=code,
            name=name,
            region=region,
            time_zone=time_zone,
        )

        return site_in
