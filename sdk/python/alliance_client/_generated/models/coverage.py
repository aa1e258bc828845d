from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from alliance_client._answers import Answer

if TYPE_CHECKING:
    from ..models.coverage_cell import CoverageCell
    from ..models.coverage_limit import CoverageLimit
    from ..models.solution_ref import SolutionRef


T = TypeVar("T", bound="Coverage")


@_attrs_define(kw_only=True)
class Coverage:
    """Where a solution holds, by all validations that stand."""

    solution: SolutionRef
    """A solution as other things name it."""
    cells: list[CoverageCell]
    limits: list[CoverageLimit]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""
    etag: str = _attrs_field(init=False, default="", eq=False, repr=False)
    """The tag it came with: give the whole thing as `if_match` or `if_none_match`."""
    _answer: Answer | None = _attrs_field(init=False, default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        solution = self.solution.to_dict()

        cells = []
        for cells_item_data in self.cells:
            cells_item = cells_item_data.to_dict()
            cells.append(cells_item)

        limits = []
        for limits_item_data in self.limits:
            limits_item = limits_item_data.to_dict()
            limits.append(limits_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "solution": solution,
                "cells": cells,
                "limits": limits,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.coverage_cell import CoverageCell  # noqa: PLC0415
        from ..models.coverage_limit import CoverageLimit  # noqa: PLC0415
        from ..models.solution_ref import SolutionRef  # noqa: PLC0415

        d = dict(src_dict)
        solution = SolutionRef.from_dict(d.pop("solution"))

        cells = []
        _cells = d.pop("cells")
        for cells_item_data in _cells:
            cells_item = CoverageCell.from_dict(cells_item_data)

            cells.append(cells_item)

        limits = []
        _limits = d.pop("limits")
        for limits_item_data in _limits:
            limits_item = CoverageLimit.from_dict(limits_item_data)

            limits.append(limits_item)

        coverage = cls(
            solution=solution,
            cells=cells,
            limits=limits,
        )

        coverage.additional_properties = d
        return coverage
