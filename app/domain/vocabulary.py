"""Every closed list of words of the product. The words are those of the domain's law; values are stable in the
API and in the database (a list may grow, a value is never renamed)."""

from enum import StrEnum


class Visibility(StrEnum):
    """Who sees a community."""

    open = "open"
    listed = "listed"
    private = "private"


class Role(StrEnum):
    """What a member is in a community."""

    coordinator = "coordinator"
    core = "core"
    member = "member"
    observer = "observer"


class MyRole(StrEnum):
    """What the caller is in a community."""

    coordinator = "coordinator"
    core = "core"
    member = "member"
    observer = "observer"
    none = "none"


class MembershipState(StrEnum):
    """Where a membership stands; one that ended keeps what was done in it."""

    requested = "requested"
    active = "active"
    ended = "ended"


class Joining(StrEnum):
    """How one becomes a member of a community."""

    open = "open"
    request = "request"
    invitation = "invitation"


class OrganizationRole(StrEnum):
    """What a member is in the organization."""

    member = "member"
    sponsor = "sponsor"
    administrator = "administrator"


class MemberKind(StrEnum):
    """Whether a member is a person or a program."""

    person = "person"
    service = "service"


class GrantType(StrEnum):
    """How a token is asked for (RFC 6749, 4.3 and 6)."""

    password = "password"
    refresh_token = "refresh_token"


class SignInEnd(StrEnum):
    """Why a sign-in was ended by something else than its member's own wish."""

    token_reused = "token_reused"
    password_changed = "password_changed"
    deactivated = "deactivated"


class ComponentKind(StrEnum):
    """What a component is."""

    hardware = "hardware"
    operating_system = "operating_system"
    application = "application"
    network = "network"
    service = "service"


class VersionScheme(StrEnum):
    """What gives a component's versions their order."""

    dotted = "dotted"
    listed = "listed"


class Severity(StrEnum):
    """How bad a problem is, as its author sees it."""

    low = "low"
    moderate = "moderate"
    high = "high"
    critical = "critical"


class ProblemForm(StrEnum):
    """Whether a problem is put clearly, or still vague and open to framings."""

    structured = "structured"
    unstructured = "unstructured"


class ProblemState(StrEnum):
    """Where a problem stands: `solved` while one of its solutions is validated."""

    open = "open"
    solved = "solved"
    closed = "closed"


class ClosureReason(StrEnum):
    """Why a problem was closed."""

    duplicate = "duplicate"
    not_reproducible = "not_reproducible"
    out_of_scope = "out_of_scope"
    obsolete = "obsolete"


class SolutionKind(StrEnum):
    """What a solution does about its problem."""

    fix = "fix"
    workaround = "workaround"
    prevention = "prevention"


class SolutionStatus(StrEnum):
    """In the order in which they are asked: the first that holds.

    - `withdrawn`: it was taken back.
    - `superseded`: another solution took its place.
    - `draft`: it is not proposed yet.
    - `contested`: it fails for too many.
    - `validated`: what the community's policy asks for is met now.
    - `stale`: that was met at some time, and is no longer.
    - `proposed`: that was never met."""

    withdrawn = "withdrawn"
    superseded = "superseded"
    draft = "draft"
    contested = "contested"
    validated = "validated"
    stale = "stale"
    proposed = "proposed"


class Outcome(StrEnum):
    """What came of using a solution."""

    confirmed = "confirmed"
    partial = "partial"
    failed = "failed"


class CountsReason(StrEnum):
    """Why a validation counts as evidence, or does not. The first that holds.

    - `counts`: it does.
    - `withdrawn`: its author took it back.
    - `earlier_line`: the steps are others since; its author can carry it over.
    - `not_a_person`: no machine vouches.
    - `observer`: its author was an observer, or none of the community's members, when giving it.
    - `author`: of the solution, too.
    - `outside_applicability`: the environment, as it was, is none that the solution is for.
    - `no_evidence`: the community's policy asks a confirmation to say what was done and observed."""

    counts = "counts"
    withdrawn = "withdrawn"
    earlier_line = "earlier_line"
    not_a_person = "not_a_person"
    observer = "observer"
    author = "author"
    outside_applicability = "outside_applicability"
    no_evidence = "no_evidence"


class FlagKind(StrEnum):
    """What a reader warns of."""

    outdated = "outdated"
    wrong = "wrong"
    unclear = "unclear"
    dangerous = "dangerous"


class ActionItemState(StrEnum):
    """Where an action item stands; what is dropped says why."""

    open = "open"
    in_progress = "in_progress"
    done = "done"
    dropped = "dropped"


class OriginKind(StrEnum):
    """What in its community an action item came from."""

    problem = "problem"
    framing = "framing"
    solution = "solution"
    validation = "validation"
    flag = "flag"
    comment = "comment"


class DecisionKind(StrEnum):
    """How a community decides: unless somebody objects, or by votes."""

    consent = "consent"
    majority = "majority"


class ResultsShown(StrEnum):
    """When the state of a vote is shown."""

    always = "always"
    after_own_ballot = "after_own_ballot"
    closed = "closed"


class LinkedKind(StrEnum):
    """What a ticket of another system is linked to."""

    problem = "problem"
    solution = "solution"
    validation = "validation"


class ReferredKind(StrEnum):
    """What is found again by the reference under which a program made it."""

    problem = "problem"
    comment = "comment"
    affected_mark = "affected_mark"


class SubjectKind(StrEnum):
    """What a comment hangs on, an action item came from, or an event is about."""

    member = "member"
    site = "site"
    component = "component"
    release = "release"
    environment = "environment"
    objective = "objective"
    community = "community"
    membership = "membership"
    process = "process"
    problem = "problem"
    framing = "framing"
    affected_mark = "affected_mark"
    solution = "solution"
    validation = "validation"
    flag = "flag"
    comment = "comment"
    action_item = "action_item"
    ticket_link = "ticket_link"
    connector = "connector"
    job = "job"


class ConnectorKind(StrEnum):
    """A ticket system that a connector speaks with; `memory` keeps tickets in the worker itself, for trying out."""

    request_tracker = "request_tracker"
    github = "github"
    jira = "jira"
    servicenow = "servicenow"
    zendesk = "zendesk"
    memory = "memory"


class ConnectorState(StrEnum):
    """Whether anything flows: not before the community has accepted it, and not while it is paused."""

    waiting = "waiting"
    active = "active"
    paused = "paused"


class TicketUse(StrEnum):
    """What became of a ticket here."""

    problem = "problem"
    affected_mark = "affected_mark"
    linked = "linked"
    none = "none"


class JobState(StrEnum):
    """Where something to be done beside requests stands; `failed` is what was given up."""

    waiting = "waiting"
    running = "running"
    done = "done"
    failed = "failed"


class JobKind(StrEnum):
    """What is to be done beside requests."""

    deliver_webhook = "deliver_webhook"
    catch_up_webhook = "catch_up_webhook"
    poll_tickets = "poll_tickets"
    look_at_ticket = "look_at_ticket"
    tell_ticket = "tell_ticket"


class WebhookState(StrEnum):
    """Where a webhook stands. `catching_up`: what happened before is sent first. `paused` by its owner; `stopped` after
    long failure; `gone`: its receiver said that it is no more."""

    sending = "sending"
    catching_up = "catching_up"
    paused = "paused"
    stopped = "stopped"
    gone = "gone"


class DeliveryState(StrEnum):
    """Where a delivery stands. `failed`: given up after many tries; `withheld`: nothing was sent, since the webhook's
    owner may no longer read the event."""

    waiting = "waiting"
    delivered = "delivered"
    failed = "failed"
    withheld = "withheld"


class TryOutcome(StrEnum):
    """What came of a try to deliver. `refused`: another status than 2xx; `redirected`: 3xx, which is not followed;
    `inside`: the address lies where nothing is sent to; `unsigned`: the webhook's secret cannot be opened any more, so
    that it has to be changed."""

    delivered = "delivered"
    refused = "refused"
    redirected = "redirected"
    not_reached = "not_reached"
    too_slow = "too_slow"
    inside = "inside"
    unsigned = "unsigned"


class ReasonCode(StrEnum):
    """Why a solution has the status it has.

    - `withdrawn`, `superseded`, `not_proposed`: it was taken back, another took its place, or it is a draft.
    - `failures`: for `counted` members it fails, and `needed` are enough to contest it.
    - `failure_share`: those are `counted` of the `out_of` members who say if it works, a `share` above `max_share`.
    - `quorum_reached`: `counted` members confirm it, and `needed` are enough.
    - `sites_reached`: they do so at `counted` sites, and `needed` are enough.
    - `environments_reached`: they do so in `counted` environments, and `needed` are enough.
    - `failures_tolerated`: for `counted` members it fails, too few or too small a share to contest it.
    - `confirmations_expired`: it was validated until `at`, when confirmations became too old.
    - `confirmation_replaced`: it was validated until `at`, when somebody who had confirmed it said otherwise.
    - `never_met`: it was never validated by the rules in force.
    - `quorum_lacking`, `sites_lacking`, `environments_lacking`: `counted` members, sites or environments confirm it;
      `needed` would be enough."""

    withdrawn = "withdrawn"
    superseded = "superseded"
    not_proposed = "not_proposed"
    failures = "failures"
    failure_share = "failure_share"
    quorum_reached = "quorum_reached"
    sites_reached = "sites_reached"
    environments_reached = "environments_reached"
    failures_tolerated = "failures_tolerated"
    confirmations_expired = "confirmations_expired"
    confirmation_replaced = "confirmation_replaced"
    never_met = "never_met"
    quorum_lacking = "quorum_lacking"
    sites_lacking = "sites_lacking"
    environments_lacking = "environments_lacking"


class MissingKind(StrEnum):
    """What a solution lacks to be validated, in the order in which it is told.

    - `proposal`: that it be proposed.
    - `failure_taken_back`: that so many members for whom it fails say otherwise, or take that back.
    - `confirmation`: that so many more members confirm it, other than those named.
    - `site`: that it be confirmed at so many more sites, other than those named.
    - `environment`: that it be confirmed in so many more environments, other than those named."""

    proposal = "proposal"
    failure_taken_back = "failure_taken_back"
    confirmation = "confirmation"
    site = "site"
    environment = "environment"


class Whose(StrEnum):
    """A filter by the caller alone."""

    me = "me"


class MemberOrder(StrEnum):
    """How a list of members is ordered."""

    by_name = "name"
    newest = "-created_at"


class EnvironmentOrder(StrEnum):
    """How a list of environments is ordered."""

    by_name = "name"
    newest = "-created_at"


class ConnectorOrder(StrEnum):
    """How a list of connectors is ordered."""

    newest = "-created_at"


class ConnectedTicketOrder(StrEnum):
    """How the tickets of a connector are ordered."""

    last_changed = "-updated_at"


class ObjectiveOrder(StrEnum):
    """How a list of objectives is ordered."""

    last_to_start = "-starts_on"
    first_to_end = "ends_on"


class CommunityOrder(StrEnum):
    """How a list of communities is ordered."""

    newest = "-created_at"
    by_name = "name"


class MembershipOrder(StrEnum):
    """How a list of memberships is ordered."""

    newest = "-created_at"
    oldest = "created_at"


class ProblemOrder(StrEnum):
    """How a list of problems is ordered."""

    newest = "-created_at"
    last_changed = "-updated_at"


class SolutionOrder(StrEnum):
    """How a list of solutions is ordered."""

    newest = "-created_at"


class ValidationOrder(StrEnum):
    """How a list of validations is ordered."""

    newest = "-created_at"


class ActionItemOrder(StrEnum):
    """How a list of action items is ordered."""

    first_due = "due_on"


class FeedStart(StrEnum):
    """Where the feed is begun, other than at its first event."""

    now = "now"


class FeedOrder(StrEnum):
    """Which way the feed is read."""

    oldest = "oldest"
    newest = "newest"


class TokenType(StrEnum):
    """How an access token is sent (RFC 6750)."""

    bearer = "Bearer"


class TokenErrorCode(StrEnum):
    """Why no token is given out (RFC 6749, 5.2)."""

    invalid_request = "invalid_request"
    invalid_grant = "invalid_grant"
    unsupported_grant_type = "unsupported_grant_type"
    invalid_scope = "invalid_scope"
    temporarily_unavailable = "temporarily_unavailable"
