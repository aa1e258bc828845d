"""Webhooks: whoever asks is told of what they may read, signed, in order for each subject, until it is received."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from app.domain.vocabulary import WebhookState
from app.events.epoch import ensure_epoch
from app.jobs import webhooks
from app.jobs.webhooks import signed
from app.services.upkeep import tidy
from tests import rows
from tests.jobs.conftest import Worker, worker_of
from tests.jobs.receiver import Answer, Received, Receiver, answering, cut, endless, never, receiving
from tests.people import Organization, Person, found_community, ok, refused
from tests.rights.private import MARK

pytestmark = pytest.mark.anyio

PROBLEMS = "/communities/network/problems"


async def hook(organization: Organization, person: Person, receiver: Receiver, **more: Any) -> Any:
    """Of what happens from then on: what was committed beside an older change that is still under way counts as new."""
    await organization.settled()
    return await person.make("/webhooks", {"url": receiver.url, **more})


async def problem(person: Person, title: str = "VPN drops", slug: str = "network") -> Any:
    return await person.make(f"/communities/{slug}/problems", {"title": title, "statement": "Since the update."})


async def retitle(person: Person, problem: Any, title: str) -> None:
    ok(await person.change(f"/problems/{problem['id']}", {"title": title}))


async def state_of(person: Person, webhook: Any) -> str:
    return str((await person.read(f"/webhooks/{webhook['id']}"))["state"])


async def deliveries(person: Person, webhook: Any, **query: Any) -> list[Any]:
    return await person.all(f"/webhooks/{webhook['id']}/deliveries", **query)


async def resumed(person: Person, webhook: Any) -> Any:
    return ok(await person.delete(f"/webhooks/{webhook['id']}/pause", tag="*"))


async def test_what_happens_is_sent_as_the_feed_shows_it(
    organization: Organization, worker: Worker, receiver: Receiver
) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    await hook(organization, ann, receiver)
    await problem(ann)
    await worker.work()
    (received,) = receiver.received
    (event,) = await ann.all("/events", kind="problem.posted")
    assert received.said == {"type": "problem.posted", "timestamp": event["at"], "data": event}
    assert (received.method, received.path) == ("POST", "/hook")
    assert received.headers["content-type"] == "application/json"
    assert received.headers["user-agent"] == "Alliance"
    assert received.id == event["id"]
    sent_at = datetime.fromtimestamp(int(received.headers["webhook-timestamp"]), UTC)
    assert abs(datetime.now(UTC) - sent_at) < timedelta(minutes=1)


async def test_only_what_was_asked_for_is_sent(organization: Organization, worker: Worker, receiver: Receiver) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    other = await found_community(ann, slug="storage")
    async with receiving() as all_of_one, receiving() as of_a_kind:
        await hook(organization, ann, receiver)
        await hook(organization, ann, all_of_one, community_ids=[other["id"]])
        await hook(organization, ann, of_a_kind, kinds=["problem.changed"])
        made = await problem(ann)
        await retitle(ann, made, "VPN drops often")
        await problem(ann, slug="storage")
        await worker.work()
        assert sorted(receiver.kinds) == ["problem.changed", "problem.posted", "problem.posted"]
        assert all_of_one.kinds == ["problem.posted"]
        assert all_of_one.received[0].said["data"]["community_id"] == other["id"]
        assert of_a_kind.kinds == ["problem.changed"]


async def test_nothing_from_before_is_sent(organization: Organization, worker: Worker, receiver: Receiver) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    await problem(ann, "Before")
    await hook(organization, ann, receiver)
    after = await problem(ann, "After")
    await worker.work()
    assert [each.said["data"]["subject"]["id"] for each in receiver.received] == [after["id"]]


async def test_it_begins_where_the_feed_had_ended_when_it_was_made(
    organization: Organization, worker: Worker, receiver: Receiver
) -> None:
    """What an older change, still under way, holds back from readers of the feed is new to them, and to it."""
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    await problem(ann, "Told")
    await organization.settled()
    async with organization.link.transaction():
        await organization.link.execute("SELECT pg_current_xact_id()")
        held_back = await problem(ann, "Held back")
        told = [event["subject"]["id"] for event in await ann.all("/events", kind="problem.posted")]
        assert held_back["id"] not in told
        await ann.make("/webhooks", {"url": receiver.url})
        after = await problem(ann, "After")
    await worker.work()
    sent = {each.said["data"]["subject"]["id"] for each in receiver.received}
    assert sent == {held_back["id"], after["id"]}


async def test_each_is_signed_and_for_a_day_by_the_secret_before_too(
    organization: Organization, worker: Worker, receiver: Receiver
) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    made = await hook(organization, ann, receiver)
    await problem(ann)
    await worker.work()
    assert signatures(receiver.received[0]) == expected(receiver.received[0], made["secret"])
    rotated = ok(await ann.post(f"/webhooks/{made['id']}/secret"))
    assert rotated["secret"] != made["secret"]
    assert rotated["previous_secret_until"] is not None
    await problem(ann)
    await worker.work()
    assert signatures(receiver.received[1]) == expected(receiver.received[1], rotated["secret"], made["secret"])
    await organization.link.execute("UPDATE webhook SET previous_secret_until = clock_timestamp()")
    await problem(ann)
    await worker.work()
    assert signatures(receiver.received[2]) == expected(receiver.received[2], rotated["secret"])


def signatures(received: Received) -> list[str]:
    return received.headers["webhook-signature"].split(" ")


def expected(received: Received, *secrets: str) -> list[str]:
    made = signed(secrets, received.id, int(received.headers["webhook-timestamp"]), received.body)
    return made["webhook-signature"].split(" ")


async def test_a_secret_lies_sealed_in_the_database(organization: Organization, receiver: Receiver) -> None:
    ann = await organization.member("Ann")
    made = await hook(organization, ann, receiver)
    kept = await organization.link.fetchval("SELECT secret FROM webhook")
    assert made["secret"].startswith("whsec_")
    assert made["secret"].encode() not in kept
    assert "secret" not in await ann.read(f"/webhooks/{made['id']}")
    assert made["secret"] not in (await ann.get("/webhooks")).text


async def test_of_one_subject_each_waits_for_the_one_before(
    organization: Organization, worker: Worker, receiver: Receiver
) -> None:
    """One subject's fails and is tried again: what is behind it waits, others go on."""
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    await hook(organization, ann, receiver, kinds=["problem.changed"])
    stuck, free = await problem(ann, "Stuck"), await problem(ann, "Free")

    async def refuses_one(received: Received, writer: asyncio.StreamWriter) -> None:
        status = 500 if received.said["data"]["subject"]["id"] == stuck["id"] else 204
        await answering(status)(received, writer)

    receiver.answer = refuses_one
    for number in range(3):
        await retitle(ann, stuck, f"Stuck {number}")
        await retitle(ann, free, f"Free {number}")
    for _ in range(8):
        await worker.work()
        await worker.all_due()
    told = [(each.said["data"]["subject"]["id"], each.said["data"]["data"]["version"]) for each in receiver.received]
    assert {version for subject, version in told if subject == stuck["id"]} == {2}, "the first is tried, no other"
    assert [version for subject, version in told if subject == free["id"]] == [2, 3, 4]
    receiver.answer = answering()
    receiver.received.clear()
    await worker.all_due()
    await worker.work()
    assert [each.said["data"]["data"]["version"] for each in receiver.received] == [2, 3, 4]


@pytest.mark.parametrize(
    ("answer", "outcome", "status"),
    [
        (answering(500), "refused", 500),
        (answering(404, b"what?"), "refused", 404),
        (answering(302, Location="http://localhost/"), "redirected", 302),
        (cut, "not_reached", None),
        (never, "too_slow", None),
        (endless(503), "refused", 503),
    ],
    ids=["500", "404", "redirect", "cut", "never", "endless"],
)
async def test_whatever_is_not_received_is_sent_again_with_the_same_id(
    organization: Organization, worker: Worker, receiver: Receiver, answer: Answer, outcome: str, status: int | None
) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    made = await hook(organization, ann, receiver)
    receiver.answer = answer
    await problem(ann)
    await worker.work()
    (delivery,) = await deliveries(ann, made)
    assert (delivery["state"], len(delivery["tries"])) == ("waiting", 1)
    assert (delivery["tries"][0]["outcome"], delivery["tries"][0]["status"]) == (outcome, status)
    seen = await ann.read(f"/webhooks/{made['id']}")
    assert seen["failing_since"] is not None
    assert seen["resumes_at"] is not None
    receiver.answer = answering(200, b"thanks")
    await worker.all_due()
    await worker.work()
    assert len(receiver.ids) == 2
    assert len(set(receiver.ids)) == 1
    (delivery,) = await deliveries(ann, made)
    assert (delivery["state"], delivery["tries"][0]["answer"]) == ("delivered", "thanks")
    seen = await ann.read(f"/webhooks/{made['id']}")
    assert (seen["failing_since"], seen["resumes_at"], seen["waiting_count"]) == (None, None, 0)


async def test_who_received_it_and_goes_on_talking_has_received_it(
    organization: Organization, worker: Worker, receiver: Receiver
) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    made = await hook(organization, ann, receiver)
    receiver.answer = endless(200)
    await problem(ann)
    await worker.work()
    (delivery,) = await deliveries(ann, made)
    assert delivery["state"] == "delivered"
    assert delivery["tries"][0]["answer"] == ("more " * 1000)[:1000]


async def test_nobody_there_is_tried_again_later(organization: Organization, worker: Worker) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    async with receiving() as receiver:
        made = await hook(organization, ann, receiver)
    await problem(ann)
    await worker.work()
    (delivery,) = await deliveries(ann, made)
    assert delivery["tries"][0]["outcome"] == "not_reached"


@pytest.mark.parametrize(
    ("asked", "least", "most"),
    [("120", 110, 130), ("999999999", 86_000, 86_500), ("soon", 0, 10), ("-5", 0, 10), ("", 0, 10)],
)
async def test_who_asks_for_time_has_it_within_reason(
    organization: Organization, worker: Worker, receiver: Receiver, asked: str, least: int, most: int
) -> None:
    """`Retry-After`, in seconds; nonsense is no request. Nothing else is sent to it meanwhile."""
    ann = await _asked_for_time(organization, worker, receiver, asked)
    seconds = await worker.asked(
        "SELECT extract(epoch FROM min(due_at) - clock_timestamp())::float FROM job WHERE state = 'waiting'"
    )
    assert least <= seconds <= most
    await problem(ann, "Another")
    await worker.work()
    assert len(receiver.received) == 1


async def test_who_asks_for_time_until_an_hour_has_it(
    organization: Organization, worker: Worker, receiver: Receiver
) -> None:
    until = datetime.now(UTC) + timedelta(minutes=10)
    await _asked_for_time(organization, worker, receiver, format_datetime(until, usegmt=True))
    due = await worker.asked("SELECT min(due_at) FROM job WHERE state = 'waiting'")
    assert abs(due - until) < timedelta(seconds=10)


async def _asked_for_time(organization: Organization, worker: Worker, receiver: Receiver, asked: str) -> Person:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    await hook(organization, ann, receiver)
    receiver.answer = answering(429, Retry_After=asked)
    await problem(ann)
    await worker.work()
    assert len(receiver.received) == 1
    return ann


async def test_after_days_of_nothing_but_failures_it_is_stopped_and_its_owner_told(
    organization: Organization, worker: Worker, receiver: Receiver
) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await rows.community(organization, coordinator=ann)
    made = await hook(organization, ann, receiver)
    receiver.answer = answering(500)
    first = await problem(ann, "First")
    await worker.work()
    assert await state_of(ann, made) == "sending"
    await organization.link.execute("UPDATE webhook SET failing_since = failing_since - interval '6 days'")
    await worker.all_due()
    await worker.work()
    assert await state_of(ann, made) == "stopped"
    (told,) = [e for e in await ann.all(f"/members/{ann.id}/account-events") if e["kind"].endswith("webhook_paused")]
    assert told["actor"] is None
    assert told["data"]["webhook_id"] == made["id"]
    assert told["data"]["state"] == "stopped"
    refused(await bob.get(f"/members/{ann.id}/account-events"), 403, "forbidden")
    receiver.answer, tried = answering(), len(receiver.received)
    meanwhile = await problem(ann, "Meanwhile")
    await worker.all_due()
    await worker.work()
    assert len(receiver.received) == tried, "nothing is sent to who was stopped"
    assert (await resumed(ann, made))["state"] == "catching_up"
    await worker.work()
    last = await problem(ann, "Last")
    await worker.work()
    sent = [each.said["data"]["subject"]["id"] for each in receiver.received[tried:]]
    assert set(sent[:2]) == {first["id"], meanwhile["id"]}, "what waited and what happened meanwhile is sent first"
    assert sent[2:] == [last["id"]]
    assert await state_of(ann, made) == "sending"


async def test_one_that_is_gone_is_stopped_at_once(
    organization: Organization, worker: Worker, receiver: Receiver
) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    made = await hook(organization, ann, receiver)
    receiver.answer = answering(410)
    await problem(ann)
    await worker.work()
    assert await state_of(ann, made) == "gone"
    assert len(receiver.received) == 1


async def test_one_that_is_refused_for_ever_is_given_up_and_the_next_is_sent(
    organization: Organization, worker: Worker, receiver: Receiver
) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    made = await hook(organization, ann, receiver, kinds=["problem.changed"])
    posted = await problem(ann)

    async def refuses_the_first(received: Received, writer: asyncio.StreamWriter) -> None:
        await answering(500 if received.said["data"]["data"]["version"] == 2 else 204)(received, writer)

    receiver.answer = refuses_the_first
    await retitle(ann, posted, "One")
    await retitle(ann, posted, "Two")
    for _ in range(webhooks.MOST_TRIES + 1):
        await worker.work()
        await worker.all_due()
    states = {each["id"]: each["state"] for each in await deliveries(ann, made)}
    assert sorted(states.values()) == ["delivered", "failed"]
    assert len(receiver.received) == webhooks.MOST_TRIES + 1
    (failed,) = await deliveries(ann, made, state="failed")
    assert len(failed["tries"]) == 10
    receiver.answer = answering()
    again = ok(await ann.post(f"/webhooks/{made['id']}/deliveries/{failed['id']}/redelivery"))
    assert again["state"] == "waiting"
    await worker.work()
    assert (await ann.read(f"/webhooks/{made['id']}/deliveries/{failed['id']}"))["state"] == "delivered"
    assert receiver.ids[-1] == failed["event_id"]


Loss = Callable[[Organization, Person, Person, str], Awaitable[None]]


async def _removed(_: Organization, ann: Person, bob: Person, slug: str) -> None:
    answer = await ann.delete(f"/communities/{slug}/memberships/{bob.id}", tag="*")
    assert answer.status_code == 204, answer.text


async def _left(_: Organization, __: Person, bob: Person, slug: str) -> None:
    answer = await bob.delete(f"/communities/{slug}/memberships/{bob.id}", tag="*")
    assert answer.status_code == 204, answer.text


async def _deactivated(organization: Organization, _: Person, bob: Person, __: str) -> None:
    ada = await organization.member("Ada", role="administrator")
    ok(await ada.put(f"/members/{bob.id}/deactivation", tag="*"))


@pytest.mark.parametrize("loss", [_removed, _left, _deactivated])
async def test_rights_that_are_lost_between_the_event_and_its_delivery_are_lost(
    organization: Organization, worker: Worker, receiver: Receiver, loss: Loss
) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    slug = await rows.community(organization, "closed", coordinator=ann, member=bob, visibility="private")
    await hook(organization, bob, receiver)
    receiver.answer = answering(503)
    await problem(ann, MARK, slug)
    await worker.work()
    assert len(receiver.received) == 1, "while he may read it, it is sent"
    await loss(organization, ann, bob, slug)
    receiver.answer = answering()
    receiver.received.clear()
    await problem(ann, MARK, slug)
    await worker.all_due()
    await worker.work()
    assert [kind for kind in receiver.kinds if kind.startswith("problem")] == []
    assert await worker.asked("SELECT state FROM webhook_delivery WHERE kind = 'problem.posted'") == "withheld"


async def test_what_is_private_reaches_nobody_outside(
    organization: Organization, worker: Worker, receiver: Receiver
) -> None:
    """Whoever is asked: with every filter that could name it, after replays, and by administrators."""
    ann, ada = await organization.member("Ann"), await organization.member("Ada", role="administrator")
    bob, cy = await organization.member("Bob", kind="service"), await organization.member("Cy")
    await rows.community(organization, coordinator=cy, member=bob)
    start = (await bob.read("/events", **{"from": "now"}))["next_cursor"]
    of_ada = (await ada.read("/events", **{"from": "now"}))["next_cursor"]
    slug = await rows.community(organization, "closed", coordinator=ann, visibility="private")
    async with receiving() as inside:
        mine = await hook(organization, ann, inside)
        for person, cursor in ((bob, start), (ada, of_ada)):
            made = await hook(organization, person, receiver, kinds=["problem.posted", "comment.posted"])
            ok(await person.post(f"/webhooks/{made['id']}/replays", {"from": cursor}))
        posted = await problem(ann, MARK, slug)
        await ann.make(f"/problems/{posted['id']}/comments", {"body": MARK})
        await problem(bob)
        await worker.work()
        assert receiver.kinds == ["problem.posted"] * 2
        assert not any(posted["id"] in each.body.decode() for each in receiver.received)
        assert {"problem.posted", "comment.posted"} <= set(inside.kinds)
        assert not any(MARK.encode() in each.body for each in (*receiver.received, *inside.received))
        refused(
            await bob.post("/webhooks", {"url": receiver.url, "community_ids": [await _id_of(ann, slug)]}),
            422,
            "unknown_reference",
        )
        for path in (f"/webhooks/{mine['id']}", f"/webhooks/{mine['id']}/deliveries"):
            refused(await ada.get(path), 404, "not_found")
        kept = await organization.link.fetch("SELECT row_to_json(d)::text AS kept FROM webhook_delivery d")
        assert not any(MARK in each["kept"] for each in kept)
        queued = await organization.link.fetch("SELECT row_to_json(j)::text AS kept FROM job j")
        assert not any(MARK in each["kept"] for each in queued)


async def _id_of(person: Person, slug: str) -> str:
    return str((await person.read(f"/communities/{slug}"))["id"])


async def test_who_comes_to_read_is_sent_what_happens_from_then_on(
    organization: Organization, worker: Worker, receiver: Receiver
) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    slug = await rows.community(organization, "closed", coordinator=ann, visibility="private")
    await hook(organization, bob, receiver, kinds=["problem.posted"])
    await problem(ann, "Before", slug)
    await worker.work()
    await rows.join(organization, slug, bob)
    after = await problem(ann, "After", slug)
    await worker.work()
    assert [each.said["data"]["subject"]["id"] for each in receiver.received] == [after["id"]]


async def test_while_it_is_paused_nothing_is_sent_and_then_all_of_it_in_order(
    organization: Organization, worker: Worker, receiver: Receiver
) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    made = await hook(organization, ann, receiver, kinds=["problem.changed"])
    posted = await problem(ann)
    await retitle(ann, posted, "2")
    paused = ok(await ann.put(f"/webhooks/{made['id']}/pause"))
    assert paused["state"] == "paused"
    assert "resume_webhook" in paused["allowed_actions"]
    assert ok(await ann.put(f"/webhooks/{made['id']}/pause")) == paused
    refused(await ann.post(f"/webhooks/{made['id']}/replays", {"from": await _cursor(ann)}), 409, "webhook_paused")
    for number in range(3, 6):
        await retitle(ann, posted, str(number))
        await worker.work()
    assert receiver.received == []
    await resumed(ann, made)
    refused(await ann.delete(f"/webhooks/{made['id']}/pause", tag="*"), 409, "webhook_not_paused")
    await retitle(ann, posted, "6")
    await worker.work()
    await retitle(ann, posted, "7")
    await worker.work()
    assert [each.said["data"]["data"]["version"] for each in receiver.received] == [2, 3, 4, 5, 6, 7]
    assert await state_of(ann, made) == "sending"


async def test_what_waited_when_it_was_paused_is_sent_when_it_is_resumed(
    organization: Organization, worker: Worker, receiver: Receiver
) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    made = await hook(organization, ann, receiver)
    receiver.answer = answering(500)
    await problem(ann)
    await worker.work()
    ok(await ann.put(f"/webhooks/{made['id']}/pause"))
    receiver.answer = answering()
    await worker.all_due()
    await worker.work()
    assert len(receiver.received) == 1
    await resumed(ann, made)
    await worker.work()
    assert len(receiver.received) == 2
    assert len(set(receiver.ids)) == 1


async def test_from_a_place_in_the_feed_everything_is_sent_again_in_order_and_then_what_is_new(
    organization: Organization, worker: Worker, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With more than one batch, and more than may wait at once."""
    monkeypatch.setattr(webhooks, "_MOST_WAITING", 20)
    monkeypatch.setattr(webhooks, "_BREATH", timedelta(0))
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await rows.community(organization, coordinator=ann)
    made = await hook(organization, ann, receiver, kinds=["problem.changed"])
    posted = await problem(ann)
    for number in range(10):
        await retitle(ann, posted, f"Before {number}")
    await worker.work()
    place = await _cursor(ann)
    for number in range(230):
        await retitle(ann, posted, f"No. {number}")
    await worker.work()
    before = receiver.ids.copy()
    assert len(before) == 240
    receiver.received.clear()
    refused(await bob.post(f"/webhooks/{made['id']}/replays", {"from": place}), 404, "not_found")
    refused(await ann.post(f"/webhooks/{made['id']}/replays", {"from": "nonsense"}), 422, "cursor_mismatch")
    replayed = ok(await ann.post(f"/webhooks/{made['id']}/replays", {"from": place}))
    assert replayed["state"] == "catching_up"
    await retitle(ann, posted, "New")
    await worker.work()
    assert receiver.ids[:-1] == before[10:], "the same ids, so that whoever had them knows"
    assert receiver.received[-1].said["data"]["data"]["version"] == 242
    assert await state_of(ann, made) == "sending"


async def _cursor(person: Person) -> str:
    return str((await person.read("/events", **{"from": "now"}))["next_cursor"])


async def test_a_test_is_sent_once_whatever_comes_of_it(
    organization: Organization, worker: Worker, receiver: Receiver
) -> None:
    ann = await organization.member("Ann")
    made = await hook(organization, ann, receiver)
    ok(await ann.put(f"/webhooks/{made['id']}/pause"))
    tested = await ann.post(f"/webhooks/{made['id']}/tests", key="once")
    assert tested.status_code == 201
    assert tested.headers["Location"].endswith(f"/webhooks/{made['id']}/deliveries/{tested.json()['id']}")
    await worker.work()
    (received,) = receiver.received
    assert received.said["type"] == "webhook.test"
    assert received.said["data"]["data"] == {"webhook_id": made["id"]}
    assert signatures(received) == expected(received, made["secret"])
    receiver.answer = answering(500)
    failed = await ann.make(f"/webhooks/{made['id']}/tests")
    await worker.work()
    seen = await ann.read(f"/webhooks/{made['id']}/deliveries/{failed['id']}")
    assert (seen["state"], seen["event"], seen["tries"][0]["status"]) == ("failed", None, 500)
    assert (await ann.read(f"/webhooks/{made['id']}"))["failing_since"] is None


async def test_one_that_is_removed_is_sent_nothing_more(
    organization: Organization, worker: Worker, receiver: Receiver
) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    made = await hook(organization, ann, receiver)
    receiver.answer = answering(500)
    await problem(ann)
    await worker.work()
    assert (await ann.delete(f"/webhooks/{made['id']}", tag="*")).status_code == 204
    refused(await ann.get(f"/webhooks/{made['id']}"), 404, "not_found")
    assert await ann.all("/webhooks") == []
    await problem(ann)
    await worker.all_due()
    await worker.work()
    assert len(receiver.received) == 1
    assert await worker.asked("SELECT length(secret) FROM webhook") == 0


async def test_a_request_to_the_inside_is_not_sent_and_says_so(organization: Organization, receiver: Receiver) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    async with worker_of(organization) as worker, receiving() as elsewhere:
        made = await hook(organization, ann, elsewhere)
        await organization.link.execute("UPDATE webhook SET url = 'http://10.0.0.1/hook'")
        await problem(ann)
        await worker.work()
        (delivery,) = await deliveries(ann, made)
        assert (delivery["tries"][0]["outcome"], delivery["tries"][0]["status"]) == ("inside", None)
    assert receiver.received == []


async def test_whose_secret_is_lost_is_sent_nothing_and_told(
    organization: Organization, worker: Worker, receiver: Receiver
) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    made = await hook(organization, ann, receiver)
    await organization.link.execute("UPDATE webhook SET secret = 'of another key'")
    await problem(ann)
    await worker.work()
    (delivery,) = await deliveries(ann, made)
    assert delivery["tries"][0]["outcome"] == "unsigned"
    ok(await ann.post(f"/webhooks/{made['id']}/secret"))
    await worker.all_due()
    await worker.work()
    assert len(receiver.received) == 1


async def test_an_event_that_is_told_twice_over_by_a_killed_worker_is_one_delivery(
    organization: Organization, worker: Worker, receiver: Receiver
) -> None:
    """The consumer's place moves with what follows from an event, or not at all."""
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    await hook(organization, ann, receiver)
    await problem(ann)
    await organization.settled()
    async with worker_of(organization) as other:
        await asyncio.gather(worker.working.idle(), other.working.idle())
    assert len(receiver.received) == 1
    assert await worker.asked("SELECT count(*) FROM webhook_delivery") == 1


async def test_a_new_epoch_leaves_everybody_where_they_were(
    organization: Organization, worker: Worker, receiver: Receiver
) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    made = await hook(organization, ann, receiver, kinds=["problem.posted"])
    await problem(ann, "Sent")
    await worker.work()
    ok(await ann.put(f"/webhooks/{made['id']}/pause"))
    await problem(ann, "Missed")
    await worker.work()
    held = await organization.link.fetchval("SELECT system_identifier FROM installation")
    await organization.link.execute("UPDATE installation SET system_identifier = 1")
    await ensure_epoch(organization.dsn)
    assert await organization.link.fetchval("SELECT system_identifier FROM installation") == held
    await problem(ann, "Missed too")
    await resumed(ann, made)
    await worker.work()
    await problem(ann, "New")
    await worker.work()
    titles = [
        (await ann.read(f"/problems/{each.said['data']['subject']['id']}"))["title"] for each in receiver.received
    ]
    assert (titles[0], {*titles[1:3]}, titles[3:]) == ("Sent", {"Missed", "Missed too"}, ["New"])


async def test_what_became_of_it_is_told_for_thirty_days(
    organization: Organization, worker: Worker, receiver: Receiver
) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    made = await hook(organization, ann, receiver)
    gone = await hook(organization, ann, receiver)
    await problem(ann)
    await worker.work()
    assert (await ann.delete(f"/webhooks/{gone['id']}", tag="*")).status_code == 204
    database, kept = organization.house.database, timedelta(hours=48)
    await tidy(database, timedelta(days=29), kept)
    assert await worker.asked("SELECT count(*) FROM webhook_delivery") == 2
    assert await worker.asked("SELECT count(*) FROM job") == 0, "jobs that are done, for a week"
    await tidy(database, timedelta(days=31), kept)
    assert await deliveries(ann, made) == []
    assert await worker.asked("SELECT count(*) FROM webhook") == 1, "one that was removed goes with the last of them"


async def test_many_are_sent_to_many(organization: Organization, worker: Worker, receiver: Receiver) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    hooks = [await hook(organization, ann, receiver, kinds=["problem.posted"]) for _ in range(5)]
    for number in range(20):
        await problem(ann, f"No. {number}")
    await worker.work()
    assert len(receiver.received) == 100
    for made in hooks:
        states = [each["state"] for each in await deliveries(ann, made)]
        assert states == ["delivered"] * 20
    assert WebhookState(await state_of(ann, hooks[0])) is WebhookState.sending
