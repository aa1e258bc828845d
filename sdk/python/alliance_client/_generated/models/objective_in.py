from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ObjectiveIn")


@_attrs_define(kw_only=True)
class ObjectiveIn:
    """What the organization wants, by when, and who answers for it."""

    title: str
    owner_id: UUID
    """The active member who answers for it."""
    starts_on: datetime.date
    ends_on: datetime.date
    """Its last day; not before its first."""
    description: str | Unset = ""
    """What is to be reached, and how one will know: Markdown."""

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        owner_id = str(self.owner_id)

        starts_on = self.starts_on.isoformat()

        ends_on = self.ends_on.isoformat()

        description = self.description

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "title": title,
                "owner_id": owner_id,
                "starts_on": starts_on,
                "ends_on": ends_on,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        title = d.pop("title")

        owner_id = UUID(d.pop("owner_id"))

        starts_on = datetime.date.fromisoformat(d.pop("starts_on"))

        ends_on = datetime.date.fromisoformat(d.pop("ends_on"))

        description = d.pop("description", UNSET)

        objective_in = cls(
            title=title,
            owner_id=owner_id,
            starts_on=starts_on,
            ends_on=ends_on,
            description=description,
        )

        return objective_in
