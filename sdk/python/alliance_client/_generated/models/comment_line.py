from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.comment_subject import CommentSubject
    from ..models.member_ref import MemberRef


T = TypeVar("T", bound="CommentLine")


@_attrs_define(kw_only=True)
class CommentLine:
    """A comment is its words: they stand in lists too."""

    id: UUID
    version: int
    """Changes when what the thing itself owns changes; If-Match compares it."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
    subject: CommentSubject
    """What a comment is on: a problem, a solution or a validation."""
    author: MemberRef
    """A member as other things name it."""
    through: MemberRef | None
    """The service account that posted it on the author's behalf, if one did."""
    body: None | str
    """Markdown; null once the comment was taken back."""
    revision: int
    in_reply_to_id: None | UUID
    to_tickets: bool
    """Whether it is told to the tickets of its problem."""
    edited_at: datetime.datetime | None
    withdrawn_at: datetime.datetime | None
    resolved_at: datetime.datetime | None
    resolved_by: MemberRef | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        from ..models.member_ref import MemberRef  # noqa: PLC0415

        id = str(self.id)

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        subject = self.subject.to_dict()

        author = self.author.to_dict()

        through: dict[str, Any] | None
        if isinstance(self.through, MemberRef):
            through = self.through.to_dict()
        else:
            through = self.through

        body: None | str
        body = self.body

        revision = self.revision

        in_reply_to_id: None | str
        if isinstance(self.in_reply_to_id, UUID):
            in_reply_to_id = str(self.in_reply_to_id)
        else:
            in_reply_to_id = self.in_reply_to_id

        to_tickets = self.to_tickets

        edited_at: None | str
        if isinstance(self.edited_at, datetime.datetime):
            edited_at = self.edited_at.isoformat()
        else:
            edited_at = self.edited_at

        withdrawn_at: None | str
        if isinstance(self.withdrawn_at, datetime.datetime):
            withdrawn_at = self.withdrawn_at.isoformat()
        else:
            withdrawn_at = self.withdrawn_at

        resolved_at: None | str
        if isinstance(self.resolved_at, datetime.datetime):
            resolved_at = self.resolved_at.isoformat()
        else:
            resolved_at = self.resolved_at

        resolved_by: dict[str, Any] | None
        if isinstance(self.resolved_by, MemberRef):
            resolved_by = self.resolved_by.to_dict()
        else:
            resolved_by = self.resolved_by

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
                "subject": subject,
                "author": author,
                "through": through,
                "body": body,
                "revision": revision,
                "in_reply_to_id": in_reply_to_id,
                "to_tickets": to_tickets,
                "edited_at": edited_at,
                "withdrawn_at": withdrawn_at,
                "resolved_at": resolved_at,
                "resolved_by": resolved_by,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.comment_subject import CommentSubject  # noqa: PLC0415
        from ..models.member_ref import MemberRef  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        subject = CommentSubject.from_dict(d.pop("subject"))

        author = MemberRef.from_dict(d.pop("author"))

        def _parse_through(data: object) -> MemberRef | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                through_type_0 = MemberRef.from_dict(data)

                return through_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MemberRef | None, data)

        through = _parse_through(d.pop("through"))

        def _parse_body(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        body = _parse_body(d.pop("body"))

        revision = d.pop("revision")

        def _parse_in_reply_to_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                in_reply_to_id_type_0 = UUID(data)

                return in_reply_to_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        in_reply_to_id = _parse_in_reply_to_id(d.pop("in_reply_to_id"))

        to_tickets = d.pop("to_tickets")

        def _parse_edited_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                edited_at_type_0 = datetime.datetime.fromisoformat(data)

                return edited_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        edited_at = _parse_edited_at(d.pop("edited_at"))

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

        def _parse_resolved_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                resolved_at_type_0 = datetime.datetime.fromisoformat(data)

                return resolved_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        resolved_at = _parse_resolved_at(d.pop("resolved_at"))

        def _parse_resolved_by(data: object) -> MemberRef | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                resolved_by_type_0 = MemberRef.from_dict(data)

                return resolved_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MemberRef | None, data)

        resolved_by = _parse_resolved_by(d.pop("resolved_by"))

        comment_line = cls(
            id=id,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
            subject=subject,
            author=author,
            through=through,
            body=body,
            revision=revision,
            in_reply_to_id=in_reply_to_id,
            to_tickets=to_tickets,
            edited_at=edited_at,
            withdrawn_at=withdrawn_at,
            resolved_at=resolved_at,
            resolved_by=resolved_by,
        )

        comment_line.additional_properties = d
        return comment_line
