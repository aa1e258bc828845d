from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.closure_reason import ClosureReason, check_closure_reason
from ..types import UNSET, Unset

T = TypeVar("T", bound="ClosureIn")


@_attrs_define(kw_only=True)
class ClosureIn:
    """How and why a problem is to end."""

    reason: ClosureReason
    """Why a problem was closed."""
    comment: str | Unset = ""
    duplicate_of_id: None | str | Unset = UNSET
    """With `duplicate`, and only then: the problem this one repeats."""

    def to_dict(self) -> dict[str, Any]:
        reason: str = self.reason

        comment = self.comment

        duplicate_of_id: None | str | Unset
        if isinstance(self.duplicate_of_id, Unset):
            duplicate_of_id = UNSET
        else:
            duplicate_of_id = self.duplicate_of_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "reason": reason,
            }
        )
        if comment is not UNSET:
            field_dict["comment"] = comment
        if duplicate_of_id is not UNSET:
            field_dict["duplicate_of_id"] = duplicate_of_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        reason = check_closure_reason(d.pop("reason"))

        comment = d.pop("comment", UNSET)

        def _parse_duplicate_of_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        duplicate_of_id = _parse_duplicate_of_id(d.pop("duplicate_of_id", UNSET))

        closure_in = cls(
            reason=reason,
            comment=comment,
            duplicate_of_id=duplicate_of_id,
        )

        return closure_in
