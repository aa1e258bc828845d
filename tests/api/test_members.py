"""Members: made, invited, changed and deactivated by administrators; read by all."""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from app.auth.tokens import digest_secret
from app.core.text import Email, normal_email
from app.models.member import AccountEventPage, InvitationShown, MemberLine, MemberMadeShown, MemberPage, MemberShown
from tests.people import Organization, Person, found_community, ok, refused

EMAIL: TypeAdapter[str] = TypeAdapter(Email)


async def _administrator(organization: Organization, name: str = "Ada") -> Person:
    return await organization.member(name, role="administrator")


async def _events(organization: Organization, member_id: Any) -> list[str]:
    rows = await organization.link.fetch(
        "SELECT kind FROM event WHERE subject_id = $1 ORDER BY position", UUID(str(member_id))
    )
    return [row["kind"] for row in rows]


async def test_an_administrator_makes_a_member_and_is_shown_the_invitation_once(organization: Organization) -> None:
    ada = await _administrator(organization)
    answer = await ada.post("/members", {"name": "Ann", "email": "Ann@Example.ORG", "expertise": ["BGP"]})
    made = ok(answer)
    MemberMadeShown.model_validate(made)
    assert answer.headers["Location"].endswith(f"/api/v1/members/{made['id']}")
    assert answer.headers["Cache-Control"] == "no-store"
    assert made["email"] == "ann@example.org"
    assert (made["kind"], made["organization_role"], made["active"]) == ("person", "member", True)
    held = await organization.link.fetchval("SELECT digest FROM invitation WHERE member_id = $1", UUID(made["id"]))
    assert held == digest_secret(made["invitation_token"])
    assert await _events(organization, made["id"]) == ["member.added", "member.invited"]

    read = await ada.read(f"/members/{made['id']}")
    MemberShown.model_validate(read)
    assert {**read, "invitation_token": made["invitation_token"]} == made


async def test_a_repeated_request_makes_one_member_and_tells_no_token(organization: Organization) -> None:
    ada = await _administrator(organization)
    given = {"name": "Ann", "email": "ann@example.org"}
    first = ok(await ada.post("/members", given, key="once"))
    again = await ada.post("/members", given, key="once")
    assert again.headers["Idempotency-Replayed"] == "true"
    assert ok(again) == {**first, "invitation_token": None}
    kept = await organization.link.fetchval("SELECT answer FROM idempotency_key")
    assert first["invitation_token"] not in kept


@pytest.mark.parametrize("given", [{"name": "Robot", "kind": "service", "email": "robot@example.org"}, {"name": "Ann"}])
async def test_who_does_not_sign_in_by_a_password_gets_no_invitation(
    organization: Organization, given: dict[str, Any]
) -> None:
    ada = await _administrator(organization)
    made = await ada.make("/members", given)
    assert made["invitation_token"] is None
    assert await organization.link.fetchval("SELECT count(*) FROM invitation") == 0
    refused(await ada.post(f"/members/{made['id']}/invitations"), 409, "not_invitable")


async def test_only_administrators_make_change_invite_and_deactivate(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob", role="sponsor")
    path = f"/members/{bob.id}"
    tag = (await ann.get(path)).headers["ETag"]
    for who in (ann, bob):
        refused(await who.post("/members", {"name": "Cid"}), 403, "forbidden")
        refused(await who.patch(path, {"name": "Rob"}, tag=tag), 403, "forbidden")
        refused(await who.post(f"{path}/invitations"), 403, "forbidden")
        refused(await who.put(f"{path}/deactivation"), 403, "forbidden")
        refused(await who.delete(f"{path}/deactivation", tag=tag), 403, "forbidden")


async def test_an_e_mail_address_belongs_to_one_member_whatever_its_case(organization: Organization) -> None:
    ada = await _administrator(organization)
    ann = await ada.make("/members", {"name": "Ann", "email": "ann@example.org"})
    problem = refused(await ada.post("/members", {"name": "Anne", "email": "ANN@example.org"}), 409, "email_taken")
    assert problem["errors"][0]["pointer"] == "#/email"
    bob = await ada.make("/members", {"name": "Bob"})
    refused(await ada.change(f"/members/{bob['id']}", {"email": "Ann@example.org"}), 409, "email_taken")
    assert (await ada.read(f"/members/{ann['id']}"))["email"] == "ann@example.org"


async def test_two_who_take_one_address_at_once_make_one_member(organization: Organization) -> None:
    ada = await _administrator(organization)
    tries = [ada.post("/members", {"name": "Ann", "email": "ann@example.org"}) for _ in range(6)]
    answers = await asyncio.gather(*tries)
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409, 409]


@pytest.mark.parametrize(
    "address",
    ["", "ann", "@example.org", "ann@", "ann@example..org", "a b@example.org", "ann@exa mple.org", "ann@a@b.org",
     "ann@example.org, bob@example.org", "<ann@example.org>", "ann\u202e@example.org", "ann\0@example.org",
     "a" * 250 + "@example.org"],
)  # fmt: skip
async def test_what_is_no_e_mail_address_is_refused(organization: Organization, address: str) -> None:
    ada = await _administrator(organization)
    problem = refused(await ada.post("/members", {"name": "Ann", "email": address}), 422, "invalid")
    assert problem["errors"][0]["pointer"] == "#/email"


@pytest.mark.parametrize("address", ["ann@intranet.local", "ann@mail", "o'ann+x@example.org", "änn@exämple.org"])
def test_addresses_of_an_intranet_and_of_other_scripts_are_addresses(address: str) -> None:
    assert EMAIL.validate_python(address) == address


@given(st.text(max_size=30))
def test_normalizing_an_address_twice_changes_nothing_more(text: str) -> None:
    assert normal_email(normal_email(text)) == normal_email(text)


@given(st.emails())
def test_every_ordinary_address_is_taken_and_kept_as_it_is_compared(address: str) -> None:
    try:
        kept = EMAIL.validate_python(address)
    except ValidationError:
        assert len(address) > 254
    else:
        assert kept == normal_email(address)


async def test_a_site_that_is_not_there_is_an_unknown_reference(organization: Organization) -> None:
    ada = await _administrator(organization)
    nowhere = str(ada.id)
    problem = refused(await ada.post("/members", {"name": "Ann", "site_id": nowhere}), 422, "unknown_reference")
    assert problem["errors"][0]["pointer"] == "#/site_id"
    ann = await ada.make("/members", {"name": "Ann"})
    refused(await ada.change(f"/members/{ann['id']}", {"site_id": nowhere}), 422, "unknown_reference")


async def test_a_change_is_what_differs_and_nothing_is_no_change(organization: Organization) -> None:
    ada = await _administrator(organization)
    ann = await ada.make("/members", {"name": "Ann", "email": "ann@example.org"})
    path = f"/members/{ann['id']}"
    same = ok(await ada.change(path, {"name": "Ann", "email": "ann@example.org", "expertise": []}))
    assert same["version"] == 1
    changed = ok(await ada.change(path, {"name": "Anne", "email": None, "organization_role": "sponsor"}))
    assert (changed["version"], changed["name"], changed["email"]) == (2, "Anne", None)
    assert changed["organization_role"] == "sponsor"
    assert await _events(organization, ann["id"]) == ["member.added", "member.invited", "member.changed"]
    fields = await organization.link.fetchval("SELECT data FROM event WHERE kind = 'member.changed'")
    assert "Anne" not in fields
    assert '"fields": ["email", "name", "organization_role"]' in fields


async def test_a_change_names_the_version_it_was_made_on(organization: Organization) -> None:
    ada = await _administrator(organization)
    path = f"/members/{(await ada.make('/members', {'name': 'Ann'}))['id']}"
    refused(await ada.patch(path, {"name": "Anne"}), 428, "precondition_required")
    stale = (await ada.get(path)).headers["ETag"]
    ok(await ada.change(path, {"name": "Anne"}))
    refused(await ada.patch(path, {"name": "Anna"}, tag=stale), 412, "precondition_failed")


async def test_kind_and_activity_cannot_be_patched(organization: Organization) -> None:
    ada = await _administrator(organization)
    for given_ in ({"kind": "service"}, {"active": False}, {"id": str(ada.id)}, {"version": 7}):
        problem = refused(await ada.change(f"/members/{ada.id}", given_), 422, "invalid")
        assert problem["errors"][0]["pointer"] == f"#/{next(iter(given_))}"


async def test_a_new_invitation_ends_the_one_before(organization: Organization) -> None:
    ada = await _administrator(organization)
    ann = await ada.make("/members", {"name": "Ann", "email": "ann@example.org"})
    second = await ada.make(f"/members/{ann['id']}/invitations")
    InvitationShown.model_validate(second)
    assert second["member"] == {"id": ann["id"], "name": "Ann", "kind": "person"}
    rows = await organization.link.fetch("SELECT digest FROM invitation WHERE ended_at IS NULL")
    assert [row["digest"] for row in rows] == [digest_secret(second["invitation_token"])]


async def test_a_deactivated_member_is_refused_at_the_next_request_and_taken_back_as_they_were(
    organization: Organization,
) -> None:
    ada, ann = await _administrator(organization), await organization.member("Ann")
    path = f"/members/{ann.id}"
    await ann.read(path)
    gone = ok(await ada.put(f"{path}/deactivation"))
    assert gone["active"] is False
    assert "reactivate_member" in gone["allowed_actions"]
    refused(await ann.get(path), 401, "unauthenticated")
    assert ok(await ada.put(f"{path}/deactivation"))["version"] == gone["version"]
    assert (await _events(organization, ann.id)).count("member.deactivated") == 1
    assert "member.sign_in_ended" in await _events(organization, ann.id)

    refused(await ada.delete(f"{path}/deactivation"), 428, "precondition_required")
    tag = (await ada.get(path)).headers["ETag"]
    back = ok(await ada.delete(f"{path}/deactivation", tag=tag))
    assert back["active"] is True
    tag = (await ada.get(path)).headers["ETag"]
    refused(await ada.delete(f"{path}/deactivation", tag=tag), 409, "not_deactivated")
    refused(await ann.get(path), 401, "unauthenticated")


async def test_deactivation_ends_invitations_and_a_deactivated_member_is_not_invited(
    organization: Organization,
) -> None:
    ada = await _administrator(organization)
    ann = await ada.make("/members", {"name": "Ann", "email": "ann@example.org"})
    ok(await ada.put(f"/members/{ann['id']}/deactivation"))
    assert await organization.link.fetchval("SELECT count(*) FROM invitation WHERE ended_at IS NULL") == 0
    refused(await ada.post(f"/members/{ann['id']}/invitations"), 409, "not_invitable")


async def _own(organization: Organization, owner: Person, slug: str, state: str = "open") -> UUID:
    """An action item, made in the table: another noun's door makes them."""
    identity: UUID = await organization.link.fetchval(
        "INSERT INTO action_item (id, version, created_at, updated_at, community_id, open, title, owner_id, state)"
        " SELECT gen_random_uuid(), 1, now(), now(), id, open, 'To do', $1, $3 FROM community WHERE slug = $2"
        " RETURNING id",
        owner.id,
        slug,
        state,
    )
    return identity


async def test_what_a_deactivated_member_had_to_do_has_no_owner_any_more(organization: Organization) -> None:
    ada, ann = await _administrator(organization), await organization.member("Ann")
    await found_community(ann, slug="network")
    await found_community(ann, slug="desktop", visibility="listed")
    left = {await _own(organization, ann, "network"), await _own(organization, ann, "desktop", "in_progress")}
    done = await _own(organization, ann, "network", "done")
    ok(await ada.put(f"/members/{ann.id}/deactivation"))
    rows = await organization.link.fetch("SELECT id, version FROM action_item WHERE owner_id IS NULL")
    assert {(row["id"], row["version"]) for row in rows} == {(identity, 2) for identity in left}
    assert await organization.link.fetchval("SELECT owner_id FROM action_item WHERE id = $1", done) == ann.id
    told = await organization.link.fetch(
        "SELECT e.subject_id, e.actor_id, c.slug, e.open FROM event e JOIN community c ON c.id = e.community_id"
        " WHERE e.kind = 'action_item.left_without_owner'"
    )
    assert {(row["slug"], row["open"]) for row in told} == {("network", True), ("desktop", False)}
    assert {row["subject_id"] for row in told} == left
    assert {row["actor_id"] for row in told} == {ada.id}


async def test_whoever_is_deactivated_while_work_is_given_to_them_ends_up_with_none(
    organization: Organization,
) -> None:
    ada, ann, bob = [await organization.member(name, role="administrator") for name in ("Ada", "Ann", "Bob")]
    for slug in ("network", "desktop"):
        await found_community(ann, slug=slug)
    given_ = {"title": "To do", "owner_id": str(bob.id)}
    work = [ann.post(f"/communities/{slug}/action-items", given_) for slug in ("network", "desktop") * 5]
    leaving = f"/members/{bob.id}/deactivation"
    *made, gone = await asyncio.gather(*work[:5], *work[5:], ada.put(leaving))
    assert {answer.status_code for answer in made} <= {201, 422}
    if gone.status_code == 503:
        assert int(gone.headers["Retry-After"]) >= 1
        gone = await ada.put(leaving)
    assert ok(gone)["active"] is False
    assert await organization.link.fetchval("SELECT count(*) FROM action_item WHERE owner_id = $1", bob.id) == 0


async def test_the_last_active_administrator_is_neither_deactivated_nor_lowered(organization: Organization) -> None:
    ada = await _administrator(organization)
    path = f"/members/{ada.id}"
    refused(await ada.put(f"{path}/deactivation"), 409, "last_administrator")
    refused(await ada.change(path, {"organization_role": "member"}), 409, "last_administrator")
    other = await _administrator(organization, "Bea")
    ok(await ada.change(path, {"organization_role": "member"}))
    refused(await other.change(f"/members/{other.id}", {"organization_role": "sponsor"}), 409, "last_administrator")


async def test_a_service_account_is_no_last_administrator(organization: Organization) -> None:
    ada = await _administrator(organization)
    robot = await ada.make("/members", {"name": "R", "kind": "service", "organization_role": "administrator"})
    refused(await ada.put(f"/members/{ada.id}/deactivation"), 409, "last_administrator")
    ok(await ada.put(f"/members/{robot['id']}/deactivation"))


async def test_administrators_who_lower_each_other_at_once_leave_one(organization: Organization) -> None:
    everyone = [await _administrator(organization, name) for name in ("Ada", "Bea", "Cid", "Dan")]
    paths = [f"/members/{person.id}" for person in everyone]
    tags = [(await everyone[0].get(path)).headers["ETag"] for path in paths]
    turns = zip(everyone, [*paths[1:], paths[0]], [*tags[1:], tags[0]], strict=True)
    await asyncio.gather(*(who.patch(path, {"organization_role": "member"}, tag=tag) for who, path, tag in turns))
    left = await organization.link.fetchval("SELECT count(*) FROM member WHERE organization_role = 'administrator'")
    assert left == 1


async def test_members_are_listed_by_name_in_full_pages_and_by_each_filter(organization: Organization) -> None:
    ada = await _administrator(organization)
    for name in ("Eve", "Bob", "Dan", "Cid"):
        await ada.make("/members", {"name": name})
    robot = await ada.make("/members", {"name": "Robot", "kind": "service", "organization_role": "sponsor"})
    ok(await ada.put(f"/members/{robot['id']}/deactivation"))

    first = await ada.read("/members", limit=4)
    MemberPage.model_validate(first)
    assert [item["name"] for item in first["items"]] == ["Ada", "Bob", "Cid", "Dan"]
    assert first["next_cursor"] is not None
    assert [item["name"] for item in await ada.all("/members", limit=2)] == [
        "Ada", "Bob", "Cid", "Dan", "Eve", "Robot",
    ]  # fmt: skip
    line = first["items"][1]
    noun = await ada.read(f"/members/{line['id']}")
    assert set(line) == set(MemberLine.model_fields)
    assert {name: noun[name] for name in line} == line

    async def names(**query: Any) -> list[str]:
        return [item["name"] for item in await ada.all("/members", **query)]

    assert await names(active="false") == ["Robot"]
    assert "Robot" not in await names(active="true")
    assert await names(kind="service") == ["Robot"]
    assert await names(organization_role=["administrator", "sponsor"]) == ["Ada", "Robot"]
    assert await names(site=str(ada.id)) == []
    assert (await names(sort="-created_at"))[0] == "Robot"
    refused(await ada.get("/members", sort="email"), 422, "invalid")


async def test_a_member_s_page_says_nothing_of_memberships_and_what_one_may_do(organization: Organization) -> None:
    ada, ann, bob = await _administrator(organization), await organization.member("Ann"), await organization.member("B")
    assert not {name for name in MemberShown.model_fields if "member" in name or "communit" in name}
    assert (await bob.read(f"/members/{ann.id}"))["allowed_actions"] == []
    assert (await ann.read(f"/members/{ann.id}"))["allowed_actions"] == ["list_account_events"]
    assert (await ada.read(f"/members/{ann.id}"))["allowed_actions"] == [
        "change_member", "invite_member", "deactivate_member",
        "list_tokens_of_member", "revoke_token_of_member", "list_account_events",
    ]  # fmt: skip
    robot = await organization.member("Robot", kind="service")
    assert "make_token_of_member" in (await ada.read(f"/members/{robot.id}"))["allowed_actions"]


async def test_who_is_not_there_is_not_found(organization: Organization) -> None:
    ada = await _administrator(organization)
    for address in ("ann", "0192f0c1-2f7a-7a10-8000-000000000001"):
        refused(await ada.get(f"/members/{address}"), 404, "not_found")
        refused(await ada.put(f"/members/{address}/deactivation"), 404, "not_found")
        refused(await ada.post(f"/members/{address}/invitations"), 404, "not_found")
        refused(await ada.get(f"/members/{address}/account-events"), 404, "not_found")


async def test_account_events_are_for_oneself_and_administrators(organization: Organization) -> None:
    ada, bob = await _administrator(organization), await organization.member("Bob")
    ann = await ada.make("/members", {"name": "Ann", "email": "ann@example.org"})
    for _ in range(3):
        await ada.make(f"/members/{ann['id']}/invitations")
    path = f"/members/{ann['id']}/account-events"
    page = await ada.read(path, limit=2)
    AccountEventPage.model_validate(page)
    assert len(page["items"]) == 2
    told = await ada.all(path, limit=2)
    assert [event["kind"] for event in told] == ["member.invited"] * 4
    assert [event["at"] for event in told] == sorted((event["at"] for event in told), reverse=True)
    assert told[0]["actor"] == {"id": str(ada.id), "name": "Ada", "kind": "person"}
    refused(await bob.get(path), 403, "forbidden")
    assert (await bob.read(f"/members/{bob.id}/account-events"))["items"] == []


async def test_what_identified_a_member_can_be_erased_and_everything_still_works(organization: Organization) -> None:
    ada, ann = await _administrator(organization), await organization.member("Ann")
    await organization.link.execute("DELETE FROM identity WHERE member_id = $1", ann.id)
    read = await ada.read(f"/members/{ann.id}")
    assert (read["name"], read["email"]) == ("Former member", None)
    assert "Former member" in [item["name"] for item in await ada.all("/members")]
    assert ok(await ada.change(f"/members/{ann.id}", {"name": "Ann again"}))["name"] == "Ann again"
