"""What the database holds afterwards, compared with what callers were told."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import asyncpg

from tests.derivation import differences
from tests.faults.clients import Deed, What

_WRITTEN = {
    What.problem: "SELECT problem_id AS id, title AS marker FROM problem_revision WHERE revision = 1",
    What.solution: "SELECT id, title AS marker FROM solution",
    What.proposal: "SELECT id, id::text AS marker FROM solution WHERE proposed_at IS NOT NULL",
    What.validation: "SELECT id, evidence AS marker FROM validation",
    What.comment: "SELECT id, body AS marker FROM comment",
    What.mark: "SELECT id, comment AS marker FROM affected_mark",
    What.new_title: "SELECT problem_id AS id, title AS marker FROM problem_revision WHERE revision > 1",
}
_EVENTS = {
    What.problem: "problem.posted",
    What.solution: "solution.posted",
    What.proposal: "solution.proposed",
    What.validation: "validation.given",
    What.comment: "comment.posted",
    What.mark: "affected_mark.made",
    What.new_title: "problem.changed",
}
_HALF = {
    "a problem without its first words": "SELECT id FROM problem p WHERE NOT EXISTS"
    " (SELECT FROM problem_revision r WHERE r.problem_id = p.id AND r.revision = 1)",
    "a problem whose last words are not its own": "SELECT p.id FROM problem p JOIN problem_revision r"
    " ON r.problem_id = p.id AND r.revision = p.revision WHERE r.title <> p.title",
    "a solution without a revision": "SELECT id FROM solution s WHERE NOT EXISTS"
    " (SELECT FROM solution_revision r WHERE r.solution_id = s.id AND r.revision = s.revision)",
    "a number twice or left out": "SELECT community_id AS id FROM problem GROUP BY community_id"
    " HAVING count(*) <> max(number) OR count(*) <> count(DISTINCT number)",
    "a key without its answer": "SELECT member_id AS id FROM idempotency_key WHERE answer IS NULL",
    "a key whose answer shows nothing": "SELECT member_id AS id FROM idempotency_key k WHERE NOT EXISTS"
    " (SELECT FROM event e WHERE e.subject_id = (k.answer::jsonb ->> 'id')::uuid)",
}


@dataclass(slots=True)
class Verdict:
    """Of what was acknowledged, how much is not there (`lost`); how much is there more than once (`doubled`), or has
    more or fewer events than it is there (`events`); what is there only in part or disagrees (`half`)."""

    acknowledged: int = 0
    unacknowledged: int = 0
    repeated: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> list[str]:
        return [*self.lost, *self.doubled, *self.events, *self.half]


async def judge(link: "asyncpg.Connection[asyncpg.Record]", deeds: Iterable[Deed], followed: list[str]) -> Verdict:
    """Holds what is written against what was asked and acknowledged, and the feed as it was `followed` meanwhile
    (ids of events) against the events that are there."""
    verdict, asked = Verdict(), list(deeds)
    for what in What:
        await _judge_kind(link, what, [deed for deed in asked if deed.what is what], verdict)
    for name, query in _HALF.items():
        verdict.half += [f"{name}: {row['id']}" for row in await link.fetch(query)]
    verdict.half += await differences(link)
    there = [str(row["id"]) for row in await link.fetch("SELECT id FROM event WHERE open AND NOT personal")]
    if Counter(followed) != Counter(there):
        missed, more = set(there) - set(followed), len(followed) - len(set(followed))
        verdict.events.append(f"the feed as it was followed missed {len(missed)} events and has {more} twice")
    return verdict


async def written(link: "asyncpg.Connection[asyncpg.Record]", deeds: Iterable[Deed]) -> bool:
    """Whether any of these is there."""
    by_kind: dict[What, list[str]] = {}
    for deed in deeds:
        by_kind.setdefault(deed.what, []).append(deed.marker)
    for what, markers in by_kind.items():
        if await link.fetchval(f"SELECT EXISTS (SELECT FROM ({_WRITTEN[what]}) w WHERE marker = ANY($1))", markers):
            return True
    return False


async def _judge_kind(
    link: "asyncpg.Connection[asyncpg.Record]", what: What, deeds: list[Deed], verdict: Verdict
) -> None:
    written: dict[str, list[str]] = {}
    for row in await link.fetch(_WRITTEN[what]):
        written.setdefault(row["marker"], []).append(str(row["id"]))
    events = Counter(
        str(row["subject_id"])
        for row in await link.fetch("SELECT subject_id FROM event WHERE kind = $1", _EVENTS[what])
    )
    changes = Counter(identity for found in written.values() for identity in found)
    for deed in deeds:
        found = written.get(deed.marker, [])
        verdict.acknowledged += deed.acknowledged is not None
        verdict.unacknowledged += deed.acknowledged is None
        verdict.repeated += deed.asked > 1
        if deed.acknowledged is not None and deed.acknowledged not in found:
            verdict.lost.append(f"{what} {deed.marker}, acknowledged as {deed.acknowledged}")
        if len(found) > 1:
            verdict.doubled.append(f"{what} {deed.marker}: {len(found)} times")
    for identity in changes.keys() | events.keys():
        if changes[identity] != events[identity]:
            verdict.events.append(f"{what} {identity}: {changes[identity]} times, {events[identity]} events")
