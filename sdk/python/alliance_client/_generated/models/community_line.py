from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.my_role import MyRole, check_my_role
from ..models.visibility import Visibility, check_visibility

T = TypeVar("T", bound="CommunityLine")


@_attrs_define(kw_only=True)
class CommunityLine:
    """A community as lists show it."""

    id: UUID
    version: int
    """Changes when what the thing itself owns changes; If-Match compares it."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
    slug: str
    name: str
    visibility: Visibility
    """Who sees a community."""
    member_count: int | None
    """Null for those who may not read the inside."""
    problem_count: int | None
    """Null for those who may not read the inside."""
    my_role: MyRole
    """What the caller is in a community."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        slug = self.slug

        name = self.name

        visibility: str = self.visibility

        member_count: int | None
        member_count = self.member_count

        problem_count: int | None
        problem_count = self.problem_count

        my_role: str = self.my_role

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
                "slug": slug,
                "name": name,
                "visibility": visibility,
                "member_count": member_count,
                "problem_count": problem_count,
                "my_role": my_role,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        slug = d.pop("slug")

        name = d.pop("name")

        visibility = check_visibility(d.pop("visibility"))

        def _parse_member_count(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        member_count = _parse_member_count(d.pop("member_count"))

        def _parse_problem_count(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        problem_count = _parse_problem_count(d.pop("problem_count"))

        my_role = check_my_role(d.pop("my_role"))

        community_line = cls(
            id=id,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
            slug=slug,
            name=name,
            visibility=visibility,
            member_count=member_count,
            problem_count=problem_count,
            my_role=my_role,
        )

        community_line.additional_properties = d
        return community_line
