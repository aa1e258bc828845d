"""Servers take turns of about a second, forwards in one round and backwards in the next, so that what disturbs the
machine disturbs all of them."""

import gc
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

import asyncpg

from benchmarks.clocks import backend_seconds, spent_between
from benchmarks.load import Ask, Crowd
from benchmarks.results import Figures
from benchmarks.servers import Server

ROUNDS = 6
SECONDS = 1.0
_ATTEMPTS = 3
"""A turn is begun anew where a server closed a connection as it was about to be used: one that stood idle too long,
on a machine that was held up."""
_WARM_SHARE = 0.5
"""The first round, which warms connections, statements and memory, is so much shorter, and forgotten."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """Who takes a turn: a server, what it is asked, and the status that its answers should have."""

    name: str
    server: Server
    crowd: Crowd
    ask: Ask
    status: int = 200


@dataclass(frozen=True, slots=True)
class Pace:
    """How many rounds (an even number: each is as often first as last), and how long a turn is."""

    rounds: int = ROUNDS
    seconds: float = SECONDS

    def needs(self, contestants: int) -> float:
        """About how many seconds it all takes."""
        return contestants * (self.rounds + _WARM_SHARE) * (self.seconds + 0.05) + 1


async def take_turns(
    link: "asyncpg.Connection[asyncpg.Record]", contestants: Sequence[Contestant], pace: Pace
) -> tuple[dict[str, list[Figures]], int]:
    """The figures of every round by name, and how many answers had another status than expected."""
    figures: dict[str, list[Figures]] = {each.name: [] for each in contestants}
    wrong = 0
    for turn in range(pace.rounds + 1):
        for each in contestants if turn % 2 else reversed(contestants):
            taken, otherwise = await _turn(link, each, pace.seconds if turn else pace.seconds * _WARM_SHARE)
            wrong += otherwise
            if turn:
                figures[each.name].append(taken)
    return figures, wrong


async def _turn(link: "asyncpg.Connection[asyncpg.Record]", each: Contestant, seconds: float) -> tuple[Figures, int]:
    gc.collect()
    for attempt in range(_ATTEMPTS):
        await each.crowd.renew()
        before, spent = await backend_seconds(link, each.server.application), each.server.seconds()
        try:
            segment = await each.crowd.drive(each.ask, seconds)
        except ConnectionError:
            if attempt + 1 == _ATTEMPTS:
                raise
            continue
        break
    spent = each.server.seconds() - spent
    after = await backend_seconds(link, each.server.application)
    ordered = sorted(segment.latencies)
    figures = Figures(
        service=spent / segment.answered,
        database=spent_between(before, after) / segment.answered,
        rate=segment.answered / segment.seconds,
        median=median(ordered),
        p99=quantiles(ordered, n=100)[98] if len(ordered) > 1 else ordered[0],
    )
    return figures, segment.answered - segment.statuses[each.status]
