"""Everybody gets of every operation what the matrix declares; and what is hidden from somebody is answered to them as
what does not exist, to the letter."""

from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from app.core.ids import new_id
from app.domain.vocabulary import Visibility
from tests.contract.document import OPERATIONS
from tests.contract.world import Prepared
from tests.rights.inside import PERSONAL, Inside
from tests.rights.matrix import CALLERS, LINES, Line

_OWN_TO_AN_ANSWER = {"x-request-id", "date"}


def test_every_operation_has_a_line() -> None:
    assert {line.operation.name for line in LINES} == {operation.name for operation in OPERATIONS}
    assert len({line.name for line in LINES}) == len(LINES)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_everybody_gets_what_is_theirs(line: Line, insides: Mapping[Visibility, Inside]) -> None:
    differing: list[str] = []
    for visibility in line.visibilities:
        inside = insides[visibility]
        prepared: Prepared | None = None
        for caller in CALLERS:
            if prepared is None or line.name in PERSONAL:
                prepared = inside.prepared(line, caller)
            answer = inside.ask(line, prepared, caller)
            declared, got = line.declared(caller, visibility), sign_of(line, answer, inside, caller)
            if got != declared:
                differing.append(f"{visibility} {caller}: {declared} declared, {got}: {answer.text[:300]}")
            if got == "." and declared == ".":
                nothing = inside.ask(line, nowhere(prepared), caller)
                if plain(answer) != plain(nothing):
                    differing.append(f"{visibility} {caller}: {plain(answer)}, but of nothing {plain(nothing)}")
            if answer.is_success and line.operation.method != "get":
                prepared = None
        if "membership (one's own" in line.name:
            inside.restore()
    assert not differing, "\n".join(differing)


def sign_of(line: Line, answer: httpx.Response, inside: Inside, caller: str) -> str:
    """An answer as the matrix writes it."""
    match answer.status_code:
        case 401:
            return "!"
        case 403:
            return "s" if answer.json()["code"] == "insufficient_scope" else "-"
        case 404:
            return "."
        case 400 | 409 | 422:
            return "="
        case status if 200 <= status < 300:
            return "+" if _holds_the_inside(line, answer, inside, caller) else "o"
        case status:
            return str(status)


def _holds_the_inside(line: Line, answer: httpx.Response, inside: Inside, caller: str) -> bool:
    if line.operation.name == "read_community":
        return answer.json()["member_count"] is not None
    if line.operation.name == "list_communities":
        return inside.community in _slugs(answer, inside, caller)
    if any((each["name"], each["in"]) == ("community", "query") for each in line.operation.parameters):
        return bool(inside.ask(line, Prepared(), caller, params={"community": inside.community}).json()["items"])
    return True


def _slugs(answer: httpx.Response, inside: Inside, caller: str) -> set[str]:
    slugs: set[str] = set()
    while True:
        page: Any = answer.json()
        slugs |= {item["slug"] for item in page["items"]}
        if page["next_cursor"] is None:
            return slugs
        headers = {"Authorization": inside.callers[caller].authorization or ""}
        answer = inside.client.get("/communities", params={"cursor": page["next_cursor"]}, headers=headers)


def nowhere(prepared: Prepared) -> Prepared:
    """The same request for a thing that does not exist, its name as long."""
    name, value = next(iter(prepared.path.items()))
    return Prepared({**prepared.path, name: nothing_like(value)}, prepared.body, prepared.authorization)


def nothing_like(name: str) -> str:
    """An id of nothing, or a slug or key that differs from this one in a letter."""
    if len(name) == 36 and name.count("-") == 4:
        return str(new_id())
    slug, hyphen, number = name.rpartition("-") if name.endswith("-1") else (name, "", "")
    return slug[:-1] + ("y" if slug.endswith("z") else "z") + hyphen + number


def plain(answer: httpx.Response) -> tuple[int, dict[str, str], dict[str, Any]]:
    """An answer without what differs between any two."""
    headers = {name: value for name, value in answer.headers.items() if name not in _OWN_TO_AN_ANSWER}
    document = {name: value for name, value in answer.json().items() if name not in ("request_id", "instance")}
    return answer.status_code, headers, document
