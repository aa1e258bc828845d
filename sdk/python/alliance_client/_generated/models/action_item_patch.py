from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.action_item_state import ActionItemState, check_action_item_state
from ..types import UNSET, Unset

T = TypeVar("T", bound="ActionItemPatch")


@_attrs_define(kw_only=True)
class ActionItemPatch:
    """What is to change; what is left out stays. The state is for its owner too, the rest is not."""

    title: str | Unset = UNSET
    owner_id: None | Unset | UUID = UNSET
    due_on: datetime.date | None | Unset = UNSET
    state: ActionItemState | Unset = UNSET
    """Where an action item stands; what is dropped says why."""
    dropped_reason: None | str | Unset = UNSET
    """With `dropped`, and only then."""

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        owner_id: None | str | Unset
        if isinstance(self.owner_id, Unset):
            owner_id = UNSET
        elif isinstance(self.owner_id, UUID):
            owner_id = str(self.owner_id)
        else:
            owner_id = self.owner_id

        due_on: None | str | Unset
        if isinstance(self.due_on, Unset):
            due_on = UNSET
        elif isinstance(self.due_on, datetime.date):
            due_on = self.due_on.isoformat()
        else:
            due_on = self.due_on

        state: str | Unset = UNSET
        if not isinstance(self.state, Unset):
            state = self.state

        dropped_reason: None | str | Unset
        if isinstance(self.dropped_reason, Unset):
            dropped_reason = UNSET
        else:
            dropped_reason = self.dropped_reason

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if title is not UNSET:
            field_dict["title"] = title
        if owner_id is not UNSET:
            field_dict["owner_id"] = owner_id
        if due_on is not UNSET:
            field_dict["due_on"] = due_on
        if state is not UNSET:
            field_dict["state"] = state
        if dropped_reason is not UNSET:
            field_dict["dropped_reason"] = dropped_reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        title = d.pop("title", UNSET)

        def _parse_owner_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                owner_id_type_0 = UUID(data)

                return owner_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        owner_id = _parse_owner_id(d.pop("owner_id", UNSET))

        def _parse_due_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_on_type_0 = datetime.date.fromisoformat(data)

                return due_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        due_on = _parse_due_on(d.pop("due_on", UNSET))

        _state = d.pop("state", UNSET)
        state: ActionItemState | Unset
        if isinstance(_state, Unset):
            state = UNSET
        else:
            state = check_action_item_state(_state)

        def _parse_dropped_reason(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        dropped_reason = _parse_dropped_reason(d.pop("dropped_reason", UNSET))

        action_item_patch = cls(
            title=title,
            owner_id=owner_id,
            due_on=due_on,
            state=state,
            dropped_reason=dropped_reason,
        )

        return action_item_patch
