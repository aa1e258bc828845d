"""Whatever text is sent, wherever a text can be sent, it is taken or refused: never a defect, and never taken where it
is compared and could pass for another."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import orjson
import pytest

from tests.contract.document import OPERATIONS, Operation, resolved
from tests.contract.world import Prepared, World
from tests.people import refused

BIDIRECTIONAL = "\u202e\u2066\u200f"
IN_ADDRESSES = (
    "%00",
    "%ED%A0%80",
    "%C0%AF",
    "%FF%FE",
    "%",
    quote(BIDIRECTIONAL),
    "%2e%2e%2f",
    "%0d%0aX-Injected:%201",
    "9" * 5000,
    "a" * 20_000,
    quote("е\u0301" * 500),
)
IN_HEADERS = (b"\xff\xc0\xaf", b"\xed\xa0\x80", BIDIRECTIONAL.encode(), b'"' * 999, b"a" * 20_000)
IN_BODIES = (
    rb'"\udc00\ud800"',
    rb'"a\u0000b"',
    b'"\xc0\xaf"',
    b'"\xed\xa0\x80"',
    b'"\xf5\x80\x80\x80"',
    b'"\x00"',
    orjson.dumps(BIDIRECTIONAL + "a"),
    b"-1e999",
    b"1" + b"0" * 5000,
)
LARGE_IN_BODIES = (
    orjson.dumps("a" + "\u0301" * 40_000),
    b'"' + b"a" * 900_000 + b'"',
    b"[" * 100_000,
    b'{"a":' * 100_000,
)
"""Sent in one field of each body."""
COMPARED = {"slug", "code", "email", "component_version", "name", "vendor", "title", "region", "time_zone"}
COMPARED |= {"system", "key", "url"}
"""Fields that are compared, or stand in a list where one could pass for another."""


def _well(answer: httpx.Response, what: object) -> None:
    assert answer.status_code < 500, (what, answer.text)
    if answer.status_code >= 400:
        assert answer.headers["Content-Type"] in ("application/problem+json", "application/json"), what
    assert "X-Injected" not in answer.headers


class Asking:
    """One operation, asked again and again."""

    def __init__(self, world: World, operation: Operation) -> None:
        self.world, self.operation = world, operation
        self.prepared: Prepared = world.prepare(operation)
        self.headers = {"Authorization": self.prepared.authorization or world.authorization}
        if operation.takes("If-Match"):
            self.headers["If-Match"] = "*"

    def __call__(
        self, *, path: dict[str, str] | None = None, headers: dict[Any, Any] | None = None, query: str = "", **more: Any
    ) -> httpx.Response:
        url = self.world.address + self.operation.path.format(**{**self.prepared.path, **(path or {})}) + query
        method = self.operation.method.upper()
        return self.world.client.request(method, url, headers={**self.headers, **(headers or {})}, **more)


EACH = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
WITH_PATH = [each for each in OPERATIONS if "{" in each.path]
WITH_QUERY = [each for each in OPERATIONS if any(at["in"] == "query" for at in each.parameters)]
WITH_BODY = [each for each in OPERATIONS if each.takes_json]


@pytest.mark.parametrize("operation", WITH_PATH, ids=lambda operation: operation.name)
def test_odd_text_in_a_path_names_nothing(operation: Operation, world: World) -> None:
    ask = Asking(world, operation)
    body: dict[str, Any] = {"json": operation.body_example} if operation.body_type is not None else {}
    for name in ask.prepared.path:
        for odd in IN_ADDRESSES:
            answer = ask(path={name: odd}, **body)
            assert 400 <= answer.status_code < 500, (name, odd[:40], answer.text)
            _well(answer, (name, odd[:40]))


@pytest.mark.parametrize("operation", WITH_QUERY, ids=lambda operation: operation.name)
def test_odd_text_in_a_query_is_refused_or_finds_nothing(operation: Operation, world: World) -> None:
    ask = Asking(world, operation)
    for parameter in operation.parameters:
        if parameter["in"] == "query":
            for odd in IN_ADDRESSES:
                answer = ask(query=f"?{parameter['name']}={odd}")
                _well(answer, (parameter["name"], odd[:40]))
                assert answer.status_code != 200 or answer.json()["items"] == [], (parameter["name"], odd[:40])


@EACH
def test_odd_text_in_a_header_is_refused_or_ignored(operation: Operation, world: World) -> None:
    ask = Asking(world, operation)
    named = [each["name"] for each in operation.parameters if each["in"] == "header"]
    for name in ("Authorization", *named):
        for odd in IN_HEADERS:
            more: dict[str, Any] = {"content": b"{}"} if operation.body_type is not None else {}
            _well(ask(headers={name: odd}, **more), (name, odd[:40]))


def strings(schema: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where a body holds values, within its lists and objects too."""
    schema = resolved(schema)
    if "properties" in schema:
        for name, inner in schema["properties"].items():
            yield from strings(inner, (*place, name))
    elif "items" in schema:
        yield place
        yield from strings(schema["items"], (*place, 0))
    else:
        yield place
        for each in schema.get("anyOf", []):
            if (found := resolved(each)) and ("properties" in found or "items" in found):
                yield from strings(found, place)


def body_with(example: Any, place: tuple[str | int, ...], value: bytes) -> bytes:
    """The example with raw JSON at a place."""

    def put(at: Any, steps: tuple[str | int, ...]) -> Any:
        if not steps:
            return "@@"
        if isinstance(steps[0], int):
            return [put(at[0] if isinstance(at, list) and at else {}, steps[1:])]
        kept = at if isinstance(at, dict) else {}
        return {**kept, steps[0]: put(kept.get(steps[0]), steps[1:])}

    return orjson.dumps(put(example, place)).replace(b'"@@"', value, 1)


@pytest.mark.parametrize("operation", WITH_BODY, ids=lambda operation: operation.name)
def test_odd_text_in_a_body_is_taken_or_refused(operation: Operation, world: World) -> None:
    schema = operation.said["requestBody"]["content"][operation.body_type]["schema"]
    ask = Asking(world, operation)
    example = {**operation.body_example, **ask.prepared.body}
    # An address that leads nowhere, so that what is taken changes nothing.
    path = dict.fromkeys(ask.prepared.path, "1")
    for number, place in enumerate(strings(schema)):
        for odd in (*IN_BODIES, *(LARGE_IN_BODIES if number == 0 else ())):
            sent = body_with(example, place, odd)
            answer = ask(path=path, content=sent, headers={"Content-Type": "application/json"})
            _well(answer, (place, odd[:40]))
        if place[-1] in COMPARED and operation.name not in ("post_problem", "post_solution"):
            sent = body_with(example, place, orjson.dumps("a\u202eb@c.de"))
            document = refused(
                ask(path=path, content=sent, headers={"Content-Type": "application/json"}), 422, "invalid"
            )
            assert "#/" + "/".join(map(str, place)) in [error["pointer"] for error in document["errors"]]


@pytest.mark.parametrize("operation", WITH_BODY, ids=lambda operation: operation.name)
def test_a_name_that_stands_twice_in_a_body_is_no_defect(operation: Operation, world: World) -> None:
    ask = Asking(world, operation)
    path = dict.fromkeys(ask.prepared.path, "1")
    once = orjson.dumps({**operation.body_example, **ask.prepared.body})
    for name in operation.body_example:
        twice = once[:-1] + b"," + orjson.dumps({name: None})[1:]
        _well(ask(path=path, content=twice, headers={"Content-Type": "application/json"}), name)


@pytest.mark.parametrize("operation", [each for each in OPERATIONS if each.follows_oauth], ids=lambda each: each.name)
def test_odd_text_in_a_form_is_refused(operation: Operation, world: World) -> None:
    ask = Asking(world, operation)
    known = "&".join(f"{name}={quote(str(value))}" for name, value in operation.body_example.items() if value)
    for name in operation.body_example:
        for odd in IN_ADDRESSES:
            answer = ask(
                content=f"{known}&{name}={odd}" if name not in known else f"{name}={odd}",
                headers={"Content-Type": operation.body_type},
            )
            _well(answer, (name, odd[:40]))
