from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.problem_form import ProblemForm, check_problem_form
from ..models.problem_state import ProblemState, check_problem_state
from ..models.severity import Severity, check_severity

if TYPE_CHECKING:
    from ..models.community_ref import CommunityRef
    from ..models.component_ref import ComponentRef
    from ..models.member_ref import MemberRef


T = TypeVar("T", bound="ProblemLine")


@_attrs_define(kw_only=True)
class ProblemLine:
    """A problem as lists show it."""

    id: UUID
    version: int
    """Changes when what the thing itself owns changes; If-Match compares it."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
    key: str
    number: int
    community: CommunityRef
    """A community as other things name it."""
    author: MemberRef
    """A member as other things name it."""
    title: str
    severity: Severity
    """How bad a problem is, as its author sees it."""
    form: ProblemForm
    """Whether a problem is put clearly, or still vague and open to framings."""
    state: ProblemState
    """Where a problem stands: `solved` while one of its solutions is validated."""
    revision: int
    components: list[ComponentRef]
    solution_count: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        key = self.key

        number = self.number

        community = self.community.to_dict()

        author = self.author.to_dict()

        title = self.title

        severity: str = self.severity

        form: str = self.form

        state: str = self.state

        revision = self.revision

        components = []
        for components_item_data in self.components:
            components_item = components_item_data.to_dict()
            components.append(components_item)

        solution_count = self.solution_count

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
                "key": key,
                "number": number,
                "community": community,
                "author": author,
                "title": title,
                "severity": severity,
                "form": form,
                "state": state,
                "revision": revision,
                "components": components,
                "solution_count": solution_count,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.community_ref import CommunityRef  # noqa: PLC0415
        from ..models.component_ref import ComponentRef  # noqa: PLC0415
        from ..models.member_ref import MemberRef  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        key = d.pop("key")

        number = d.pop("number")

        community = CommunityRef.from_dict(d.pop("community"))

        author = MemberRef.from_dict(d.pop("author"))

        title = d.pop("title")

        severity = check_severity(d.pop("severity"))

        form = check_problem_form(d.pop("form"))

        state = check_problem_state(d.pop("state"))

        revision = d.pop("revision")

        components = []
        _components = d.pop("components")
        for components_item_data in _components:
            components_item = ComponentRef.from_dict(components_item_data)

            components.append(components_item)

        solution_count = d.pop("solution_count")

        problem_line = cls(
            id=id,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
            key=key,
            number=number,
            community=community,
            author=author,
            title=title,
            severity=severity,
            form=form,
            state=state,
            revision=revision,
            components=components,
            solution_count=solution_count,
        )

        problem_line.additional_properties = d
        return problem_line
