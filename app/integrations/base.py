"""What a ticket system is to us: its values, what can go wrong, and the one Protocol behind which each stands.

Nothing here knows the domain, and the domain knows none of the systems: whoever synchronizes translates between both.
Texts are Markdown, instants are aware of their zone, and nothing holds a NUL or half of a surrogate pair.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final, Protocol, TypeAlias

PATIENCE: Final = 30.0
"""Seconds that one answer of a ticket system may take, whole."""


@dataclass(frozen=True)
class Person:
    """Somebody as the ticket system names them; an address only where it tells one."""

    name: str
    email: str | None = None


@dataclass(frozen=True)
class Ticket:
    """A ticket as it is now. `severity`, `queue` and `state` are the system's own words."""

    key: str
    title: str
    body_markdown: str
    state: str
    severity: str | None
    queue: str
    labels: frozenset[str]
    requester: Person | None
    url: str
    created_at: datetime
    updated_at: datetime

    @cached_property
    def version(self) -> str:
        """Another one whenever anything of the ticket is another, however coarse the clock of its system: the same,
        whether it came by a webhook, by a poll or was asked for."""
        said = (
            self.title,
            self.body_markdown,
            self.state,
            self.severity,
            self.queue,
            sorted(self.labels),
            self.requester,
            self.updated_at.isoformat(),
        )
        return hashlib.sha256(repr(said).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Remark:
    """A comment on a ticket. `public` means that the requester sees it too. `token` is the one it was posted with by
    us, wherever it is met again: what has one is an echo."""

    id: str
    ticket_key: str
    author: Person | None
    body_markdown: str
    public: bool
    created_at: datetime
    token: str | None = None


@dataclass(frozen=True)
class Changed:
    """Something of the ticket changed, and what was heard is not all of it: ask for the ticket and its remarks."""

    key: str


@dataclass(frozen=True)
class Gone:
    """The ticket is deleted, moved away, or no longer shown to us."""

    key: str


@dataclass(frozen=True)
class RemarkGone:
    """A comment was deleted; its ticket is still there."""

    ticket_key: str
    id: str


Item: TypeAlias = Ticket | Remark | Changed | Gone | RemarkGone


@dataclass(frozen=True)
class Delivery:
    """What one webhook says. `id` is the system's own name for the delivery, the same when it is sent again, where it
    gives one; it is no proof of anything, since no system signs it."""

    items: tuple[Item, ...]
    id: str | None = None


@dataclass(frozen=True)
class Page:
    """Some of what changed, in no promised order, and the mark to ask with next. With `more` there is more now;
    without it the walk is at its end, and the next one begins a little before where this one did, so that nothing is
    passed over and what is on the edge may be told twice."""

    items: tuple[Item, ...]
    mark: str
    more: bool


class Trouble(Exception):
    """Why a ticket system could not do what was asked; its text is for administrators and holds no secret."""


class Refused(Trouble):
    """The system said no, and will again until somebody changes something there or in the connector."""


class NoSuchTicket(Refused):
    """The ticket is deleted, moved away, or not shown to us."""


class Away(Trouble):
    """The system is not to be had now: unreachable, slow, broken, busy, or it counts what we ask. What was asked may
    have been done. `retry_after` is the seconds it wants to be left alone for, where it says so."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class Nonsense(Trouble):
    """What was said cannot be understood: no JSON, too long, or without what its documentation promises."""


class BadSignature(Trouble):
    """A webhook that is not signed with the secret of this connector."""


class TicketSystem(Protocol):
    """One ticket system, set up. Each method may raise `Refused`, `Away` or `Nonsense`, and may be asked again then."""

    @property
    def hears(self) -> bool:
        """Whether it sends webhooks that `heard` reads; each can be polled."""

    async def changed_since(self, mark: str | None) -> Page:
        """What changed since a mark that the page before gave; with none, all from the connector's `since` on."""

    async def ticket(self, key: str) -> Ticket | Gone:
        """The ticket as it is now."""

    async def remarks(self, key: str, after: str | None = None) -> Sequence[Remark]:
        """The comments on a ticket, oldest first, but not its own text; only those after a remark's id where one is
        given. Raises `NoSuchTicket`."""

    async def remark(self, key: str, body_markdown: str, token: str) -> str:
        """Comments, once for each token however often it is asked: looks among what is there before it posts. Answers
        the remark's id. Raises `NoSuchTicket`."""

    async def set_state(self, key: str, state: str) -> None:
        """Brings the ticket into a state, in the system's own words; nothing happens where it is in it. Raises
        `Refused` where there is no way into it, and `NoSuchTicket`."""

    def heard(self, headers: Mapping[str, str], body: bytes) -> Delivery:
        """What a webhook says, its signature verified; empty where it is about nothing that is ours. Pure. Raises
        `BadSignature` before anything is read, and `Nonsense`."""
