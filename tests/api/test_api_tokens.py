"""API tokens: shown once, kept as digests, never wider than what made them, and gone at once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import orjson
import pytest

from app.auth.api_tokens import ApiTokens
from app.auth.scopes import EVERY_SCOPE, Scope
from app.http.requests import PREFIX
from app.models.api_token import ApiTokenMadeShown, ApiTokenPage, ApiTokenShown
from app.services.api_tokens import note_used
from tests.environments import joins, keeps
from tests.estate import administrator
from tests.people import Organization, Person, found_community, ok, refused
from tests.programs_of_members import by_token, given, own_token, service_account

_NOTHING = "0192f0c1-2f7a-7a10-8000-000000000001"


async def test_the_secret_is_shown_once_and_kept_only_as_a_digest(organization: Organization) -> None:
    ann = await organization.member("Ann")
    answer = await ann.post("/me/tokens", given([Scope.me_read, Scope.problems_read], name="Report"))
    made = ok(answer)
    ApiTokenMadeShown.model_validate(made)
    assert answer.headers["Location"].endswith(f"/me/tokens/{made['id']}")
    assert answer.headers["Cache-Control"] == "no-store"
    secret = made.pop("secret")
    assert (secret[:3], len(secret)) == ("at_", 46)
    assert made["scopes"] == ["me:read", "problems:read"]
    assert (made["name"], made["last_used_at"]) == ("Report", None)
    assert made["made_by"] == {"id": str(ann.id), "name": "Ann", "kind": "person"}
    page = await ann.read("/me/tokens")
    ApiTokenPage.model_validate(page)
    ApiTokenShown.model_validate(page["items"][0])
    assert page["items"] == [made] == [await ann.read(f"/me/tokens/{made['id']}")]
    kept = await organization.link.fetchrow("SELECT * FROM api_token")
    assert kept is not None
    assert kept["digest"] == sha256(secret.encode()).digest()
    tables = [row["tablename"] for row in await organization.link.fetch("SELECT tablename FROM pg_tables"
              " WHERE schemaname = 'public'")]  # fmt: skip
    for table in tables:
        rows = await organization.link.fetch(f'SELECT row_to_json(t)::text AS row FROM "{table}" t')
        assert not [row for row in rows if secret in row["row"] or secret.encode().hex() in row["row"]], table


async def test_a_token_acts_as_its_member_with_its_scopes_only(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await found_community(ann)
    program = await own_token(organization, ann, [Scope.me_read, Scope.problems_write])
    me = await program.read("/me")
    assert (me["id"], me["scopes"]) == (str(ann.id), ["me:read", "problems:write"])
    posted = await program.make("/communities/network/problems", {"title": "VPN", "statement": "It drops."})
    assert posted["author"]["id"] == str(ann.id)
    refused(await program.get("/problems"), 403, "insufficient_scope")
    refused(await program.post("/problems/network-1/comments", {"body": "Yes"}), 403, "insufficient_scope")


@pytest.mark.parametrize(
    ("scopes", "place"),
    [
        (["me:read", "problems:write"], 1),
        (["members:act-for"], 0),
        (["everything"], 0),
        (["ME:READ"], 0),
        (["me:read me:write"], 0),
    ],
    ids=str,
)
async def test_a_token_never_has_a_scope_that_the_sign_in_lacks(
    organization: Organization, scopes: list[str], place: int
) -> None:
    held = frozenset({Scope.me_read, Scope.me_write, Scope.members_write, Scope.problems_read})
    ann = await organization.member("Ann", scopes=held)
    document = refused(await ann.post("/me/tokens", {**given(), "scopes": scopes}), 422, "invalid_scope")
    assert [error["pointer"] for error in document["errors"]] == [f"#/scopes/{place}"]
    ada = await organization.member("Ada", role="administrator", scopes=held)
    robot = await organization.member("Robot", kind="service")
    refused(await ada.post(f"/members/{robot.id}/tokens", {**given(), "scopes": scopes}), 422, "invalid_scope")
    assert await organization.link.fetchval("SELECT count(*) FROM api_token") == 0
    ok(await ann.post("/me/tokens", given(held)))


@pytest.mark.parametrize("scopes", [[], ["me:read", "me:read"]], ids=str)
async def test_a_token_names_its_scopes_each_once(organization: Organization, scopes: list[str]) -> None:
    ann = await organization.member("Ann")
    refused(await ann.post("/me/tokens", {**given(), "scopes": scopes}), 422, "invalid")


async def test_a_token_ends_within_a_year_and_a_day(organization: Organization) -> None:
    ann, now = await organization.member("Ann"), datetime.now(UTC)
    wrong: list[Any] = [
        now.isoformat(),
        (now - timedelta(days=1)).isoformat(),
        (now + timedelta(days=366, minutes=5)).isoformat(),
        "9999-12-31T23:59:59.999999Z",
        (now + timedelta(days=1)).replace(tzinfo=None).isoformat(),
        (now + timedelta(days=1)).date().isoformat(),
        int(now.timestamp()) + 3600,
        str(int(now.timestamp()) + 3600),
        None,
    ]
    for expires_at in wrong:
        document = refused(await ann.post("/me/tokens", {**given(), "expires_at": expires_at}), 422, "invalid")
        assert [error["pointer"] for error in document["errors"]] == ["#/expires_at"], expires_at
    longest = (now + timedelta(days=365, hours=23)).astimezone().isoformat()
    made = ok(await ann.post("/me/tokens", {**given(), "expires_at": longest}))
    assert datetime.fromisoformat(made["expires_at"]) == datetime.fromisoformat(longest)


@pytest.fixture
async def seconds(organization: Organization) -> AsyncIterator[list[float]]:
    """The clock by which tokens are read; move it."""
    house, own = organization.house, organization.house.api_tokens
    moved = [datetime.now(UTC).timestamp()]
    house.api_tokens = ApiTokens(house.database, clock=lambda: moved[0])
    yield moved
    house.api_tokens = own


async def test_an_expired_token_is_refused_remembered_or_not(organization: Organization, seconds: list[float]) -> None:
    ann = await organization.member("Ann")
    first, second = await own_token(organization, ann), await own_token(organization, ann)
    await first.read("/me")
    seconds[0] += 24 * 3600 - 60
    await first.read("/me")
    seconds[0] += 61
    answers = [await program.get("/me") for program in (first, first, second)]
    documents = [refused(answer, 401, "unauthenticated") for answer in answers]
    assert len({document["detail"] for document in documents}) == 1
    assert len((await ann.read("/me/tokens"))["items"]) == 2, "shown until they are revoked"


async def test_a_clock_that_is_set_off_moves_the_end_of_a_token_with_it(organization: Organization) -> None:
    """Their expiry is set by the decisions' clock, so it is read by that."""
    ann = await organization.member("Ann")
    program = await own_token(organization, ann)
    house, own = organization.house, organization.house.api_tokens
    try:
        house.api_tokens = ApiTokens(house.database, timedelta(hours=23))
        await program.read("/me")
        house.api_tokens = ApiTokens(house.database, timedelta(hours=25))
        refused(await program.get("/me"), 401, "unauthenticated")
    finally:
        house.api_tokens = own


async def test_a_revoked_token_is_refused_at_the_next_request(organization: Organization) -> None:
    ada, ann = await administrator(organization), await organization.member("Ann")
    mine, other, robot = (
        await own_token(organization, ann),
        await own_token(organization, ann),
        await service_account(organization, ada),
    )
    for program, revoker, path in (
        (mine, ann, f"/me/tokens/{mine.sign_in_id}"),
        (robot, ada, f"/members/{robot.id}/tokens/{robot.sign_in_id}"),
    ):
        await program.read("/me")
        assert (await revoker.delete(path)).status_code == 204
        refused(await program.get("/me"), 401, "unauthenticated")
        refused(await program.post("/communities", {"slug": "network", "name": "Network"}), 401, "unauthenticated")
        refused(await revoker.delete(path), 404, "not_found")
        refused(await revoker.get(path), 404, "not_found")
    assert [item["id"] for item in (await ann.read("/me/tokens"))["items"]] == [str(other.sign_in_id)]
    await other.read("/me")
    await ann.read("/me")


async def test_of_many_revocations_at_once_one_ends_the_token(organization: Organization) -> None:
    ann = await organization.member("Ann")
    program = await own_token(organization, ann)
    answers = await asyncio.gather(*(ann.delete(f"/me/tokens/{program.sign_in_id}") for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [204, 404, 404, 404, 404]
    told = [event["kind"] for event in await ann.all(f"/members/{ann.id}/account-events")]
    assert told == ["member.token_revoked", "member.token_made"]


async def test_whoever_holds_a_token_can_end_it_as_any_other_token(organization: Organization) -> None:
    ann = await organization.member("Ann")
    program = await own_token(organization, ann)
    secret = program.client.headers["Authorization"].removeprefix("Bearer ")
    for token in ("at_" + "A" * 43, "at_", "at_\0", secret, secret):
        answer = await organization.client().post(f"{PREFIX}/auth/revocation", data={"token": token})
        assert (answer.status_code, answer.content) == (200, b"")
    refused(await program.get("/me"), 401, "unauthenticated")
    told = [event["kind"] for event in await ann.all(f"/members/{ann.id}/account-events")]
    assert told == ["member.token_revoked", "member.token_made"]
    await ann.read("/me")


async def test_a_deactivated_member_s_tokens_end_for_good(organization: Organization) -> None:
    ada, ann = await administrator(organization), await organization.member("Ann")
    robot, program = await service_account(organization, ada), await own_token(organization, ann)
    for acting in (robot, program):
        await acting.read("/me")
        ok(await ada.put(f"/members/{acting.id}/deactivation"))
        refused(await acting.get("/me"), 401, "unauthenticated")
        tag = (await ada.get(f"/members/{acting.id}")).headers["ETag"]
        ok(await ada.delete(f"/members/{acting.id}/deactivation", tag=tag))
        refused(await acting.get("/me"), 401, "unauthenticated")
        assert (await ada.read(f"/members/{acting.id}/tokens"))["items"] == []
    ok(await ada.put(f"/members/{robot.id}/deactivation"))
    refused(await ada.post(f"/members/{robot.id}/tokens", given()), 409, "member_deactivated")


async def test_a_new_password_ends_the_tokens_that_were_made_before(organization: Organization) -> None:
    ada, ann = await administrator(organization), await organization.member("Ann")
    program = await own_token(organization, ann)
    invited = await ada.make(f"/members/{ann.id}/invitations")
    set_ = {"invitation_token": invited["invitation_token"], "password": "a lighthouse in the fog"}
    ok(await organization.client().post(f"{PREFIX}/auth/registrations", json=set_))
    refused(await program.get("/me"), 401, "unauthenticated")


async def test_a_token_makes_no_tokens(organization: Organization) -> None:
    ada = await administrator(organization)
    robot = await service_account(organization, ada)
    program = await own_token(organization, ada)
    refused(await program.post("/me/tokens", given()), 403, "sign_in_needed")
    refused(await program.post(f"/members/{robot.id}/tokens", given()), 403, "sign_in_needed")
    refused(await robot.post("/me/tokens", given()), 403, "forbidden")
    assert await organization.link.fetchval("SELECT count(*) FROM api_token") == 2
    assert (await program.delete(f"/me/tokens/{program.sign_in_id}")).status_code == 204


async def test_nobody_gets_a_token_of_another_person(organization: Organization) -> None:
    ada, ann, bob = await administrator(organization), await organization.member("Ann"), await organization.member("B")
    refused(await ada.post(f"/members/{ann.id}/tokens", given()), 409, "not_service_account")
    refused(await ada.post(f"/members/{ada.id}/tokens", given()), 409, "not_service_account")
    refused(await ada.post(f"/members/{_NOTHING}/tokens", given()), 404, "not_found")
    program = await own_token(organization, ann)
    token = str(program.sign_in_id)
    assert (await bob.read("/me/tokens"))["items"] == []
    for path in (f"/me/tokens/{token}", f"/me/tokens/{_NOTHING}", "/me/tokens/x"):
        refused(await bob.get(path), 404, "not_found")
        refused(await bob.delete(path), 404, "not_found")
    for path in (f"/members/{ann.id}/tokens/{token}", f"/members/{ann.id}/tokens/{_NOTHING}"):
        refused(await bob.get(path), 403, "forbidden")
        refused(await bob.delete(path), 403, "forbidden")
    refused(await bob.get(f"/members/{ann.id}/tokens"), 403, "forbidden")
    refused(await ann.get(f"/members/{ann.id}/tokens"), 403, "forbidden")
    refused(await ada.get(f"/members/{bob.id}/tokens/{token}"), 404, "not_found")
    refused(await ada.delete(f"/members/{bob.id}/tokens/{token}"), 404, "not_found")
    await program.read("/me")


async def test_administrators_find_and_end_a_person_s_token_that_has_leaked(organization: Organization) -> None:
    ada, ann = await administrator(organization), await organization.member("Ann")
    program = await own_token(organization, ann)
    (shown,) = (await ada.read(f"/members/{ann.id}/tokens"))["items"]
    assert (
        shown
        == await ada.read(f"/members/{ann.id}/tokens/{shown['id']}")
        == await ann.read(f"/me/tokens/{shown['id']}")
    )
    assert (await ada.delete(f"/members/{ann.id}/tokens/{shown['id']}")).status_code == 204
    refused(await program.get("/me"), 401, "unauthenticated")


async def test_the_last_use_is_shown_and_noted_once_a_minute(organization: Organization, seconds: list[float]) -> None:
    ann, began = await organization.member("Ann"), seconds[0]
    program = await own_token(organization, ann)
    path, house = f"/me/tokens/{program.sign_in_id}", organization.house

    async def noted() -> float | None:
        await note_used(house.database, house.api_tokens.take_used(), timedelta(0))
        at = (await ann.read(path))["last_used_at"]
        return None if at is None else round(datetime.fromisoformat(at).timestamp() - began, 3)

    assert await noted() is None
    await program.read("/me")
    assert (await ann.read(path))["last_used_at"] is None, "a request does not wait for it"
    assert await noted() == 0
    seconds[0] = began + 59
    await program.read("/me")
    assert await noted() == 0
    seconds[0] = began + 60
    await program.read("/me")
    assert await noted() == 60
    other = ApiTokens(house.database, clock=lambda: began + 90)
    secret = program.client.headers["Authorization"].removeprefix("Bearer ")
    await other.look_up(secret)
    other.read(secret)
    await note_used(house.database, other.take_used(), timedelta(0))
    assert await noted() == 60, "whichever process it is that notes"


async def test_the_memory_is_bounded_and_what_was_used_last_stays(organization: Organization) -> None:
    ann = await organization.member("Ann")
    secrets = [(await ann.make("/me/tokens", given()))["secret"] for _ in range(3)]
    tokens = ApiTokens(organization.house.database, capacity=2)
    first, second, third = secrets
    for secret in (first, second, first, third):
        await tokens.look_up(secret)
        tokens.read(secret)
    assert tokens.remembered == 2
    tokens.read(first)
    for bad in ("at_" + "A" * 43, "at_", first + "A", "AT_" + first[3:]):
        await tokens.look_up(bad)
    assert tokens.remembered == 2


async def test_what_happens_to_tokens_is_told_to_their_member_and_to_administrators(
    organization: Organization,
) -> None:
    ada, ann = await administrator(organization), await organization.member("Ann")
    program = await own_token(organization, ann, [Scope.me_read])
    robot = await service_account(organization, ada, scopes=[Scope.problems_read])
    await ann.delete(f"/me/tokens/{program.sign_in_id}")
    await ada.delete(f"/members/{robot.id}/tokens/{robot.sign_in_id}")
    token = {"token_id": str(program.sign_in_id)}
    revoked, made = await ann.all(f"/members/{ann.id}/account-events")
    assert (revoked["kind"], revoked["data"]) == ("member.token_revoked", token)
    assert made["kind"] == "member.token_made"
    assert {**made["data"], "expires_at": None} == {**token, "scopes": ["me:read"], "expires_at": None}
    assert "Report" not in str(made)
    assert [event["kind"] for event in await ada.all(f"/members/{robot.id}/account-events")] == [
        "member.token_revoked",
        "member.token_made",
    ]
    await organization.settled()
    assert not [event for event in await ada.all("/events") if "token" in event["kind"]]
    audited = [(event["kind"], event["subject"]["id"]) for event in await ada.all("/audit-events")]
    assert audited[:2] == [("member.token_revoked", str(robot.id)), ("member.token_made", str(robot.id))]
    assert str(ann.id) not in str(audited)


async def test_a_service_account_acts_within_its_memberships_and_is_marked(organization: Organization) -> None:
    ada, ann = await administrator(organization), await organization.member("Ann")
    await found_community(ann, visibility="private", slug="hidden")
    slug = (await ann.read("/me/memberships"))["items"][0]["community"]["slug"]
    robot = await service_account(organization, ada)
    refused(await robot.get(f"/communities/{slug}"), 404, "not_found")
    await ann.make(f"/communities/{slug}/memberships", {"member_id": str(robot.id), "role": "member"})
    posted = await robot.make(f"/communities/{slug}/problems", {"title": "Disk full", "statement": "Again."})
    marked = {"id": str(robot.id), "name": "Help desk", "kind": "service"}
    assert (posted["author"], posted["through"]) == (marked, None)
    (line,) = (await ann.read(f"/communities/{slug}/problems"))["items"]
    (membership,) = [
        item for item in await ann.all(f"/communities/{slug}/memberships") if item["member"]["id"] == str(robot.id)
    ]
    await organization.settled()
    event = (await ann.all("/events"))[-1]
    assert line["author"] == membership["member"] == event["actor"] == marked
    solution = await ann.make(
        f"/problems/{posted['id']}/solutions", {"title": "Empty it", "summary": "Empty it.", "steps": "Empty the disk."}
    )
    ok(await ann.put(f"/solutions/{solution['id']}/proposal"))
    refused(await robot.put(f"/solutions/{solution['id']}/proposal"), 403, "forbidden")


async def test_a_service_account_never_counts_as_evidence(organization: Organization) -> None:
    ada, ann = await administrator(organization), await organization.member("Ann")
    await found_community(ann, process={"validation_policy": {"quorum": 1, "min_sites": 0, "min_environments": 0}})
    robot = await service_account(organization, ada)
    await joins(robot)
    await ann.make("/communities/network/problems", {"title": "VPN", "statement": "It drops."})
    written = {"title": "Pin", "kind": "fix", "summary": "Pin it", "steps": "Pin it", "applicability": []}
    solution = await ann.make("/problems/network-1/solutions", written)
    ok(await ann.put(f"/solutions/{solution['id']}/proposal"))
    environment = await keeps(organization, ann, "GVA")
    validation = {"environment_id": environment, "revision": 1, "outcome": "confirmed", "machines": 1}
    refused(await robot.post(f"/solutions/{solution['id']}/validations", validation), 403, "forbidden")
    assert (await ann.read(f"/solutions/{solution['id']}"))["status"] == "proposed"


async def test_every_scope_can_be_given_and_each_is_what_it_opens(organization: Organization) -> None:
    ann = await organization.member("Ann")
    made = await ann.make("/me/tokens", given(EVERY_SCOPE))
    assert made["scopes"] == [str(scope) for scope in Scope]
    program: Person = by_token(organization, ann.id, "Ann", made)
    assert (await program.read("/me"))["scopes"] == sorted(EVERY_SCOPE)
    kept = orjson.loads(
        await organization.link.fetchval("SELECT to_json(scope) FROM sign_in WHERE id = $1", program.sign_in_id)
    )
    assert kept == " ".join(Scope)
