"""A community of one visibility with every kind of caller in and around it, and what each line of the matrix asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx

from app.core.ids import new_id
from app.domain.vocabulary import Visibility
from tests.contract.world import RECIPES, THINGS, Prepared, World
from tests.rights.matrix import Line

ROLES = {
    "gone": "coordinator",
    "narrow": "coordinator",
    "former": "member",
    "service": "member",
    "observer": "observer",
    "member": "member",
    "author": "member",
    "core": "core",
    "coordinator": "coordinator",
}
INSIDERS = frozenset(ROLES) - {"gone", "narrow", "former"}
_JOINING = {Visibility.open: "open", Visibility.listed: "request", Visibility.private: "invitation"}
_ORGANIZATION = ("/sites", "/components", "/releases", "/objectives", "/members", "/jobs", "/connectors")


@dataclass(frozen=True)
class Caller:
    """Somebody with an environment of their own; `nobody` has no token."""

    id: str
    authorization: str | None
    environment: str


@dataclass(kw_only=True)
class Inside(World):
    """Whoever acts below is in it. What is prepared, the author makes; `founder` and `administrator`, who are no
    callers of the matrix, make what the author may not."""

    visibility: Visibility = Visibility.open
    callers: Mapping[str, Caller]
    founder: Caller
    administrator: Caller
    execute: Callable[..., None]
    things: dict[str, str] = field(init=False)
    """One of each kind that lies inside, by kind."""

    def settle(self) -> None:
        self.community = self.new_community()
        for name, role in ROLES.items():
            self.takes_in(self.callers[name], role)
        self.request("DELETE", f"/communities/{self.community}/memberships/{self.callers['former'].id}")
        self.site = _site(self)
        self.component = str(THINGS["component"](self))
        self.environment = self.callers["author"].environment
        self.objective = self.new_objective()
        self.things = _one_of_each(self)

    @property
    def names(self) -> dict[str, str]:
        """All by which something inside can be called."""
        return {**self.things, "slug": self.community, "key": f"{self.community}-1"}

    def new_community(self) -> str:
        given = {
            "slug": self.unique_slug(),
            "name": self.visibility.value,
            "visibility": self.visibility,
            "process": {"joining": _JOINING[self.visibility]},
        }
        return str(self.post("/communities", given, authorization=self.founder.authorization)["slug"])

    def takes_in(self, caller: Caller, role: str) -> None:
        self.post(f"/communities/{self.community}/memberships", {"member_id": caller.id, "role": role})

    def new_connector(self, *, accepted: bool = False) -> str:
        """Made by an administrator who is inside just then."""
        self.holds(self.administrator.id, "observer", "active")
        made = super().new_connector(accepted=accepted)
        self.holds(self.administrator.id, "observer", "ended")
        return made

    def holds(self, member_id: str, role: str, state: str) -> None:
        """Makes somebody's membership what it is to be, whatever it was."""
        self.execute(
            "INSERT INTO membership (id, version, created_at, updated_at, community_id, member_id, role, state,"
            " joined_at)"
            " SELECT gen_random_uuid(), 1, now(), now(), id, $1, $2, $3, now() FROM community WHERE slug = $4"
            " ON CONFLICT (community_id, member_id) DO UPDATE SET role = $2, state = $3",
            UUID(member_id),
            role,
            state,
            self.community,
        )

    def restore(self) -> None:
        """Everybody back in the role that they had."""
        for name in INSIDERS:
            self.holds(self.callers[name].id, ROLES[name], "active")

    def speaker(self, path: str) -> str:
        if "/memberships" in path or path.endswith("/acceptance"):
            return str(self.founder.authorization)
        return str(self.administrator.authorization) if path.startswith(_ORGANIZATION) else self.authorization

    def prepared(self, line: Line, name: str) -> Prepared:
        act = ACTS.get(line.name)
        return self.prepare(line.operation) if act is None else act(self, name)

    def ask(self, line: Line, prepared: Prepared, name: str, **more: Any) -> httpx.Response:
        operation = line.operation
        headers = {**more.pop("headers", {})}
        if (authorization := self.callers[name].authorization) is not None:
            headers["Authorization"] = authorization
        if operation.takes("If-Match"):
            headers.setdefault("If-Match", "*")
        body: dict[str, Any] = {}
        if operation.takes_bytes:
            body = {"content": more.pop("content", operation.body_example.encode())}
        elif operation.body_type is not None:
            how = "data" if operation.follows_oauth else "json"
            given = prepared.body if line.name in WHOLE else {**operation.body_example, **prepared.body}
            body = {how: given}
        url = self.address + operation.path.format(**prepared.path)
        return self.client.request(operation.method.upper(), url, headers=headers, **body, **more)


@dataclass(kw_only=True)
class Elsewhere(Inside):
    """The community that the caller `elsewhere` coordinates, and makes everything in."""

    def settle(self) -> None:
        self.founder = self.callers["elsewhere"]
        self.community = self.new_community()
        self.site = _site(self)
        self.component = str(THINGS["component"](self))
        self.environment = self.founder.environment
        self.objective = self.new_objective()


@dataclass(frozen=True)
class Visited:
    """The three communities that the matrix is about, and the one of a caller who is in none of them."""

    insides: Mapping[Visibility, Inside]
    elsewhere: Elsewhere


def _one_of_each(inside: Inside) -> dict[str, str]:
    framed = RECIPES["read_framing"](inside).path
    flagged = RECIPES["read_flag"](inside).path
    return {
        "community": str(inside.request("GET", f"/communities/{inside.community}")["id"]),
        "problem": framed["problem"],
        "framing": framed["framing"],
        "solution": flagged["solution"],
        "flag": flagged["flag"],
        "validation": inside.new_validation(flagged["solution"]),
        "comment": _comment_of_member(inside, "").path["comment"],
        "ticket_link": THINGS["ticket_link"](inside),
        "connector": inside.new_connector(),
        "action_item": _item(inside, of="author", owner=None).path["action_item"],
    }


def _site(inside: World) -> str:
    return str(THINGS["site"](inside))


def _on_own_environment(inside: Inside, name: str) -> Prepared:
    solution = inside.new_solution(proposed=True)
    return Prepared(
        {"solution": solution}, {**inside.environment_kept, "environment_id": inside.callers[name].environment}
    )


def _mark_of(inside: Inside, name: str) -> Prepared:
    """A mark of the caller's own on a problem, where they may make one."""
    problem, environment = inside.new_problem(), inside.callers[name].environment
    inside.client.put(
        f"/problems/{problem}/affected-marks/{environment}",
        json={"machines": 1},
        headers={"Authorization": inside.callers[name].authorization or ""},
    )
    return Prepared({"problem": problem, "environment": environment})


def _marking(inside: Inside, name: str) -> Prepared:
    path = {"problem": inside.new_problem(), "environment": inside.callers[name].environment}
    return Prepared(path, {"machines": 1})


def _comment_of_member(inside: Inside, _: str) -> Prepared:
    path = f"/problems/{inside.new_problem()}/comments"
    made = inside.post(path, {"body": "Here too."}, authorization=inside.callers["member"].authorization)
    return Prepared({"comment": made["id"]})


def _resolved_comment(inside: Inside, name: str) -> Prepared:
    prepared = _comment_of_member(inside, name)
    inside.request("PUT", f"/comments/{prepared.path['comment']}/resolution")
    return prepared


def _joining(inside: Inside, name: str) -> Prepared:
    """Those outside come to a community that they were never in, of the same kind."""
    community = inside.community if name in INSIDERS else inside.new_community()
    return Prepared({"community": community}, {"member_id": inside.callers[name].id, "role": "member"})


def _asking(inside: Inside, _: str) -> Prepared:
    """Somebody who asked to join, and is still waiting."""
    member = inside.new_member()["id"]
    inside.holds(member, "member", "requested")
    return Prepared({"community": inside.community, "member": member})


def _newcomer(inside: Inside, _: str) -> Prepared:
    return Prepared({"community": inside.community}, {"member_id": inside.new_member()["id"], "role": "member"})


def _own_membership(role: str) -> Callable[[Inside, str], Prepared]:
    def prepare(inside: Inside, name: str) -> Prepared:
        caller = inside.callers[name]
        return Prepared({"community": inside.community, "member": caller.id}, {"role": role})

    return prepare


def _item(inside: Inside, *, of: str, owner: str | None, **body: Any) -> Prepared:
    maker = inside.founder if of == "founder" else inside.callers[of]
    given = {"title": "Ask the vendor", "owner_id": None if owner is None else inside.callers[owner].id}
    made = inside.post(f"/communities/{inside.community}/action-items", given, authorization=maker.authorization)
    return Prepared({"action_item": made["id"]}, body)


def _token(inside: Inside, name: str) -> str:
    """One of a caller's, who may not be able to make it."""
    return _token_for(inside, inside.callers[name].id)


def _token_for(inside: Inside, member_id: str) -> str:
    identity = new_id()
    inside.execute(
        "INSERT INTO sign_in (id, member_id, scope, started_at, expires_at)"
        " VALUES ($1, $2, 'me:read', now(), now() + interval '1 day')",
        identity,
        UUID(member_id),
    )
    inside.execute(
        "INSERT INTO api_token (id, member_id, name, digest, made_by_id, created_at)"
        " VALUES ($1, $2, 'Report', $3, $2, now())",
        identity,
        UUID(member_id),
        identity.bytes,
    )
    return str(identity)


ACTS: dict[str, Callable[[Inside, str], Prepared]] = {
    "give_validation": _on_own_environment,
    "mark_affected": _marking,
    "read_affected_mark (one's own)": _mark_of,
    "withdraw_affected_mark (one's own)": _mark_of,
    "resolve_comment (a member's on the author's problem)": _comment_of_member,
    "unresolve_comment (a member's on the author's problem)": _resolved_comment,
    "add_membership (of oneself)": _joining,
    "add_membership (of another)": _newcomer,
    "accept_membership": _asking,
    "end_membership (a request)": _asking,
    "change_membership (one's own, lower)": _own_membership("observer"),
    "change_membership (one's own, higher)": _own_membership("coordinator"),
    "end_membership (one's own)": _own_membership("observer"),
    "change_action_item (what one made)": lambda inside, _: _item(inside, of="author", owner=None, title="Another"),
    "change_action_item (the state of what one made)": lambda inside, _: _item(
        inside, of="author", owner=None, state="done"
    ),
    "change_action_item (what one owns)": lambda inside, _: _item(
        inside, of="founder", owner="author", title="Another"
    ),
    "change_action_item (the state of what one owns)": lambda inside, _: _item(
        inside, of="founder", owner="author", state="done"
    ),
    "list_account_events (of another)": lambda inside, _: Prepared({"member": inside.founder.id}),
    "list_account_events (one's own)": lambda inside, name: Prepared({"member": inside.callers[name].id}),
    "read_my_token (one's own)": lambda inside, name: Prepared({"token": _token(inside, name)}),
    "read_my_token (another's)": lambda inside, _: Prepared({"token": _token_for(inside, inside.founder.id)}),
    "revoke_my_token (one's own)": lambda inside, name: Prepared({"token": _token(inside, name)}),
    "revoke_my_token (another's)": lambda inside, _: Prepared({"token": _token_for(inside, inside.founder.id)}),
    "make_token_of_member (of a person)": lambda inside, _: Prepared(
        {"member": inside.founder.id}, RECIPES["make_my_token"](inside).body
    ),
    "make_environment": lambda inside, _: Prepared(
        body={"site_id": inside.site, "keeper_ids": [inside.caller_id], "configuration": []}
    ),
    "change_password": lambda _inside, _: Prepared(
        body={"current_password": "a bicycle in the rain", "new_password": "a lighthouse in the fog"}
    ),
    "register": lambda _inside, _: Prepared(
        body={"invitation_token": "ai_nothing", "password": "a bicycle in the rain"}
    ),
    "issue_token": lambda _inside, _: Prepared(body={"grant_type": "refresh_token", "refresh_token": "ar_nothing"}),
    "list_memberships": lambda inside, _: Prepared({"community": inside.community}),
    "read_membership": lambda inside, _: Prepared({"community": inside.community, "member": inside.founder.id}),
}
"""What a line asks, where it is not what the contract's own recipe makes."""

WHOLE = frozenset(name for name in ACTS if name.startswith(("change_action_item", "issue_token", "change_membership")))
"""Lines whose body is sent as it is prepared, without the example around it."""


PERSONAL = frozenset(
    {
        "give_validation",
        "mark_affected",
        "read_affected_mark (one's own)",
        "withdraw_affected_mark (one's own)",
        "add_membership (of oneself)",
        "change_membership (one's own, lower)",
        "change_membership (one's own, higher)",
        "end_membership (one's own)",
        "list_account_events (one's own)",
        "read_my_token (one's own)",
        "revoke_my_token (one's own)",
    }
)
"""Lines that ask something else of each caller."""
