"""How something was answered: what stands beside it in HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import httpx


@dataclass(frozen=True, slots=True)
class Answer:
    """The status and the headers that something came with."""

    status: int
    """201 where it was made, 200 where it was there."""
    headers: Mapping[str, str]
    """By their names, whatever the case."""

    @property
    def replayed(self) -> bool:
        """Whether it is the first answer to the same idempotency key again."""
        return self.headers.get("Idempotency-Replayed") == "true"

    @property
    def request_id(self) -> str:
        """Name it when you ask for help."""
        return self.headers.get("X-Request-ID", "")


@runtime_checkable
class Tagged(Protocol):
    """A thing or a page that came with its tag."""

    etag: str
    _answer: Answer | None


def answer_of(thing: Tagged) -> Answer | None:
    """How a thing or a page was answered that a client gave; None for what you made by yourself."""
    return thing._answer


def remember(thing: Tagged, response: httpx.Response) -> None:
    thing.etag = response.headers.get("ETag", "")
    thing._answer = Answer(response.status_code, response.headers)
