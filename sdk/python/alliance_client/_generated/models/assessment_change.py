from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.solution_status import SolutionStatus, check_solution_status

if TYPE_CHECKING:
    from ..models.assessment_reason import AssessmentReason


T = TypeVar("T", bound="AssessmentChange")


@_attrs_define(kw_only=True)
class AssessmentChange:
    """A change of status, as it was assessed then."""

    at: datetime.datetime
    previous: SolutionStatus
    """In the order in which they are asked: the first that holds.

    - `withdrawn`: it was taken back.
    - `superseded`: another solution took its place.
    - `draft`: it is not proposed yet.
    - `contested`: it fails for too many.
    - `validated`: what the community's policy asks for is met now.
    - `stale`: that was met at some time, and is no longer.
    - `proposed`: that was never met."""
    status: SolutionStatus
    """In the order in which they are asked: the first that holds.

    - `withdrawn`: it was taken back.
    - `superseded`: another solution took its place.
    - `draft`: it is not proposed yet.
    - `contested`: it fails for too many.
    - `validated`: what the community's policy asks for is met now.
    - `stale`: that was met at some time, and is no longer.
    - `proposed`: that was never met."""
    process_version: int
    reasons: list[AssessmentReason]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        previous: str = self.previous

        status: str = self.status

        process_version = self.process_version

        reasons = []
        for reasons_item_data in self.reasons:
            reasons_item = reasons_item_data.to_dict()
            reasons.append(reasons_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "at": at,
                "previous": previous,
                "status": status,
                "process_version": process_version,
                "reasons": reasons,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.assessment_reason import AssessmentReason  # noqa: PLC0415

        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))

        previous = check_solution_status(d.pop("previous"))

        status = check_solution_status(d.pop("status"))

        process_version = d.pop("process_version")

        reasons = []
        _reasons = d.pop("reasons")
        for reasons_item_data in _reasons:
            reasons_item = AssessmentReason.from_dict(reasons_item_data)

            reasons.append(reasons_item)

        assessment_change = cls(
            at=at,
            previous=previous,
            status=status,
            process_version=process_version,
            reasons=reasons,
        )

        assessment_change.additional_properties = d
        return assessment_change
