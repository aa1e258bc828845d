from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.member_ref import MemberRef


T = TypeVar("T", bound="SolutionRevisionLine")


@_attrs_define(kw_only=True)
class SolutionRevisionLine:
    """A revision as lists show it, without its text."""

    id: UUID
    revision: int
    author: MemberRef
    """A member as other things name it."""
    begins_line: bool
    """False where the evidence of the revision before it still holds."""
    summary: str
    created_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        revision = self.revision

        author = self.author.to_dict()

        begins_line = self.begins_line

        summary = self.summary

        created_at = self.created_at.isoformat()

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
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.member_ref import MemberRef  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        revision = d.pop("revision")

        author = MemberRef.from_dict(d.pop("author"))

        begins_line = d.pop("begins_line")

        summary = d.pop("summary")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        solution_revision_line = cls(
            id=id,
            revision=revision,
            author=author,
            begins_line=begins_line,
            summary=summary,
            created_at=created_at,
        )

        solution_revision_line.additional_properties = d
        return solution_revision_line
