from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ExternalReferenceIn")


@_attrs_define(kw_only=True)
class ExternalReferenceIn:
    """What the thing is called where it comes from. The same again, for the same kind of thing in the same community,
    makes nothing and is answered 200 with what it made before, whatever else is sent with it: so a delivery can be
    repeated.

    """

    system: str
    """The system it comes from, as you name it: `rt`, `jira.example.org`."""
    key: str
    """What it is called there: a ticket's number, or the id of a comment."""
    url: None | str | Unset = UNSET
    """Where it is read there."""

    def to_dict(self) -> dict[str, Any]:
        system = self.system

        key = self.key

        url: None | str | Unset
        if isinstance(self.url, Unset):
            url = UNSET
        else:
            url = self.url

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "system": system,
                "key": key,
            }
        )
        if url is not UNSET:
            field_dict["url"] = url

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        system = d.pop("system")

        key = d.pop("key")

        def _parse_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        url = _parse_url(d.pop("url", UNSET))

        external_reference_in = cls(
            system=system,
            key=key,
            url=url,
        )

        return external_reference_in
