from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.reason_code import ReasonCode, check_reason_code

T = TypeVar("T", bound="AssessmentReason")


@_attrs_define(kw_only=True)
class AssessmentReason:
    """One ground of a status, with the figures it rests on; those that its code does not speak of are null."""

    code: ReasonCode
    """Why a solution has the status it has.

    - `withdrawn`, `superseded`, `not_proposed`: it was taken back, another took its place, or it is a draft.
    - `failures`: for `counted` members it fails, and `needed` are enough to contest it.
    - `failure_share`: those are `counted` of the `out_of` members who say if it works, a `share` above
    `max_share`.
    - `quorum_reached`: `counted` members confirm it, and `needed` are enough.
    - `sites_reached`: they do so at `counted` sites, and `needed` are enough.
    - `environments_reached`: they do so in `counted` environments, and `needed` are enough.
    - `failures_tolerated`: for `counted` members it fails, too few or too small a share to contest it.
    - `confirmations_expired`: it was validated until `at`, when confirmations became too old.
    - `confirmation_replaced`: it was validated until `at`, when somebody who had confirmed it said otherwise.
    - `never_met`: it was never validated by the rules in force.
    - `quorum_lacking`, `sites_lacking`, `environments_lacking`: `counted` members, sites or environments
    confirm it;
      `needed` would be enough."""
    counted: int | None
    """How many there are: members, sites or environments, by the code."""
    needed: int | None
    """How many the policy asks for."""
    out_of: int | None
    """Members who confirmed or failed, of whom `counted` failed."""
    share: float | None
    """`counted` of `out_of`: 0 to 1."""
    max_share: float | None
    """The share above which the policy lets it be contested."""
    at: datetime.datetime | None
    """Until when it was validated."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        code: str = self.code

        counted: int | None
        counted = self.counted

        needed: int | None
        needed = self.needed

        out_of: int | None
        out_of = self.out_of

        share: float | None
        share = self.share

        max_share: float | None
        max_share = self.max_share

        at: None | str
        if isinstance(self.at, datetime.datetime):
            at = self.at.isoformat()
        else:
            at = self.at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "code": code,
                "counted": counted,
                "needed": needed,
                "out_of": out_of,
                "share": share,
                "max_share": max_share,
                "at": at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = check_reason_code(d.pop("code"))

        def _parse_counted(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        counted = _parse_counted(d.pop("counted"))

        def _parse_needed(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        needed = _parse_needed(d.pop("needed"))

        def _parse_out_of(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        out_of = _parse_out_of(d.pop("out_of"))

        def _parse_share(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        share = _parse_share(d.pop("share"))

        def _parse_max_share(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        max_share = _parse_max_share(d.pop("max_share"))

        def _parse_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                at_type_0 = datetime.datetime.fromisoformat(data)

                return at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        at = _parse_at(d.pop("at"))

        assessment_reason = cls(
            code=code,
            counted=counted,
            needed=needed,
            out_of=out_of,
            share=share,
            max_share=max_share,
            at=at,
        )

        assessment_reason.additional_properties = d
        return assessment_reason
