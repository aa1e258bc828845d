"""The events replayed from the start, and what they tell compared with what stands in the tables: states, roles,
relations. Only what an event made is looked at; what a test put into the tables has none."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import asyncpg
import orjson

Told = dict[str, Any]
"""What the events say of one thing."""

COMPARED: Mapping[str, str] = {
    "community": "SELECT id, visibility, process_version, version FROM community",
    "membership": "SELECT id, member_id::text, role, state FROM membership",
    "problem": "SELECT id, number, state, revision, root_id::text, closure_reason AS reason,"
    " duplicate_of_id::text FROM problem",
    "framing": "SELECT id, problem_id::text, adopted_at IS NOT NULL AS adopted FROM framing",
    "affected_mark": "SELECT id, problem_id::text, environment_id::text, machines,"
    " withdrawn_at IS NOT NULL AS withdrawn FROM affected_mark",
    "solution": "SELECT id, problem_id::text, status, revision, line_start, proposed_at IS NOT NULL AS proposed,"
    " withdrawn_at IS NOT NULL AS withdrawn, successor_id::text FROM solution",
    "validation": "SELECT id, solution_id::text, revision, withdrawn_at IS NOT NULL AS withdrawn,"
    " carried_from_id::text FROM validation",
    "comment": "SELECT id, subject_id::text, revision, withdrawn_at IS NOT NULL AS withdrawn,"
    " resolved_at IS NOT NULL AS resolved FROM comment",
    "ticket_link": "SELECT id, subject_id::text, problem_id::text, version FROM ticket_link",
    "action_item": "SELECT id, state, owner_id::text FROM action_item",
    "environment": "SELECT id, retired_at IS NOT NULL AS retired FROM environment",
    "member": "SELECT id, active, organization_role FROM member",
}


async def disagreements(link: asyncpg.Connection) -> list[str]:
    """Where the events and the state do not tell the same; empty where they agree."""
    told: dict[UUID, Told] = {}
    kinds: dict[UUID, str] = {}
    ended: set[UUID] = set()
    found: list[str] = []
    last: dict[UUID, Any] = {}
    for event in await link.fetch("SELECT * FROM event WHERE NOT personal ORDER BY xid, position"):
        subject = event["subject_id"]
        if event["at"] < last.get(subject, event["at"]):
            found.append(f"{event['kind']} {subject} is told after what came later")
        last[subject] = event["at"]
        make = _MAKES.get(event["kind"])
        data = orjson.loads(event["data"])
        if make is not None:
            if make.afresh and subject in told:
                found.append(f"{event['kind']} {subject} happened twice")
            told[subject] = {**told.get(subject, {}), **make.told(subject, data)}
            kinds[subject] = event["subject_kind"]
        elif event["kind"] in _ENDS:
            found += [] if told.pop(subject, None) is not None else [f"{event['kind']} {subject}: of nothing"]
            kinds.pop(subject, None)
            ended.add(subject)
        elif subject in told and event["kind"] in _CHANGES:
            found += [f"{event['kind']} {subject}: {what}" for what in _CHANGES[event["kind"]](told[subject], data)]
    by_kind: dict[str, set[UUID]] = defaultdict(set)
    for subject, kind in kinds.items():
        by_kind[kind].add(subject)
    for kind, query in COMPARED.items():
        rows = {row["id"]: row for row in await link.fetch(query)}
        found += [f"{kind} {gone}: told of, and not there" for gone in by_kind[kind] - rows.keys()]
        found += [f"{kind} {left}: removed, and there" for left in ended & rows.keys()]
        for subject in by_kind[kind] & rows.keys():
            stands = dict(rows[subject])
            found += [
                f"{kind} {subject}: {name} is {stands[name]}, the events end with {value}"
                for name, value in told[subject].items()
                if stands[name] != value
            ]
    return found


_ENDS = frozenset({"ticket_link.removed"})
"""Events after which a thing is no longer there."""


class _Make:
    """An event with which a thing begins; `afresh`: it does so once."""

    def __init__(self, told: Callable[[UUID, Told], Told], *, afresh: bool = True) -> None:
        self.told, self.afresh = told, afresh


_MAKES: Mapping[str, _Make] = {
    "community.founded": _Make(
        lambda _, data: {"visibility": data["visibility"], "process_version": data["process_version"], "version": 1}
    ),
    "membership.begun": _Make(
        lambda _, data: {"member_id": data["member_id"], "role": data["role"], "state": "active"}, afresh=False
    ),
    "membership.requested": _Make(
        lambda _, data: {"member_id": data["member_id"], "role": data["role"], "state": "requested"}, afresh=False
    ),
    "problem.posted": _Make(
        lambda subject, data: {
            "number": data["number"],
            "state": "open",
            "revision": 1,
            "root_id": str(subject),
            "reason": None,
            "duplicate_of_id": None,
        }
    ),
    "framing.offered": _Make(lambda _, data: {"problem_id": data["problem_id"], "adopted": False}),
    "affected_mark.made": _Make(
        lambda _, data: {
            "problem_id": data["problem_id"],
            "environment_id": data["environment_id"],
            "machines": data["machines"],
            "withdrawn": False,
        }
    ),
    "solution.posted": _Make(
        lambda _, data: {
            "problem_id": data["problem_id"],
            "status": "draft",
            "revision": 1,
            "line_start": 1,
            "proposed": False,
            "withdrawn": False,
            "successor_id": None,
        }
    ),
    "validation.given": _Make(
        lambda _, data: {
            "solution_id": data["solution_id"],
            "revision": data["revision"],
            "withdrawn": False,
            "carried_from_id": None,
        }
    ),
    "validation.carried_over": _Make(
        lambda _, data: {
            "solution_id": data["solution_id"],
            "revision": data["revision"],
            "withdrawn": False,
            "carried_from_id": data["carried_from_id"],
        }
    ),
    "comment.posted": _Make(
        lambda _, data: {"subject_id": data["subject_id"], "revision": 1, "withdrawn": False, "resolved": False}
    ),
    "ticket_link.made": _Make(
        lambda _, data: {"subject_id": data["subject_id"], "problem_id": data["problem_id"], "version": 1}
    ),
    "action_item.made": _Make(lambda _, data: {"state": "open", "owner_id": data["owner_id"]}),
    "environment.made": _Make(lambda _, __: {"retired": False}),
    "member.deactivated": _Make(lambda _, __: {"active": False}, afresh=False),
    "member.reactivated": _Make(lambda _, __: {"active": True}, afresh=False),
}


def _set(**values: Any) -> Callable[[Told, Told], list[str]]:
    def change(told: Told, _: Told) -> list[str]:
        told.update(values)
        return []

    return change


def _take(*names: str, **values: Any) -> Callable[[Told, Told], list[str]]:
    def change(told: Told, data: Told) -> list[str]:
        told.update({name: data[name] for name in names} | values)
        return []

    return change


def _move(name: str, now: str | None = None) -> Callable[[Told, Told], list[str]]:
    """From `previous` to what the event names; a change that changes nothing is no event."""

    def change(told: Told, data: Told) -> list[str]:
        before, after = data["previous"], data[name] if now is None else now
        wrong = [] if told[name] == before else [f"it was {told[name]}, not {before}"]
        told[name] = after
        return wrong + ([f"{after} follows {before}"] if after == before else [])

    return change


def _next(name: str) -> Callable[[Told, Told], list[str]]:
    def change(told: Told, data: Told) -> list[str]:
        wrong = [] if data[name] == told[name] + 1 else [f"{name} {data[name]} follows {told[name]}"]
        told[name] = data[name]
        return wrong

    return change


def _problem_changed(told: Told, data: Told) -> list[str]:
    words = bool({"title", "statement"} & set(data["fields"]))
    if data["revision"] not in (told["revision"] + words, told["revision"] + 1):
        return [f"revision {data['revision']} follows {told['revision']}"]
    told["revision"] = data["revision"]
    return []


def _closed(told: Told, data: Told) -> list[str]:
    wrong = _move("state", "closed")(told, data)
    told.update(reason=data["reason"], duplicate_of_id=data["duplicate_of_id"])
    return wrong


def _reopened(told: Told, data: Told) -> list[str]:
    wrong = [] if told["state"] == "closed" else [f"it was {told['state']}"]
    told.update(state=data["state"], reason=None, duplicate_of_id=None)
    return wrong


def _rooted(told: Told, data: Told) -> list[str]:
    wrong = [] if told["root_id"] == data["previous_id"] else [f"its root was {told['root_id']}"]
    told["root_id"] = data["root_id"]
    return wrong + ([] if data["root_id"] != data["previous_id"] else ["the same root again"])


def _revised(told: Told, data: Told) -> list[str]:
    wrong = _next("revision")(told, data)
    if not data["carries"]:
        told["line_start"] = data["revision"]
    return wrong


def _parted(told: Told, data: Told) -> list[str]:
    wrong = [] if told["successor_id"] == data["successor_id"] else [f"its successor was {told['successor_id']}"]
    told["successor_id"] = None
    return wrong


def _ended(*states: str) -> Callable[[Told, Told], list[str]]:
    def change(told: Told, _: Told) -> list[str]:
        wrong = [] if told["state"] in states else [f"it was {told['state']}"]
        told["state"] = "ended"
        return wrong

    return change


def _disowned(told: Told, data: Told) -> list[str]:
    wrong = [] if told["owner_id"] == data["owner_id"] else [f"its owner was {told['owner_id']}"]
    told["owner_id"] = None
    return wrong


_CHANGES: Mapping[str, Callable[[Told, Told], list[str]]] = {
    "community.changed": _next("version"),
    "membership.accepted": _take("role", state="active"),
    "membership.refused": _ended("requested"),
    "membership.ended": _ended("requested", "active"),
    "membership.changed": _move("role"),
    "problem.changed": _problem_changed,
    "problem.closed": _closed,
    "problem.reopened": _reopened,
    "problem.state_changed": _move("state"),
    "problem.root_changed": _rooted,
    "framing.adopted": _set(adopted=True),
    "affected_mark.changed": _take("machines"),
    "affected_mark.withdrawn": _set(withdrawn=True),
    "solution.revised": _revised,
    "solution.proposed": _set(proposed=True),
    "solution.withdrawn": _set(withdrawn=True),
    "solution.successor_named": _take("successor_id"),
    "solution.successor_removed": _parted,
    "solution.status_changed": _move("status"),
    "validation.withdrawn": _set(withdrawn=True),
    "comment.edited": _next("revision"),
    "comment.withdrawn": _set(withdrawn=True),
    "comment.resolved": _set(resolved=True),
    "comment.unresolved": _set(resolved=False),
    "ticket_link.changed": _next("version"),
    "action_item.changed": _take("owner_id"),
    "action_item.state_changed": _move("state"),
    "action_item.left_without_owner": _disowned,
    "environment.retired": _set(retired=True),
    "environment.reinstated": _set(retired=False),
}
