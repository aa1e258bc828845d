"""What is answered and may not be sent is refused by name, each property of each resource, and nothing comes of it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.contract.document import OPERATIONS, Operation, resolved
from tests.contract.world import Prepared, World
from tests.people import refused

BODIED = [operation for operation in OPERATIONS if operation.takes_json]
TEMPTING = ("id", "version", "is_admin", "role", "organization_role", "status", "state", "author_id", "community_id")
Place = tuple[str | int, ...]


def _fields(schema: Any) -> dict[str, Any]:
    """The properties of an object, or of what a list holds, or of the one object that may be null."""
    schema = resolved(schema)
    for each in (schema, schema.get("items", {}), *schema.get("anyOf", [])):
        if properties := resolved(each).get("properties"):
            return dict(properties)
    return {}


def _is_list(schema: Any) -> bool:
    return "items" in resolved(schema)


def unsendable(operation: Operation) -> Iterator[tuple[Place, str]]:
    """Where a property could be slipped in, and its name: at the top, and in the objects within."""
    sent = _fields(operation.said["requestBody"]["content"][operation.body_type]["schema"])
    answers = [operation.answers[status] for status in ("200", "201") if status in operation.answers]
    answered: dict[str, Any] = {}
    for answer in answers:
        answered |= _fields(answer["content"]["application/json"]["schema"])
    for name in sorted((answered.keys() | set(TEMPTING)) - sent.keys()):
        yield (), name
    for field, schema in sent.items():
        if within := _fields(schema):
            place: Place = (field, 0) if _is_list(schema) else (field,)
            shown = _fields(answered.get(field, {})).keys() | set(TEMPTING)
            yield from ((place, name) for name in sorted(shown - within.keys()))


def body_with(operation: Operation, prepared: Prepared, place: Place, name: str) -> Any:
    body = {**operation.body_example, **prepared.body}
    at: Any = body
    for step in place:
        if isinstance(step, int):
            at[:] = [dict(at[0])] if at else [{}]
        elif isinstance(at.get(step), list):
            at[step] = list(at[step])
        else:
            at[step] = dict(at.get(step) or {})
        at = at[step]
    at[name] = "administrator"
    return body


def standing(world: World, operation: Operation, prepared: Prepared) -> list[bytes]:
    """The thing itself, and the list that it is in: what would show that anything came of a request."""
    paths = [operation.path, operation.path.rpartition("/")[0]]
    readable = {each.path for each in OPERATIONS if each.method == "get"}
    asked = [path.format(**prepared.path) for path in paths if path in readable]
    headers = {"Authorization": prepared.authorization or world.authorization}
    answers = [world.client.get(world.address + path, headers=headers) for path in asked]
    return [answer.content for answer in answers if answer.status_code == 200]


def _told_since(world: World, began: datetime) -> list[Any]:
    """Events of changes from then on. (What was prepared before may be read only now: the feed waits for whatever
    transaction is open, of whichever database of the server.)"""
    page = world.client.get("/events?order=newest&limit=20", headers={"Authorization": world.authorization}).json()
    return [event for event in page["items"] if datetime.fromisoformat(event["at"]) >= began]


@pytest.mark.parametrize("operation", BODIED, ids=lambda operation: operation.name)
def test_what_is_only_answered_cannot_be_sent(operation: Operation, world: World) -> None:
    prepared = world.prepare(operation)
    before, began = standing(world, operation, prepared), datetime.now(UTC)
    headers = {"Authorization": prepared.authorization or world.authorization}
    if operation.takes("If-Match"):
        headers["If-Match"] = "*"
    url = world.address + operation.path.format(**prepared.path)
    tried = 0
    for place, name in unsendable(operation):
        body = body_with(operation, prepared, place, name)
        answer = world.client.request(operation.method.upper(), url, json=body, headers=headers)
        document = refused(answer, 422, "invalid")
        pointer = "#/" + "/".join(str(step) for step in (*place, name))
        assert pointer in [error["pointer"] for error in document["errors"]], document
        tried += 1
    assert tried >= len(TEMPTING) - 3
    assert standing(world, operation, prepared) == before
    assert _told_since(world, began) == []


DECIDED = {
    "state": {"ActionItemPatch", "TicketLinkIn", "TicketLinkPatch"},
    "key": {"TicketLinkIn"},
    "role": {"MembershipIn", "MembershipPatch"},
    "organization_role": {"MemberIn", "MemberPatch"},
    "community_id": {"ConnectorIn"},
    "kind": {"ComponentIn", "ComponentPatch", "ConnectorIn", "FlagIn", "MemberIn", "SolutionIn", "SolutionPatch"},
    "slug": {"CommunityIn"},
    "visibility": {"CommunityIn"},
    "charter": {"CommunityIn"},
    "process": {"CommunityIn"},
    "revision": {"ValidationIn"},
    "email": {"MemberIn", "MemberPatch"},
}
"""What only these requests may decide; of the names in NEVER no request decides anything."""
NEVER = {"id", "version", "created_at", "updated_at", "author", "author_id", "status", "number"}
NEVER |= {"active", "counts", "authors", "maker_id", "given_at", "joined_at", "root", "reach", "is_admin", "open"}


def test_what_a_request_may_decide_is_what_is_declared() -> None:
    deciding: dict[str, set[str]] = {}
    for operation in BODIED:
        schema = operation.said["requestBody"]["content"][operation.body_type]["schema"]
        for name in _fields(schema):
            deciding.setdefault(name, set()).add(schema["$ref"].rpartition("/")[2])
    assert not deciding.keys() & NEVER
    assert {name: deciding[name] for name in DECIDED} == DECIDED
