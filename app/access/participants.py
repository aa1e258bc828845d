"""Those for whom an import acts, and what their deeds are about where its row was made under the same lock just now:
what `app/access/found.py` would find, without asking the database for what was sent to it a moment ago."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Uuid, and_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import SQLModel

from app.access.actions import Standing
from app.access.found import FoundCommunity, FoundOrganization, FoundProblem, FoundSolution
from app.access.lookup import Found, organization_standings
from app.access.standing import of_role
from app.access.visibility import MEMBER, MEMBERSHIP
from app.core.statements import prepare
from app.domain.vocabulary import MemberKind, MembershipState, OrganizationRole, Role
from app.models.problem import Problem
from app.models.solution import Solution
from app.work import Actor, Work

F = TypeVar("F", bound=Found)

_COMMUNITY_ID = bindparam("community_id", type_=Uuid())
_IN_COMMUNITY = of_role(MEMBERSHIP.c.role, _COMMUNITY_ID)
_PARTICIPANTS = prepare(
    select(
        MEMBER.c.id,
        MEMBER.c.version,
        MEMBER.c.kind,
        MEMBER.c.organization_role,
        MEMBER.c.site_id,
        MEMBERSHIP.c.role,
        *(flag.label(f"as_{name}") for name, flag in _IN_COMMUNITY.items()),
    )
    .select_from(MEMBER)
    .outerjoin(
        MEMBERSHIP,
        and_(
            MEMBERSHIP.c.member_id == MEMBER.c.id,
            MEMBERSHIP.c.community_id == _COMMUNITY_ID,
            MEMBERSHIP.c.state == MembershipState.active,
        ),
    )
    .where(MEMBER.c.id == func.any(bindparam("members", type_=ARRAY(Uuid()))), MEMBER.c.active)
)


@dataclass(frozen=True, slots=True)
class Participant:
    """An active member of the organization, and what they are in a community while its lock is held."""

    actor: Actor
    version: int
    role: Role | None
    standings: frozenset[Standing]

    def in_organization(self) -> FoundOrganization:
        return FoundOrganization(id=self.actor.member_id, version=self.version, standings=self.standings)

    def in_community(self, community: FoundCommunity) -> FoundCommunity:
        """The community, locked and found by somebody else, as this one finds it."""
        return replace(community, role=self.role, standings=self.standings)

    def at_problem(self, problem: Problem) -> FoundProblem:
        """A problem that was posted under this lock."""
        return self._at(FoundProblem, problem, author=problem.author_id)

    def at_solution(self, solution: Solution, problem: Problem) -> FoundSolution:
        """A solution that was posted under this lock and not revised since."""
        return self._at(
            FoundSolution,
            solution,
            author=solution.author_id,
            problem_state=problem.state,
            problem_closed_at=problem.closed_at,
            problem_author_id=problem.author_id,
        )

    def _at(self, kind: type[F], row: SQLModel, *, author: UUID, **given: Any) -> F:
        mine = {Standing.author} if author == self.actor.member_id else frozenset[Standing]()
        values = {"role": self.role, "standings": self.standings | mine, **given}
        names = [field.name for field in fields(kind) if field.name not in values]
        return kind(**values, **{name: getattr(row, name) for name in names})


async def participants(work: Work, community_id: UUID, members: Iterable[UUID]) -> dict[UUID, Participant]:
    """Those of these members who are active. The community's lock is held, so that their roles stay."""
    wanted = list(members)
    if not wanted:
        return {}
    found: dict[UUID, Participant] = {}
    for row in await work.rows(_PARTICIPANTS, community_id=community_id, members=wanted):
        actor = Actor(row["id"], MemberKind(row["kind"]), OrganizationRole(row["organization_role"]), row["site_id"])
        inside = {flag for flag in _IN_COMMUNITY if row[f"as_{flag}"]}
        found[actor.member_id] = Participant(
            actor,
            row["version"],
            None if row["role"] is None else Role(row["role"]),
            frozenset(organization_standings(actor)) | {flag for flag in inside if isinstance(flag, Standing)},
        )
    return found
