"""When a request is sent again: only where it is known that nothing was done, or where doing it twice is doing it once
(reads, and what carries an idempotency key)."""

import random
import time
from dataclasses import dataclass
from typing import Any

import httpx

from alliance_client._refusals import NoAnswer, Refused
from alliance_client._request import Request

_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_NOTHING_DONE = {(409, "request_still_running"), (503, "unavailable")}
_OUTCOME_UNKNOWN = {502, 503, 504}
_MAY_BE_DONE = {500, *_OUTCOME_UNKNOWN}
_FIRST_PAUSE_SECONDS = 0.2
_LONGEST_PAUSE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Retries:
    """How often a request is sent at most, and how many seconds may pass from the first time to the last. A wait that
    `Retry-After` asks for and that does not fit in is not begun: the refusal is raised at once."""

    tries: int = 6
    seconds: float = 60.0


class Trying:
    """The tries of one request."""

    def __init__(self, request: Request[Any], retries: Retries) -> None:
        self._repeatable = request.repeatable
        self._changes = request.changes
        self._retries = retries
        self._began = time.monotonic()
        self._made = 0
        self._may_be_done = False

    def after_refusal(self, refusal: Refused) -> float:
        """The seconds to wait before it is sent again. Raises the refusal where it is not to be."""
        nothing_done = refusal.status == 429 or (refusal.status, refusal.code) in _NOTHING_DONE
        self._may_be_done |= self._changes and not nothing_done and refusal.status in _MAY_BE_DONE
        refusal.may_be_done = self._may_be_done
        if not nothing_done and not (self._repeatable and refusal.status in _OUTCOME_UNKNOWN):
            raise refusal
        pause = self._pause(refusal.retry_after)
        if pause is None:
            raise refusal
        return pause

    def after_failure(self, failure: httpx.TransportError) -> float:
        """The same where no answer came. Raises NoAnswer."""
        sent = not isinstance(failure, _NOT_SENT)
        self._may_be_done |= self._changes and sent
        pause = None if sent and not self._repeatable else self._pause(None)
        if pause is None:
            detail = f"{type(failure).__name__}: {failure}".rstrip(": ")
            raise NoAnswer(detail, may_be_done=self._may_be_done) from failure
        return pause

    def _pause(self, asked: float | None) -> float | None:
        """As long as the server asks; else longer each time, and not all callers at the same moment. None past the
        limits."""
        self._made += 1
        if self._made >= self._retries.tries:
            return None
        longest = min(_FIRST_PAUSE_SECONDS * 2**self._made, _LONGEST_PAUSE_SECONDS)
        pause = asked or random.uniform(longest / 2, longest)
        left = self._began + self._retries.seconds - time.monotonic()
        return pause if pause <= left else None
