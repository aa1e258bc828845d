"""A record of real shape, the same at every run: 1.5 solutions, 4 validations and 6.5 events a problem, of 5,000
members with sign-ins in 200 communities of the three visibilities.

    python -m benchmarks.making postgresql://… 100000

Every status, explanation and due time is what the domain's own rules say of the generated evidence. Of events there
are those that a reader of the record needs most: problems posted, validations given, and the last change of each
status.
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from app.domain.applicability import Applicability
from app.domain.assessment import Assessment, assess
from app.domain.evidence import Given, Standing
from app.domain.problems import state as state_of
from app.domain.process import ValidationPolicy
from app.domain.vocabulary import Outcome, SolutionStatus
from app.events.kinds import EventKind
from app.models.action_item import ActionItem
from app.models.affected_mark import AffectedMark
from app.models.comment import Comment, CommentRevision
from app.models.event import Event
from app.models.framing import Framing
from app.models.problem import Problem, ProblemComponent, ProblemRevision
from app.models.solution import Solution, SolutionComponent, SolutionRevision, StatusChange
from app.models.validation import Validation
from app.services.assessments import explanation
from benchmarks.estate import COMMUNITIES, Estate, Home, Place, furnish, requirement
from benchmarks.rows import Rows, new_id

BATCH = 2_500
"""Problems a transaction, and so a transaction id of their events."""
YEARS = timedelta(days=3 * 365)

_POLICY = ValidationPolicy()
_WORDS = (
    "The tunnel drops when a laptop changes its access point; wired machines are well. ",
    "Since the May update the service needs four minutes to start on the older desktops. ",
    "Users report that the printer queue stays full until the spooler is restarted by hand. ",
    "The certificate is renewed, but the proxy goes on with the old one for a day. ",
    "After the roll-out the mail client asks for the password at each change of network. ",
    "Two of three sites see it; the third has another firmware, which may be the cause. ",
    "It began on a Monday, after the weekend's maintenance, and comes back every night. ",
    "Nothing stands in the event log; the trace shows a reset half a second after the call. ",
)
_PLANS = ("draft", "tried", "vouched", "aged", "disputed", "withdrawn")
_SHARES = (8, 40, 32, 10, 6, 4)
_CONFIRMED, _FAILED, _PARTIAL = Outcome.confirmed, Outcome.failed, Outcome.partial


@dataclass(frozen=True, slots=True)
class Batch:
    """The problems of one transaction: by number, each with the place of its community and its number in it."""

    number: int
    problems: list[tuple[int, int, int]]


def batches(problems: int) -> Iterator[Batch]:
    """Which problem is whose, decided before anything is written, so that batches can be written apart."""
    chance = random.Random(f"{problems} homes")
    weights = list(accumulate(1 / (place + 3) for place in range(COMMUNITIES)))
    counted = [0] * COMMUNITIES
    for number, first in enumerate(range(0, problems, BATCH)):
        batch = Batch(number, [])
        for problem in range(first, min(first + BATCH, problems)):
            (home,) = chance.choices(range(COMMUNITIES), cum_weights=weights)
            counted[home] += 1
            batch.problems.append((problem, home, counted[home]))
        yield batch


class Record:
    """The whole of a record, written batch by batch."""

    def __init__(self, rows: Rows, problems: int, until: datetime) -> None:
        self.rows, self._problems, self._until = rows, problems, until
        self._step = (YEARS - timedelta(days=1)) / problems
        self.estate = furnish(rows, random.Random(problems), until - YEARS - timedelta(days=30))

    def write(self, batch: Batch) -> None:
        """The rows of these problems, the same whoever wrote the batches before."""
        chance = random.Random(f"{self._problems} batch {batch.number}")
        writer = _Writer(self.rows, self.estate, chance, self._until)
        for problem, home, number in batch.problems:
            writer.problem(self.estate.homes[home], number, self._until - YEARS + self._step * problem)


class _Writer:
    """Writes the record of one problem after another."""

    def __init__(self, rows: Rows, estate: Estate, chance: random.Random, until: datetime) -> None:
        self._rows, self._estate, self._chance, self._until = rows, estate, chance, until
        windows = estate.components[0]
        self._anywhere: tuple[Applicability, str, str | None] = (Applicability({}), "[]", None)
        self._demands = [requirement(windows, "*"), requirement(windows, ">=10.1|<11.0")]

    def problem(self, home: Home, number: int, at: datetime) -> None:
        chance, estate = self._chance, self._estate
        identity, author = new_id(at, chance), estate.members[chance.choice(home.people)]
        title = f"{chance.choice(_WORDS)[:60].rstrip()} ({home.slug} {number})"
        statement = "".join(chance.choices(_WORDS, k=7))
        inside, closed = (home.id, home.open), chance.random() < 0.03
        statuses = [self._solution(home, identity, at) for _ in range(chance.choice((1, 2)))]
        state = state_of(closed=closed, solution_statuses=statuses)
        severity = chance.choice(("low", "moderate", "moderate", "high", "critical"))
        closure = ("obsolete", "", None, author, at) if closed else (None,) * 5
        self._rows.of(Problem).append(
            (
                *(identity, 1, at, at, *inside, number, author, None, title, statement),
                *(severity, "structured", None, 1, state.value, identity, *closure),
            )
        )
        self._rows.of(ProblemRevision).append((new_id(at, chance), identity, 1, author, title, statement, None, at))
        for position, component in enumerate(chance.sample(estate.components, chance.choice((1, 2)))):
            concerned = (new_id(at, chance), *inside, identity, component, position, at)
            self._rows.of(ProblemComponent).append(concerned)
        told = {"number": number, "severity": severity, "form": "structured", "parent_id": None}
        self._event(EventKind.problem_posted, identity, author, at, home, told)
        self._beside(home, identity, at)

    def _beside(self, home: Home, problem: UUID, at: datetime) -> None:
        """A comment and a mark for every second problem, an action item for every third, a framing for a few."""
        chance, members = self._chance, self._estate.members
        face, inside = (1, at, at), (home.id, home.open)
        if chance.random() < 0.5:
            identity, person = new_id(at, chance), members[chance.choice(home.people)]
            body = chance.choice(_WORDS).rstrip()
            self._rows.of(Comment).append(
                (identity, *face, *inside, problem, "problem", problem, person, None, body, 1, *(None,) * 5)
            )
            self._rows.of(CommentRevision).append((new_id(at, chance), identity, 1, body, at))
        if chance.random() < 0.5:
            affected = chance.choice(home.people)
            place = self._estate.place_of(affected)
            where = (place.id, place.site_id, chance.randrange(1, 40))
            self._rows.of(AffectedMark).append(
                (new_id(at, chance), *face, *inside, problem, members[affected], None, *where, "", None)
            )
        if chance.random() < 0.33:
            maker, owner = (members[chance.choice(home.people)] for _ in range(2))
            due, state = at.date() + timedelta(days=30), chance.choice(("open", "in_progress", "done"))
            self._rows.of(ActionItem).append(
                (
                    *(new_id(at, chance), *face, *inside, "Try it at another site", maker, owner, due),
                    *("problem", problem, state, None),
                )
            )

        if chance.random() < 0.05:
            words = (members[chance.choice(home.people)], "In other words", "".join(chance.choices(_WORDS, k=4)))
            self._rows.of(Framing).append((new_id(at, chance), *face, *inside, problem, *words, None, None))

    def _solution(self, home: Home, problem: UUID, posted: datetime) -> SolutionStatus:
        chance, estate = self._chance, self._estate
        at = posted + timedelta(minutes=5)
        plan = chance.choices(_PLANS, _SHARES)[0]
        writer = chance.choice(home.people)
        identity, author = new_id(at, chance), estate.members[writer]
        demand = self._anywhere if chance.random() < 0.7 else chance.choice(self._demands)
        applicability, document, versions = demand
        given = self._voices(plan, [each for each in home.people if each != writer], at)
        withdrawn = at if plan == "withdrawn" else None
        proposed = None if plan == "draft" else at
        standing = Standing(proposed is not None, withdrawn is not None, False, 1, frozenset((author,)))
        heard = [
            Given(
                id=new_id(when, chance),
                member_id=estate.members[person],
                environment_id=place.id,
                site_id=place.site_id,
                outcome=outcome,
                given_at=when,
                revision=1,
                by_person=True,
                above_observer=True,
                has_evidence=True,
                harm=False,
                withdrawn=False,
                fits=applicability.fits(place.keys),
            )
            for person, place, outcome, when in given
        ]
        found = assess(standing, heard, _POLICY, self._until)
        lapsed = [] if found.lapse is None else [found.lapse.at]
        assessed = max((at, *(each.given_at for each in heard), *lapsed))
        explained = _explained(found)
        self._rows.of(Solution).append(
            (
                *(
                    identity,
                    1,
                    at,
                    assessed,
                    home.id,
                    home.open,
                    problem,
                    author,
                    "Pin the tunnel's MTU",
                    "fix",
                    None,
                    1,
                    1,
                ),
                *(
                    proposed,
                    withdrawn,
                    None if withdrawn is None else author,
                    None if withdrawn is None else "It failed.",
                ),
                *(None, None, found.status.value, explained, assessed, found.next_assessment_at, False),
            )
        )
        texts = (chance.choice(_WORDS), chance.choice(_WORDS), "".join(chance.choices(_WORDS, k=5)), "", "")
        self._rows.of(SolutionRevision).append((new_id(at, chance), identity, 1, author, True, *texts, document, at))
        for component in applicability.requirements:
            self._rows.text(SolutionComponent, str(new_id(at, chance)), str(identity), str(component), versions)
        for each, (_, place, outcome, when) in zip(heard, given, strict=True):
            self._rows.of(Validation).append(
                (
                    *(each.id, 1, when, when, home.id, home.open, problem, identity, each.member_id, place.id),
                    *(place.site_id, 1, outcome.value, chance.choice(_WORDS), None, min(40, place.machines), False),
                    *(True, True, place.configuration, when, None, None, None, found.counts[each.id].value),
                )
            )
            told = {"solution_id": identity, "environment_id": place.id, "outcome": outcome}
            told |= {"revision": 1, "harm": False}
            self._event(EventKind.validation_given, each.id, each.member_id, when, home, told)
        if found.status is not SolutionStatus.draft:
            change = (new_id(assessed, chance), identity, assessed, "draft", found.status.value, explained)
            self._rows.of(StatusChange).append(change)
            told = {"problem_id": problem, "status": found.status, "previous": "draft", "process_version": 1}
            self._event(EventKind.solution_status_changed, identity, author, assessed, home, told)
        return found.status

    def _voices(self, plan: str, people: Sequence[int], at: datetime) -> list[tuple[int, Place, Outcome, datetime]]:
        """Who says what and when. What is to be valid was vouched for in the last three hundred days, so that no
        time of the day on which it is measured turns it stale."""
        chance, until = self._chance, self._until
        match plan:
            case "tried":
                outcomes = chance.choice(([_CONFIRMED], [_CONFIRMED, _PARTIAL]))
            case "vouched":
                outcomes = [_CONFIRMED] * chance.randrange(3, 8)
            case "aged":
                outcomes = [_CONFIRMED] * chance.randrange(3, 5)
            case "disputed":
                outcomes = [_FAILED, _FAILED, *[_CONFIRMED] * chance.randrange(1, 3)]
            case _:
                outcomes = []
        first, last = at, until
        if plan == "aged":
            last = min(max(at, until - timedelta(days=400)), until)
        elif plan == "vouched":
            first = max(at, until - timedelta(days=300))
        whom = chance.sample(people, min(len(outcomes), len(people)))
        span = last - first
        return [
            (person, self._estate.place_of(person), outcome, first + span * chance.random())
            for person, outcome in zip(whom, outcomes, strict=False)
        ]

    def _event(
        self, kind: EventKind, subject: UUID, actor: UUID, at: datetime, home: Home, told: dict[str, Any]
    ) -> None:
        self._rows.of(Event).append(
            (
                *(new_id(at, self._chance), kind.value, kind.value.partition(".")[0], subject, actor, None, at),
                *(home.id, home.open, False, _json(told)),
            )
        )


def _explained(found: Assessment) -> str:
    """As the service keeps it. Without times in it, which have a form of their own, what the service makes of an
    assessment is what one gets of it as it stands, in a fifth of the time."""
    if found.lapse is not None or any(reason.at for reason in found.reasons):
        return _json(explanation(found, 1))
    parts = {"reasons": found.reasons, "missing": found.missing, "counted": found.counted, "lapse": None}
    return _json({"process_version": 1, **parts})


def _json(value: dict[str, Any]) -> str:
    return orjson.dumps(value, default=str).decode()


async def generate(link: "asyncpg.Connection[asyncpg.Record]", problems: int, *, until: datetime | None = None) -> None:
    """Fills an empty, migrated database over one connection. `until`: where the record ends; today where nothing is
    said."""
    record = Record(Rows(link), problems, until or midnight())
    await record.rows.send()
    for batch in batches(problems):
        record.write(batch)
        await record.rows.send()
    await settle(link)


async def settle(link: "asyncpg.Connection[asyncpg.Record]") -> None:
    """What is counted beside the rows, once all are there; and the statistics."""
    await link.execute(
        "UPDATE community SET problem_count = n FROM (SELECT community_id, count(*) AS n FROM problem GROUP BY 1) p"
        " WHERE p.community_id = community.id"
    )
    await link.execute("ANALYZE")


def midnight() -> datetime:
    return datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


async def unchecked(link: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Foreign keys are not looked at in this session: for a superuser who loads what was tried at a small size."""
    await link.execute("SET session_replication_role = replica")


async def counts(link: "asyncpg.Connection[asyncpg.Record]") -> Counter[str]:
    """Rows by table, of those that grow."""
    tables = ("problem", "solution", "validation", "event", "member", "community", "membership", "action_item")
    return Counter({table: await link.fetchval(f"SELECT count(*) FROM {table}") for table in tables})
