from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from alliance_client._answers import Answer

from ..models.solution_kind import SolutionKind, check_solution_kind
from ..models.solution_status import SolutionStatus, check_solution_status

if TYPE_CHECKING:
    from ..models.member_ref import MemberRef
    from ..models.problem_ref import ProblemRef
    from ..models.requirement import Requirement
    from ..models.solution_ref import SolutionRef


T = TypeVar("T", bound="Solution")


@_attrs_define(kw_only=True)
class Solution:
    """A solution: its current text, its standing, and those who made and tried it."""

    id: UUID
    version: int
    """Changes when what the thing itself owns changes; If-Match compares it."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
    allowed_actions: list[str]
    """What you may do with it now, by operation id; where one operation serves several acts, by the act
    (`join_community`, `leave_community`). Take names that you do not know."""
    problem: ProblemRef
    """A problem as other things name it."""
    title: str
    kind: SolutionKind
    """What a solution does about its problem."""
    status: SolutionStatus
    """In the order in which they are asked: the first that holds.

    - `withdrawn`: it was taken back.
    - `superseded`: another solution took its place.
    - `draft`: it is not proposed yet.
    - `contested`: it fails for too many.
    - `validated`: what the community's policy asks for is met now.
    - `stale`: that was met at some time, and is no longer.
    - `proposed`: that was never met."""
    revision: int
    """The number of the current text, from 1."""
    author: MemberRef
    """A member as other things name it."""
    harm_reported: bool
    """Whether a validation that stands says that it did harm: warn."""
    validator_count: int
    """How many members ever validated it, whatever came of it."""
    summary: str
    cause: str
    steps: str
    rollback: str
    risk: str
    applicability: list[Requirement]
    derived_from: None | SolutionRef
    authors: list[MemberRef]
    """Who began a line of evidence; at most 20."""
    contributors: list[MemberRef]
    """Who revised it within a line; at most 20."""
    validators: list[MemberRef]
    """Who tried it, at most 20; `validator_count` counts all."""
    proposed_at: datetime.datetime | None
    withdrawn_at: datetime.datetime | None
    withdrawal_reason: None | str
    successor: None | SolutionRef
    successor_reason: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""
    etag: str = _attrs_field(init=False, default="", eq=False, repr=False)
    """The tag it came with: give the whole thing as `if_match` or `if_none_match`."""
    _answer: Answer | None = _attrs_field(init=False, default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        from ..models.solution_ref import SolutionRef  # noqa: PLC0415

        id = str(self.id)

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        allowed_actions = self.allowed_actions

        problem = self.problem.to_dict()

        title = self.title

        kind: str = self.kind

        status: str = self.status

        revision = self.revision

        author = self.author.to_dict()

        harm_reported = self.harm_reported

        validator_count = self.validator_count

        summary = self.summary

        cause = self.cause

        steps = self.steps

        rollback = self.rollback

        risk = self.risk

        applicability = []
        for applicability_item_data in self.applicability:
            applicability_item = applicability_item_data.to_dict()
            applicability.append(applicability_item)

        derived_from: dict[str, Any] | None
        if isinstance(self.derived_from, SolutionRef):
            derived_from = self.derived_from.to_dict()
        else:
            derived_from = self.derived_from

        authors = []
        for authors_item_data in self.authors:
            authors_item = authors_item_data.to_dict()
            authors.append(authors_item)

        contributors = []
        for contributors_item_data in self.contributors:
            contributors_item = contributors_item_data.to_dict()
            contributors.append(contributors_item)

        validators = []
        for validators_item_data in self.validators:
            validators_item = validators_item_data.to_dict()
            validators.append(validators_item)

        proposed_at: None | str
        if isinstance(self.proposed_at, datetime.datetime):
            proposed_at = self.proposed_at.isoformat()
        else:
            proposed_at = self.proposed_at

        withdrawn_at: None | str
        if isinstance(self.withdrawn_at, datetime.datetime):
            withdrawn_at = self.withdrawn_at.isoformat()
        else:
            withdrawn_at = self.withdrawn_at

        withdrawal_reason: None | str
        withdrawal_reason = self.withdrawal_reason

        successor: dict[str, Any] | None
        if isinstance(self.successor, SolutionRef):
            successor = self.successor.to_dict()
        else:
            successor = self.successor

        successor_reason: None | str
        successor_reason = self.successor_reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
                "allowed_actions": allowed_actions,
                "problem": problem,
                "title": title,
                "kind": kind,
                "status": status,
                "revision": revision,
                "author": author,
                "harm_reported": harm_reported,
                "validator_count": validator_count,
                "summary": summary,
                "cause": cause,
                "steps": steps,
                "rollback": rollback,
                "risk": risk,
                "applicability": applicability,
                "derived_from": derived_from,
                "authors": authors,
                "contributors": contributors,
                "validators": validators,
                "proposed_at": proposed_at,
                "withdrawn_at": withdrawn_at,
                "withdrawal_reason": withdrawal_reason,
                "successor": successor,
                "successor_reason": successor_reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.member_ref import MemberRef  # noqa: PLC0415
        from ..models.problem_ref import ProblemRef  # noqa: PLC0415
        from ..models.requirement import Requirement  # noqa: PLC0415
        from ..models.solution_ref import SolutionRef  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        allowed_actions = cast(list[str], d.pop("allowed_actions"))

        problem = ProblemRef.from_dict(d.pop("problem"))

        title = d.pop("title")

        kind = check_solution_kind(d.pop("kind"))

        status = check_solution_status(d.pop("status"))

        revision = d.pop("revision")

        author = MemberRef.from_dict(d.pop("author"))

        harm_reported = d.pop("harm_reported")

        validator_count = d.pop("validator_count")

        summary = d.pop("summary")

        cause = d.pop("cause")

        steps = d.pop("steps")

        rollback = d.pop("rollback")

        risk = d.pop("risk")

        applicability = []
        _applicability = d.pop("applicability")
        for applicability_item_data in _applicability:
            applicability_item = Requirement.from_dict(applicability_item_data)

            applicability.append(applicability_item)

        def _parse_derived_from(data: object) -> None | SolutionRef:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                derived_from_type_0 = SolutionRef.from_dict(data)

                return derived_from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SolutionRef, data)

        derived_from = _parse_derived_from(d.pop("derived_from"))

        authors = []
        _authors = d.pop("authors")
        for authors_item_data in _authors:
            authors_item = MemberRef.from_dict(authors_item_data)

            authors.append(authors_item)

        contributors = []
        _contributors = d.pop("contributors")
        for contributors_item_data in _contributors:
            contributors_item = MemberRef.from_dict(contributors_item_data)

            contributors.append(contributors_item)

        validators = []
        _validators = d.pop("validators")
        for validators_item_data in _validators:
            validators_item = MemberRef.from_dict(validators_item_data)

            validators.append(validators_item)

        def _parse_proposed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                proposed_at_type_0 = datetime.datetime.fromisoformat(data)

                return proposed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        proposed_at = _parse_proposed_at(d.pop("proposed_at"))

        def _parse_withdrawn_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                withdrawn_at_type_0 = datetime.datetime.fromisoformat(data)

                return withdrawn_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        withdrawn_at = _parse_withdrawn_at(d.pop("withdrawn_at"))

        def _parse_withdrawal_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        withdrawal_reason = _parse_withdrawal_reason(d.pop("withdrawal_reason"))

        def _parse_successor(data: object) -> None | SolutionRef:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                successor_type_0 = SolutionRef.from_dict(data)

                return successor_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SolutionRef, data)

        successor = _parse_successor(d.pop("successor"))

        def _parse_successor_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        successor_reason = _parse_successor_reason(d.pop("successor_reason"))

        solution = cls(
            id=id,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
            allowed_actions=allowed_actions,
            problem=problem,
            title=title,
            kind=kind,
            status=status,
            revision=revision,
            author=author,
            harm_reported=harm_reported,
            validator_count=validator_count,
            summary=summary,
            cause=cause,
            steps=steps,
            rollback=rollback,
            risk=risk,
            applicability=applicability,
            derived_from=derived_from,
            authors=authors,
            contributors=contributors,
            validators=validators,
            proposed_at=proposed_at,
            withdrawn_at=withdrawn_at,
            withdrawal_reason=withdrawal_reason,
            successor=successor,
            successor_reason=successor_reason,
        )

        solution.additional_properties = d
        return solution
