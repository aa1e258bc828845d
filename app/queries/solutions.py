"""Solutions as they are read: one, lists, and the texts of one through time."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Uuid,
    bindparam,
    cast,
    distinct,
    exists,
    func,
    literal_column,
    select,
)

from app.access.actions import Condition
from app.access.actions import Standing as As
from app.access.addresses import id_of, problem_address
from app.access.standing import allowed_actions, began_a_line, in_organization, of_role
from app.access.visibility import ME, beside_caller, my_membership, readable
from app.domain.vocabulary import CountsReason, MissingKind
from app.models import tables
from app.models.schema import EnvironmentRef, MemberRef, SiteRef, SolutionRef
from app.models.solution import (
    AssessmentLine,
    MyValidation,
    Requirement,
    SolutionLine,
    SolutionRevisionLine,
    SolutionRevisionShown,
    SolutionShown,
    Supplied,
)
from app.queries import refs
from app.queries.listing import Condition as Filter
from app.queries.listing import Listed, Listing, Order, Within, any_of, in_communities
from app.queries.places import within_problem
from app.queries.view import Seen, elements, many, one, shape, show, together, view

T = tables
P, S, V, REVISION, REQUIRED = (
    T["problem"],
    T["solution"],
    T["validation"],
    T["solution_revision"],
    T["solution_component"],
)
MEMBER, IDENTITY = T["member"], T["identity"]
ID = bindparam("id", type_=Uuid())
SHOWN_PEOPLE = SHOWN_OF_MINE = 20


def line_fields(problem: Any = None) -> dict[str, Any]:
    return {
        "problem": refs.problem(S.c.problem_id) if problem is None else problem,
        "author": refs.joined_member(S.c.author_id),
        "validator_count": select(func.count(distinct(V.c.author_id)))
        .where(V.c.solution_id == S.c.id)
        .correlate(S)
        .scalar_subquery(),
    }


def solution_line(rows: FromClause | None = None, *, problem: Any = None) -> Select[Any]:
    """`problem`: how it is named, where it is at hand."""
    return show(SolutionLine, S, rows, **line_fields(problem))


def applicability(document: ColumnElement[Any]) -> Any:
    """The kept document with its components named, in its order."""
    kept, entry, place = elements(document)
    component_id = func.jsonb_extract_path_text(entry, "component_id").cast(Uuid())
    return many(
        select(
            *shape(
                Requirement,
                component=refs.component(component_id),
                component_versions=func.jsonb_extract_path_text(entry, "component_versions"),
            )
        )
        .select_from(kept)
        .order_by(place)
        .correlate(REVISION)
    )


def _people(members: Select[Any]) -> Any:
    """Members by a select of (`id`, `first`), the earliest first, cut at twenty."""
    found = members.subquery("found")
    return many(
        select(*shape(MemberRef, MEMBER, name=refs.member_name(IDENTITY)))
        .select_from(found)
        .join(MEMBER, MEMBER.c.id == found.c.id)
        .outerjoin(IDENTITY, IDENTITY.c.member_id == MEMBER.c.id)
        .order_by(found.c.first, found.c.id)
        .limit(SHOWN_PEOPLE)
    )


def _writers(*, began: bool) -> Select[Any]:
    written = REVISION.alias("written")
    begun = func.bool_or(written.c.begins_line)
    return (
        select(written.c.author_id.label("id"), func.min(written.c.revision).label("first"))
        .where(written.c.solution_id == S.c.id)
        .group_by(written.c.author_id)
        .having(begun if began else ~begun)
        .correlate(S)
    )


def _validators() -> Select[Any]:
    return (
        select(V.c.author_id.label("id"), func.min(V.c.given_at).label("first"))
        .where(V.c.solution_id == S.c.id)
        .group_by(V.c.author_id)
        .correlate(S)
    )


MINE, IS_MINE = my_membership(S.c.community_id)
_FLAGS = {
    **in_organization(),
    **of_role(MINE.c.role, S.c.community_id),
    As.author: began_a_line(S.c.id),
    Condition.draft: S.c.proposed_at.is_(None),
    Condition.withdrawn: S.c.withdrawn_at.is_not(None),
    Condition.superseded: S.c.successor_id.is_not(None),
}
_ONE = show(
    SolutionShown,
    S,
    S.join(REVISION, (REVISION.c.solution_id == S.c.id) & (REVISION.c.revision == S.c.revision)),
    beside=[(MINE, IS_MINE)],
    **line_fields(),
    summary=REVISION.c.summary,
    cause=REVISION.c.cause,
    steps=REVISION.c.steps,
    rollback=REVISION.c.rollback,
    risk=REVISION.c.risk,
    applicability=applicability(REVISION.c.applicability),
    derived_from=refs.solution(S.c.derived_from_id),
    authors=_people(_writers(began=True)),
    contributors=_people(_writers(began=False)),
    validators=_people(_validators()),
    successor=refs.solution(S.c.successor_id),
    allowed_actions=allowed_actions("solution", _FLAGS),
).where(S.c.id == ID, readable(S, MINE))
_VIEW = view("solution", _ONE, S.c.version)


def solution(address: str) -> Seen[SolutionShown]:
    return Seen(_VIEW, {"id": id_of(address, "solution")})


def _lines(page: FromClause) -> Select[Any]:
    return solution_line(page.join(S, S.c.id == page.c.id))


def _requires() -> ColumnElement[bool]:
    wanted = any_of(REQUIRED.c.component_id, "component")()
    return exists(select(1).where(REQUIRED.c.solution_id == S.c.id, wanted).correlate(S))


FILTERS: dict[str, Filter] = {
    "community": in_communities(S),
    "status": any_of(S.c.status, "status"),
    "kind": any_of(S.c.kind, "kind"),
    "author": any_of(S.c.author_id, "author"),
    "component": _requires,
}
_LIST = Listing(
    S,
    SolutionLine,
    _lines,
    {"-created_at": Order((S.c.created_at, S.c.id))},
    FILTERS,
    within=within_problem(S),
)


def _supplied() -> Any:
    """What the ids that the missing pieces name stand for."""

    def named(kind: MissingKind, table: FromClause, rows: Select[Any]) -> Any:
        found = func.jsonb_path_query_first(
            S.c.assessment, literal_column(f"""'$.missing[*] ? (@.kind == "{kind}").other_than'::jsonpath""")
        )
        ids = select(cast(func.jsonb_array_elements_text(found), Uuid())).correlate(S)
        return many(rows.where(table.c.id.in_(ids)).order_by(table.c.id))

    members = MEMBER.outerjoin(IDENTITY, IDENTITY.c.member_id == MEMBER.c.id)
    return one(
        select(
            *shape(
                Supplied,
                members=named(
                    MissingKind.confirmation,
                    MEMBER,
                    select(*shape(MemberRef, MEMBER, name=refs.member_name(IDENTITY))).select_from(members),
                ),
                sites=named(MissingKind.site, T["site"], select(*shape(SiteRef, T["site"]))),
                environments=named(
                    MissingKind.environment, T["environment"], select(*shape(EnvironmentRef, T["environment"]))
                ),
            )
        )
    )


def _my_validations() -> Any:
    fields = {"environment": refs.environment(V.c.environment_id), "counts": V.c.counts_reason == CountsReason.counts}
    mine = select(*shape(MyValidation, V, **fields)).where(
        V.c.solution_id == S.c.id, V.c.author_id == ME, V.c.withdrawn_at.is_(None)
    )
    return many(mine.correlate(S).order_by(V.c.given_at.desc(), V.c.id.desc()).limit(SHOWN_OF_MINE))


def _assessments(page: FromClause) -> Select[Any]:
    def kept(name: str) -> ColumnElement[Any]:
        return S.c.assessment[name]

    rows = beside_caller(page.join(S, S.c.id == page.c.id))
    return show(
        AssessmentLine,
        S,
        rows,
        beside=[(MINE, IS_MINE)],
        solution=together(SolutionRef, S),
        reasons=kept("reasons"),
        missing=kept("missing"),
        counted=kept("counted"),
        process_version=kept("process_version").astext.cast(Integer),
        supplied=_supplied(),
        my_validations=_my_validations(),
        allowed_actions=allowed_actions("solution", _FLAGS),
    )


_ASSESSMENTS = Listing(
    S,
    AssessmentLine,
    _assessments,
    {"created_at": Order((S.c.created_at, S.c.id), descending=False)},
    within=within_problem(S),
)


def assessments_of_problem(address: str) -> Listed:
    way, values = problem_address(address)
    return Listed(_ASSESSMENTS, way, values, "problem")


def all_readable() -> Listed:
    return Listed(_LIST)


def of_problem(address: str) -> Listed:
    way, values = problem_address(address)
    return Listed(_LIST, way, values, "problem")


def within_solution(table: FromClause) -> dict[str, Within]:
    """A list under a solution: what hangs on it by `solution_id`."""
    found = exists(select(1).select_from(S).where(S.c.id == ID, readable(S)))
    return {"id": Within(found, table.c.solution_id == ID)}


def _revision_lines(page: FromClause) -> Select[Any]:
    return (
        select(*shape(SolutionRevisionLine, REVISION, author=refs.member(REVISION.c.author_id)))
        .select_from(page)
        .join(REVISION, REVISION.c.id == page.c.id)
    )


_REVISION_READABLE = exists(select(1).where(S.c.id == REVISION.c.solution_id, readable(S)).correlate(REVISION))
_REVISIONS = Listing(
    REVISION,
    SolutionRevisionLine,
    _revision_lines,
    {"-revision": Order((REVISION.c.revision,))},
    within=within_solution(REVISION),
    visible=_REVISION_READABLE,
)
_REVISION = view(
    "revision",
    select(
        *shape(
            SolutionRevisionShown,
            REVISION,
            author=refs.member(REVISION.c.author_id),
            applicability=applicability(REVISION.c.applicability),
        )
    )
    .select_from(REVISION)
    .where(
        REVISION.c.solution_id == ID,
        REVISION.c.revision == bindparam("revision", type_=Integer()),
        _REVISION_READABLE,
    ),
)


def revisions(address: str) -> Listed:
    return Listed(_REVISIONS, "id", {"id": id_of(address, "solution")}, "solution")


def revision(address: str, number: int) -> Seen[SolutionRevisionShown]:
    return Seen(_REVISION, {"id": id_of(address, "solution"), "revision": number})
