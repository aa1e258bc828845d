from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.closure_reason import ClosureReason, check_closure_reason

if TYPE_CHECKING:
    from ..models.member_ref import MemberRef
    from ..models.problem_ref import ProblemRef


T = TypeVar("T", bound="Closure")


@_attrs_define(kw_only=True)
class Closure:
    """How and why a problem ended."""

    reason: ClosureReason
    """Why a problem was closed."""
    comment: str
    duplicate_of: None | ProblemRef
    closed_by: MemberRef
    """A member as other things name it."""
    closed_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        from ..models.problem_ref import ProblemRef  # noqa: PLC0415

        reason: str = self.reason

        comment = self.comment

        duplicate_of: dict[str, Any] | None
        if isinstance(self.duplicate_of, ProblemRef):
            duplicate_of = self.duplicate_of.to_dict()
        else:
            duplicate_of = self.duplicate_of

        closed_by = self.closed_by.to_dict()

        closed_at = self.closed_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "reason": reason,
                "comment": comment,
                "duplicate_of": duplicate_of,
                "closed_by": closed_by,
                "closed_at": closed_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.member_ref import MemberRef  # noqa: PLC0415
        from ..models.problem_ref import ProblemRef  # noqa: PLC0415

        d = dict(src_dict)
        reason = check_closure_reason(d.pop("reason"))

        comment = d.pop("comment")

        def _parse_duplicate_of(data: object) -> None | ProblemRef:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                duplicate_of_type_0 = ProblemRef.from_dict(data)

                return duplicate_of_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ProblemRef, data)

        duplicate_of = _parse_duplicate_of(d.pop("duplicate_of"))

        closed_by = MemberRef.from_dict(d.pop("closed_by"))

        closed_at = datetime.datetime.fromisoformat(d.pop("closed_at"))

        closure = cls(
            reason=reason,
            comment=comment,
            duplicate_of=duplicate_of,
            closed_by=closed_by,
            closed_at=closed_at,
        )

        closure.additional_properties = d
        return closure
