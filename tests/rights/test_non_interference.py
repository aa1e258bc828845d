"""Two worlds that differ only in what is private answer an outsider, and an administrator, alike: what lies inside
changes no byte, header, tag, cursor, count or event of theirs, and no word of it stands in any answer or log.

The second world is a copy of the first, in which a listed community was filled and a private one founded. What is
public has the same ids and times in both, so reads are compared to the byte; what is written afterwards gets ids,
times, and tags over them, of its own, and is compared without these.
"""

import asyncio
import logging
import os
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import httpx

from app.auth.scopes import EVERY_SCOPE
from app.core.logging import JsonLines
from app.core.settings import Settings
from app.http.requests import PREFIX
from app.main import create_app
from tests.conftest import SERVER, TEMPLATE, named, replace_database
from tests.contract.document import DOCUMENT, OPERATIONS, Operation
from tests.environments import keeps
from tests.estate import GENEVA, WINDOWS
from tests.people import Organization, Person, found_community, ok
from tests.rights.private import MARK, fill, found_private

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_CURSOR = re.compile(r'(?<="next_cursor":")[\w-]+|(?<=cursor=)[\w-]+')
_DIGEST = re.compile(r'(?<=-)[0-9a-f]{18}(?=")|(?<=^")[0-9a-f]{18}(?="$)')
TELLING = (
    *("problem", "component", "member", "ticket", "listed"),
    *("private community", "private problem", "listed solution", "private ticket", "listed ticket"),
)
"""What a filter by id, or by the key of a ticket, is given: four that everybody sees, and six that are hidden or half
so."""
PEOPLE = ("outsider", "admin", "ann", "bob", "leaver")
"""The last three are those inside."""


@asynccontextmanager
async def serving(url: str, folder: Path, ids: dict[str, tuple[UUID, UUID]] | None = None) -> AsyncIterator[Any]:
    """An organization on a database, and its people; those that are there already, where their ids are given."""
    app = create_app(Settings(data_dir=folder), url)
    link = await asyncpg.connect(url)
    async with app.router.lifespan_context(app):
        organization = Organization(app, link)
        people: dict[str, Person] = {}
        for name in PEOPLE:
            if ids is None:
                people[name] = await organization.member(name, role="administrator" if name == "admin" else "member")
            else:
                people[name] = Person(ids[name][0], name, organization.signed_in(*ids[name], EVERY_SCOPE), ids[name][1])
        yield organization, people
        await organization.close()
    await link.close()


async def public(organization: Organization, people: dict[str, Person]) -> dict[str, str]:
    """What everybody sees: the estate, an open community with something in it, and a listed one, empty inside."""
    admin, ann, outsider = people["admin"], people["ann"], people["outsider"]
    site = (await admin.make("/sites", GENEVA))["id"]
    component = (await admin.make("/components", WINDOWS))["id"]
    environments = {
        f"environment of {name}": await keeps(organization, people[name], "GVA", {component: "10.0"})
        for name in ("ann", "bob", "outsider")
    }
    objective = {"title": "Run", "description": "", "owner_id": str(admin.id)}
    made = await admin.make("/objectives", {**objective, "starts_on": "2026-01-01", "ends_on": "2026-12-31"})
    await found_community(outsider, slug="square")
    for number in range(3):
        problem = await outsider.make("/communities/square/problems", {"title": f"Public {number}", "statement": "Yes"})
    given = {"title": "Restart", "kind": "fix", "summary": "Restart", "steps": "Restart", "applicability": []}
    solution = await outsider.make("/problems/square-3/solutions", given)
    ok(await outsider.put(f"/solutions/{solution['id']}/proposal"))
    validated = {"environment_id": environments["environment of ann"], "revision": 1, "outcome": "confirmed"}
    validation = await ann.make(f"/solutions/{solution['id']}/validations", {**validated, "machines": 1})
    comment = await ann.make("/problems/square-3/comments", {"body": "Here too."})
    ticket = {"system": "rt", "key": "RT-1", "state": "open"}
    link = await outsider.make("/problems/square-3/ticket-links", ticket)
    item = await outsider.make("/communities/square/action-items", {"title": "Ask"})
    expires_at = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    token = await ann.make("/me/tokens", {"name": "Report", "scopes": ["me:read"], "expires_at": expires_at})
    listed = await found_community(ann, slug="club", visibility="listed", process={"joining": "request"})
    return {
        "site": site,
        "component": component,
        **environments,
        "objective": made["id"],
        "problem": problem["id"],
        "solution": solution["id"],
        "validation": validation["id"],
        "comment": comment["id"],
        "ticket_link": link["id"],
        "ticket": ticket["key"],
        "action_item": item["id"],
        "token": token["id"],
        "community": "square",
        "listed": listed["id"],
        "member": str(ann.id),
    }


async def hide(people: dict[str, Person], things: dict[str, str]) -> dict[str, str]:
    """Fills the listed community, and founds and fills a private one; the ids of all of it."""
    ann, bob, leaver = (people[name] for name in ("ann", "bob", "leaver"))
    environments = {ann.id: things["environment of ann"], bob.id: things["environment of bob"]}
    slug = await found_private(ann, objective_ids=[things["objective"]])
    private = await fill(ann, bob, leaver, slug, things["component"], environments)
    club = await fill(ann, bob, leaver, "club", things["component"], environments)
    return {
        **{f"private {kind}": identity for kind, identity in private.items()},
        **{f"listed {kind}": identity for kind, identity in club.items()},
        "private community": slug,
    }


def reads(things: dict[str, str], hidden: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Every GET of the contract: of each thing of its kind, public and hidden, and each list in each order, by each
    filter and each value that means something."""
    for operation in OPERATIONS:
        if operation.method != "get":
            continue
        for path in _addresses(operation, {**things, **hidden}):
            yield path, {}
            for parameter in operation.parameters:
                if parameter["in"] == "query" and parameter["name"] not in ("limit", "cursor"):
                    for value in _values(parameter, {**things, **hidden}):
                        yield path, {parameter["name"]: value}


def _addresses(operation: Operation, things: dict[str, str]) -> Iterator[str]:
    names = [each["name"] for each in operation.parameters if each["in"] == "path"]
    if not names:
        yield operation.path
        return
    for kind, identity in things.items():
        if kind.split()[-1] in (names[0], "listed", "key") or kind == names[0] or kind.startswith(f"{names[0]} of"):
            rest = {"revision": "1", "process_version": "1", "member": things["member"]}
            rest |= {
                name: next((v for k, v in things.items() if k.split()[0] == name or k.endswith(f" {name}")), "none")
                for name in names[1:]
                if name not in rest
            }
            yield operation.path.format(**{**rest, names[0]: identity})


def _values(parameter: Any, things: dict[str, str]) -> Iterator[str]:
    schema = parameter["schema"]
    schema = schema.get("items", schema)
    while "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    if "enum" in schema or "const" in schema:
        yield from map(str, schema.get("enum", [schema.get("const")]))
    elif schema.get("type") == "boolean":
        yield from ("true", "false")
    else:
        yield from (things[kind] for kind in TELLING)


async def read_all(person: Person, wanted: list[Any]) -> list[httpx.Response]:
    """Each list also page by page, one thing a page."""
    answers: list[httpx.Response] = []

    async def ask(path: str, query: dict[str, str]) -> httpx.Response:
        answers.append(await person.client.get(path, params=query))
        return answers[-1]

    for path, query in wanted:
        answer = await ask(path, query)
        if query or not answer.is_success or "next_cursor" not in answer.json():
            continue
        following: dict[str, str] = {}
        for _ in range(12):
            page = await ask(path, {"limit": "1", **following})
            if page.json()["next_cursor"] is None or not page.json()["items"]:
                break
            following = {"cursor": page.json()["next_cursor"]}
    return answers


async def write_all(people: dict[str, Person], things: dict[str, str], hidden: dict[str, str]) -> list[httpx.Response]:
    """What an outsider writes, with the hidden in it; and what an administrator does to what the hidden rests on."""
    log: list[httpx.Response] = []
    outsider, admin, ann, bob = (people[name] for name in ("outsider", "admin", "ann", "bob"))
    posting, everything = {"Idempotency-Key": "one"}, {"If-Match": "*"}
    ticket = {"system": "rt", "key": hidden["private ticket"]}

    async def does(person: Person, method: str, path: str, given: Any = None, headers: Any = None) -> None:
        log.append(await person.client.request(method, PREFIX + path, json=given, headers=headers or {}))

    for identity in hidden.values():
        problem = {"title": "Mine", "statement": "Mine", "parent_id": identity}
        await does(outsider, "POST", "/communities/square/problems", problem)
        closure = {"reason": "duplicate", "duplicate_of_id": identity}
        await does(outsider, "PUT", "/problems/square-1/closure", closure)
        for path in (f"/problems/{identity}/comments", f"/communities/{identity}/memberships"):
            await does(outsider, "POST", path, {"body": "Hello", "member_id": str(outsider.id)}, posting)
        await does(outsider, "PATCH", f"/problems/{identity}", {"title": "Mine"}, everything)
        await does(outsider, "PATCH", f"/action-items/{identity}", {"title": "Mine"}, everything)
        for kind in ("problems", "solutions", "validations"):
            await does(outsider, "POST", f"/{kind}/{identity}/ticket-links", ticket)
        await does(outsider, "PATCH", f"/ticket-links/{identity}", {"state": "open"}, everything)
        await does(outsider, "DELETE", f"/ticket-links/{identity}", None, everything)
    # What came under this reference to them came nowhere else.
    referred = {"external_reference": ticket}
    await does(outsider, "POST", "/communities/square/problems", {"title": "It", "statement": "It", **referred})
    await does(outsider, "POST", "/problems/square-1/comments", {"body": "It", **referred})
    await does(outsider, "PUT", "/problems/square-1/affected-marks/none", {"machines": 0, **referred})
    await does(outsider, "POST", "/problems/square-1/ticket-links", ticket)
    await does(outsider, "POST", "/communities", {"slug": "another", "name": "Another"})
    await does(outsider, "POST", "/communities/square/problems", {"title": "Mine", "statement": "Mine"}, posting)
    await does(outsider, "POST", "/problems/square-1/comments", {"body": "Hello"}, posting)
    await does(outsider, "POST", "/communities/club/memberships", {"member_id": str(outsider.id), "role": "member"})
    keeper = f"/environments/{things['environment of ann']}"
    await does(ann, "PATCH", keeper, {"machines": 1}, everything)
    await does(ann, "PUT", f"{keeper}/retirement", None, everything)
    for path in (
        f"/sites/{things['site']}",
        f"/components/{things['component']}",
        f"/objectives/{things['objective']}",
    ):
        await does(admin, "PATCH", path, {"title": "X"} if "objective" in path else {"name": "X"}, everything)
        await does(admin, "PUT", f"{path}/retirement", None, everything)
    await does(admin, "PATCH", f"/members/{bob.id}", {"name": "Bert"}, everything)
    await does(admin, "PUT", f"/members/{bob.id}/deactivation", None, everything)
    await does(admin, "GET", f"/members/{bob.id}/account-events")
    return log


def exactly(answer: httpx.Response) -> tuple[Any, ...]:
    headers = {name: value for name, value in answer.headers.items() if name != "x-request-id"}
    body = re.sub(rb'"request_id":"\w+"', b"", answer.content)
    return str(answer.request.url), answer.status_code, headers, body


def loosely(answers: list[httpx.Response], known: str) -> list[tuple[Any, ...]]:
    """Answers with their new ids numbered in the order in which they are met, and new times, tags and cursors left
    out; what was there before stays as it is."""
    numbers: dict[str, str] = {}
    following = count()

    def number(found: re.Match[str]) -> str:
        word = found[0]
        return word if word in known else numbers.setdefault(word, f"id {next(following)}")

    def plain(text: str) -> str:
        text = _TIME.sub(lambda found: found[0] if found[0] in known else "then", text)
        return _DIGEST.sub("", _CURSOR.sub("cursor", _UUID.sub(number, text)))

    told = []
    for answer in answers:
        url, status, headers, body = exactly(answer)
        told.append((plain(url), status, {name: plain(value) for name, value in headers.items()}, plain(body.decode())))
    return told


def alike(before: list[tuple[Any, ...]], after: list[tuple[Any, ...]]) -> None:
    for one, other in zip(before, after, strict=True):
        for mine, theirs in zip(one, other, strict=True):
            assert mine == theirs, one[0]


class Heard(logging.Handler):
    """All that the program logs, as it is written."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(JsonLines().format(record))


async def test_what_is_private_changes_nothing_for_those_outside(worker_id: str, tmp_path: Path) -> None:
    base, empty, full = (f"alliance_{word}_{worker_id}" for word in ("public", "without", "within"))
    server = os.environ[SERVER]
    heard = Heard()
    root = logging.getLogger()
    root.addHandler(heard)
    try:
        await replace_database(server, base, TEMPLATE)
        async with serving(named(server, base), tmp_path) as (organization, people):
            things = await public(organization, people)
            ids = {name: (person.id, person.sign_in_id) for name, person in people.items()}
        await replace_database(server, empty, base)
        await replace_database(server, full, base)
        async with AsyncExitStack() as both:
            without, they = await both.enter_async_context(serving(named(server, empty), tmp_path, ids))
            within, those = await both.enter_async_context(serving(named(server, full), tmp_path, ids))
            hidden = await hide(those, things)
            await asyncio.gather(without.settled(), within.settled())
            wanted = list(reads(things, hidden))
            everything: list[httpx.Response] = []
            known = ""
            for name in ("outsider", "admin"):
                before, after = await read_all(they[name], wanted), await read_all(those[name], wanted)
                alike([exactly(each) for each in before], [exactly(each) for each in after])
                known += "".join(each.text for each in before)
                everything += after
            before = await write_all(they, things, hidden)
            after = await write_all(those, things, hidden)
            await asyncio.gather(without.settled(), within.settled())
            known += str(hidden)
            unfiltered = [(path, query) for path, query in wanted if not query]
            for name in ("outsider", "admin"):
                before += await read_all(they[name], unfiltered)
                after += await read_all(those[name], unfiltered)
            alike(loosely(before, known), loosely(after, known))
            everything += after
    finally:
        root.removeHandler(heard)
    assert len(everything) > 800
    assert sum(answer.status_code == 200 for answer in everything) > 250
    own = hidden["private community"]
    for answer in everything:
        told = exactly(answer)
        asked = str(answer.request.url)
        words = (
            str(told[2:]).lower().replace(own, "")
            if own in asked or own in str(answer.request.content)
            else str(told[2:]).lower()
        )
        assert MARK.lower() not in words, asked
    assert MARK.lower() not in "".join(heard.lines).lower()
