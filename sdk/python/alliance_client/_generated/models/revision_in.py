from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.requirement_in import RequirementIn


T = TypeVar("T", bound="RevisionIn")


@_attrs_define(kw_only=True)
class RevisionIn:
    """The whole text of a revision."""

    summary: str
    """What is done about it, in a few sentences."""
    steps: str
    """What to do, step by step: Markdown."""
    cause: str | Unset = ""
    """Why the problem is there, as far as it is known."""
    rollback: str | Unset = ""
    """How to take it back."""
    risk: str | Unset = ""
    """What could go wrong."""
    applicability: list[RequirementIn] | Unset = UNSET
    """Where it works: every component listed must be installed; none: everywhere."""

    def to_dict(self) -> dict[str, Any]:
        summary = self.summary

        steps = self.steps

        cause = self.cause

        rollback = self.rollback

        risk = self.risk

        applicability: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.applicability, Unset):
            applicability = []
            for applicability_item_data in self.applicability:
                applicability_item = applicability_item_data.to_dict()
                applicability.append(applicability_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "summary": summary,
                "steps": steps,
            }
        )
        if cause is not UNSET:
            field_dict["cause"] = cause
        if rollback is not UNSET:
            field_dict["rollback"] = rollback
        if risk is not UNSET:
            field_dict["risk"] = risk
        if applicability is not UNSET:
            field_dict["applicability"] = applicability

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.requirement_in import RequirementIn  # noqa: PLC0415

        d = dict(src_dict)
        summary = d.pop("summary")

        steps = d.pop("steps")

        cause = d.pop("cause", UNSET)

        rollback = d.pop("rollback", UNSET)

        risk = d.pop("risk", UNSET)

        _applicability = d.pop("applicability", UNSET)
        applicability: list[RequirementIn] | Unset = UNSET
        if _applicability is not UNSET:
            applicability = []
            for applicability_item_data in _applicability:
                applicability_item = RequirementIn.from_dict(applicability_item_data)

                applicability.append(applicability_item)

        revision_in = cls(
            summary=summary,
            steps=steps,
            cause=cause,
            rollback=rollback,
            risk=risk,
            applicability=applicability,
        )

        return revision_in
