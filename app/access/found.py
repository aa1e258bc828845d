"""What changes are about: for each noun, what of it a decision rests on, and what the caller is to it. How it is found
and locked, `app/access/sought.py` says."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.access.actions import Standing
from app.access.lookup import Found, FoundInside
from app.domain.vocabulary import (
    ActionItemState,
    ClosureReason,
    ComponentKind,
    ConnectorKind,
    DeliveryState,
    JobState,
    LinkedKind,
    MemberKind,
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
    WebhookState,
)


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
class FoundJob(Found):
    """`version` is how often it was taken."""

    kind: str
    state: JobState
    due_at: datetime
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundWebhook(Found):
    """One of the caller's own."""

    url: str
    kinds: list[str]
    community_ids: list[UUID]
    description: str
    state: WebhookState
    secret: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDelivery(Found):
    """A delivery, its webhook locked first, which is one of the caller's own; `version` is the webhook's."""

    webhook_id: UUID
    subject_id: UUID
    delivery_state: DeliveryState


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
    created_at: datetime
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
class FoundTicketLink(FoundInside):
    """A ticket link, its problem locked first."""

    problem_id: UUID
    subject_kind: LinkedKind
    subject_id: UUID
    system: str
    key: str
    url: str | None
    title: str | None
    state: str | None
    state_seen_at: datetime | None
    made_by_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundConnector(FoundInside):
    name: str
    member_id: UUID
    kind: ConnectorKind
    config: dict[str, object]
    rules: list[dict[str, str | None]]
    severities: dict[str, str]
    closures: dict[str, str]
    states: dict[str, str]
    poll_seconds: int
    accepted_at: datetime | None
    paused_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundActionItem(FoundInside):
    """An action item, its community locked first."""

    title: str
    maker_id: UUID | None
    owner_id: UUID | None
    due_on: date | None
    state: ActionItemState
    dropped_reason: str | None
