"""`python -m benchmarks.usual DATABASE PORT KEYS`: KEYS is the folder of the keys that tokens are signed with."""

import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from jose import JWTError, jwt
from sqlalchemy import or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import selectinload

from app.auth.keys import Keys
from app.core.ids import new_id
from app.models.problem import ProblemIn, ProblemLine, ProblemPage, ProblemShown, Reach
from app.models.schema import CommunityRef, ComponentRef, MemberRef, ProblemRef
from app.models.solution import SolutionLine
from benchmarks.asking import ADDRESS
from benchmarks.serving import serve
from benchmarks.usual.entities import (
    Community,
    Concern,
    Event,
    Identity,
    Membership,
    Problem,
    Revision,
    SignIn,
    Solution,
)

engine = create_async_engine(
    sys.argv[1].replace("postgresql://", "postgresql+asyncpg://"),
    pool_pre_ping=True,
    connect_args={"server_settings": {"application_name": "usual", "timezone": "UTC"}},
)
sessions = async_sessionmaker(engine, expire_on_commit=False)
keys = {key.kid: dict(key.public_jwk) for key in Keys.load(Path(sys.argv[3])).signing}
app = FastAPI()


async def get_session() -> AsyncIterator[AsyncSession]:
    async with sessions() as session:
        yield session


SessionDep = Annotated[AsyncSession, Depends(get_session)]


async def get_member(session: SessionDep, sent: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())]) -> UUID:
    try:
        kid = jwt.get_unverified_header(sent.credentials)["kid"]
        claims = jwt.decode(sent.credentials, keys[kid], algorithms=["ES256"], audience=ADDRESS)
    except (JWTError, KeyError) as error:
        raise HTTPException(401) from error
    found = await session.get(SignIn, UUID(claims["sid"]))
    if found is None or found.ended_at is not None:  # type: ignore[attr-defined]
        raise HTTPException(401)
    return UUID(claims["sub"])


MemberDep = Annotated[UUID, Depends(get_member)]
_WITH = (
    selectinload(Problem.author).selectinload(Identity.member),
    selectinload(Problem.community),
    selectinload(Problem.concerns).selectinload(Concern.component),
    selectinload(Problem.solutions).selectinload(Solution.author).selectinload(Identity.member),
    selectinload(Problem.solutions).selectinload(Solution.validations),
    selectinload(Problem.marks),
)


async def _readable(session: AsyncSession, member: UUID) -> list[UUID]:
    found = await session.execute(
        select(Membership.community_id).where(  # type: ignore[attr-defined]
            Membership.member_id == member,  # type: ignore[attr-defined]
            Membership.state == "active",  # type: ignore[attr-defined]
        )
    )
    return list(found.scalars())


def _member(identity: Any) -> MemberRef:
    return MemberRef(id=identity.member_id, name=identity.name, kind=identity.member.kind)


def _reference(problem: Any) -> ProblemRef:
    return ProblemRef(id=problem.id, key=f"{problem.community.slug}-{problem.number}", title=problem.title)


def _line(problem: Any) -> dict[str, Any]:
    return {
        **{name: getattr(problem, name) for name in ("id", "version", "created_at", "updated_at", "number", "title")},
        **{name: getattr(problem, name) for name in ("severity", "form", "state", "revision")},
        "key": f"{problem.community.slug}-{problem.number}",
        "community": CommunityRef(id=problem.community.id, slug=problem.community.slug, name=problem.community.name),
        "author": _member(problem.author),
        "components": [
            ComponentRef(id=each.component.id, vendor=each.component.vendor, name=each.component.name)
            for each in problem.concerns
        ],
        "solution_count": len(problem.solutions),
    }


def _solution(problem: Any, solution: Any) -> SolutionLine:
    names = ("id", "version", "created_at", "updated_at", "title", "kind", "status", "revision", "harm_reported")
    return SolutionLine(
        **{name: getattr(solution, name) for name in names},
        problem=_reference(problem),
        author=_member(solution.author),
        validator_count=len({each.author_id for each in solution.validations}),
    )


def _shown(problem: Any) -> ProblemShown:
    marks = [mark for mark in problem.marks if mark.withdrawn_at is None]
    return ProblemShown(
        **_line(problem),
        through=None,
        statement=problem.statement,
        parent=None,
        root=_reference(problem),
        closure=None,
        reach=Reach(
            people=len({mark.member_id for mark in marks}),
            sites=len({mark.site_id for mark in marks}),
            machines=sum(mark.machines for mark in marks),
        ),
        ticket_count=0,
        affected_by_me=False,
        external_reference=None,
        imported_from=None,
        solutions=[_solution(problem, each) for each in problem.solutions],
        allowed_actions=["mark_affected", "comment_on_problem"],
    )


@app.get("/api/v1/problems/{problem_id}")
async def read_problem(problem_id: UUID, session: SessionDep, member: MemberDep) -> ProblemShown:
    communities = await _readable(session, member)
    asked = select(Problem).where(Problem.id == problem_id).options(*_WITH)  # type: ignore[attr-defined]
    found: Any = (await session.execute(asked)).scalar_one_or_none()
    if found is None or not (found.open or found.community_id in communities):
        raise HTTPException(404)
    return _shown(found)


@app.get("/api/v1/problems")
async def list_problems(
    session: SessionDep, member: MemberDep, limit: int = 50, cursor: str | None = None
) -> ProblemPage:
    communities = await _readable(session, member)
    table: Any = Problem
    asked = select(Problem).where(or_(table.open, table.community_id.in_(communities))).options(*_WITH)
    if cursor is not None:
        at, _, identity = cursor.partition("_")
        asked = asked.where(tuple_(table.created_at, table.id) < (datetime.fromisoformat(at), UUID(identity)))
    asked = asked.order_by(table.created_at.desc(), table.id.desc()).limit(limit + 1)
    found: list[Any] = list((await session.execute(asked)).scalars())
    last = found[limit - 1] if len(found) > limit else None
    return ProblemPage(
        items=[ProblemLine(**_line(each)) for each in found[:limit]],
        next_cursor=None if last is None else f"{last.created_at.isoformat().replace('+00:00', 'Z')}_{last.id}",
    )


@app.post("/api/v1/communities/{slug}/problems", status_code=201)
async def post_problem(slug: str, given: ProblemIn, session: SessionDep, member: MemberDep) -> ProblemShown:
    table: Any = Community
    home: Any = (await session.execute(select(Community).where(table.slug == slug))).scalar_one_or_none()
    if home is None or home.id not in await _readable(session, member):
        raise HTTPException(404)
    numbered = update(Community).where(table.id == home.id).values(problem_count=table.problem_count + 1)
    number = (await session.execute(numbered.returning(table.problem_count))).scalar_one()
    identity, now = new_id(), datetime.now(UTC)
    session.add(
        Problem(
            id=identity,
            version=1,
            created_at=now,
            updated_at=now,
            community_id=home.id,
            open=home.open,
            number=number,
            author_id=member,
            title=given.title,
            statement=given.statement,
            severity=given.severity,
            form=given.form,
            revision=1,
            state="open",
            root_id=identity,
        )
    )
    await session.flush()
    session.add(
        Revision(
            id=new_id(),
            problem_id=identity,
            revision=1,
            author_id=member,
            title=given.title,
            statement=given.statement,
            created_at=now,
        )
    )
    for position, component in enumerate(given.component_ids):
        where = {"community_id": home.id, "open": home.open, "problem_id": identity, "posted_at": now}
        session.add(Concern(id=new_id(), component_id=component, position=position, **where))
    told = {"number": number, "severity": given.severity, "form": given.form, "parent_id": None}
    session.add(
        Event(
            id=new_id(),
            kind="problem.posted",
            subject_kind="problem",
            subject_id=identity,
            actor_id=member,
            at=now,
            community_id=home.id,
            open=home.open,
            personal=False,
            data=told,
        )
    )
    await session.commit()
    asked = select(Problem).where(Problem.id == identity).options(*_WITH)  # type: ignore[attr-defined]
    found: Any = (await session.execute(asked.execution_options(populate_existing=True))).scalar_one()
    return _shown(found)


if __name__ == "__main__":
    serve(app)
