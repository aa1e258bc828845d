from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.event import Event


T = TypeVar("T", bound="Notification")


@_attrs_define(kw_only=True)
class Notification:
    """What is sent to a webhook."""

    type_: str
    """The event's kind, or `webhook.test`. Take kinds that you do not know."""
    timestamp: datetime.datetime
    """When it happened."""
    data: Event
    """Something that happened. `data` holds ids, states, versions, counts and names of changed fields, by kind."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        timestamp = self.timestamp.isoformat()

        data = self.data.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "timestamp": timestamp,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.event import Event  # noqa: PLC0415

        d = dict(src_dict)
        type_ = d.pop("type")

        timestamp = datetime.datetime.fromisoformat(d.pop("timestamp"))

        data = Event.from_dict(d.pop("data"))

        notification = cls(
            type_=type_,
            timestamp=timestamp,
            data=data,
        )

        notification.additional_properties = d
        return notification
