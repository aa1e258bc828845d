"""What is hidden is answered as what does not exist, whatever else is sent, and wherever its id is sent."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from app.domain.vocabulary import Visibility
from tests.contract.document import OPERATIONS, Operation, resolved
from tests.rights.inside import Visited
from tests.rights.matrix import LINES, Line
from tests.rights.test_matrix import nothing_like, nowhere, plain

HIDDEN = [line for line in LINES if line.cells["admin"].endswith(".") and line.name == line.operation.name]
ODD: dict[str, dict[str, Any]] = {
    "a key": {"headers": {"Idempotency-Key": "one"}},
    "a stale precondition": {"headers": {"If-Match": '"7-0"'}},
    "no precondition": {"headers": {"If-Match": ""}},
    "a tag": {"headers": {"If-None-Match": "*"}},
    "a parameter": {"params": {"limit": "1"}},
    "a parameter that is none": {"params": {"nonsense": "1"}},
    "no body": {"content": b""},
    "a broken body": {"content": b"{", "headers": {"Content-Type": "application/json"}},
    "a body of another type": {"content": b"x", "headers": {"Content-Type": "text/plain"}},
}


@pytest.mark.parametrize("line", HIDDEN, ids=lambda line: line.name)
def test_the_hidden_is_nothing_whatever_else_is_sent(line: Line, visited: Visited) -> None:
    for visibility in (Visibility.listed, Visibility.private):
        inside = visited.insides[visibility]
        prepared = inside.prepared(line, "admin")
        if line.declared("admin", visibility) != ".":
            continue
        for what, more in ODD.items():
            hidden, nothing = (inside.ask(line, each, "admin", **more) for each in (prepared, nowhere(prepared)))
            assert plain(hidden) == plain(nothing), what


def references(operation: Operation) -> Iterator[tuple[str, ...]]:
    """Where an operation's body names other things by id, as paths of fields."""
    if operation.body_type != "application/json":
        return
    schema = resolved(operation.said["requestBody"]["content"][operation.body_type]["schema"])
    for name in schema["properties"]:
        if name.endswith(("_id", "_ids")):
            yield (name,)
        elif name == "origin":
            yield (name, "id")


REFERRING = [(operation, path) for operation in OPERATIONS for path in references(operation)]


@pytest.mark.parametrize(("operation", "path"), REFERRING, ids=lambda each: getattr(each, "name", str(each)))
def test_a_reference_to_the_hidden_is_one_to_nothing(
    operation: Operation, path: tuple[str, ...], visited: Visited
) -> None:
    elsewhere, private = visited.elsewhere, visited.insides[Visibility.private]
    line = Line(operation.name, {})
    caller = "admin" if operation.path.endswith(("/objectives", "/members", "/connectors")) else "elsewhere"
    for kind, identity in private.names.items():
        answers: list[httpx.Response] = []
        for named in (identity, nothing_like(identity)):
            prepared = elsewhere.prepare(operation)
            prepared.body[path[0]] = [named] if path[0].endswith("_ids") else named
            if path == ("origin", "id"):
                prepared.body["origin"] = {"kind": kind, "id": named}
            answers.append(elsewhere.ask(line, prepared, caller))
        assert answers[0].status_code == 422, answers[0].text
        assert plain(answers[0]) == plain(answers[1]), kind


FILTERED = [
    (operation, each["name"])
    for operation in OPERATIONS
    for each in operation.parameters
    if each["in"] == "query" and each["name"] in ("community", "subject", "component", "author", "environment", "owner")
]


@pytest.mark.parametrize(("operation", "name"), FILTERED, ids=lambda each: getattr(each, "name", str(each)))
def test_a_filter_by_the_hidden_is_one_by_nothing(operation: Operation, name: str, visited: Visited) -> None:
    elsewhere, private = visited.elsewhere, visited.insides[Visibility.private]
    line = Line(operation.name, {})
    prepared = elsewhere.prepare(operation)
    caller = "admin" if operation.name == "list_audit_events" else "elsewhere"
    for kind, identity in private.names.items():
        hidden, nothing = (
            elsewhere.ask(line, prepared, caller, params={name: named}) for named in (identity, nothing_like(identity))
        )
        assert hidden.status_code in (200, 422)
        if hidden.status_code == 200:
            assert (hidden.json()["items"], nothing.json()["items"]) == ([], [])
        else:
            assert plain(hidden) == plain(nothing), kind
