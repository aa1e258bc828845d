"""An organization with one of everything in it, and for each operation of the contract what makes it a success: the
thing it is about, in the state it needs, and the references that its body names.

The caller is an administrator, coordinates the community, and keeps the environment. What an operation uses up is made
anew each time; an operation that needs nothing more than the things its path names stands in no table here.
"""

import hashlib
import hmac
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import httpx
import requests

from app.auth.scopes import Scope
from app.http.requests import PREFIX
from tests.contract.document import BY_NAME, Operation

PASSWORD = "correct horse battery staple"
WEBHOOK_SECRET = "a secret that signs webhooks"

_WEBHOOKS = 20

STATUSES: dict[str, list[int]] = {}
"""What the test that is running was answered, by operation."""


@dataclass
class Prepared:
    """What makes an operation succeed: values of its path, fields of its body, whose token it takes where that is not
    the caller's, and headers that know it in the place of one."""

    path: dict[str, str] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    authorization: str | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class World:
    """`address` is the server's; `authorization` the caller's header, which `authorization_for` narrows;
    `listening` gives the statements that reach the database meanwhile."""

    address: str
    authorization: str
    caller_id: str
    authorization_for: Callable[[frozenset[Scope]], str]
    listening: Callable[[], AbstractContextManager[list[str]]]
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    community: str = "network"
    visibility: str = "open"
    client: httpx.Client = field(init=False)
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.address + PREFIX, timeout=60)
        self.settle()

    def settle(self) -> None:
        """Makes what stands for as long as the world does."""
        given = {"slug": self.community, "name": "Network", "visibility": self.visibility}
        self.community = self.post("/communities", {**given, "process": {"joining": "request"}})["slug"]
        self.site = self.post("/sites", {**_example("make_site"), "code": "GVA"})["id"]
        self.component = self.post("/components", {**_example("make_component"), "version_scheme": "dotted"})["id"]
        self.someone = self.new_person()
        self.environment = self.new_environment()
        self.objective = self.new_objective()
        self.cursor = self._cursor()

    def close(self) -> None:
        self.client.close()
        self.session.close()

    def request(self, method: str, path: str, given: Any = None, *, authorization: str | None = None) -> Any:
        headers = {"Authorization": authorization or self.speaker(path)}
        if method in ("PATCH", "PUT", "DELETE") or path.endswith("/revisions"):
            headers["If-Match"] = "*"
        answer = self.client.request(method, path, headers=headers, **({} if given is None else {"json": given}))
        assert answer.is_success, f"{method} {path}: {answer.text}"
        return answer.json() if answer.content else None

    def speaker(self, _path: str) -> str:
        """Whose token is sent for what is prepared at an address."""
        return self.authorization

    def post(self, path: str, given: Any = None, **more: Any) -> Any:
        return self.request("POST", path, given, **more)

    def prepare(self, operation: Operation) -> Prepared:
        """Everything an operation needs, as fresh as it needs it."""
        recipe = RECIPES.get(operation.name)
        prepared = Prepared() if recipe is None else recipe(self)
        named = [each["name"] for each in operation.parameters if each["in"] == "path"]
        for name in named:
            if name not in prepared.path:
                prepared.path[name] = THINGS[name](self)
        return prepared

    def unique(self, word: str) -> str:
        return f"{word}-{next(self.numbers)}"

    def unique_slug(self) -> str:
        return self.unique("community").replace("-", "")

    def _cursor(self) -> str:
        """A good one, of a list of its own."""
        self.post("/sites", {**_example("make_site"), "code": "ZRH"})
        return str(self.request("GET", "/sites?limit=1&retired=false")["next_cursor"])

    def new_environment(self) -> str:
        given = {"site_id": self.site, "name": self.unique("Desktops"), "machines": 1000, "configuration": []}
        return str(self.post("/environments", given)["id"])

    def new_objective(self) -> str:
        return str(self.post("/objectives", {**_example("set_objective"), "owner_id": self.caller_id})["id"])

    def new_problem(self, **more: Any) -> str:
        given = {**_example("post_problem"), "component_ids": [self.component], **more}
        return str(self.post(f"/communities/{self.community}/problems", given)["id"])

    def new_solution(self, problem: str | None = None, *, proposed: bool = False) -> str:
        path = f"/problems/{problem or self.new_problem()}/solutions"
        made = self.post(path, {**_example("post_solution"), "applicability": []})["id"]
        if proposed:
            self.request("PUT", f"/solutions/{made}/proposal")
        return str(made)

    def new_validation(self, solution: str | None = None) -> str:
        path = f"/solutions/{solution or self.new_solution(proposed=True)}/validations"
        return str(self.post(path, {**_example("give_validation"), **self.environment_kept})["id"])

    @property
    def environment_kept(self) -> dict[str, Any]:
        return {"environment_id": self.environment, "revision": 1, "machines": 1}

    def new_member(self, **more: Any) -> Any:
        given = {**_example("make_member"), "email": f"{self.unique('member')}@example.org", **more}
        return self.post("/members", given)

    def new_service_account(self) -> str:
        return str(self.new_member(kind="service")["id"])

    def new_token(self, path: str = "/me/tokens") -> Any:
        return self.post(path, {**_example("make_my_token"), **_for_a_day()})

    def new_person(self) -> tuple[Any, str]:
        """A member with a password, and an access token of theirs."""
        made = self.new_member()
        self.post("/auth/registrations", {"invitation_token": made["invitation_token"], "password": PASSWORD})
        form = {"grant_type": "password", "username": made["email"], "password": PASSWORD}
        answer = self.client.post("/auth/token", data=form)
        assert answer.is_success, answer.text
        return made, f"Bearer {answer.json()['access_token']}"

    def new_connector(self, *, accepted: bool = False) -> str:
        made = str(self.post("/connectors", {**_example("make_connector"), **self.ticket_system()})["id"])
        if accepted:
            self.request("PUT", f"/connectors/{made}/acceptance")
        return made

    def ticket_system(self) -> dict[str, Any]:
        """In memory, for the community, by a service account that is a member of it."""
        service = self.new_service_account()
        self.post(f"/communities/{self.community}/memberships", {"member_id": service, "role": "member"})
        return {
            "kind": "memory",
            "system": self.unique("desk"),
            "config": {"world": self.unique("world")},
            "secret": {"webhook_secrets": [WEBHOOK_SECRET]},
            "community_id": self.request("GET", f"/communities/{self.community}")["id"],
            "member_id": service,
        }

    def new_webhook(self) -> str:
        """A member may have only so many: of many the oldest go."""
        held = self.request("GET", "/webhooks?limit=100")["items"]
        for old in held[_WEBHOOKS:] if len(held) > 3 * _WEBHOOKS else []:
            self.request("DELETE", f"/webhooks/{old['id']}")
        return str(self.post("/webhooks", {**_example("make_webhook"), "community_ids": []})["id"])


def _example(operation: str) -> dict[str, Any]:
    return dict(BY_NAME[operation].body_example)


def _for_a_day() -> dict[str, Any]:
    return {"expires_at": (datetime.now(UTC) + timedelta(days=1)).isoformat()}


def _token_of_member(world: World) -> Prepared:
    member = world.new_service_account()
    return Prepared({"member": member, "token": world.new_token(f"/members/{member}/tokens")["id"]})


def _component(world: World) -> str:
    return str(world.post("/components", {**_example("make_component"), "name": world.unique("Windows")})["id"])


def _release(world: World) -> str:
    given = {**_example("add_release"), "component_version": world.unique("1")}
    return str(world.post(f"/components/{world.component}/releases", given)["id"])


def _comment(world: World) -> str:
    return str(world.post(f"/problems/{world.new_problem()}/comments", _example("comment_on_problem"))["id"])


def _ticket_link(world: World) -> str:
    given = {**_example("link_ticket_to_problem"), "key": world.unique("RT")}
    return str(world.post(f"/problems/{world.new_problem()}/ticket-links", given)["id"])


def _signed(world: World) -> Prepared:
    """The example, signed as a ticket system in memory signs."""
    said = BY_NAME["take_delivery"].body_example.encode()
    digest = hmac.new(WEBHOOK_SECRET.encode(), said, hashlib.sha256).hexdigest()
    return Prepared({"connector": world.new_connector(accepted=True)}, headers={"X-Signature": digest})


def _action_item(world: World) -> str:
    given = {"title": "Ask the vendor", "owner_id": world.caller_id}
    return str(world.post(f"/communities/{world.community}/action-items", given)["id"])


def _job(world: World) -> str:
    world.post(f"/webhooks/{world.new_webhook()}/tests")
    return str(world.request("GET", "/jobs?state=waiting")["items"][0]["id"])


def _site(world: World) -> str:
    return str(world.post("/sites", {**_example("make_site"), "code": world.unique("S")})["id"])


THINGS: dict[str, Callable[[World], str]] = {
    "community": lambda world: world.community,
    "problem": lambda world: world.new_problem(),
    "solution": lambda world: world.new_solution(),
    "validation": lambda world: world.new_validation(),
    "revision": lambda _: "1",
    "component": _component,
    "release": _release,
    "environment": lambda world: world.new_environment(),
    "objective": lambda world: world.new_objective(),
    "site": _site,
    "comment": _comment,
    "ticket_link": _ticket_link,
    "action_item": _action_item,
    "process_version": lambda _: "1",
    "member": lambda world: str(world.new_member()["id"]),
    "token": lambda world: str(world.new_token()["id"]),
    "webhook": lambda world: world.new_webhook(),
    "connector": lambda world: world.new_connector(),
    "job": lambda world: _job(world),
}
"""What a name in a path is, where nothing more is asked of it."""


def _in_state(thing: str, path: str) -> Callable[[World], Prepared]:
    """The thing with a state of it made by PUT."""

    def prepare(world: World) -> Prepared:
        made = THINGS[thing](world)
        world.request("PUT", path.format(made))
        return Prepared({thing: made})

    return prepare


def _closed(world: World) -> Prepared:
    problem = world.new_problem()
    world.request("PUT", f"/problems/{problem}/closure", {"reason": "obsolete"})
    return Prepared({"problem": problem})


def _succeeded(world: World, *, named: bool) -> Prepared:
    problem = world.new_problem()
    solution, other = world.new_solution(problem), world.new_solution(problem)
    body = {"successor_id": other, "reason": "It needs no restart."}
    if named:
        world.request("PUT", f"/solutions/{solution}/successor", body)
    return Prepared({"solution": solution}, body)


def _carried(world: World) -> Prepared:
    solution = world.new_solution(proposed=True)
    validation = world.new_validation(solution)
    world.post(f"/solutions/{solution}/revisions", {**_example("revise_solution"), "steps": "Other steps."})
    return Prepared({"validation": validation})


def _framed(world: World) -> Prepared:
    problem = world.new_problem(form="unstructured")
    framing = world.post(f"/problems/{problem}/framings", _example("offer_framing"))["id"]
    return Prepared({"problem": problem, "framing": framing})


def _flagged(world: World) -> Prepared:
    solution = world.new_solution(proposed=True)
    return Prepared(
        {"solution": solution, "flag": world.post(f"/solutions/{solution}/flags", _example("flag_solution"))["id"]}
    )


def _marked(world: World) -> Prepared:
    problem = world.new_problem()
    world.request("PUT", f"/problems/{problem}/affected-marks/{world.environment}", {"machines": 1})
    return Prepared({"problem": problem, "environment": world.environment})


def _member_of(world: World) -> Prepared:
    member = world.new_member()["id"]
    world.post(f"/communities/{world.community}/memberships", {"member_id": member, "role": "member"})
    return Prepared({"member": member}, {"role": "core"})


def _asking(world: World) -> Prepared:
    member, authorization = world.someone
    given = {**_example("found_community"), "slug": world.unique_slug(), "process": {"joining": "request"}}
    community = world.post("/communities", given)["slug"]
    given = {"member_id": member["id"], "role": "member"}
    world.post(f"/communities/{community}/memberships", given, authorization=authorization)
    return Prepared({"community": community, "member": member["id"]})


def _replayed(world: World) -> Prepared:
    return Prepared(body={"from": world.request("GET", "/events?from=now")["next_cursor"]})


def _delivery(world: World) -> Prepared:
    webhook = world.new_webhook()
    return Prepared({"webhook": webhook, "delivery": world.post(f"/webhooks/{webhook}/tests")["id"]})


def _with_password(world: World) -> Prepared:
    _, authorization = world.new_person()
    body = {"current_password": PASSWORD, "new_password": "a lighthouse in the fog"}
    return Prepared(body=body, authorization=authorization)


def _signing_in(world: World) -> Prepared:
    member, _ = world.someone
    body = {"grant_type": "password", "username": member["email"], "password": PASSWORD, "scope": "me:read"}
    return Prepared(body=body)


def _invited(world: World) -> Prepared:
    return Prepared(body={"invitation_token": world.new_member()["invitation_token"], "password": PASSWORD})


RECIPES: dict[str, Callable[[World], Prepared]] = {
    "post_problem": lambda world: Prepared(body={"component_ids": [world.component], "parent_id": None}),
    "change_problem": lambda world: Prepared(body={"component_ids": [world.component], "parent_id": None}),
    "close_problem": lambda _: Prepared(body={"reason": "obsolete", "duplicate_of_id": None}),
    "reopen_problem": _closed,
    "post_solution": lambda _: Prepared(body={"applicability": [], "derived_from_id": None}),
    "revise_solution": lambda _: Prepared(body={"applicability": []}),
    "name_successor": lambda world: _succeeded(world, named=False),
    "remove_successor": lambda world: _succeeded(world, named=True),
    "give_validation": lambda world: Prepared({"solution": world.new_solution(proposed=True)}, world.environment_kept),
    "carry_over_validation": _carried,
    "found_community": lambda world: Prepared(body={"slug": world.unique_slug(), "objective_ids": []}),
    "change_community": lambda world: Prepared(body={"objective_ids": [world.objective]}),
    "make_component": lambda world: Prepared(body={"name": world.unique("Windows")}),
    "change_component": lambda world: Prepared(body={"name": world.unique("Windows")}),
    "reinstate_component": _in_state("component", "/components/{}/retirement"),
    "add_release": lambda world: Prepared({"component": world.component}, {"component_version": world.unique("2")}),
    "flag_solution": lambda world: Prepared({"solution": world.new_solution(proposed=True)}),
    "read_flag": _flagged,
    "offer_framing": lambda world: Prepared({"problem": world.new_problem(form="unstructured")}),
    "read_framing": _framed,
    "adopt_framing": _framed,
    "add_membership": lambda world: Prepared(body={"member_id": world.new_member()["id"], "role": "member"}),
    "read_membership": _member_of,
    "change_membership": _member_of,
    "end_membership": _member_of,
    "accept_membership": _asking,
    "make_action_item": lambda world: Prepared(body={"owner_id": world.caller_id, "origin": None}),
    "change_action_item": lambda world: Prepared(body={"owner_id": world.caller_id}),
    "make_site": lambda world: Prepared(body={"code": world.unique("S"), "time_zone": "Europe/Zurich"}),
    "change_site": lambda world: Prepared(body={"code": world.unique("S"), "time_zone": "Europe/Zurich"}),
    "reinstate_site": _in_state("site", "/sites/{}/retirement"),
    "read_affected_mark": _marked,
    "withdraw_affected_mark": _marked,
    "mark_affected": lambda world: Prepared({"environment": world.environment}, {"machines": 1}),
    "unresolve_comment": _in_state("comment", "/comments/{}/resolution"),
    "make_environment": lambda world: Prepared(
        body={"site_id": world.site, "keeper_ids": [world.caller_id], "configuration": []}
    ),
    "change_environment": lambda world: Prepared(body={"keeper_ids": [world.caller_id], "configuration": []}),
    "reinstate_environment": _in_state("environment", "/environments/{}/retirement"),
    "set_objective": lambda world: Prepared(body={"owner_id": world.caller_id}),
    "change_objective": lambda world: Prepared(body={"owner_id": world.caller_id}),
    "reinstate_objective": _in_state("objective", "/objectives/{}/retirement"),
    "make_member": lambda world: Prepared(body={"email": f"{world.unique('new')}@example.org", "site_id": world.site}),
    "change_member": lambda world: Prepared(
        body={"email": f"{world.unique('new')}@example.org", "site_id": world.site}
    ),
    "reactivate_member": _in_state("member", "/members/{}/deactivation"),
    "make_my_token": lambda _: Prepared(body=_for_a_day()),
    "make_token_of_member": lambda world: Prepared({"member": world.new_service_account()}, _for_a_day()),
    "read_token_of_member": _token_of_member,
    "revoke_token_of_member": _token_of_member,
    "make_connector": lambda world: Prepared(body=world.ticket_system()),
    "change_connector": lambda world: Prepared(
        {"connector": world.new_connector()}, {"poll_seconds": 300, "rules": [{"queue": "network"}]}
    ),
    "withdraw_connector_acceptance": lambda world: Prepared({"connector": world.new_connector(accepted=True)}),
    "resume_connector": _in_state("connector", "/connectors/{}/pause"),
    "take_delivery": _signed,
    "make_webhook": lambda _: Prepared(body={"community_ids": []}),
    "change_webhook": lambda _: Prepared(body={"community_ids": []}),
    "resume_webhook": _in_state("webhook", "/webhooks/{}/pause"),
    "replay_webhook": _replayed,
    "read_delivery": _delivery,
    "redeliver": _delivery,
    "change_password": _with_password,
    "issue_token": _signing_in,
    "register": _invited,
}
