from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from alliance_client._answers import Answer

if TYPE_CHECKING:
    from ..models.comment_subject import CommentSubject
    from ..models.external_reference import ExternalReference
    from ..models.member_ref import MemberRef
    from ..models.problem_ref import ProblemRef


T = TypeVar("T", bound="Comment")


@_attrs_define(kw_only=True)
class Comment:
    """What is said about a problem, a solution or a validation."""

    id: UUID
    version: int
    """Changes when what the thing itself owns changes; If-Match compares it."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
    allowed_actions: list[str]
    """What you may do with it now, by operation id; where one operation serves several acts, by the act
    (`join_community`, `leave_community`). Take names that you do not know."""
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
    problem: ProblemRef
    """A problem as other things name it."""
    external_reference: ExternalReference | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""
    etag: str = _attrs_field(init=False, default="", eq=False, repr=False)
    """The tag it came with: give the whole thing as `if_match` or `if_none_match`."""
    _answer: Answer | None = _attrs_field(init=False, default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        from ..models.external_reference import ExternalReference  # noqa: PLC0415
        from ..models.member_ref import MemberRef  # noqa: PLC0415

        id = str(self.id)

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        allowed_actions = self.allowed_actions

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

        problem = self.problem.to_dict()

        external_reference: dict[str, Any] | None
        if isinstance(self.external_reference, ExternalReference):
            external_reference = self.external_reference.to_dict()
        else:
            external_reference = self.external_reference

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
                "allowed_actions": allowed_actions,
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
                "problem": problem,
                "external_reference": external_reference,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.comment_subject import CommentSubject  # noqa: PLC0415
        from ..models.external_reference import ExternalReference  # noqa: PLC0415
        from ..models.member_ref import MemberRef  # noqa: PLC0415
        from ..models.problem_ref import ProblemRef  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        allowed_actions = cast(list[str], d.pop("allowed_actions"))

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

        problem = ProblemRef.from_dict(d.pop("problem"))

        def _parse_external_reference(data: object) -> ExternalReference | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                external_reference_type_0 = ExternalReference.from_dict(data)

                return external_reference_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ExternalReference | None, data)

        external_reference = _parse_external_reference(d.pop("external_reference"))

        comment = cls(
            id=id,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
            allowed_actions=allowed_actions,
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
            problem=problem,
            external_reference=external_reference,
        )

        comment.additional_properties = d
        return comment
