from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.try_outcome import TryOutcome, check_try_outcome

T = TypeVar("T", bound="DeliveryTry")


@_attrs_define(kw_only=True)
class DeliveryTry:
    """One try to deliver."""

    at: datetime.datetime
    milliseconds: int
    outcome: TryOutcome
    """What came of a try to deliver. `refused`: another status than 2xx; `redirected`: 3xx, which is not followed;
    `inside`: the address lies where nothing is sent to; `unsigned`: the webhook's secret cannot be opened any
    more, so
    that it has to be changed."""
    status: int | None
    """Null where no answer came."""
    answer: str
    """The first 1,000 characters of what was answered."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        milliseconds = self.milliseconds

        outcome: str = self.outcome

        status: int | None
        status = self.status

        answer = self.answer

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "at": at,
                "milliseconds": milliseconds,
                "outcome": outcome,
                "status": status,
                "answer": answer,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))

        milliseconds = d.pop("milliseconds")

        outcome = check_try_outcome(d.pop("outcome"))

        def _parse_status(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        status = _parse_status(d.pop("status"))

        answer = d.pop("answer")

        delivery_try = cls(
            at=at,
            milliseconds=milliseconds,
            outcome=outcome,
            status=status,
            answer=answer,
        )

        delivery_try.additional_properties = d
        return delivery_try
