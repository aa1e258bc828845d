from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="WebhookIn")


@_attrs_define(kw_only=True)
class WebhookIn:
    """Where you want to be told, and of what."""

    url: str
    """Where it is sent: `https://…`, or `http://…` inside. To addresses inside the organization's networks only as
    far as a setting allows it; nothing is redirected."""
    kinds: list[str] | Unset = UNSET
    """Only events of these kinds; every kind where there is none here."""
    community_ids: list[UUID] | Unset = UNSET
    """Only events of these communities; of all that you may read where there is none here."""
    description: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        url = self.url

        kinds: list[str] | Unset = UNSET
        if not isinstance(self.kinds, Unset):
            kinds = self.kinds

        community_ids: list[str] | Unset = UNSET
        if not isinstance(self.community_ids, Unset):
            community_ids = []
            for community_ids_item_data in self.community_ids:
                community_ids_item = str(community_ids_item_data)
                community_ids.append(community_ids_item)

        description = self.description

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "url": url,
            }
        )
        if kinds is not UNSET:
            field_dict["kinds"] = kinds
        if community_ids is not UNSET:
            field_dict["community_ids"] = community_ids
        if description is not UNSET:
            field_dict["description"] = description

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        url = d.pop("url")

        kinds = cast(list[str], d.pop("kinds", UNSET))

        _community_ids = d.pop("community_ids", UNSET)
        community_ids: list[UUID] | Unset = UNSET
        if _community_ids is not UNSET:
            community_ids = []
            for community_ids_item_data in _community_ids:
                community_ids_item = UUID(community_ids_item_data)

                community_ids.append(community_ids_item)

        description = d.pop("description", UNSET)

        webhook_in = cls(
            url=url,
            kinds=kinds,
            community_ids=community_ids,
            description=description,
        )

        return webhook_in
