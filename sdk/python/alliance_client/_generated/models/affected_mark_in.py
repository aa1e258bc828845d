from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="AffectedMarkIn")


@_attrs_define(kw_only=True)
class AffectedMarkIn:
    """We have this too."""

    machines: int | Unset = 0
    """ How many machines are affected: at most the environment's, and 0 without an environment. """
    comment: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        machines = self.machines

        comment = self.comment

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if machines is not UNSET:
            field_dict["machines"] = machines
        if comment is not UNSET:
            field_dict["comment"] = comment

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        machines = d.pop("machines", UNSET)

        comment = d.pop("comment", UNSET)

        affected_mark_in = cls(
            machines=machines,
            comment=comment,
        )

        return affected_mark_in
