from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ReplayIn")


@_attrs_define(kw_only=True)
class ReplayIn:
    """From where on events are to be sent again."""

    from_: str
    """A `next_cursor` of yours from `GET /events`, read forward and without filters: what came after it is sent."""

    def to_dict(self) -> dict[str, Any]:
        from_ = self.from_

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "from": from_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        from_ = d.pop("from")

        replay_in = cls(
            from_=from_,
        )

        return replay_in
