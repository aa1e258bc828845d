from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from alliance_client._answers import Answer

from ..models.problem_form import ProblemForm, check_problem_form
from ..models.problem_state import ProblemState, check_problem_state
from ..models.severity import Severity, check_severity

if TYPE_CHECKING:
    from ..models.closure import Closure
    from ..models.community_ref import CommunityRef
    from ..models.component_ref import ComponentRef
    from ..models.external_reference import ExternalReference
    from ..models.imported_from import ImportedFrom
    from ..models.member_ref import MemberRef
    from ..models.problem_ref import ProblemRef
    from ..models.reach import Reach
    from ..models.solution_line import SolutionLine


T = TypeVar("T", bound="Problem")


@_attrs_define(kw_only=True)
class Problem:
    """A problem, with its solutions, its reach, and what you may do with it."""

    id: UUID
    version: int
    """Changes when what the thing itself owns changes; If-Match compares it."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
    allowed_actions: list[str]
    """What you may do with it now, by operation id; where one operation serves several acts, by the act
    (`join_community`, `leave_community`). Take names that you do not know."""
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
    through: MemberRef | None
    """The service account that posted it on the author's behalf, if one did."""
    statement: str
    parent: None | ProblemRef
    root: ProblemRef
    """A problem as other things name it."""
    closure: Closure | None
    reach: Reach
    """How far a problem reaches, by the marks of those affected; duplicates count at their root."""
    ticket_count: int
    """How many tickets of other systems are linked to it, its solutions and their validations; those of duplicates
    count at their root."""
    affected_by_me: bool
    external_reference: ExternalReference | None
    imported_from: ImportedFrom | None
    """Where it was recorded before, and under which key."""
    solutions: list[SolutionLine]
    """At most 50, oldest first; `solution_count` counts all."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""
    etag: str = _attrs_field(init=False, default="", eq=False, repr=False)
    """The tag it came with: give the whole thing as `if_match` or `if_none_match`."""
    _answer: Answer | None = _attrs_field(init=False, default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        from ..models.closure import Closure  # noqa: PLC0415
        from ..models.external_reference import ExternalReference  # noqa: PLC0415
        from ..models.imported_from import ImportedFrom  # noqa: PLC0415
        from ..models.member_ref import MemberRef  # noqa: PLC0415
        from ..models.problem_ref import ProblemRef  # noqa: PLC0415

        id = str(self.id)

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        allowed_actions = self.allowed_actions

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

        through: dict[str, Any] | None
        if isinstance(self.through, MemberRef):
            through = self.through.to_dict()
        else:
            through = self.through

        statement = self.statement

        parent: dict[str, Any] | None
        if isinstance(self.parent, ProblemRef):
            parent = self.parent.to_dict()
        else:
            parent = self.parent

        root = self.root.to_dict()

        closure: dict[str, Any] | None
        if isinstance(self.closure, Closure):
            closure = self.closure.to_dict()
        else:
            closure = self.closure

        reach = self.reach.to_dict()

        ticket_count = self.ticket_count

        affected_by_me = self.affected_by_me

        external_reference: dict[str, Any] | None
        if isinstance(self.external_reference, ExternalReference):
            external_reference = self.external_reference.to_dict()
        else:
            external_reference = self.external_reference

        imported_from: dict[str, Any] | None
        if isinstance(self.imported_from, ImportedFrom):
            imported_from = self.imported_from.to_dict()
        else:
            imported_from = self.imported_from

        solutions = []
        for solutions_item_data in self.solutions:
            solutions_item = solutions_item_data.to_dict()
            solutions.append(solutions_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
                "allowed_actions": allowed_actions,
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
                "through": through,
                "statement": statement,
                "parent": parent,
                "root": root,
                "closure": closure,
                "reach": reach,
                "ticket_count": ticket_count,
                "affected_by_me": affected_by_me,
                "external_reference": external_reference,
                "imported_from": imported_from,
                "solutions": solutions,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.closure import Closure  # noqa: PLC0415
        from ..models.community_ref import CommunityRef  # noqa: PLC0415
        from ..models.component_ref import ComponentRef  # noqa: PLC0415
        from ..models.external_reference import ExternalReference  # noqa: PLC0415
        from ..models.imported_from import ImportedFrom  # noqa: PLC0415
        from ..models.member_ref import MemberRef  # noqa: PLC0415
        from ..models.problem_ref import ProblemRef  # noqa: PLC0415
        from ..models.reach import Reach  # noqa: PLC0415
        from ..models.solution_line import SolutionLine  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        allowed_actions = cast(list[str], d.pop("allowed_actions"))

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

        statement = d.pop("statement")

        def _parse_parent(data: object) -> None | ProblemRef:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                parent_type_0 = ProblemRef.from_dict(data)

                return parent_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ProblemRef, data)

        parent = _parse_parent(d.pop("parent"))

        root = ProblemRef.from_dict(d.pop("root"))

        def _parse_closure(data: object) -> Closure | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                closure_type_0 = Closure.from_dict(data)

                return closure_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Closure | None, data)

        closure = _parse_closure(d.pop("closure"))

        reach = Reach.from_dict(d.pop("reach"))

        ticket_count = d.pop("ticket_count")

        affected_by_me = d.pop("affected_by_me")

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

        def _parse_imported_from(data: object) -> ImportedFrom | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                imported_from_type_0 = ImportedFrom.from_dict(data)

                return imported_from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ImportedFrom | None, data)

        imported_from = _parse_imported_from(d.pop("imported_from"))

        solutions = []
        _solutions = d.pop("solutions")
        for solutions_item_data in _solutions:
            solutions_item = SolutionLine.from_dict(solutions_item_data)

            solutions.append(solutions_item)

        problem = cls(
            id=id,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
            allowed_actions=allowed_actions,
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
            through=through,
            statement=statement,
            parent=parent,
            root=root,
            closure=closure,
            reach=reach,
            ticket_count=ticket_count,
            affected_by_me=affected_by_me,
            external_reference=external_reference,
            imported_from=imported_from,
            solutions=solutions,
        )

        problem.additional_properties = d
        return problem
