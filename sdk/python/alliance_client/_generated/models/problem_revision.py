from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.member_ref import MemberRef


T = TypeVar("T", bound="ProblemRevision")


@_attrs_define(kw_only=True)
class ProblemRevision:
    """The words of a problem at one time."""

    id: UUID
    revision: int
    author: MemberRef
    """A member as other things name it."""
    title: str
    statement: str
    framing_id: None | UUID
    created_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        revision = self.revision

        author = self.author.to_dict()

        title = self.title

        statement = self.statement

        framing_id: None | str
        if isinstance(self.framing_id, UUID):
            framing_id = str(self.framing_id)
        else:
            framing_id = self.framing_id

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "revision": revision,
                "author": author,
                "title": title,
                "statement": statement,
                "framing_id": framing_id,
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

        title = d.pop("title")

        statement = d.pop("statement")

        def _parse_framing_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                framing_id_type_0 = UUID(data)

                return framing_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        framing_id = _parse_framing_id(d.pop("framing_id"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        problem_revision = cls(
            id=id,
            revision=revision,
            author=author,
            title=title,
            statement=statement,
            framing_id=framing_id,
            created_at=created_at,
        )

        problem_revision.additional_properties = d
        return problem_revision
