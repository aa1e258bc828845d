from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="SuccessorIn")


@_attrs_define(kw_only=True)
class SuccessorIn:
    """The solution that takes this one's place."""

    successor_id: UUID
    """A solution of the same problem, not withdrawn."""
    reason: str | Unset = ""
    """Who is no author gives one."""

    def to_dict(self) -> dict[str, Any]:
        successor_id = str(self.successor_id)

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "successor_id": successor_id,
            }
        )
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        successor_id = UUID(d.pop("successor_id"))

        reason = d.pop("reason", UNSET)

        successor_in = cls(
            successor_id=successor_id,
            reason=reason,
        )

        return successor_in
