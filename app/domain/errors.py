"""Everything that can be refused: one tree, one class a reason.

The docstring of a class is the title that callers read, its name gives the stable `code` (`UnknownReference` ->
`unknown_reference`) and `type`. Which HTTP status a branch of the tree has is known to `app/http` alone.
"""

import re
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

    def __init_subclass__(cls) -> None:
        cls.code = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()
        cls.title = (cls.__doc__ or cls.__name__).strip()

    def __init__(self, detail: str, *faults: Fault, retry_after_seconds: int | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.faults = faults
        self.retry_after_seconds = retry_after_seconds


def at(pointer: str, detail: str) -> Fault:
    """A fault in the body, at a path such as `#/configuration/0/component_version`."""
    return Fault(detail, pointer=pointer)


class Unauthenticated(Refusal):
    """Sign in first"""


class Forbidden(Refusal):
    """You may not do this"""


class InsufficientScope(Forbidden):
    """The token's scope does not cover this"""


class ByInvitation(Forbidden):
    """One becomes a member by invitation"""


class RoleByAppointment(Forbidden):
    """Only the roles member and observer can be asked for"""


class AgainstTheirWill(Forbidden):
    """A coordinator is neither removed nor lowered by others"""


class NotFound(Refusal):
    """There is nothing here that you may read"""


class Conflict(Refusal):
    """The state of things does not allow this"""


class RequestStillRunning(Conflict):
    """The same request is still running"""


class AlreadyClosed(Conflict):
    """The problem is closed"""


class NotClosed(Conflict):
    """The problem is not closed"""


class DuplicateOfDuplicate(Conflict):
    """The problem it repeats is itself a duplicate"""


class RingOfProblems(Conflict):
    """The problems would go round in a ring"""


class ProblemStructured(Conflict):
    """The problem is not vague"""


class AnswerNotResolved(Conflict):
    """A thread is resolved, not one of its answers"""


class NotResolved(Conflict):
    """The comment is not resolved"""


class SlugTaken(Conflict):
    """Another community has this slug"""


class AlreadyMember(Conflict):
    """They are a member already"""


class StillRequested(Conflict):
    """The membership is only asked for"""


class LastCoordinator(Conflict):
    """The last active coordinator stays"""


class NotRetired(Conflict):
    """It is not retired"""


class SiteCodeTaken(Conflict):
    """Another site has this code"""


class SiteRetired(Conflict):
    """The site is retired"""


class ComponentExists(Conflict):
    """The component is in the catalogue already"""


class ComponentRetired(Conflict):
    """The component is retired"""


class ReleaseExists(Conflict):
    """The component has this release already"""


class AlreadyWithdrawn(Conflict):
    """It was withdrawn"""


class NotProposed(Conflict):
    """The solution is not proposed"""


class NotSuperseded(Conflict):
    """The solution has no successor"""


class NothingToCarryOver(Conflict):
    """The validation cannot be carried over"""


class RingOfSolutions(Conflict):
    """The solutions would succeed each other in a ring"""


class EmailTaken(Conflict):
    """Another member has this e-mail address"""


class LastAdministrator(Conflict):
    """The last active administrator stays"""


class NotInvitable(Conflict):
    """The member cannot sign in by a password"""


class NotDeactivated(Conflict):
    """The member is active"""


class PreconditionFailed(Refusal):
    """It was changed since you read it"""


class PreconditionRequired(Refusal):
    """Say which version you mean"""


class Malformed(Refusal):
    """The request cannot be read"""


class Invalid(Refusal):
    """The request is not valid"""


class InvalidScope(Invalid):
    """Unknown scope"""


class UnsuitablePassword(Invalid):
    """Unsuitable password"""


class WrongPassword(Invalid):
    """The current password is another one"""


class InvalidInvitation(Invalid):
    """The invitation cannot be used"""


class UnknownReference(Invalid):
    """It refers to what you may not read, or to nothing"""


class IdempotencyKeyReused(Invalid):
    """The idempotency key belongs to another request"""


class CursorMismatch(Invalid):
    """The cursor does not fit this query"""


class TokenRefused(Refusal):
    """No token is given out (RFC 6749, 5.2)"""


class InvalidRequest(TokenRefused):
    """The request for a token lacks something or is malformed"""


class InvalidGrant(TokenRefused):
    """The password or the refresh token is not valid"""


class UnsupportedGrantType(TokenRefused):
    """Another way to ask for a token"""


class TooLarge(Refusal):
    """The body is too large"""


class UnsupportedMediaType(Refusal):
    """The body is of another type"""


class MethodNotAllowed(Refusal):
    """This address does not take that method"""


class TooManyRequests(Refusal):
    """Too many tries"""


class Unavailable(Refusal):
    """The service cannot answer just now"""


class OutcomeUnknown(Unavailable):
    """It is not known whether the change was stored"""


class Unexpected(Refusal):
    """Something went wrong on our side"""


class UnreadableVersion(Invalid):
    """The version cannot be read"""


class UnreadableRange(Invalid):
    """The version range cannot be read"""


class UnknownVersion(Invalid):
    """The component has no such release"""


class RepeatedComponent(Invalid):
    """A component stands more than once"""


class AnswerToAnswer(Invalid):
    """An answer takes no answers"""


class UnknownTimeZone(Invalid):
    """There is no such time zone"""


class UnsuitableMember(Invalid):
    """This member cannot be named here"""


class PeriodReversed(Invalid):
    """The period ends before it starts"""


class NotAKeeper(Invalid):
    """You do not keep the environment"""


class EnvironmentRetired(Invalid):
    """The environment is retired"""
