from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.counts_reason import CountsReason, check_counts_reason
from ..models.outcome import Outcome, check_outcome

if TYPE_CHECKING:
    from ..models.environment_ref import EnvironmentRef
    from ..models.member_ref import MemberRef
    from ..models.problem_ref import ProblemRef
    from ..models.site_ref import SiteRef
    from ..models.solution_ref import SolutionRef


T = TypeVar("T", bound="LeftBehind")


@_attrs_define(kw_only=True)
class LeftBehind:
    """A validation of mine that a new revision left behind."""

    id: UUID
    version: int
    """Changes when what the thing itself owns changes; If-Match compares it."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
    solution: SolutionRef
    """A solution as other things name it."""
    author: MemberRef
    """A member as other things name it."""
    environment: EnvironmentRef
    """An environment as other things name it."""
    site: SiteRef
    """A site as other things name it."""
    revision: int
    outcome: Outcome
    """What came of using a solution."""
    machines: int
    harm: bool
    given_at: datetime.datetime
    """From when its age is counted; carrying it over keeps it."""
    counts: bool
    """Whether it counts as evidence; `counts_reason` says why, or why not."""
    counts_reason: CountsReason
    """Why a validation counts as evidence, or does not. The first that holds.

    - `counts`: it does.
    - `withdrawn`: its author took it back.
    - `earlier_line`: the steps are others since; its author can carry it over.
    - `not_a_person`: no machine vouches.
    - `observer`: its author was an observer, or none of the community's members, when giving it.
    - `author`: of the solution, too.
    - `outside_applicability`: the environment, as it was, is none that the solution is for.
    - `no_evidence`: the community's policy asks a confirmation to say what was done and observed."""
    withdrawn_at: datetime.datetime | None
    problem: ProblemRef
    """A problem as other things name it."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        solution = self.solution.to_dict()

        author = self.author.to_dict()

        environment = self.environment.to_dict()

        site = self.site.to_dict()

        revision = self.revision

        outcome: str = self.outcome

        machines = self.machines

        harm = self.harm

        given_at = self.given_at.isoformat()

        counts = self.counts

        counts_reason: str = self.counts_reason

        withdrawn_at: None | str
        if isinstance(self.withdrawn_at, datetime.datetime):
            withdrawn_at = self.withdrawn_at.isoformat()
        else:
            withdrawn_at = self.withdrawn_at

        problem = self.problem.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
                "solution": solution,
                "author": author,
                "environment": environment,
                "site": site,
                "revision": revision,
                "outcome": outcome,
                "machines": machines,
                "harm": harm,
                "given_at": given_at,
                "counts": counts,
                "counts_reason": counts_reason,
                "withdrawn_at": withdrawn_at,
                "problem": problem,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.environment_ref import EnvironmentRef  # noqa: PLC0415
        from ..models.member_ref import MemberRef  # noqa: PLC0415
        from ..models.problem_ref import ProblemRef  # noqa: PLC0415
        from ..models.site_ref import SiteRef  # noqa: PLC0415
        from ..models.solution_ref import SolutionRef  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        solution = SolutionRef.from_dict(d.pop("solution"))

        author = MemberRef.from_dict(d.pop("author"))

        environment = EnvironmentRef.from_dict(d.pop("environment"))

        site = SiteRef.from_dict(d.pop("site"))

        revision = d.pop("revision")

        outcome = check_outcome(d.pop("outcome"))

        machines = d.pop("machines")

        harm = d.pop("harm")

        given_at = datetime.datetime.fromisoformat(d.pop("given_at"))

        counts = d.pop("counts")

        counts_reason = check_counts_reason(d.pop("counts_reason"))

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

        problem = ProblemRef.from_dict(d.pop("problem"))

        left_behind = cls(
            id=id,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
            solution=solution,
            author=author,
            environment=environment,
            site=site,
            revision=revision,
            outcome=outcome,
            machines=machines,
            harm=harm,
            given_at=given_at,
            counts=counts,
            counts_reason=counts_reason,
            withdrawn_at=withdrawn_at,
            problem=problem,
        )

        left_behind.additional_properties = d
        return left_behind
