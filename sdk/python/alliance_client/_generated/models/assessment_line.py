from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.solution_status import SolutionStatus, check_solution_status

if TYPE_CHECKING:
    from ..models.assessment_counts import AssessmentCounts
    from ..models.assessment_reason import AssessmentReason
    from ..models.missing_piece import MissingPiece
    from ..models.my_validation import MyValidation
    from ..models.solution_ref import SolutionRef
    from ..models.supplied import Supplied


T = TypeVar("T", bound="AssessmentLine")


@_attrs_define(kw_only=True)
class AssessmentLine:
    """Why one of a problem's solutions has its status, and what you may do with it."""

    solution: SolutionRef
    """A solution as other things name it."""
    status: SolutionStatus
    """In the order in which they are asked: the first that holds.

    - `withdrawn`: it was taken back.
    - `superseded`: another solution took its place.
    - `draft`: it is not proposed yet.
    - `contested`: it fails for too many.
    - `validated`: what the community's policy asks for is met now.
    - `stale`: that was met at some time, and is no longer.
    - `proposed`: that was never met."""
    reasons: list[AssessmentReason]
    missing: list[MissingPiece]
    supplied: Supplied
    """Who and what supplies some of what is missing already: those that `other_than` names by their ids."""
    counted: AssessmentCounts
    """Members by what their voices say, and where the confirming ones come from, at any age."""
    harm_reported: bool
    assessed_at: datetime.datetime
    next_assessment_at: datetime.datetime | None
    """When age alone turns `validated` into `stale`."""
    process_version: int
    my_validations: list[MyValidation]
    """Yours that are not taken back, newest first; at most twenty."""
    allowed_actions: list[str]
    """What you may do with the solution now, as it says itself."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        solution = self.solution.to_dict()

        status: str = self.status

        reasons = []
        for reasons_item_data in self.reasons:
            reasons_item = reasons_item_data.to_dict()
            reasons.append(reasons_item)

        missing = []
        for missing_item_data in self.missing:
            missing_item = missing_item_data.to_dict()
            missing.append(missing_item)

        supplied = self.supplied.to_dict()

        counted = self.counted.to_dict()

        harm_reported = self.harm_reported

        assessed_at = self.assessed_at.isoformat()

        next_assessment_at: None | str
        if isinstance(self.next_assessment_at, datetime.datetime):
            next_assessment_at = self.next_assessment_at.isoformat()
        else:
            next_assessment_at = self.next_assessment_at

        process_version = self.process_version

        my_validations = []
        for my_validations_item_data in self.my_validations:
            my_validations_item = my_validations_item_data.to_dict()
            my_validations.append(my_validations_item)

        allowed_actions = self.allowed_actions

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "solution": solution,
                "status": status,
                "reasons": reasons,
                "missing": missing,
                "supplied": supplied,
                "counted": counted,
                "harm_reported": harm_reported,
                "assessed_at": assessed_at,
                "next_assessment_at": next_assessment_at,
                "process_version": process_version,
                "my_validations": my_validations,
                "allowed_actions": allowed_actions,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.assessment_counts import AssessmentCounts  # noqa: PLC0415
        from ..models.assessment_reason import AssessmentReason  # noqa: PLC0415
        from ..models.missing_piece import MissingPiece  # noqa: PLC0415
        from ..models.my_validation import MyValidation  # noqa: PLC0415
        from ..models.solution_ref import SolutionRef  # noqa: PLC0415
        from ..models.supplied import Supplied  # noqa: PLC0415

        d = dict(src_dict)
        solution = SolutionRef.from_dict(d.pop("solution"))

        status = check_solution_status(d.pop("status"))

        reasons = []
        _reasons = d.pop("reasons")
        for reasons_item_data in _reasons:
            reasons_item = AssessmentReason.from_dict(reasons_item_data)

            reasons.append(reasons_item)

        missing = []
        _missing = d.pop("missing")
        for missing_item_data in _missing:
            missing_item = MissingPiece.from_dict(missing_item_data)

            missing.append(missing_item)

        supplied = Supplied.from_dict(d.pop("supplied"))

        counted = AssessmentCounts.from_dict(d.pop("counted"))

        harm_reported = d.pop("harm_reported")

        assessed_at = datetime.datetime.fromisoformat(d.pop("assessed_at"))

        def _parse_next_assessment_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_assessment_at_type_0 = datetime.datetime.fromisoformat(data)

                return next_assessment_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        next_assessment_at = _parse_next_assessment_at(d.pop("next_assessment_at"))

        process_version = d.pop("process_version")

        my_validations = []
        _my_validations = d.pop("my_validations")
        for my_validations_item_data in _my_validations:
            my_validations_item = MyValidation.from_dict(my_validations_item_data)

            my_validations.append(my_validations_item)

        allowed_actions = cast(list[str], d.pop("allowed_actions"))

        assessment_line = cls(
            solution=solution,
            status=status,
            reasons=reasons,
            missing=missing,
            supplied=supplied,
            counted=counted,
            harm_reported=harm_reported,
            assessed_at=assessed_at,
            next_assessment_at=next_assessment_at,
            process_version=process_version,
            my_validations=my_validations,
            allowed_actions=allowed_actions,
        )

        assessment_line.additional_properties = d
        return assessment_line
