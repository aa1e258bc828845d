from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.solution_kind import SolutionKind, check_solution_kind
from ..types import UNSET, Unset

T = TypeVar("T", bound="SolutionPatch")


@_attrs_define(kw_only=True)
class SolutionPatch:
    """Title and kind; the text itself is changed by a revision."""

    title: str | Unset = UNSET
    kind: SolutionKind | Unset = UNSET
    """What a solution does about its problem."""

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if title is not UNSET:
            field_dict["title"] = title
        if kind is not UNSET:
            field_dict["kind"] = kind

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        title = d.pop("title", UNSET)

        _kind = d.pop("kind", UNSET)
        kind: SolutionKind | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = check_solution_kind(_kind)

        solution_patch = cls(
            title=title,
            kind=kind,
        )

        return solution_patch
