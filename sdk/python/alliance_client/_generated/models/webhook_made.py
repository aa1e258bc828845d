from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from alliance_client._answers import Answer

from ..models.webhook_state import WebhookState, check_webhook_state

T = TypeVar("T", bound="WebhookMade")


@_attrs_define(kw_only=True)
class WebhookMade:
    """A webhook with its secret."""

    id: UUID
    version: int
    """Changes when what the thing itself owns changes; If-Match compares it."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
    allowed_actions: list[str]
    """What you may do with it now, by operation id; where one operation serves several acts, by the act
    (`join_community`, `leave_community`). Take names that you do not know."""
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
    previous_secret_until: datetime.datetime | None
    """Until then both the secret and the one before it sign."""
    secret: str = _attrs_field(repr=False)
    """Shown this once: by it what is sent is known to come from here."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""
    etag: str = _attrs_field(init=False, default="", eq=False, repr=False)
    """The tag it came with: give the whole thing as `if_match` or `if_none_match`."""
    _answer: Answer | None = _attrs_field(init=False, default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        allowed_actions = self.allowed_actions

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

        previous_secret_until: None | str
        if isinstance(self.previous_secret_until, datetime.datetime):
            previous_secret_until = self.previous_secret_until.isoformat()
        else:
            previous_secret_until = self.previous_secret_until

        secret = self.secret

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
                "allowed_actions": allowed_actions,
                "url": url,
                "kinds": kinds,
                "community_ids": community_ids,
                "description": description,
                "state": state,
                "failing_since": failing_since,
                "resumes_at": resumes_at,
                "waiting_count": waiting_count,
                "previous_secret_until": previous_secret_until,
                "secret": secret,
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

        allowed_actions = cast(list[str], d.pop("allowed_actions"))

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

        def _parse_previous_secret_until(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                previous_secret_until_type_0 = datetime.datetime.fromisoformat(data)

                return previous_secret_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        previous_secret_until = _parse_previous_secret_until(d.pop("previous_secret_until"))

        secret = d.pop("secret")

        webhook_made = cls(
            id=id,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
            allowed_actions=allowed_actions,
            url=url,
            kinds=kinds,
            community_ids=community_ids,
            description=description,
            state=state,
            failing_since=failing_since,
            resumes_at=resumes_at,
            waiting_count=waiting_count,
            previous_secret_until=previous_secret_until,
            secret=secret,
        )

        webhook_made.additional_properties = d
        return webhook_made
