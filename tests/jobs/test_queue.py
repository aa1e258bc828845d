"""The queue: claimed once, in the order of lanes, ended with what it changes; taken again where somebody is gone."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app.core.ids import new_id
from app.core.statements import Statement
from app.domain.errors import Unavailable
from app.jobs import feed, queue
from app.jobs.doing import Doing, Kind, LaterError
from app.jobs.feed import Consumer, Happened
from app.jobs.kinds import KINDS
from app.jobs.queue import LostError, Taken
from app.jobs.working import Working
from app.models.job import Job
from app.work import Work, transaction
from tests import rows
from tests.jobs.conftest import Worker, worker_of
from tests.people import Organization, ok, refused

pytestmark = pytest.mark.anyio

NOW = Statement("SELECT clock_timestamp() AS now", ())
NO_TIME = timedelta(0)
_PATIENCE_SECONDS = 60.0


class Notes:
    """A kind of job that notes what it was given, and does what it is told to."""

    def __init__(self, *, attempts: int | None = 3, seconds: float = 60.0) -> None:
        self.done: list[str] = []
        self.raises: list[BaseException] = []
        self.kind = Kind("note", self.run, seconds=seconds, attempts=attempts)

    async def run(self, _: Doing, taken: Taken) -> None:
        self.done.append(taken.payload["word"])
        if self.raises:
            raise self.raises.pop(0)


async def enqueue(worker: Worker, *words: str, lane: str | None = None, crowd: UUID | None = None) -> None:
    async with transaction(worker.doing.database) as work:
        await work.meet(NOW)
        for word in words:
            work.add(
                Job(kind="note", lane=lane, crowd=crowd, payload={"word": word}, due_at=work.now, created_at=work.now)
            )


async def states(worker: Worker) -> list[str]:
    found = await worker.organization.link.fetch("SELECT state FROM job ORDER BY position")
    return [each["state"] for each in found]


async def claimed(worker: Worker, many: int = 10, full: Sequence[UUID] = (), *, lease: float = 60.0) -> list[Taken]:
    return await queue.claim(worker.doing.database, NO_TIME, ["note"], full, many, lease=timedelta(seconds=lease))


async def test_what_is_added_with_a_change_is_done_once_it_is_committed(organization: Organization) -> None:
    notes = Notes()
    async with worker_of(organization, {"note": notes.kind}, {}) as worker:
        with suppress(ZeroDivisionError):
            async with transaction(worker.doing.database) as work:
                await work.meet(NOW)
                work.add(Job(kind="note", payload={"word": "undone"}, due_at=work.now, created_at=work.now))
                await work.flush()
                raise ZeroDivisionError
        await enqueue(worker, "done")
        await worker.work()
        assert notes.done == ["done"]
        assert await states(worker) == ["done"]


async def test_of_a_lane_the_first_that_is_unfinished_is_taken_and_no_other(organization: Organization) -> None:
    async with worker_of(organization, {}, {}) as worker:
        await enqueue(worker, "a1", "a2", lane="a")
        await enqueue(worker, "b1", lane="b")
        await enqueue(worker, "free", "free")
        first = await claimed(worker)
        assert sorted(each.payload["word"] for each in first) == ["a1", "b1", "free", "free"]
        assert await claimed(worker) == []
        await worker.doing.end(next(each for each in first if each.payload["word"] == "a1"))
        assert [each.payload["word"] for each in await claimed(worker)] == ["a2"]


async def test_what_failed_waits_and_what_stands_behind_it_waits_as_long(organization: Organization) -> None:
    notes = Notes()
    notes.raises = [LaterError("not_yet")]
    async with worker_of(organization, {"note": notes.kind}, {}) as worker:
        await enqueue(worker, "first", "second", lane="one")
        await worker.work()
        assert notes.done == ["first"]
        due = await worker.organization.link.fetch("SELECT due_at, attempts, last_error FROM job ORDER BY position")
        assert due[0]["due_at"] == due[1]["due_at"]
        assert [each["attempts"] for each in due] == [1, 0]
        assert due[0]["last_error"] == "not_yet"
        await worker.all_due()
        await worker.work()
        assert notes.done == ["first", "first", "second"]


async def test_after_many_tries_it_is_given_up_seen_by_administrators_and_tried_again_which_is_told_once(
    organization: Organization,
) -> None:
    ada, bob = await organization.member("Ada", role="administrator"), await organization.member("Bob")
    notes = Notes(attempts=2)
    notes.raises = [ValueError("a secret word"), ValueError("a secret word")]
    async with worker_of(organization, {"note": notes.kind}, {}) as worker:
        await enqueue(worker, "first", "second", lane="one")
        for _ in range(2):
            await worker.work()
            await worker.all_due()
        await worker.work()
        assert notes.done == ["first", "first", "second"], "what stands behind it goes on"
        (failed,) = (await ada.read("/jobs", state="failed"))["items"]
        assert (failed["kind"], failed["attempts"], failed["last_error"]) == ("note", 2, "ValueError")
        refused(await bob.get("/jobs"), 403, "forbidden")
        refused(await bob.put(f"/jobs/{failed['id']}/retry"), 403, "forbidden")
        again = ok(await ada.put(f"/jobs/{failed['id']}/retry"))
        assert (again["state"], again["attempts"], again["done_at"]) == ("waiting", 0, None)
        ok(await ada.put(f"/jobs/{failed['id']}/retry"))
        (told,) = await ada.all("/audit-events")
        assert (told["kind"], told["subject"]) == ("job.retried", {"kind": "job", "id": failed["id"]})
        assert (told["actor"]["id"], told["data"]) == (str(ada.id), {"kind": "note", "state": "failed", "attempts": 2})
        await organization.settled()
        assert "job.retried" not in {event["kind"] for event in await bob.all("/events")}
        await worker.work()
        assert await states(worker) == ["done", "done"]
        refused(await ada.put(f"/jobs/{failed['id']}/retry"), 409, "already_done")


async def test_who_is_killed_loses_nothing_and_who_comes_back_late_ends_nothing(organization: Organization) -> None:
    async with worker_of(organization, {}, {}) as worker:
        await enqueue(worker, "held")
        (killed,) = await claimed(worker, lease=0.0)
        (next_one,) = await claimed(worker)
        assert (next_one.id, next_one.attempts, next_one.claims) == (killed.id, 2, 2)
        with pytest.raises(LostError):
            await worker.doing.end(killed)
        with pytest.raises(LostError):
            await worker.doing.fail(killed, "late", None, KINDS["deliver_webhook"])
        assert await states(worker) == ["running"]
        await worker.doing.end(next_one)
        assert await states(worker) == ["done"]
        with pytest.raises(LostError):
            await worker.doing.put_back(next_one)


async def _until_broken_off(held: asyncio.Event, broken_off: list[str], taken: Taken) -> None:
    held.set()
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        broken_off.append(taken.payload["word"])
        raise


async def test_what_is_being_done_stays_held_for_as_long_as_it_takes(organization: Organization) -> None:
    begun, over, lease = asyncio.Event(), asyncio.Event(), timedelta(seconds=0.5)

    async def long(_: Doing, __: Taken) -> None:
        begun.set()
        await over.wait()

    kinds = {"note": Kind("note", long)}
    async with worker_of(organization, kinds, {}) as worker, worker_of(organization, kinds, {}) as other:
        await enqueue(worker, "long")
        working = asyncio.create_task(Working(worker.doing, kinds, {}, lease).idle())
        await begun.wait()
        held_until = await worker.asked("SELECT due_at FROM job")
        while await worker.asked("SELECT due_at FROM job") < held_until + 2 * lease:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        assert not (await other.working.turn()).did
        over.set()
        await working
        assert await states(worker) == ["done"]
        assert await worker.asked("SELECT claims FROM job") == 1


async def test_what_can_be_held_no_longer_is_broken_off(organization: Organization) -> None:
    """Somebody else has it: they are not to do it at the same time."""
    begun = asyncio.Event()
    broken_off: list[str] = []
    kinds = {"note": Kind("note", lambda _, taken: _until_broken_off(begun, broken_off, taken))}
    async with worker_of(organization, {}, {}) as worker:
        await enqueue(worker, "long")
        working = asyncio.create_task(Working(worker.doing, kinds, {}, timedelta(seconds=0.5)).idle())
        await begun.wait()
        await organization.link.execute(
            "UPDATE job SET claims = claims + 1, due_at = clock_timestamp() + interval '1 hour'"
        )
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await working
        assert broken_off == ["long"]
        assert await states(worker) == ["running"]


async def test_what_a_job_changes_is_kept_with_its_end_or_not_at_all(organization: Organization) -> None:
    async with worker_of(organization, {}, {}) as worker:
        await enqueue(worker, "first")
        (taken,) = await claimed(worker)
        with suppress(ZeroDivisionError):
            async with worker.doing.ending(taken) as ending:
                add_note(ending.work, "second")
                await ending.work.flush()
                raise ZeroDivisionError
        assert await states(worker) == ["running"]
        async with worker.doing.ending(taken) as ending:
            add_note(ending.work, "second")
        assert await states(worker) == ["done", "waiting"]
        with pytest.raises(LostError):
            async with worker.doing.ending(taken) as ending:
                pytest.fail("it is ended already")


def add_note(work: Work, word: str) -> None:
    work.add(Job(kind="note", payload={"word": word}, due_at=work.now, created_at=work.now))


async def test_two_at_once_take_each_job_once(organization: Organization) -> None:
    notes = Notes()
    kinds = {"note": notes.kind}
    async with worker_of(organization, kinds, {}) as one, worker_of(organization, kinds, {}) as other:
        words = [str(number) for number in range(200)]
        for number in range(0, 200, 20):
            await enqueue(one, *words[number : number + 20], lane=f"lane {number}")
        await asyncio.gather(one.working.idle(), other.working.idle())
        await one.work()
        assert sorted(notes.done, key=int) == words
        for number in range(0, 200, 20):
            lane = words[number : number + 20]
            assert [word for word in notes.done if word in lane] == lane


async def test_a_crowd_that_is_full_leaves_room_for_others(organization: Organization) -> None:
    crowd = new_id()
    async with worker_of(organization, {}, {}) as worker:
        await enqueue(worker, *["crowded"] * 5, crowd=crowd)
        await enqueue(worker, "other")
        assert [each.payload["word"] for each in await claimed(worker, full=[crowd])] == ["other"]


async def test_a_kind_that_is_not_known_is_left_to_a_newer_program(organization: Organization) -> None:
    async with worker_of(organization, {}, {}) as worker:
        await enqueue(worker, "of tomorrow")
        await worker.work()
        assert await states(worker) == ["waiting"]


async def test_a_job_that_takes_too_long_is_tried_again_later(organization: Organization) -> None:
    async def stuck(_: Doing, __: Taken) -> None:
        await asyncio.Event().wait()

    async with worker_of(organization, {"note": Kind("note", stuck, seconds=0.01)}, {}) as worker:
        await enqueue(worker, "stuck")
        await worker.work()
        assert await worker.asked("SELECT last_error FROM job") == "TimeoutError"
        assert await states(worker) == ["waiting"]


async def test_while_the_database_is_away_a_job_waits_without_a_try(organization: Organization) -> None:
    notes = Notes()
    notes.raises = [Unavailable("away")]
    async with worker_of(organization, {"note": notes.kind}, {}) as worker:
        await enqueue(worker, "once")
        await worker.work()
        assert notes.done == ["once", "once"]
        assert await worker.asked("SELECT attempts FROM job") == 1


async def test_who_is_told_to_stop_puts_back_what_is_under_way(organization: Organization) -> None:
    begun, stop = asyncio.Event(), asyncio.Event()

    async def long(_: Doing, __: Taken) -> None:
        begun.set()
        await asyncio.Event().wait()

    async with worker_of(organization, {"note": Kind("note", long)}, {}) as worker:
        await enqueue(worker, "long")
        working = asyncio.create_task(worker.working.work(stop, 0.01))
        await begun.wait()
        stop.set()
        await working
        assert await states(worker) == ["waiting"]
        assert await worker.asked("SELECT attempts FROM job") == 0
        (again,) = await claimed(worker)
        assert again.payload["word"] == "long"


async def test_what_recurs_is_done_again_and_again(organization: Organization) -> None:
    times = 0

    async def poll(doing: Doing, taken: Taken) -> None:
        nonlocal times
        times += 1
        async with doing.ending(taken) as ending:
            if times < 3:
                ending.again(NO_TIME)

    async with worker_of(organization, {"note": Kind("note", poll, attempts=1)}, {}) as worker:
        await enqueue(worker, "poll")
        await worker.work()
        assert times == 3
        assert await states(worker) == ["done"]


async def test_idle_it_looks_and_opens_no_transaction(organization: Organization) -> None:
    """Each transaction rings the bell, which would have it look again, for ever."""
    sent: list[str] = []
    async with worker_of(organization) as worker:
        await worker.work()
        async with AsyncExitStack() as held:
            links = [await held.enter_async_context(worker.doing.database.write.taken()) for _ in range(8)]
            for link in links:
                link.add_query_logger(lambda told: sent.append(told.query))
        for _ in range(5):
            assert not (await worker.working.turn()).did
    assert sent == []


class Heard:
    """A consumer that keeps what it is told."""

    def __init__(self) -> None:
        self.events: list[Happened] = []
        self.raises: list[BaseException] = []
        self.consumer = Consumer("heard", self.told)

    async def told(self, _: Work, events: Sequence[Happened]) -> None:
        if self.raises:
            raise self.raises.pop()
        self.events += events


async def test_a_consumer_is_told_of_every_event_once_in_order_from_when_it_began(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, "before", coordinator=ann)
    await organization.settled()
    heard = Heard()
    async with worker_of(organization, {}, {"heard": heard.consumer}) as worker:
        await rows.community(organization, "network", coordinator=ann)
        private = await rows.community(organization, "closed", coordinator=ann, visibility="private")
        for number in range(3):
            given = {"title": f"No. {number}", "statement": "Here."}
            await ann.make("/communities/network/problems", given)
            await ann.make(f"/communities/{private}/problems", given)
        await worker.work()
        known = await ann.all("/events")
        told = [str(event.id) for event in heard.events]
        assert told == [event["id"] for event in known][-len(told) :]
        assert {event.kind for event in heard.events} == {"community.founded", "membership.begun", "problem.posted"}
        assert sum(event.kind == "problem.posted" for event in heard.events) == 6
        await worker.work()
        assert len(heard.events) == len(told)


async def test_a_consumer_that_fails_is_told_again_and_holds_up_nobody(organization: Organization) -> None:
    ann = await organization.member("Ann")
    sick, well, notes = Heard(), Heard(), Notes()
    sick.raises = [ValueError()]
    consumers = {"sick": Consumer("sick", sick.told), "well": Consumer("well", well.told)}
    async with worker_of(organization, {"note": notes.kind}, consumers) as worker:
        await rows.community(organization, "network", coordinator=ann)
        await enqueue(worker, "job")
        await worker.work()
        assert (len(sick.events), notes.done) == (0, ["job"])
        assert well.events
        await feed.tell(worker.doing.database, NO_TIME, consumers["sick"])
        assert sick.events == well.events


async def test_personal_events_are_told_to_no_consumer(organization: Organization) -> None:
    ada = await organization.member("Ada", role="administrator")
    heard = Heard()
    async with worker_of(organization, {}, {"heard": heard.consumer}) as worker:
        made = await ada.make("/members", {"name": "Eve", "email": "eve@example.org"})
        await ada.make(f"/members/{made['id']}/invitations")
        await worker.work()
        assert [event.kind for event in heard.events] == ["member.added"]


async def test_two_consumers_at_once_are_told_once(organization: Organization) -> None:
    ann = await organization.member("Ann")
    heard = Heard()
    consumers = {"heard": heard.consumer}
    async with worker_of(organization, {}, consumers) as one, worker_of(organization, {}, consumers) as other:
        await rows.community(organization, "network", coordinator=ann)
        for number in range(10):
            await ann.make("/communities/network/problems", {"title": f"No. {number}", "statement": "Here."})
            await asyncio.gather(one.working.turn(), other.working.turn())
        await one.work()
        ids = [event.id for event in heard.events]
        assert len(ids) == len(set(ids))
        assert sum(event.kind == "problem.posted" for event in heard.events) == 10


async def test_the_list_of_jobs_tells_nothing_of_what_they_are_about(organization: Organization) -> None:
    ada = await organization.member("Ada", role="administrator")
    async with worker_of(organization, {}, {}) as worker:
        await enqueue(worker, "CANARY", lane="CANARY")
        page: Any = await ada.get("/jobs")
        assert "CANARY" not in page.text
        assert page.json()["items"][0]["kind"] == "note"
