"""What changes are about: for each noun, what of it a decision rests on, and how it is found and locked.

A community's lock orders all that is about its memberships, process, numbers and action items; a problem's lock all
that is under it; a member's their sign-ins. Rows that a decision reads beside the root are locked with it, so that they
are read as they are once the wait is over.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Text,
    Uuid,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    true,
)

from app.access.actions import Standing
from app.access.addresses import community_address, id_of, problem_address
from app.access.lookup import Found, FoundInside, LookupOf, lookup
from app.access.standing import began_a_line, is_me, wrote_subject
from app.access.visibility import ME, MEMBER, inside_readable, readable, seen
from app.domain.keys import ProblemKey
from app.domain.vocabulary import (
    ActionItemState,
    ClosureReason,
    ComponentKind,
    # A
    # B
    MemberKind,
    # C
    MembershipState,
    OrganizationRole,
    ProblemForm,
    ProblemState,
    Role,
    Severity,
    SolutionKind,
    SolutionStatus,
    SubjectKind,
    VersionScheme,
    Visibility,
)
from app.models import tables
from app.work import Sought

F = TypeVar("F", bound=Found)

T = tables
COMMUNITY, PROBLEM, FRAMING, SOLUTION = T["community"], T["problem"], T["framing"], T["solution"]
VALIDATION, COMMENT, ACTION_ITEM, MEMBERSHIP = T["validation"], T["comment"], T["action_item"], T["membership"]
SITE, COMPONENT, RELEASE, ENVIRONMENT = T["site"], T["component"], T["release"], T["environment"]
OBJECTIVE, KEEPER = T["objective"], T["environment_keeper"]

UNDONE = (ActionItemState.open, ActionItemState.in_progress)
ID = bindparam("id", type_=Uuid())
SLUG = bindparam("slug", type_=Text())
NUMBER = bindparam("number", type_=Integer())


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOrganization(Found):
    """The organization itself, for what belongs to no community; the caller's own row is what is locked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMember(Found):
    kind: MemberKind
    active: bool
    organization_role: OrganizationRole
    site_id: UUID | None
    expertise: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLeavingMember(FoundMember):
    """A member about to be deactivated; locked before them, in the order of their ids, are the communities in which
    they own what is still to be done."""

    community_ids: list[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSite(Found):
    code: str
    name: str
    region: str
    time_zone: str
    retired_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundObjective(Found):
    title: str
    description: str
    owner_id: UUID
    starts_on: date
    ends_on: date
    retired_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundComponent(Found):
    vendor: str
    name: str
    kind: ComponentKind
    aliases: list[str]
    identifiers: list[str]
    version_scheme: VersionScheme
    retired_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRelease(Found):
    component_id: UUID
    released_on: date | None
    end_of_support_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEnvironment(Found):
    site_id: UUID
    name: str
    machines: int
    retired_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCommunity(FoundInside):
    slug: str
    name: str
    purpose: str
    visibility: Visibility
    process_version: int
    member_count: int
    problem_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMembership(FoundInside):
    """A membership, its community locked first. `role` is the caller's own."""

    member_id: UUID
    its_role: Role
    state: MembershipState
    member_count: int
    community_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundProblem(FoundInside):
    number: int
    author_id: UUID
    title: str
    statement: str
    severity: Severity
    form: ProblemForm
    revision: int
    state: ProblemState
    parent_id: UUID | None
    root_id: UUID
    closure_reason: ClosureReason | None
    closure_comment: str | None
    duplicate_of_id: UUID | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundProblemPair(FoundProblem):
    """A problem and another, which it is to repeat, both locked in the order of their ids; the other's fields
    are null where there is none that the caller may read."""

    other_id: UUID | None
    other_community_id: UUID | None
    other_open: bool | None
    other_root_id: UUID | None
    other_slug: str | None
    other_number: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFraming(FoundInside):
    """A framing, its problem locked first; `problem_…` and `author_id` are the problem's."""

    problem_id: UUID
    problem_version: int
    problem_revision: int
    problem_title: str
    problem_statement: str
    problem_form: ProblemForm
    problem_closed_at: datetime | None
    author_id: UUID
    offered_by_id: UUID
    title: str
    statement: str
    adopted_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSolution(FoundInside):
    problem_id: UUID
    problem_state: ProblemState
    problem_closed_at: datetime | None
    problem_author_id: UUID
    author_id: UUID
    title: str
    kind: SolutionKind
    revision: int
    line_start: int
    status: SolutionStatus
    proposed_at: datetime | None
    withdrawn_at: datetime | None
    successor_id: UUID | None
    successor_reason: str | None

    @property
    def is_author(self) -> bool:
        return Standing.author in self.standings


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundValidation(FoundInside):
    """A validation, its problem and solution locked first; what stands after `withdrawn_at` is theirs."""

    solution_id: UUID
    problem_id: UUID
    author_id: UUID
    environment_id: UUID
    revision: int
    withdrawn_at: datetime | None
    problem_state: ProblemState
    status: SolutionStatus
    solution_revision: int
    line_start: int
    proposed_at: datetime | None
    solution_withdrawn_at: datetime | None
    successor_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundComment(FoundInside):
    problem_id: UUID
    subject_kind: SubjectKind
    subject_id: UUID
    author_id: UUID
    body: str
    revision: int
    in_reply_to_id: UUID | None
    withdrawn_at: datetime | None
    resolved_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundActionItem(FoundInside):
    """An action item, its community locked first."""

    title: str
    maker_id: UUID | None
    owner_id: UUID | None
    due_on: date | None
    state: ActionItemState
    dropped_reason: str | None


def _columns(kind: type[Found], table: FromClause, **given: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    """The fields of `kind` from the columns of `table` of the same name, where they are not given otherwise."""
    names = [field.name for field in fields(kind) if field.name not in ("role", "standings")]
    return [(given[name] if name in given else table.c[name]).label(name) for name in names]


def _locked(rows: Select[Any], *tables: FromClause) -> Select[Any]:
    return rows.with_for_update(key_share=True, of=list(tables))


_ORGANIZATION = lookup(
    FoundOrganization, "member", _locked(select(*_columns(FoundOrganization, MEMBER)).where(MEMBER.c.id == ME), MEMBER)
)
_COMMUNITY = select(
    *_columns(FoundCommunity, COMMUNITY, community_id=COMMUNITY.c.id),
)
_PROBLEM = select(*_columns(FoundProblem, PROBLEM)).where(readable(PROBLEM))
_IN_SOLUTION = {
    "problem_state": PROBLEM.c.state,
    "problem_closed_at": PROBLEM.c.closed_at,
    "problem_author_id": PROBLEM.c.author_id,
}
_AUTHOR = {Standing.author: lambda row: is_me(row.author_id)}


def _catalogue(kind: type[F], what: str, table: FromClause, flags: Mapping[Standing, Any] | None = None) -> LookupOf[F]:
    return lookup(kind, what, _locked(select(*_columns(kind, table)).where(table.c.id == ID), table), flags)


_ONESELF = {Standing.oneself: lambda row: is_me(row.id)}
_MEMBER = _catalogue(FoundMember, "member", MEMBER, _ONESELF)


def _leaving() -> LookupOf[FoundLeavingMember]:
    """The communities' rows make one row of the join, so that they are locked before the member's is."""
    owned = (
        select(ACTION_ITEM.c.community_id)
        .where(ACTION_ITEM.c.owner_id == ID, ACTION_ITEM.c.state.in_(UNDONE))
        .correlate(None)
    )
    communities = (
        _locked(select(COMMUNITY.c.id).where(COMMUNITY.c.id.in_(owned)).order_by(COMMUNITY.c.id), COMMUNITY)
        .cte("communities")
        .prefix_with("MATERIALIZED")
    )
    ids = func.coalesce(func.array_agg(communities.c.id), literal_column("'{}'::uuid[]"))
    held = select(ids.label("community_ids")).select_from(communities).subquery("held")
    rows = (
        select(*_columns(FoundLeavingMember, MEMBER, community_ids=held.c.community_ids))
        .select_from(held.join(MEMBER, true()))
        .where(MEMBER.c.id == ID)
    )
    return lookup(FoundLeavingMember, "member", _locked(rows, MEMBER), _ONESELF)


_LEAVING_MEMBER = _leaving()
_SITE = _catalogue(FoundSite, "site", SITE)
_COMPONENT = _catalogue(FoundComponent, "component", COMPONENT)
_RELEASE = lookup(
    FoundRelease,
    "release",
    _locked(
        select(*_columns(FoundRelease, RELEASE))
        .join(COMPONENT, COMPONENT.c.id == RELEASE.c.component_id)
        .where(RELEASE.c.id == ID),
        COMPONENT,
        RELEASE,
    ),
)
_OBJECTIVE = _catalogue(FoundObjective, "objective", OBJECTIVE)
_ENVIRONMENT = _catalogue(
    FoundEnvironment,
    "environment",
    ENVIRONMENT,
    {
        Standing.keeper: lambda row: exists(
            select(1).where(KEEPER.c.environment_id == row.id, KEEPER.c.member_id == ME).correlate_except(KEEPER)
        )
    },
)


def _community(visible: ColumnElement[bool], named: ColumnElement[bool]) -> LookupOf[FoundCommunity]:
    return lookup(FoundCommunity, "community", _locked(_COMMUNITY.where(visible, named), COMMUNITY))


_BY_ID, _BY_SLUG = COMMUNITY.c.id == ID, COMMUNITY.c.slug == SLUG
_COMMUNITY_SEEN = {"id": _community(seen(COMMUNITY), _BY_ID), "slug": _community(seen(COMMUNITY), _BY_SLUG)}
_COMMUNITY_INSIDE = {
    "id": _community(inside_readable(COMMUNITY), _BY_ID),
    "slug": _community(inside_readable(COMMUNITY), _BY_SLUG),
}


def _membership(where: ColumnElement[bool]) -> LookupOf[FoundMembership]:
    rows = (
        select(
            *_columns(
                FoundMembership,
                MEMBERSHIP,
                its_role=MEMBERSHIP.c.role,
                open=COMMUNITY.c.open,
                member_count=COMMUNITY.c.member_count,
                community_version=COMMUNITY.c.version,
            )
        )
        .select_from(COMMUNITY)
        .join(MEMBERSHIP, MEMBERSHIP.c.community_id == COMMUNITY.c.id)
        .where(
            where,
            MEMBERSHIP.c.member_id == bindparam("member", type_=Uuid()),
            MEMBERSHIP.c.state != MembershipState.ended,
            or_(inside_readable(COMMUNITY), and_(seen(COMMUNITY), MEMBERSHIP.c.member_id == ME)),
        )
    )
    return lookup(
        FoundMembership,
        "membership",
        _locked(rows, COMMUNITY, MEMBERSHIP),
        {Standing.oneself: lambda row: is_me(row.member_id)},
    )


_MEMBERSHIP = {"id": _membership(_BY_ID), "slug": _membership(_BY_SLUG)}
_PROBLEM_AT = {
    "id": lookup(FoundProblem, "problem", _locked(_PROBLEM.where(PROBLEM.c.id == ID), PROBLEM), _AUTHOR),
    "key": lookup(
        FoundProblem,
        "problem",
        _locked(
            _PROBLEM.where(
                PROBLEM.c.community_id == select(COMMUNITY.c.id).where(COMMUNITY.c.slug == SLUG).scalar_subquery(),
                PROBLEM.c.number == NUMBER,
            ),
            PROBLEM,
        ),
        _AUTHOR,
    ),
}


_TURN = select(func.pg_advisory_xact_lock(func.hashtext("problem.root_id"))).scalar_subquery().is_not(None)
"""One change of a tree of duplicates at a time, taken before any row is locked: a change rewrites the roots of
problems that it could not know of when it locked its own, and two that did so would wait for each other."""


def _pair(named: ColumnElement[bool], other: ColumnElement[Any]) -> LookupOf[FoundProblemPair]:
    """What is selected from the rows locked is what they are once the wait is over."""
    named = and_(named, _TURN)
    first = select(PROBLEM.c.id).where(named, readable(PROBLEM)).correlate(None).scalar_subquery()
    rows = (
        _locked(
            select(PROBLEM).where(PROBLEM.c.id.in_((first, other)), readable(PROBLEM)).order_by(PROBLEM.c.id), PROBLEM
        )
        .cte("pair")
        .prefix_with("MATERIALIZED")
    )
    one, two = rows.alias("one_of"), rows.alias("other_of")
    slug = select(COMMUNITY.c.slug).where(COMMUNITY.c.id == two.c.community_id).correlate(two).scalar_subquery()
    both = (
        select(
            *_columns(
                FoundProblemPair,
                one,
                other_id=two.c.id,
                other_community_id=two.c.community_id,
                other_open=two.c.open,
                other_root_id=two.c.root_id,
                other_slug=slug,
                other_number=two.c.number,
            )
        )
        .select_from(one.outerjoin(two, two.c.id == other))
        .where(one.c.id == first)
    )
    return lookup(FoundProblemPair, "problem", both, _AUTHOR)


_NAMED = {
    "id": PROBLEM.c.id == ID,
    "key": and_(
        PROBLEM.c.community_id
        == select(COMMUNITY.c.id).where(COMMUNITY.c.slug == SLUG).correlate(None).scalar_subquery(),
        PROBLEM.c.number == NUMBER,
    ),
}
_OTHER = func.coalesce(
    bindparam("other", type_=Uuid()),
    select(PROBLEM.c.id)
    .join(COMMUNITY, COMMUNITY.c.id == PROBLEM.c.community_id)
    .where(
        COMMUNITY.c.slug == bindparam("other_slug", type_=Text()),
        PROBLEM.c.number == bindparam("other_number", type_=Integer()),
    )
    .correlate(None)
    .scalar_subquery(),
)
_WITH_OTHER = {way: _pair(named, _OTHER) for way, named in _NAMED.items()}
_IN_TREE = {
    way: lookup(FoundProblem, "problem", _locked(_PROBLEM.where(named, _TURN), PROBLEM), _AUTHOR)
    for way, named in _NAMED.items()
}


def _framing(where: ColumnElement[bool]) -> LookupOf[FoundFraming]:
    """The author here is the problem's: they and the coordinators adopt."""
    rows = (
        select(
            *_columns(
                FoundFraming,
                FRAMING,
                problem_version=PROBLEM.c.version,
                problem_revision=PROBLEM.c.revision,
                problem_title=PROBLEM.c.title,
                problem_statement=PROBLEM.c.statement,
                problem_form=PROBLEM.c.form,
                problem_closed_at=PROBLEM.c.closed_at,
                author_id=PROBLEM.c.author_id,
                offered_by_id=FRAMING.c.author_id,
            )
        )
        .select_from(PROBLEM)
        .join(FRAMING, FRAMING.c.problem_id == PROBLEM.c.id)
        .where(where, FRAMING.c.id == bindparam("framing", type_=Uuid()), readable(PROBLEM))
    )
    return lookup(FoundFraming, "framing", _locked(rows, PROBLEM, FRAMING), _AUTHOR)


_FRAMING = {
    "id": _framing(PROBLEM.c.id == ID),
    "key": _framing(
        and_(
            PROBLEM.c.community_id == select(COMMUNITY.c.id).where(COMMUNITY.c.slug == SLUG).scalar_subquery(),
            PROBLEM.c.number == NUMBER,
        )
    ),
}
_SOLUTION = lookup(
    FoundSolution,
    "solution",
    _locked(
        select(*_columns(FoundSolution, SOLUTION, **_IN_SOLUTION))
        .select_from(PROBLEM)
        .join(SOLUTION, SOLUTION.c.problem_id == PROBLEM.c.id)
        .where(SOLUTION.c.id == ID, readable(SOLUTION)),
        PROBLEM,
        SOLUTION,
    ),
    {Standing.author: lambda row: began_a_line(row.id)},
)
_VALIDATION = lookup(
    FoundValidation,
    "validation",
    _locked(
        select(
            *_columns(
                FoundValidation,
                VALIDATION,
                problem_state=PROBLEM.c.state,
                status=SOLUTION.c.status,
                solution_revision=SOLUTION.c.revision,
                line_start=SOLUTION.c.line_start,
                proposed_at=SOLUTION.c.proposed_at,
                solution_withdrawn_at=SOLUTION.c.withdrawn_at,
                successor_id=SOLUTION.c.successor_id,
            )
        )
        .select_from(PROBLEM)
        .join(SOLUTION, SOLUTION.c.problem_id == PROBLEM.c.id)
        .join(VALIDATION, VALIDATION.c.solution_id == SOLUTION.c.id)
        .where(VALIDATION.c.id == ID, readable(VALIDATION)),
        PROBLEM,
        SOLUTION,
        VALIDATION,
    ),
    _AUTHOR,
)


_COMMENT = lookup(
    FoundComment,
    "comment",
    _locked(
        select(*_columns(FoundComment, COMMENT))
        .select_from(PROBLEM)
        .join(COMMENT, COMMENT.c.problem_id == PROBLEM.c.id)
        .where(COMMENT.c.id == ID, readable(COMMENT)),
        PROBLEM,
        COMMENT,
    ),
    {**_AUTHOR, Standing.subject_author: lambda row: wrote_subject(row.subject_kind, row.subject_id)},
)
_ACTION_ITEM = lookup(
    FoundActionItem,
    "action item",
    _locked(
        select(*_columns(FoundActionItem, ACTION_ITEM))
        .select_from(COMMUNITY)
        .join(ACTION_ITEM, ACTION_ITEM.c.community_id == COMMUNITY.c.id)
        .where(ACTION_ITEM.c.id == ID, readable(ACTION_ITEM)),
        COMMUNITY,
        ACTION_ITEM,
    ),
    {
        Standing.owner: lambda row: is_me(row.owner_id),
        Standing.maker: lambda row: is_me(row.maker_id),
    },
)


def organization() -> Sought[FoundOrganization]:
    return Sought(_ORGANIZATION, {})


def member_at(address: str) -> Sought[FoundMember]:
    return Sought(_MEMBER, {"id": id_of(address, "member")})


def leaving_member_at(address: str) -> Sought[FoundLeavingMember]:
    """The member, with the communities in which something is left to do that they own."""
    return Sought(_LEAVING_MEMBER, {"id": id_of(address, "member")})


def site_at(address: str) -> Sought[FoundSite]:
    return Sought(_SITE, {"id": id_of(address, "site")})


def component_at(address: str) -> Sought[FoundComponent]:
    return Sought(_COMPONENT, {"id": id_of(address, "component")})


def release_at(address: str) -> Sought[FoundRelease]:
    return Sought(_RELEASE, {"id": id_of(address, "release")})


def objective_at(address: str) -> Sought[FoundObjective]:
    return Sought(_OBJECTIVE, {"id": id_of(address, "objective")})


def environment_at(address: str) -> Sought[FoundEnvironment]:
    return Sought(_ENVIRONMENT, {"id": id_of(address, "environment")})


def community_at(address: str) -> Sought[FoundCommunity]:
    """The community for what those outside may do too: seeing it, and asking to join."""
    way, values = community_address(address)
    return Sought(_COMMUNITY_SEEN[way], values)


def community_inside_at(address: str) -> Sought[FoundCommunity]:
    """The community for what needs its inside to be readable; 404 to all others."""
    way, values = community_address(address)
    return Sought(_COMMUNITY_INSIDE[way], values)


def membership_at(address: str, member: str) -> Sought[FoundMembership]:
    way, values = community_address(address)
    return Sought(_MEMBERSHIP[way], {**values, "member": id_of(member, "membership")})


def problem_at(address: str) -> Sought[FoundProblem]:
    way, values = problem_address(address)
    return Sought(_PROBLEM_AT[way], values)


def problem_with_other_at(address: str, other: UUID | ProblemKey) -> Sought[FoundProblemPair]:
    """The problem and the one it is to be closed as a duplicate of."""
    way, values = problem_address(address)
    named: dict[str, Any] = {"other": None, "other_slug": None, "other_number": None}
    match other:
        case ProblemKey():
            named |= {"other_slug": other.slug, "other_number": other.number}
        case UUID():
            named |= {"other": other}
    return Sought(_WITH_OTHER[way], {**values, **named})


def problem_in_tree_at(address: str) -> Sought[FoundProblem]:
    """The problem, while no other change moves any tree of duplicates."""
    way, values = problem_address(address)
    return Sought(_IN_TREE[way], values)


def framing_at(address: str, framing: str) -> Sought[FoundFraming]:
    way, values = problem_address(address)
    return Sought(_FRAMING[way], {**values, "framing": id_of(framing, "framing")})


def solution_at(address: str) -> Sought[FoundSolution]:
    return Sought(_SOLUTION, {"id": id_of(address, "solution")})


def validation_at(address: str) -> Sought[FoundValidation]:
    return Sought(_VALIDATION, {"id": id_of(address, "validation")})


def comment_at(address: str) -> Sought[FoundComment]:
    return Sought(_COMMENT, {"id": id_of(address, "comment")})


def action_item_at(address: str) -> Sought[FoundActionItem]:
    return Sought(_ACTION_ITEM, {"id": id_of(address, "action item")})
