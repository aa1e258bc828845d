from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.webhook_state import WebhookState, check_webhook_state

T = TypeVar("T", bound="WebhookLine")


@_attrs_define(kw_only=True)
class WebhookLine:
    """A webhook as lists show it."""

    id: UUID
    version: int
    """Changes when what the thing itself owns changes; If-Match compares it."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
    url: str
    kinds: list[str]
    community_ids: list[UUID]
    description: str
    state: WebhookState
    """Where a webhook stands. `catching_up`: what happened before is sent first. `paused` by its owner; `stopped`
    after
    long failure; `gone`: its receiver said that it is no more."""
    failing_since: datetime.datetime | None
    """Since when nothing but failures has come of it."""
    resumes_at: datetime.datetime | None
    """Before which nothing is tried, since it failed or asked so."""
    waiting_count: int
    """Deliveries that are still to be made."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        url = self.url

        kinds = self.kinds

        community_ids = []
        for community_ids_item_data in self.community_ids:
            community_ids_item = str(community_ids_item_data)
            community_ids.append(community_ids_item)

        description = self.description

        state: str = self.state

        failing_since: None | str
        if isinstance(self.failing_since, datetime.datetime):
            failing_since = self.failing_since.isoformat()
        else:
            failing_since = self.failing_since

        resumes_at: None | str
        if isinstance(self.resumes_at, datetime.datetime):
            resumes_at = self.resumes_at.isoformat()
        else:
            resumes_at = self.resumes_at

        waiting_count = self.waiting_count

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
                "url": url,
                "kinds": kinds,
                "community_ids": community_ids,
                "description": description,
                "state": state,
                "failing_since": failing_since,
                "resumes_at": resumes_at,
                "waiting_count": waiting_count,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        url = d.pop("url")

        kinds = cast(list[str], d.pop("kinds"))

        community_ids = []
        _community_ids = d.pop("community_ids")
        for community_ids_item_data in _community_ids:
            community_ids_item = UUID(community_ids_item_data)

            community_ids.append(community_ids_item)

        description = d.pop("description")

        state = check_webhook_state(d.pop("state"))

        def _parse_failing_since(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                failing_since_type_0 = datetime.datetime.fromisoformat(data)

                return failing_since_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        failing_since = _parse_failing_since(d.pop("failing_since"))

        def _parse_resumes_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                resumes_at_type_0 = datetime.datetime.fromisoformat(data)

                return resumes_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        resumes_at = _parse_resumes_at(d.pop("resumes_at"))

        waiting_count = d.pop("waiting_count")

        webhook_line = cls(
            id=id,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
            url=url,
            kinds=kinds,
            community_ids=community_ids,
            description=description,
            state=state,
            failing_since=failing_since,
            resumes_at=resumes_at,
            waiting_count=waiting_count,
        )

        webhook_line.additional_properties = d
        return webhook_line
