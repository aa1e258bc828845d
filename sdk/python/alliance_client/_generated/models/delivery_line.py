from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.delivery_state import DeliveryState, check_delivery_state

if TYPE_CHECKING:
    from ..models.delivery_try import DeliveryTry


T = TypeVar("T", bound="DeliveryLine")


@_attrs_define(kw_only=True)
class DeliveryLine:
    """A delivery as lists show it."""

    id: UUID
    event_id: None | UUID
    """Null for a test."""
    kind: str
    """The event's, or `webhook.test`. Take kinds that you do not know."""
    subject_id: UUID
    """What the event is about; of a test, the webhook."""
    state: DeliveryState
    """Where a delivery stands. `failed`: given up after many tries; `withheld`: nothing was sent, since the
    webhook's
    owner may no longer read the event."""
    created_at: datetime.datetime
    ended_at: datetime.datetime | None
    """When it was delivered, given up or withheld."""
    tries: list[DeliveryTry]
    """The last ten, the newest first."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        event_id: None | str
        if isinstance(self.event_id, UUID):
            event_id = str(self.event_id)
        else:
            event_id = self.event_id

        kind = self.kind

        subject_id = str(self.subject_id)

        state: str = self.state

        created_at = self.created_at.isoformat()

        ended_at: None | str
        if isinstance(self.ended_at, datetime.datetime):
            ended_at = self.ended_at.isoformat()
        else:
            ended_at = self.ended_at

        tries = []
        for tries_item_data in self.tries:
            tries_item = tries_item_data.to_dict()
            tries.append(tries_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "event_id": event_id,
                "kind": kind,
                "subject_id": subject_id,
                "state": state,
                "created_at": created_at,
                "ended_at": ended_at,
                "tries": tries,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.delivery_try import DeliveryTry  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        def _parse_event_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                event_id_type_0 = UUID(data)

                return event_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        event_id = _parse_event_id(d.pop("event_id"))

        kind = d.pop("kind")

        subject_id = UUID(d.pop("subject_id"))

        state = check_delivery_state(d.pop("state"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_ended_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ended_at_type_0 = datetime.datetime.fromisoformat(data)

                return ended_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        ended_at = _parse_ended_at(d.pop("ended_at"))

        tries = []
        _tries = d.pop("tries")
        for tries_item_data in _tries:
            tries_item = DeliveryTry.from_dict(tries_item_data)

            tries.append(tries_item)

        delivery_line = cls(
            id=id,
            event_id=event_id,
            kind=kind,
            subject_id=subject_id,
            state=state,
            created_at=created_at,
            ended_at=ended_at,
            tries=tries,
        )

        delivery_line.additional_properties = d
        return delivery_line
