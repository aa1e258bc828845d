"""The caller: who they are, what they may do, and what waits for them."""

from typing import Any
from uuid import UUID

from app.auth.scopes import Scope
from app.models.member import MeShown
from tests.environments import joins, keeps
from tests.people import Organization, found_community, ok, refused


async def test_i_am_the_member_with_my_scopes_and_nothing_waiting(organization: Organization) -> None:
    ann = await organization.member("Ann", scopes=frozenset({Scope.me_read, Scope.members_read}))
    me = await ann.read("/me")
    MeShown.model_validate(me)
    member = await ann.read(f"/members/{ann.id}")
    assert {name: me[name] for name in member if name != "allowed_actions"} == {
        name: value for name, value in member.items() if name != "allowed_actions"
    }
    assert me["scopes"] == ["me:read", "members:read"]
    assert me["counts"] == {"communities": 0, "open_action_items": 0, "carry_overs_waiting": 0}


async def test_what_i_may_do_in_the_organization_follows_my_role(organization: Organization) -> None:
    async def allowed(**what: Any) -> list[str]:
        actions: list[str] = (await (await organization.member("X", **what)).read("/me"))["allowed_actions"]
        return actions

    assert await allowed() == ["found_community", "make_environment", "make_my_token", "make_webhook"]
    assert await allowed(role="sponsor") == [
        "found_community",
        "make_environment",
        "make_my_token",
        "set_objective",
        "make_webhook",
    ]
    assert {"make_member", "list_jobs"} <= set(await allowed(role="administrator"))
    assert await allowed(kind="service") == ["make_webhook"]


async def test_a_token_without_the_scope_does_not_tell_who_i_am(organization: Organization) -> None:
    ann = await organization.member("Ann", scopes=frozenset({Scope.problems_read}))
    refused(await ann.get("/me"), 403, "insufficient_scope")
    refused(await ann.put("/me/password", {"current_password": "x", "new_password": "y"}), 403, "insufficient_scope")
    refused(await (await organization.member()).client.get("/api/v1/me?x=1"), 422, "invalid")


async def test_communities_and_action_items_of_mine_are_counted(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    community = await found_community(ann, slug="network")
    await found_community(ann, slug="desktop", visibility="listed")
    for state, owner in (("open", ann), ("in_progress", ann), ("done", ann), ("open", bob)):
        await organization.link.execute(
            "INSERT INTO action_item (id, version, created_at, updated_at, community_id, open, title, owner_id, state)"
            " VALUES (gen_random_uuid(), 1, now(), now(), $1, true, 'To do', $2, $3)",
            UUID(community["id"]),
            owner.id,
            state,
        )
    assert (await ann.read("/me"))["counts"] == {"communities": 2, "open_action_items": 2, "carry_overs_waiting": 0}
    assert (await bob.read("/me"))["counts"] == {"communities": 0, "open_action_items": 1, "carry_overs_waiting": 0}


async def test_what_a_revision_left_behind_waits_until_it_is_carried_over(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await found_community(ann, slug="network")
    await joins(bob)
    problem = await ann.make("/communities/network/problems", {"title": "VPN drops", "statement": "Since Monday."})
    text = {"title": "Pin the MTU", "summary": "Pin it.", "steps": "Set it to 1300."}
    solution = await ann.make(f"/problems/{problem['id']}/solutions", text)
    path = f"/solutions/{solution['id']}"
    ok(await ann.put(f"{path}/proposal"))
    tried = {"revision": 1, "outcome": "confirmed", "evidence": "Held."}
    environment_id = await keeps(organization, bob, "Lyon")
    given = await bob.make(f"{path}/validations", {**tried, "environment_id": environment_id})

    async def waiting() -> int:
        listed = await bob.all("/validations", carry_over="true")
        counted: int = (await bob.read("/me"))["counts"]["carry_overs_waiting"]
        assert len(listed) == counted
        return counted

    assert await waiting() == 0
    tag = (await ann.get(path)).headers["ETag"]
    revised = {"summary": "Pin it.", "steps": "Set it to 1280."}
    ok(await ann.client.post(f"/api/v1{path}/revisions", json=revised, headers={"If-Match": tag}))
    assert await waiting() == 1
    ok(await bob.post(f"/validations/{given['id']}/carry-over"))
    assert await waiting() == 0


async def test_my_page_keeps_its_tag_while_nothing_changes(organization: Organization) -> None:
    ann = await organization.member("Ann")
    first = await ann.get("/me")
    again = await ann.client.get("/api/v1/me", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    await found_community(ann)
    assert (await ann.get("/me")).headers["ETag"] != first.headers["ETag"]
