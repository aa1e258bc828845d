from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.member_ref import MemberRef


T = TypeVar("T", bound="FramingLine")


@_attrs_define(kw_only=True)
class FramingLine:
    """Framings are compared with each other: their words stand in lists too."""

    id: UUID
    version: int
    """Changes when what the thing itself owns changes; If-Match compares it."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
    author: MemberRef
    """A member as other things name it."""
    title: str
    statement: str
    adopted_at: datetime.datetime | None
    adopted_by: MemberRef | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        from ..models.member_ref import MemberRef  # noqa: PLC0415

        id = str(self.id)

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        author = self.author.to_dict()

        title = self.title

        statement = self.statement

        adopted_at: None | str
        if isinstance(self.adopted_at, datetime.datetime):
            adopted_at = self.adopted_at.isoformat()
        else:
            adopted_at = self.adopted_at

        adopted_by: dict[str, Any] | None
        if isinstance(self.adopted_by, MemberRef):
            adopted_by = self.adopted_by.to_dict()
        else:
            adopted_by = self.adopted_by

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
                "author": author,
                "title": title,
                "statement": statement,
                "adopted_at": adopted_at,
                "adopted_by": adopted_by,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.member_ref import MemberRef  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        author = MemberRef.from_dict(d.pop("author"))

        title = d.pop("title")

        statement = d.pop("statement")

        def _parse_adopted_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                adopted_at_type_0 = datetime.datetime.fromisoformat(data)

                return adopted_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        adopted_at = _parse_adopted_at(d.pop("adopted_at"))

        def _parse_adopted_by(data: object) -> MemberRef | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                adopted_by_type_0 = MemberRef.from_dict(data)

                return adopted_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MemberRef | None, data)

        adopted_by = _parse_adopted_by(d.pop("adopted_by"))

        framing_line = cls(
            id=id,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
            author=author,
            title=title,
            statement=statement,
            adopted_at=adopted_at,
            adopted_by=adopted_by,
        )

        framing_line.additional_properties = d
        return framing_line
