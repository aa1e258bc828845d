"""The refusals that the contract names, each below the class of its status."""

from alliance_client import _refusals
from alliance_client._refusals import Refused


class InsufficientScope(_refusals.Forbidden):
    """The token's scope does not cover this

    The token lacks the scope problems:write: sign in again and ask for it."""


class SignInNeeded(_refusals.Forbidden):
    """This takes a sign-in by password

    An API token makes no other tokens: sign in (`POST /api/v1/auth/token`), and ask with that access token."""


class ByInvitation(_refusals.Forbidden):
    """One becomes a member by invitation

    Ask a coordinator of the community to add you."""


class RoleByAppointment(_refusals.Forbidden):
    """Only the roles member and observer can be asked for

    Ask for `member` or `observer`; a coordinator can raise the role afterwards."""


class AgainstTheirWill(_refusals.Forbidden):
    """A coordinator is neither removed nor lowered by others

    They can leave or lower their role themselves; else it takes a proposal of the community."""


class RequestStillRunning(_refusals.Conflict):
    """The same request is still running

    Wait as long as `Retry-After` says, then send the same request with the same key again."""


class AlreadyClosed(_refusals.Conflict):
    """The problem is closed

    Take the closure back first (`DELETE …/closure`)."""


class NotClosed(_refusals.Conflict):
    """The problem is not closed

    Nothing is to be taken back."""


class DuplicateOfDuplicate(_refusals.Conflict):
    """The problem it repeats is itself a duplicate

    network-17 is itself closed as a duplicate: name its root, network-3."""


class RingOfProblems(_refusals.Conflict):
    """The problems would go round in a ring

    Name a problem that is no duplicate of this one, directly or through others."""


class ProblemStructured(_refusals.Conflict):
    """The problem is not vague

    Framings are for vague problems: change `form` to `unstructured` first, or revise the words."""


class AnswerNotResolved(_refusals.Conflict):
    """A thread is resolved, not one of its answers

    Resolve the comment that began the thread."""


class NotResolved(_refusals.Conflict):
    """The comment is not resolved

    Nothing is to be taken back."""


class SlugTaken(_refusals.Conflict):
    """Another community has this slug

    Choose another slug."""


class AlreadyMember(_refusals.Conflict):
    """They are a member already

    Nothing is to be done; change the role with `PATCH` on the membership."""


class StillRequested(_refusals.Conflict):
    """The membership is only asked for

    Accept the request first (`PUT …/acceptance`), or refuse it (`DELETE`)."""


class MemberDeactivated(_refusals.Conflict):
    """The member is deactivated

    Take the deactivation back first, or refuse the request."""


class LastCoordinator(_refusals.Conflict):
    """The last active coordinator stays

    Make another member a coordinator first."""


class NotRetired(_refusals.Conflict):
    """It is not retired

    Nothing is to be taken back."""


class NotAccepted(_refusals.Conflict):
    """It is not accepted

    Nothing is to be taken back."""


class NotPaused(_refusals.Conflict):
    """It is not paused

    Nothing is to be taken back."""


class SystemTaken(_refusals.Conflict):
    """Another connector has this system

    Choose another name for the ticket system: its links and references are told apart by it."""


class SiteCodeTaken(_refusals.Conflict):
    """Another site has this code

    Choose another code."""


class SiteRetired(_refusals.Conflict):
    """The site is retired

    Take the site's retirement back first, or name another site."""


class ComponentExists(_refusals.Conflict):
    """The component is in the catalogue already

    Use the component that is there: list components by vendor and name."""


class ComponentRetired(_refusals.Conflict):
    """The component is retired

    Take the component's retirement back first."""


class ReleaseExists(_refusals.Conflict):
    """The component has this release already

    Change the release that is there."""


class AlreadyWithdrawn(_refusals.Conflict):
    """It was withdrawn

    A withdrawal is final."""


class NotProposed(_refusals.Conflict):
    """The solution is not proposed

    Its author has to propose it first (`PUT …/proposal`)."""


class NotSuperseded(_refusals.Conflict):
    """The solution has no successor

    Nothing is to be taken back."""


class NothingToCarryOver(_refusals.Conflict):
    """The validation cannot be carried over

    Only a standing validation of an earlier line is carried over, and once."""


class RingOfSolutions(_refusals.Conflict):
    """The solutions would succeed each other in a ring

    Name a solution that is not succeeded by this one, directly or through others."""


class EmailTaken(_refusals.Conflict):
    """Another member has this e-mail address

    Find the member who has it: list members."""


class LastAdministrator(_refusals.Conflict):
    """The last active administrator stays

    Make another member an administrator first."""


class NotInvitable(_refusals.Conflict):
    """The member cannot sign in by a password

    Give the member an e-mail address first; service accounts are not invited."""


class NotServiceAccount(_refusals.Conflict):
    """The member is a person

    Persons make their tokens themselves (`POST /api/v1/me/tokens`)."""


class NotDeactivated(_refusals.Conflict):
    """The member is active

    Nothing is to be taken back."""


class AlreadyDone(_refusals.Conflict):
    """It is done already

    Nothing is to be tried again."""


class TooManyWebhooks(_refusals.Conflict):
    """You have as many webhooks as one may have

    Remove one, or let one of them be told of more."""


class WebhookPaused(_refusals.Conflict):
    """The webhook is paused

    Take the pause back first (`DELETE …/pause`): what happened meanwhile is sent then."""


class WebhookNotPaused(_refusals.Conflict):
    """The webhook is not paused

    Nothing is to be taken back."""


class InvalidScope(_refusals.Invalid):
    """Unknown scope

    Each scope is one that there is, and that your access token has."""


class UnsuitablePassword(_refusals.Invalid):
    """Unsuitable password

    Take one of 12 to 1,024 characters that is not among the most used ones."""


class WrongPassword(_refusals.Invalid):
    """The current password is another one

    Give the password that you have now."""


class InvalidInvitation(_refusals.Invalid):
    """The invitation cannot be used

    Ask an administrator for a new invitation: each is good once, for seven days, and ends the one before."""


class UnknownReference(_refusals.Invalid):
    """It refers to what you may not read, or to nothing

    There is no such component."""


class IdempotencyKeyReused(_refusals.Invalid):
    """The idempotency key belongs to another request

    Take a new key for a new request."""


class CursorMismatch(_refusals.Invalid):
    """The cursor does not fit this query

    Begin again without a cursor, or repeat exactly the query that the cursor came from."""


class UnreadableVersion(_refusals.Invalid):
    """The version cannot be read

    Write the version as the component's scheme has it."""


class UnreadableRange(_refusals.Invalid):
    """The version range cannot be read

    Write a range such as `>=21H2|<23H2`, a version, or `*`."""


class UnknownVersion(_refusals.Invalid):
    """The component has no such release

    Name a release of the component, or add the release first."""


class RepeatedComponent(_refusals.Invalid):
    """A component stands more than once

    Name each component once."""


class AnswerToAnswer(_refusals.Invalid):
    """An answer takes no answers

    Answer the comment that began the thread."""


class UnknownTimeZone(_refusals.Invalid):
    """There is no such time zone

    Give a name of the time zone database, such as `Europe/Zurich`."""


class UnsuitableMember(_refusals.Invalid):
    """This member cannot be named here

    This member is not active."""


class PeriodReversed(_refusals.Invalid):
    """The period ends before it starts

    Let it end on the day it starts, or later."""


class NotAKeeper(_refusals.Invalid):
    """You do not keep the environment

    Name an environment that you keep."""


class EnvironmentRetired(_refusals.Invalid):
    """The environment is retired

    Name another environment, or have its retirement taken back."""


class UnknownKind(_refusals.Invalid):
    """There is no such kind of event in the feed

    Name kinds that `GET /events` answers and can be filtered by."""


class InsideAddress(_refusals.Invalid):
    """Nothing is sent to this address

    It lies inside: name an address that is reached from everywhere, or have those who run the service allow the
    network."""


class TooManyStreams(_refusals.TooManyRequests):
    """Too many streams are open

    Close one that you do not need, or read what several of them read by one stream with more filters."""


class OutcomeUnknown(_refusals.Unavailable):
    """It is not known whether the change was stored

    Send the request again with the same `Idempotency-Key`, or read what became of it before you repeat it."""


BY_CODE: dict[str, type[Refused]] = {
    "insufficient_scope": InsufficientScope,
    "sign_in_needed": SignInNeeded,
    "by_invitation": ByInvitation,
    "role_by_appointment": RoleByAppointment,
    "against_their_will": AgainstTheirWill,
    "request_still_running": RequestStillRunning,
    "already_closed": AlreadyClosed,
    "not_closed": NotClosed,
    "duplicate_of_duplicate": DuplicateOfDuplicate,
    "ring_of_problems": RingOfProblems,
    "problem_structured": ProblemStructured,
    "answer_not_resolved": AnswerNotResolved,
    "not_resolved": NotResolved,
    "slug_taken": SlugTaken,
    "already_member": AlreadyMember,
    "still_requested": StillRequested,
    "member_deactivated": MemberDeactivated,
    "last_coordinator": LastCoordinator,
    "not_retired": NotRetired,
    "not_accepted": NotAccepted,
    "not_paused": NotPaused,
    "system_taken": SystemTaken,
    "site_code_taken": SiteCodeTaken,
    "site_retired": SiteRetired,
    "component_exists": ComponentExists,
    "component_retired": ComponentRetired,
    "release_exists": ReleaseExists,
    "already_withdrawn": AlreadyWithdrawn,
    "not_proposed": NotProposed,
    "not_superseded": NotSuperseded,
    "nothing_to_carry_over": NothingToCarryOver,
    "ring_of_solutions": RingOfSolutions,
    "email_taken": EmailTaken,
    "last_administrator": LastAdministrator,
    "not_invitable": NotInvitable,
    "not_service_account": NotServiceAccount,
    "not_deactivated": NotDeactivated,
    "already_done": AlreadyDone,
    "too_many_webhooks": TooManyWebhooks,
    "webhook_paused": WebhookPaused,
    "webhook_not_paused": WebhookNotPaused,
    "invalid_scope": InvalidScope,
    "unsuitable_password": UnsuitablePassword,
    "wrong_password": WrongPassword,
    "invalid_invitation": InvalidInvitation,
    "unknown_reference": UnknownReference,
    "idempotency_key_reused": IdempotencyKeyReused,
    "cursor_mismatch": CursorMismatch,
    "unreadable_version": UnreadableVersion,
    "unreadable_range": UnreadableRange,
    "unknown_version": UnknownVersion,
    "repeated_component": RepeatedComponent,
    "answer_to_answer": AnswerToAnswer,
    "unknown_time_zone": UnknownTimeZone,
    "unsuitable_member": UnsuitableMember,
    "period_reversed": PeriodReversed,
    "not_a_keeper": NotAKeeper,
    "environment_retired": EnvironmentRetired,
    "unknown_kind": UnknownKind,
    "inside_address": InsideAddress,
    "too_many_streams": TooManyStreams,
    "outcome_unknown": OutcomeUnknown,
}

__all__ = [
    "InsufficientScope",
    "SignInNeeded",
    "ByInvitation",
    "RoleByAppointment",
    "AgainstTheirWill",
    "RequestStillRunning",
    "AlreadyClosed",
    "NotClosed",
    "DuplicateOfDuplicate",
    "RingOfProblems",
    "ProblemStructured",
    "AnswerNotResolved",
    "NotResolved",
    "SlugTaken",
    "AlreadyMember",
    "StillRequested",
    "MemberDeactivated",
    "LastCoordinator",
    "NotRetired",
    "NotAccepted",
    "NotPaused",
    "SystemTaken",
    "SiteCodeTaken",
    "SiteRetired",
    "ComponentExists",
    "ComponentRetired",
    "ReleaseExists",
    "AlreadyWithdrawn",
    "NotProposed",
    "NotSuperseded",
    "NothingToCarryOver",
    "RingOfSolutions",
    "EmailTaken",
    "LastAdministrator",
    "NotInvitable",
    "NotServiceAccount",
    "NotDeactivated",
    "AlreadyDone",
    "TooManyWebhooks",
    "WebhookPaused",
    "WebhookNotPaused",
    "InvalidScope",
    "UnsuitablePassword",
    "WrongPassword",
    "InvalidInvitation",
    "UnknownReference",
    "IdempotencyKeyReused",
    "CursorMismatch",
    "UnreadableVersion",
    "UnreadableRange",
    "UnknownVersion",
    "RepeatedComponent",
    "AnswerToAnswer",
    "UnknownTimeZone",
    "UnsuitableMember",
    "PeriodReversed",
    "NotAKeeper",
    "EnvironmentRetired",
    "UnknownKind",
    "InsideAddress",
    "TooManyStreams",
    "OutcomeUnknown",
]
