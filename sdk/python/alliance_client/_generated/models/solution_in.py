from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.solution_kind import SolutionKind, check_solution_kind
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.requirement_in import RequirementIn


T = TypeVar("T", bound="SolutionIn")


@_attrs_define(kw_only=True)
class SolutionIn:
    """A solution with its first revision; it is a draft until its author proposes it."""

    summary: str
    """What is done about it, in a few sentences."""
    steps: str
    """What to do, step by step: Markdown."""
    title: str
    cause: str | Unset = ""
    """Why the problem is there, as far as it is known."""
    rollback: str | Unset = ""
    """How to take it back."""
    risk: str | Unset = ""
    """What could go wrong."""
    applicability: list[RequirementIn] | Unset = UNSET
    """Where it works: every component listed must be installed; none: everywhere."""
    kind: SolutionKind | Unset = UNSET
    """What a solution does about its problem."""
    derived_from_id: None | Unset | UUID = UNSET
    """Another solution, that you may read, it builds on."""

    def to_dict(self) -> dict[str, Any]:
        summary = self.summary

        steps = self.steps

        title = self.title

        cause = self.cause

        rollback = self.rollback

        risk = self.risk

        applicability: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.applicability, Unset):
            applicability = []
            for applicability_item_data in self.applicability:
                applicability_item = applicability_item_data.to_dict()
                applicability.append(applicability_item)

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind

        derived_from_id: None | str | Unset
        if isinstance(self.derived_from_id, Unset):
            derived_from_id = UNSET
        elif isinstance(self.derived_from_id, UUID):
            derived_from_id = str(self.derived_from_id)
        else:
            derived_from_id = self.derived_from_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "summary": summary,
                "steps": steps,
                "title": title,
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
        if kind is not UNSET:
            field_dict["kind"] = kind
        if derived_from_id is not UNSET:
            field_dict["derived_from_id"] = derived_from_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.requirement_in import RequirementIn  # noqa: PLC0415

        d = dict(src_dict)
        summary = d.pop("summary")

        steps = d.pop("steps")

        title = d.pop("title")

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

        _kind = d.pop("kind", UNSET)
        kind: SolutionKind | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = check_solution_kind(_kind)

        def _parse_derived_from_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                derived_from_id_type_0 = UUID(data)

                return derived_from_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        derived_from_id = _parse_derived_from_id(d.pop("derived_from_id", UNSET))

        solution_in = cls(
            summary=summary,
            steps=steps,
            title=title,
            cause=cause,
            rollback=rollback,
            risk=risk,
            applicability=applicability,
            kind=kind,
            derived_from_id=derived_from_id,
        )

        return solution_in
