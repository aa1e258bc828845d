from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ReleaseIn")


@_attrs_define(kw_only=True)
class ReleaseIn:
    """A version of a component that its vendor has released."""

    component_version: str
    """The version as it is written, for good."""
    released_on: datetime.date | None | Unset = UNSET
    end_of_support_on: datetime.date | None | Unset = UNSET
    before: None | str | Unset = UNSET
    """Only where the component's releases are `listed`: the version of the release that this one stands before.
    Without it, this one is the newest."""

    def to_dict(self) -> dict[str, Any]:
        component_version = self.component_version

        released_on: None | str | Unset
        if isinstance(self.released_on, Unset):
            released_on = UNSET
        elif isinstance(self.released_on, datetime.date):
            released_on = self.released_on.isoformat()
        else:
            released_on = self.released_on

        end_of_support_on: None | str | Unset
        if isinstance(self.end_of_support_on, Unset):
            end_of_support_on = UNSET
        elif isinstance(self.end_of_support_on, datetime.date):
            end_of_support_on = self.end_of_support_on.isoformat()
        else:
            end_of_support_on = self.end_of_support_on

        before: None | str | Unset
        if isinstance(self.before, Unset):
            before = UNSET
        else:
            before = self.before

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "component_version": component_version,
            }
        )
        if released_on is not UNSET:
            field_dict["released_on"] = released_on
        if end_of_support_on is not UNSET:
            field_dict["end_of_support_on"] = end_of_support_on
        if before is not UNSET:
            field_dict["before"] = before

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        component_version = d.pop("component_version")

        def _parse_released_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                released_on_type_0 = datetime.date.fromisoformat(data)

                return released_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        released_on = _parse_released_on(d.pop("released_on", UNSET))

        def _parse_end_of_support_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                end_of_support_on_type_0 = datetime.date.fromisoformat(data)

                return end_of_support_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        end_of_support_on = _parse_end_of_support_on(d.pop("end_of_support_on", UNSET))

        def _parse_before(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        before = _parse_before(d.pop("before", UNSET))

        release_in = cls(
            component_version=component_version,
            released_on=released_on,
            end_of_support_on=end_of_support_on,
            before=before,
        )

        return release_in
