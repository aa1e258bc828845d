from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="CommunityPatch")


@_attrs_define(kw_only=True)
class CommunityPatch:
    """What is to change; what is left out stays. Charter, visibility and process change by proposal."""

    name: str | Unset = UNSET
    purpose: str | Unset = UNSET
    objective_ids: list[UUID] | Unset = UNSET
    """The organization's objectives that it serves, each once."""

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        purpose = self.purpose

        objective_ids: list[str] | Unset = UNSET
        if not isinstance(self.objective_ids, Unset):
            objective_ids = []
            for objective_ids_item_data in self.objective_ids:
                objective_ids_item = str(objective_ids_item_data)
                objective_ids.append(objective_ids_item)

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if purpose is not UNSET:
            field_dict["purpose"] = purpose
        if objective_ids is not UNSET:
            field_dict["objective_ids"] = objective_ids

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        purpose = d.pop("purpose", UNSET)

        _objective_ids = d.pop("objective_ids", UNSET)
        objective_ids: list[UUID] | Unset = UNSET
        if _objective_ids is not UNSET:
            objective_ids = []
            for objective_ids_item_data in _objective_ids:
                objective_ids_item = UUID(objective_ids_item_data)

                objective_ids.append(objective_ids_item)

        community_patch = cls(
            name=name,
            purpose=purpose,
            objective_ids=objective_ids,
        )

        return community_patch
