from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.solution_kind import SolutionKind, check_solution_kind
from ..models.solution_status import SolutionStatus, check_solution_status

if TYPE_CHECKING:
    from ..models.member_ref import MemberRef
    from ..models.problem_ref import ProblemRef


T = TypeVar("T", bound="SolutionLine")


@_attrs_define(kw_only=True)
class SolutionLine:
    """A solution as lists show it."""

    id: UUID
    version: int
    """Changes when what the thing itself owns changes; If-Match compares it."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
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
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        problem = self.problem.to_dict()

        title = self.title

        kind: str = self.kind

        status: str = self.status

        revision = self.revision

        author = self.author.to_dict()

        harm_reported = self.harm_reported

        validator_count = self.validator_count

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
                "problem": problem,
                "title": title,
                "kind": kind,
                "status": status,
                "revision": revision,
                "author": author,
                "harm_reported": harm_reported,
                "validator_count": validator_count,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.member_ref import MemberRef  # noqa: PLC0415
        from ..models.problem_ref import ProblemRef  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        problem = ProblemRef.from_dict(d.pop("problem"))

        title = d.pop("title")

        kind = check_solution_kind(d.pop("kind"))

        status = check_solution_status(d.pop("status"))

        revision = d.pop("revision")

        author = MemberRef.from_dict(d.pop("author"))

        harm_reported = d.pop("harm_reported")

        validator_count = d.pop("validator_count")

        solution_line = cls(
            id=id,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
            problem=problem,
            title=title,
            kind=kind,
            status=status,
            revision=revision,
            author=author,
            harm_reported=harm_reported,
            validator_count=validator_count,
        )

        solution_line.additional_properties = d
        return solution_line
