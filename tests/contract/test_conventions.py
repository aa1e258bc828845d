"""The conventions of the API, held over every operation of the contract as it is published: what lands later is held to
them without a word here."""

from collections.abc import Iterator
from typing import Any

import httpx
import orjson
import pytest

from app.auth.scopes import Scope
from tests.contract.document import OPERATIONS, Operation, faults, resolved
from tests.contract.world import World
from tests.people import refused

PUBLIC = "http://127.0.0.1:8000"
NOBODY = "Bearer nothing.at.all"


SECURED = [operation for operation in OPERATIONS if operation.secured]
READS = [operation for operation in OPERATIONS if operation.method == "get"]
CHANGES = [operation for operation in OPERATIONS if operation.method != "get"]
BODIED = [operation for operation in OPERATIONS if operation.takes_json]
LISTS = [operation for operation in READS if operation.takes("cursor")]


def each(*operations: Operation) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("operation", operations, ids=lambda operation: operation.name)


EACH, EACH_SECURED, EACH_READ, EACH_CHANGE = each(*OPERATIONS), each(*SECURED), each(*READS), each(*CHANGES)
EACH_BODIED, EACH_LIST = each(*BODIED), each(*LISTS)


def address(world: World, operation: Operation) -> str:
    return world.address + operation.path.format(**world.prepare(operation).path)


def nowhere(world: World, operation: Operation) -> str:
    """The operation's address with names in it that lead to nothing."""
    names = [each["name"] for each in operation.parameters if each["in"] == "path"]
    return world.address + operation.path.format(**dict.fromkeys(names, "1"))


def ask(world: World, operation: Operation, url: str, **more: Any) -> httpx.Response:
    headers = {"Authorization": world.authorization, **more.pop("headers", {})}
    return world.client.request(operation.method.upper(), url, headers=headers, **more)


def send(world: World, operation: Operation, body: bytes, **headers: str) -> httpx.Response:
    kind = headers.pop("content_type", operation.body_type)
    given = {"If-Match": "*"} if operation.takes("If-Match") else {}
    return ask(
        world, operation, nowhere(world, operation), content=body, headers={**given, "Content-Type": kind, **headers}
    )


def enveloped(answer: httpx.Response) -> None:
    """What every answer carries."""
    assert answer.headers["X-Request-Id"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    vary = [word.strip().lower() for word in answer.headers["Vary"].split(",")]
    assert {"authorization", "origin"} <= set(vary)
    assert len(vary) == len(set(vary)), vary
    assert answer.headers["Cache-Control"]


@EACH_READ
def test_a_read_has_a_tag_and_answers_304_to_it(operation: Operation, world: World) -> None:
    url = address(world, operation)
    answer = ask(world, operation, url)
    assert answer.status_code == 200, answer.text
    enveloped(answer)
    if "304" not in operation.answers:
        assert answer.headers["Cache-Control"] == "no-store"
        return
    tag = answer.headers["ETag"]
    again = ask(world, operation, url, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == tag
    enveloped(again)
    assert ask(world, operation, url, headers={"If-None-Match": '"another"'}).status_code == 200
    caching = answer.headers["Cache-Control"]
    assert caching == "private, no-cache" if operation.secured else "public" in caching


@EACH_READ
def test_a_read_is_answered_to_head_without_its_body(operation: Operation, world: World) -> None:
    url = address(world, operation)
    whole = ask(world, operation, url)
    head = world.client.head(url, headers={"Authorization": world.authorization})
    assert (head.status_code, head.content) == (whole.status_code, b"")
    volatile = {"date", "x-request-id"}
    assert {k: v for k, v in head.headers.items() if k not in volatile} == {
        k: v for k, v in whole.headers.items() if k not in volatile
    }


@EACH
def test_a_parameter_that_nobody_asked_for_is_refused(operation: Operation, world: World) -> None:
    if operation.follows_oauth:
        return
    answer = ask(world, operation, nowhere(world, operation), params={"nonsense": "1"})
    document = refused(answer, 422, "invalid")
    assert document["errors"][0]["parameter"] == "nonsense"
    assert document["errors"][0]["in"] == "query"
    enveloped(answer)


@EACH_READ
def test_a_parameter_of_one_value_is_taken_once(operation: Operation, world: World) -> None:
    scalars = [
        each for each in operation.parameters if each["in"] == "query" and resolved(each["schema"])["type"] != "array"
    ]
    for scalar in scalars:
        answer = ask(world, operation, nowhere(world, operation), params=[(scalar["name"], "1"), (scalar["name"], "1")])
        document = refused(answer, 422, "invalid")
        assert document["errors"][0]["parameter"] == scalar["name"]


@EACH_BODIED
def test_a_field_that_is_not_known_is_named(operation: Operation, world: World) -> None:
    answer = send(world, operation, orjson.dumps({**operation.body_example, "nonsense/~": 1}))
    document = refused(answer, 422, "invalid")
    assert [error["pointer"] for error in document["errors"]] == ["#/nonsense~1~0"]


@EACH_BODIED
def test_a_body_of_another_type_is_refused_in_one_shape(operation: Operation, world: World) -> None:
    body = orjson.dumps(operation.body_example)
    for content_type in ("text/plain", "application/x-www-form-urlencoded", "application/xml", "nonsense"):
        answer = send(world, operation, body, content_type=content_type)
        refused(answer, 415, "unsupported_media_type")
        enveloped(answer)
        assert "merge-patch" in answer.headers["Accept-Patch"]
    refused(send(world, operation, body, **{"Content-Encoding": "gzip"}), 415, "unsupported_media_type")


@EACH_BODIED
def test_a_body_that_is_no_json_is_refused_with_the_place(operation: Operation, world: World) -> None:
    for body in (b'{"a": ', b"{'a': 1}", b"\xff\xfe", b'{"a": NaN}', b'{"a": Infinity}', b'{"a": "\\ud800"}'):
        answer = send(world, operation, body)
        document = refused(answer, 400, "malformed")
        assert document["errors"][0]["pointer"] == "#"
        assert "character" in document["detail"]


@EACH_BODIED
def test_odd_values_are_refused_and_never_a_defect(operation: Operation, world: World) -> None:
    odd: list[bytes] = [
        b"[]",
        b"1",
        b"null",
        b'"a"',
        b"{}",
        b"[" * 500 + b"]" * 500,
        b'{"a":' * 2000 + b"1" + b"}" * 2000,
    ]
    fields = resolved(operation.said["requestBody"]["content"][operation.body_type]["schema"])["properties"]
    values = [
        b"1e999",
        b"-0",
        b"1e-999",
        b'"\\u0000"',
        b'"\\u202e"',
        b"9" * 400,
        b"1" + b"0" * 5000,
        b"true",
        b"[[]]",
        b"{}",
        b"null",
    ]
    for field in fields:
        whole = {name: value for name, value in operation.body_example.items() if name != field}
        head = orjson.dumps({**whole, field: "@"})
        odd += [head.replace(b'"@"', value, 1) for value in values]
    for body in odd:
        answer = send(world, operation, body)
        assert answer.status_code < 500, (body[:200], answer.text)
        if answer.status_code >= 400:
            assert answer.headers["Content-Type"] == "application/problem+json"
            enveloped(answer)


@EACH_BODIED
def test_numbers_and_truths_are_not_taken_from_other_types(operation: Operation, world: World) -> None:
    fields = resolved(operation.said["requestBody"]["content"][operation.body_type]["schema"])["properties"]
    for name, schema in fields.items():
        kinds = schema.get("type", [])
        for wrong in (True, "1", 1.5, "true", 1):
            if faults(wrong, schema) and ({"integer", "number", "boolean"} & {kinds if isinstance(kinds, str) else ""}):
                answer = send(world, operation, orjson.dumps({**operation.body_example, name: wrong}))
                document = refused(answer, 422, "invalid")
                assert f"#/{name}" in [error["pointer"] for error in document["errors"]]


@EACH_BODIED
def test_too_large_a_body_is_refused_declared_or_not(operation: Operation, world: World) -> None:
    size = 1 << 21

    def chunks() -> Iterator[bytes]:
        yield b'{"a": "'
        for _ in range(size // 65536 + 1):
            yield b"a" * 65536
        yield b'"}'

    declared = send(world, operation, b'{"a": "' + b"a" * size + b'"}')
    headers = {"Authorization": world.authorization, "Content-Type": str(operation.body_type)}
    with httpx.Client(timeout=60) as fresh:
        chunked = fresh.request(operation.method.upper(), nowhere(world, operation), content=chunks(), headers=headers)
    for answer in (declared, chunked):
        refused(answer, 413, "too_large")
        enveloped(answer)


@EACH_SECURED
def test_nothing_is_answered_without_a_good_token(operation: Operation, world: World) -> None:
    url = nowhere(world, operation)
    bodies = []
    for authorization in ({}, {"Authorization": NOBODY}, {"Authorization": "Basic YTpi"}, {"Authorization": "Bearer"}):
        answer = world.client.request(operation.method.upper(), url, headers=authorization)
        document = refused(answer, 401, "unauthenticated")
        assert answer.headers["WWW-Authenticate"].startswith("Bearer ")
        enveloped(answer)
        bodies.append({key: document[key] for key in document if key not in ("request_id", "detail")})
    assert all(body == bodies[0] for body in bodies)


@EACH_SECURED
def test_a_token_of_another_scope_is_refused_before_anything_is_looked_up(operation: Operation, world: World) -> None:
    (needed,) = operation.said["security"][0]["signIn"]
    other = Scope.events_read if needed != Scope.events_read else Scope.me_read
    answer = world.client.request(
        operation.method.upper(),
        nowhere(world, operation),
        headers={"Authorization": world.authorization_for(frozenset({other}))},
        **({"json": operation.body_example} if operation.body_type == "application/json" else {}),
    )
    refused(answer, 403, "insufficient_scope")
    assert "insufficient_scope" in answer.headers["WWW-Authenticate"]
    enveloped(answer)


ON_BEHALF = {
    "post_problem",
    "comment_on_problem",
    "comment_on_solution",
    "comment_on_validation",
    "mark_affected",
    "withdraw_affected_mark",
    "link_ticket_to_problem",
    "link_ticket_to_solution",
    "link_ticket_to_validation",
    "change_ticket_link",
    "remove_ticket_link",
}


def test_what_is_done_on_behalf_is_named() -> None:
    assert {operation.name for operation in OPERATIONS if operation.takes("On-Behalf-Of")} == ON_BEHALF


@each(*(operation for operation in OPERATIONS if operation.name not in ON_BEHALF and not operation.follows_oauth))
def test_whatever_else_is_done_by_oneself_only(operation: Operation, world: World) -> None:
    """Before anything is looked up, whoever asks."""
    for authorization in ({"Authorization": world.authorization}, {}):
        answer = world.client.request(
            operation.method.upper(), nowhere(world, operation), headers={"On-Behalf-Of": "x", **authorization}
        )
        document = refused(answer, 422, "invalid")
        assert [(error["parameter"], error["in"]) for error in document["errors"]] == [("On-Behalf-Of", "header")]
        enveloped(answer)


@EACH
def test_another_method_is_refused_and_told_which_there_are(operation: Operation, world: World) -> None:
    answer = world.client.request("PROPFIND", nowhere(world, operation))
    refused(answer, 405, "method_not_allowed")
    enveloped(answer)
    methods = {each.method.upper() for each in OPERATIONS if each.path == operation.path}
    allowed = {method.strip() for method in answer.headers["Allow"].split(",")}
    assert allowed == methods | ({"HEAD"} if "GET" in methods else set())


def test_an_address_that_is_none_is_not_found(world: World) -> None:
    for path in ("/api/v1/nonsense", "/nonsense", "/api/v1/problems/", "/api/v2/problems", "/api/v1//problems"):
        answer = world.client.get(world.address + path, headers={"Authorization": world.authorization})
        refused(answer, 404, "not_found")
        enveloped(answer)


@EACH_CHANGE
def test_a_change_of_what_is_not_there_is_not_found(operation: Operation, world: World) -> None:
    if "{" not in operation.path or operation.body_type is not None:
        return
    headers = {"If-Match": "*"} if operation.takes("If-Match") else {}
    refused(ask(world, operation, nowhere(world, operation), headers=headers), 404, "not_found")


def test_links_come_from_the_public_address_whatever_the_host_says(world: World) -> None:
    for host in ("evil.example", "127.0.0.1"):
        headers = {"Authorization": world.authorization, "Host": host, "X-Forwarded-Host": "evil.example"}
        site = {"code": world.unique("H"), "name": "Here", "region": "Europe", "time_zone": "Europe/Zurich"}
        made = world.client.post("/sites", json=site, headers=headers)
        assert made.headers["Location"].startswith(f"{PUBLIC}/api/v1/sites/"), made.text
        page = world.client.get("/sites", params={"limit": 1}, headers=headers)
        assert page.headers["Link"].startswith(f"<{PUBLIC}/api/v1/sites?")


def test_a_browser_of_a_configured_origin_may_read_every_answer_and_no_other_may(world: World) -> None:
    ours, theirs = {"Origin": "https://front.example"}, {"Origin": "https://evil.example"}
    big = b'"' + b"a" * (1 << 21) + b'"'
    signed = {"Authorization": world.authorization}
    json = {"Content-Type": "application/json"}
    for origin, expected in ((ours, "https://front.example"), (theirs, None)):
        answers = {
            200: world.client.get("/me", headers={**signed, **origin}),
            401: world.client.get("/me", headers=origin),
            404: world.client.get("/nonsense", headers=origin),
            405: world.client.request("PROPFIND", "/me", headers=origin),
            413: world.client.post("/problems/x/solutions", content=big, headers={**signed, **origin, **json}),
            422: world.client.get("/me", params={"x": 1}, headers={**signed, **origin}),
            500: world.client.get("/a-defect", headers=origin),
        }
        for status, answer in answers.items():
            assert answer.status_code == status
            assert answer.headers.get("Access-Control-Allow-Origin") == expected, status
            enveloped(answer)
        if expected is not None:
            exposed = {word.strip() for word in answers[200].headers["Access-Control-Expose-Headers"].split(",")}
            told = {
                name for each in OPERATIONS for answer in each.answers.values() for name in answer.get("headers", {})
            }
            assert exposed == told | {"X-Request-Id"}
    taken = {each["name"] for operation in SECURED for each in operation.parameters if each["in"] == "header"}
    asked = {
        "Access-Control-Request-Method": "PATCH",
        "Access-Control-Request-Headers": ", ".join(sorted(taken | {"Authorization", "Content-Type"})).lower(),
    }
    preflight = world.client.options("/me", headers={**ours, **asked})
    assert preflight.status_code == 200
    assert preflight.headers["Access-Control-Allow-Origin"] == "https://front.example"
    assert preflight.headers["Access-Control-Max-Age"] == "7200"
    assert "Access-Control-Allow-Origin" not in world.client.options("/me", headers={**theirs, **asked}).headers
    assert "Access-Control-Allow-Credentials" not in preflight.headers


@EACH_LIST
def test_a_page_has_bounds_and_a_cursor_fits_only_its_query(operation: Operation, world: World) -> None:
    url = address(world, operation)
    for limit in ("0", "101", "-1", "x", "1.5"):
        document = refused(ask(world, operation, url, params={"limit": limit}), 422, "invalid")
        assert document["errors"][0]["parameter"] == "limit"
    assert ask(world, operation, url, params={"limit": "100"}).status_code == 200
    cursor = world.cursor
    for wrong in (cursor, flipped(cursor), "x", "é", cursor[:-2], "A" * 100):
        document = refused(ask(world, operation, url, params={"cursor": wrong}), 422, "cursor_mismatch")
        assert document["errors"][0]["parameter"] == "cursor"


def flipped(cursor: str) -> str:
    return ("B" if cursor[0] == "A" else "A") + cursor[1:]


def test_a_cursor_fits_only_its_list_its_filters_and_its_reader(world: World) -> None:
    for _ in range(3):
        world.new_objective()
    headers = {"Authorization": world.authorization}
    first = world.client.get("/objectives", params={"limit": 1, "retired": "false"}, headers=headers).json()
    cursor = first["next_cursor"]
    good = world.client.get("/objectives", params={"limit": 2, "retired": "false", "cursor": cursor}, headers=headers)
    assert len(good.json()["items"]) == 2
    for path, params, who in (
        ("/objectives", {"retired": "true"}, world.authorization),
        ("/objectives", {}, world.authorization),
        ("/objectives", {"retired": "false", "sort": "ends_on"}, world.authorization),
        ("/sites", {"retired": "false"}, world.authorization),
        ("/objectives", {"retired": "false"}, world.someone[1]),
    ):
        answer = world.client.get(path, params={**params, "cursor": cursor}, headers={"Authorization": who})
        refused(answer, 422, "cursor_mismatch")
    for place in range(len(cursor)):
        other = "B" if cursor[place] == "A" else "A"
        changed = cursor[:place] + other + cursor[place + 1 :]
        answer = world.client.get("/objectives", params={"retired": "false", "cursor": changed}, headers=headers)
        refused(answer, 422, "cursor_mismatch")


def test_pages_are_full_and_stable_while_others_insert(world: World) -> None:
    problem = world.new_problem()
    path, headers = f"/problems/{problem}/comments", {"Authorization": world.authorization}

    def say(number: int) -> str:
        return str(world.post(path, {"body": f"The {number}th."})["id"])

    before = [say(number) for number in range(7)]
    seen: list[str] = []
    cursor: dict[str, Any] = {}
    while True:
        page = world.client.get(path, params={"limit": 2, **cursor}, headers=headers).json()
        seen += [item["id"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        assert len(page["items"]) == 2
        cursor = {"cursor": page["next_cursor"]}
        say(100)
        if len(seen) > 40:
            break
    assert [identity for identity in seen if identity in before] in (before, before[::-1])
    assert len(seen) == len(set(seen))
