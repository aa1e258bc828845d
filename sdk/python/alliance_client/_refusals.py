"""What can go wrong, as exceptions: no answer, an answer that cannot be read, and refusals (RFC 9457), one class a
status; those of a code of their own stand below it in `alliance_client.errors`."""

import copyreg
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, TypeVar

import httpx

from alliance_client._generated.models.error_place import ErrorPlace
from alliance_client._request import Request

T = TypeVar("T")


class AllianceError(Exception):
    """Whatever this client raises"""

    may_be_done = False
    """Whether a change may have been carried out in spite of it: read what became of it before you repeat it."""

    def __reduce__(self) -> tuple[Any, ...]:
        """As it stands, so that it reaches whoever waits in another process."""
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]


class NoAnswer(AllianceError):
    """No answer came, also after the tries that were safe"""

    def __init__(self, detail: str, *, may_be_done: bool) -> None:
        super().__init__(detail)
        self.may_be_done = may_be_done


class UnreadableAnswer(AllianceError):
    """The answer is not what the contract says: most often it is not Alliance that answers at this address"""

    def __init__(self, detail: str, *, may_be_done: bool = False) -> None:
        super().__init__(detail)
        self.may_be_done = may_be_done


class Refused(AllianceError):
    """The request was refused"""

    def __init__(self, response: httpx.Response) -> None:
        document = _document_of(response)
        self.status = response.status_code
        self.code = _text(document, "code") or _text(document, "error")
        """Why, for programs; empty where something on the way refused. Take codes that you do not know."""
        self.title = _text(document, "title") or _phrase(response)
        self.detail = (
            _text(document, "detail") or _text(document, "error_description") or _elsewhere(response) or self.title
        )
        """Why, for people, and what to do next."""
        self.errors = _places_of(document)
        """Each place that is wrong: a `pointer` into the body, or a `parameter`."""
        self.instance = _text(document, "instance")
        self.request_id = _text(document, "request_id") or response.headers.get("X-Request-ID", "")
        """Name it when you ask for help."""
        self.retry_after = _seconds(response.headers.get("Retry-After"), response.headers.get("Date"))
        """Seconds after which it may be tried again, where the server says so."""
        super().__init__(str(self))

    def __str__(self) -> str:
        said = f"{self.status} {self.code or self.title}: "
        places = [f"{each.pointer or each.parameter or ''}: {each.detail}" for each in self.errors]
        if len(places) == 1 and self.errors[0].detail == self.detail:
            return said + places[0]
        return "\n  ".join([said + self.detail, *places])


def unreadable(request: Request[Any], error: Exception) -> UnreadableAnswer:
    why = f"{request.method} {request.path}: {type(error).__name__}: {error}"
    return UnreadableAnswer(why, may_be_done=request.changes)


def understood(request: Request[T], content: bytes | str) -> T:
    """What the caller gets of the JSON that was answered. Raises UnreadableAnswer."""
    try:
        return request.read(json.loads(content) if content else None)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise unreadable(request, error) from error


class Malformed(Refused):
    """400: the request cannot be read"""


class TokenRefused(Refused):
    """400 where tokens are given out (RFC 6749, 5.2): wrong e-mail address or password, or the sign-in has ended"""


class Unauthenticated(Refused):
    """401: nobody is signed in, or the sign-in has ended: sign in again"""


class Forbidden(Refused):
    """403: you see it, but may not do this"""


class NotFound(Refused):
    """404: there is nothing here that you may read"""


class MethodNotAllowed(Refused):
    """405: this address does not take that method"""


class TooSlow(Refused):
    """408: the body did not arrive in time; nothing was changed"""


class Conflict(Refused):
    """409: the state of things does not allow this"""


class PreconditionFailed(Refused):
    """412: it was changed since you read it: read it again, and decide anew"""


class TooLarge(Refused):
    """413: the body is too large"""


class UnsupportedMediaType(Refused):
    """415: the body is of another type"""


class Invalid(Refused):
    """422: something in the request is wrong; `errors` names each place"""


class PreconditionRequired(Refused):
    """428: say which version you mean, by `if_match`"""


class TooManyRequests(Refused):
    """429: too many tries; `retry_after` says how long to wait"""


class Unexpected(Refused):
    """500: a defect of the service"""


class Unavailable(Refused):
    """503: the service cannot answer just now"""


BY_STATUS: dict[int, type[Refused]] = {
    400: Malformed,
    401: Unauthenticated,
    403: Forbidden,
    404: NotFound,
    405: MethodNotAllowed,
    408: TooSlow,
    409: Conflict,
    412: PreconditionFailed,
    413: TooLarge,
    415: UnsupportedMediaType,
    422: Invalid,
    428: PreconditionRequired,
    429: TooManyRequests,
    500: Unexpected,
    503: Unavailable,
}


def refusal_of(response: httpx.Response, named: Mapping[str, type[Refused]]) -> Refused:
    """By its code where that has a class, else by its status."""
    document = _document_of(response)
    kind = BY_STATUS.get(response.status_code, Refused)
    if response.status_code == 400 and "error" in document:
        return TokenRefused(response)
    of_code = named.get(_text(document, "code"), kind)
    return (of_code if issubclass(of_code, kind) else kind)(response)


def _document_of(response: httpx.Response) -> dict[str, Any]:
    """Empty where what refused speaks another language, as something between may."""
    try:
        document = json.loads(response.content)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _text(document: dict[str, Any], name: str) -> str:
    value = document.get(name)
    return value if isinstance(value, str) else ""


def _places_of(document: dict[str, Any]) -> tuple[ErrorPlace, ...]:
    try:
        return tuple(ErrorPlace.from_dict(each) for each in document.get("errors", ()))
    except (TypeError, KeyError, ValueError):
        return ()


def _phrase(response: httpx.Response) -> str:
    try:
        return HTTPStatus(response.status_code).phrase
    except ValueError:
        return "Refused"


def _elsewhere(response: httpx.Response) -> str:
    """Where a redirect leads: most often to https, which is to be asked in the first place."""
    at = response.headers.get("Location", "")
    return f"It is at {at}: give the client that address." if at and response.is_redirect else ""


def _seconds(retry_after: str | None, date: str | None) -> float | None:
    """RFC 9110, 10.2.3: seconds, or a date, which is held against the server's own clock."""
    if retry_after is None:
        return None
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after)
    at = _time(retry_after)
    if at is None:
        return None
    now = _time(date or "") or datetime.now(UTC)
    return max(0.0, (at - now).total_seconds())


def _time(said: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(said)
    except ValueError:
        return None
    return at.replace(tzinfo=at.tzinfo or UTC)
