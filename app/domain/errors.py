"""Everything that can be refused: one tree, one class a reason.

The first line of a class's docstring is the title that callers read, what follows is what to do about it (that of
the class above where it says nothing itself); its name gives the stable `code` (`UnknownReference` ->
`unknown_reference`) and `type`. Which HTTP status a branch of the tree has is known to `app/http` alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Fault:
    """One place that is wrong: `pointer` (RFC 6901, `#/steps`) into the body as sent, or a `parameter` and where
    it stands (`path`, `query`, `header`)."""

    detail: str
    pointer: str | None = None
    parameter: str | None = None
    place: str | None = None


class Refusal(Exception):
    """The request was refused"""

    code: ClassVar[str]
    title: ClassVar[str]
    remedy: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        title, _, remedy = (cls.__doc__ or cls.__name__).strip().partition("\n")
        cls.code = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
        cls.title = title
        if remedy.strip():
            cls.remedy = " ".join(remedy.split())

    def __init__(self, detail: str, *faults: Fault, retry_after_seconds: int | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.faults = faults
        self.retry_after_seconds = retry_after_seconds


def every_refusal(above: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    """The tree below a class, each branch before what grows on it."""
    for kind in above.__subclasses__():
        yield kind
        yield from every_refusal(kind)


def at(pointer: str, detail: str) -> Fault:
    """A fault in the body, at a path such as `#/configuration/0/component_version`."""
    return Fault(detail, pointer=pointer)


class Unauthenticated(Refusal):
    """Sign in first

    Sign in (`POST /api/v1/auth/token`) and send the access token as `Authorization: Bearer …`; where you had one,
    it has expired or its sign-in has ended: use the refresh token, or sign in again."""


class Forbidden(Refusal):
    """You may not do this

    You see it, but your role does not cover this. `allowed_actions` of a thing says what you may do with it."""


class InsufficientScope(Forbidden):
    """The token's scope does not cover this

    Sign in with the scope that the detail names, or with a token that has it."""


class SignInNeeded(Forbidden):
    """This takes a sign-in by password

    An API token makes no other tokens: sign in (`POST /api/v1/auth/token`), and ask with that access token."""


class ByInvitation(Forbidden):
    """One becomes a member by invitation

    Ask a coordinator of the community to add you."""


class RoleByAppointment(Forbidden):
    """Only the roles member and observer can be asked for

    Ask for `member` or `observer`; a coordinator can raise the role afterwards."""


class AgainstTheirWill(Forbidden):
    """A coordinator is neither removed nor lowered by others

    They can leave or lower their role themselves; else it takes a proposal of the community."""


class NotFound(Refusal):
    """There is nothing here that you may read

    Check the address. What you may not read is answered exactly as what is not there."""


class Conflict(Refusal):
    """The state of things does not allow this

    Read the thing again: its state has to change before this can be done, or it is done already."""


class RequestStillRunning(Conflict):
    """The same request is still running

    Wait as long as `Retry-After` says, then send the same request with the same key again."""


class AlreadyClosed(Conflict):
    """The problem is closed

    Take the closure back first (`DELETE …/closure`)."""


class NotClosed(Conflict):
    """The problem is not closed

    Nothing is to be taken back."""


class DuplicateOfDuplicate(Conflict):
    """The problem it repeats is itself a duplicate

    Name the root of that problem, which the detail gives."""


class RingOfProblems(Conflict):
    """The problems would go round in a ring

    Name a problem that is no duplicate of this one, directly or through others."""


class ProblemStructured(Conflict):
    """The problem is not vague

    Framings are for vague problems: change `form` to `unstructured` first, or revise the words."""


class AnswerNotResolved(Conflict):
    """A thread is resolved, not one of its answers

    Resolve the comment that began the thread."""


class NotResolved(Conflict):
    """The comment is not resolved

    Nothing is to be taken back."""


class SlugTaken(Conflict):
    """Another community has this slug

    Choose another slug."""


class AlreadyMember(Conflict):
    """They are a member already

    Nothing is to be done; change the role with `PATCH` on the membership."""


class StillRequested(Conflict):
    """The membership is only asked for

    Accept the request first (`PUT …/acceptance`), or refuse it (`DELETE`)."""


class MemberDeactivated(Conflict):
    """The member is deactivated

    Take the deactivation back first, or refuse the request."""


class LastCoordinator(Conflict):
    """The last active coordinator stays

    Make another member a coordinator first."""


class NotRetired(Conflict):
    """It is not retired

    Nothing is to be taken back."""


class NotAccepted(Conflict):
    """It is not accepted

    Nothing is to be taken back."""


class NotPaused(Conflict):
    """It is not paused

    Nothing is to be taken back."""


class SystemTaken(Conflict):
    """Another connector has this system

    Choose another name for the ticket system: its links and references are told apart by it."""


class SiteCodeTaken(Conflict):
    """Another site has this code

    Choose another code."""


class SiteRetired(Conflict):
    """The site is retired

    Take the site's retirement back first, or name another site."""


class ComponentExists(Conflict):
    """The component is in the catalogue already

    Use the component that is there: list components by vendor and name."""


class ComponentRetired(Conflict):
    """The component is retired

    Take the component's retirement back first."""


class ReleaseExists(Conflict):
    """The component has this release already

    Change the release that is there."""


class AlreadyWithdrawn(Conflict):
    """It was withdrawn

    A withdrawal is final."""


class NotProposed(Conflict):
    """The solution is not proposed

    Its author has to propose it first (`PUT …/proposal`)."""


class NotSuperseded(Conflict):
    """The solution has no successor

    Nothing is to be taken back."""


class NothingToCarryOver(Conflict):
    """The validation cannot be carried over

    The detail says why: a validation is carried over by its author, from an older line to the current one, once."""


class RingOfSolutions(Conflict):
    """The solutions would succeed each other in a ring

    Name a solution that is not succeeded by this one, directly or through others."""


class EmailTaken(Conflict):
    """Another member has this e-mail address

    Find the member who has it: list members."""


class LastAdministrator(Conflict):
    """The last active administrator stays

    Make another member an administrator first."""


class NotInvitable(Conflict):
    """The member cannot sign in by a password

    Give the member an e-mail address first; service accounts are not invited."""


class NotServiceAccount(Conflict):
    """The member is a person

    Persons make their tokens themselves (`POST /api/v1/me/tokens`)."""


class NotDeactivated(Conflict):
    """The member is active

    Nothing is to be taken back."""


class AlreadyDone(Conflict):
    """It is done already

    Nothing is to be tried again."""


class TooManyWebhooks(Conflict):
    """You have as many webhooks as one may have

    Remove one, or let one of them be told of more."""


class WebhookPaused(Conflict):
    """The webhook is paused

    Take the pause back first (`DELETE …/pause`): what happened meanwhile is sent then."""


class WebhookNotPaused(Conflict):
    """The webhook is not paused

    Nothing is to be taken back."""


class PreconditionFailed(Refusal):
    """It was changed since you read it

    Read it again, see what others changed, and send your change with the new `ETag` as `If-Match`."""


class PreconditionRequired(Refusal):
    """Say which version you mean

    Read it, and send the `ETag` of what you read as `If-Match`."""


class Malformed(Refusal):
    """The request cannot be read

    The detail says where it stops being readable: send valid JSON (RFC 8259) in UTF-8."""


class Invalid(Refusal):
    """The request is not valid

    Each entry of `errors` names the place (`pointer` into the body, or `parameter`) and what would be right there."""


class InvalidScope(Invalid):
    """Unknown scope

    Name scopes that the server's metadata lists, parted by single spaces."""


class UnsuitablePassword(Invalid):
    """Unsuitable password

    Take one of 12 to 1,024 characters that is not among the most used ones."""


class WrongPassword(Invalid):
    """The current password is another one

    Give the password that you have now."""


class InvalidInvitation(Invalid):
    """The invitation cannot be used

    Ask an administrator for a new invitation: each is good once, for seven days, and ends the one before."""


class UnknownReference(Invalid):
    """It refers to what you may not read, or to nothing

    `pointer` names the field: give the id of something that you may read."""


class IdempotencyKeyReused(Invalid):
    """The idempotency key belongs to another request

    Take a new key for a new request."""


class CursorMismatch(Invalid):
    """The cursor does not fit this query

    Begin again without a cursor, or repeat exactly the query that the cursor came from."""


class TokenRefused(Refusal):
    """No token is given out (RFC 6749, 5.2)

    Its errors keep the shape of that standard: `error` and `error_description`."""


class InvalidRequest(TokenRefused):
    """The request for a token lacks something or is malformed

    `error_description` names what is lacking."""


class InvalidGrant(TokenRefused):
    """The password or the refresh token is not valid

    Check the e-mail address and password, or sign in again where a refresh token was used or has ended."""


class UnsupportedGrantType(TokenRefused):
    """Another way to ask for a token

    Use `password` or `refresh_token`."""


class TooLarge(Refusal):
    """The body is too large

    Send less: the detail names the limit."""


class TooSlow(Refusal):
    """The body did not arrive in time

    Send the request again; nothing was changed."""


class UnsupportedMediaType(Refusal):
    """The body is of another type

    Send the body with the `Content-Type` that the detail names (for `PATCH`, `Accept-Patch` does), unencoded."""


class MethodNotAllowed(Refusal):
    """This address does not take that method

    `Allow` names the methods of this address."""


class TooManyRequests(Refusal):
    """Too many tries

    Wait as long as `Retry-After` says."""


class TooManyStreams(TooManyRequests):
    """Too many streams are open

    Close one that you do not need, or read what several of them read by one stream with more filters."""


class Unavailable(Refusal):
    """The service cannot answer just now

    Wait as long as `Retry-After` says, then try again; nothing was changed."""


class OutcomeUnknown(Unavailable):
    """It is not known whether the change was stored

    Send the request again with the same `Idempotency-Key`, or read what became of it before you repeat it."""


class Unexpected(Refusal):
    """Something went wrong on our side

    Tell those who run the service the `request_id`; it stands in the log."""


class UnreadableVersion(Invalid):
    """The version cannot be read

    Write the version as the component's scheme has it."""


class UnreadableRange(Invalid):
    """The version range cannot be read

    Write a range such as `>=21H2|<23H2`, a version, or `*`."""


class UnknownVersion(Invalid):
    """The component has no such release

    Name a release of the component, or add the release first."""


class RepeatedComponent(Invalid):
    """A component stands more than once

    Name each component once."""


class AnswerToAnswer(Invalid):
    """An answer takes no answers

    Answer the comment that began the thread."""


class UnknownTimeZone(Invalid):
    """There is no such time zone

    Give a name of the time zone database, such as `Europe/Zurich`."""


class UnsuitableMember(Invalid):
    """This member cannot be named here

    The detail says who can be named here."""


class PeriodReversed(Invalid):
    """The period ends before it starts

    Let it end on the day it starts, or later."""


class NotAKeeper(Invalid):
    """You do not keep the environment

    Name an environment that you keep."""


class EnvironmentRetired(Invalid):
    """The environment is retired

    Name another environment, or have its retirement taken back."""


class UnknownKind(Invalid):
    """There is no such kind of event in the feed

    Name kinds that `GET /events` answers and can be filtered by."""


class InsideAddress(Invalid):
    """Nothing is sent to this address

    It lies inside: name an address that is reached from everywhere, or have those who run the service allow the
    network."""
