from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="TicketLinkIn")


@_attrs_define(kw_only=True)
class TicketLinkIn:
    """A ticket of another system."""

    system: str
    """The system it is in, as you name it: `rt`, `jira.example.org`."""
    key: str
    """What it is called there; `ticket=` finds problems by it."""
    url: None | str | Unset = UNSET
    """Where it is read there."""
    title: None | str | Unset = UNSET
    """Its title there."""
    state: None | str | Unset = UNSET
    """Its state, as the system calls it; seen now."""

    def to_dict(self) -> dict[str, Any]:
        system = self.system

        key = self.key

        url: None | str | Unset
        if isinstance(self.url, Unset):
            url = UNSET
        else:
            url = self.url

        title: None | str | Unset
        if isinstance(self.title, Unset):
            title = UNSET
        else:
            title = self.title

        state: None | str | Unset
        if isinstance(self.state, Unset):
            state = UNSET
        else:
            state = self.state

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "system": system,
                "key": key,
            }
        )
        if url is not UNSET:
            field_dict["url"] = url
        if title is not UNSET:
            field_dict["title"] = title
        if state is not UNSET:
            field_dict["state"] = state

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

        def _parse_title(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        title = _parse_title(d.pop("title", UNSET))

        def _parse_state(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        state = _parse_state(d.pop("state", UNSET))

        ticket_link_in = cls(
            system=system,
            key=key,
            url=url,
            title=title,
            state=state,
        )

        return ticket_link_in
