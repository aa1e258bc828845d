from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from alliance_client._answers import Answer

if TYPE_CHECKING:
    from ..models.member_ref import MemberRef
    from ..models.requirement import Requirement


T = TypeVar("T", bound="SolutionRevision")


@_attrs_define(kw_only=True)
class SolutionRevision:
    """One immutable revision."""

    id: UUID
    revision: int
    author: MemberRef
    """A member as other things name it."""
    begins_line: bool
    """False where the evidence of the revision before it still holds."""
    summary: str
    created_at: datetime.datetime
    cause: str
    steps: str
    rollback: str
    risk: str
    applicability: list[Requirement]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""
    etag: str = _attrs_field(init=False, default="", eq=False, repr=False)
    """The tag it came with: give the whole thing as `if_match` or `if_none_match`."""
    _answer: Answer | None = _attrs_field(init=False, default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        revision = self.revision

        author = self.author.to_dict()

        begins_line = self.begins_line

        summary = self.summary

        created_at = self.created_at.isoformat()

        cause = self.cause

        steps = self.steps

        rollback = self.rollback

        risk = self.risk

        applicability = []
        for applicability_item_data in self.applicability:
            applicability_item = applicability_item_data.to_dict()
            applicability.append(applicability_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "revision": revision,
                "author": author,
                "begins_line": begins_line,
                "summary": summary,
                "created_at": created_at,
                "cause": cause,
                "steps": steps,
                "rollback": rollback,
                "risk": risk,
                "applicability": applicability,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.member_ref import MemberRef  # noqa: PLC0415
        from ..models.requirement import Requirement  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        revision = d.pop("revision")

        author = MemberRef.from_dict(d.pop("author"))

        begins_line = d.pop("begins_line")

        summary = d.pop("summary")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        cause = d.pop("cause")

        steps = d.pop("steps")

        rollback = d.pop("rollback")

        risk = d.pop("risk")

        applicability = []
        _applicability = d.pop("applicability")
        for applicability_item_data in _applicability:
            applicability_item = Requirement.from_dict(applicability_item_data)

            applicability.append(applicability_item)

        solution_revision = cls(
            id=id,
            revision=revision,
            author=author,
            begins_line=begins_line,
            summary=summary,
            created_at=created_at,
            cause=cause,
            steps=steps,
            rollback=rollback,
            risk=risk,
            applicability=applicability,
        )

        solution_revision.additional_properties = d
        return solution_revision
