from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.subject_kind import SubjectKind, check_subject_kind

T = TypeVar("T", bound="CommentSubject")


@_attrs_define(kw_only=True)
class CommentSubject:
    """What a comment is on: a problem, a solution or a validation."""

    kind: SubjectKind
    """What a comment hangs on, an action item came from, or an event is about."""
    id: UUID
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        id = str(self.id)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "id": id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_subject_kind(d.pop("kind"))

        id = UUID(d.pop("id"))

        comment_subject = cls(
            kind=kind,
            id=id,
        )

        comment_subject.additional_properties = d
        return comment_subject
