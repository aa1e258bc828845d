from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.flag_kind import FlagKind, check_flag_kind

T = TypeVar("T", bound="FlagIn")


@_attrs_define(kw_only=True)
class FlagIn:
    """A warning: it makes an action item, and never changes a status."""

    kind: FlagKind
    """What a reader warns of."""
    reason: str

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_flag_kind(d.pop("kind"))

        reason = d.pop("reason")

        flag_in = cls(
            kind=kind,
            reason=reason,
        )

        return flag_in
