from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="SitePatch")


@_attrs_define(kw_only=True)
class SitePatch:
    """What is to change; what is left out stays."""

    code: str | Unset = UNSET
    """A short name that no other site has; upper and lower case are one."""
    name: str | Unset = UNSET
    region: str | Unset = UNSET
    time_zone: str | Unset = UNSET
    """A name of the IANA time zone database."""

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        name = self.name

        region = self.region

        time_zone = self.time_zone

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if code is not UNSET:
            field_dict["code"] = code
        if name is not UNSET:
            field_dict["name"] = name
        if region is not UNSET:
            field_dict["region"] = region
        if time_zone is not UNSET:
            field_dict["time_zone"] = time_zone

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code", UNSET)

        name = d.pop("name", UNSET)

        region = d.pop("region", UNSET)

        time_zone = d.pop("time_zone", UNSET)

        site_patch = cls(
            code=code,
            name=name,
            region=region,
            time_zone=time_zone,
        )

        return site_patch
