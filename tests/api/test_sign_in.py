"""Signing in: tokens given out, renewed, taken back; passwords; and what a stranger can learn, which is nothing."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.auth.passwords import hash_password
from app.auth.scopes import EVERY_SCOPE, Scope, print_scope
from app.auth.tokens import TokenReader, digest_secret
from app.domain.sign_ins import FREE_TRIES, LONGEST_PAUSE, pause_after
from app.http.requests import PREFIX
from app.models.sign_in import KeySetShown, ServerMetadataShown, TokenShown
from app.services.members import create_administrator, create_first_administrator
from app.services.upkeep import tidy
from tests.auth.bad_tokens import AUDIENCE, ISSUER, MEMBER, NOW, SIGN_IN, Forge, bad_tokens
from tests.people import Organization, Person, ok, refused

PASSWORD = "correct horse battery staple"
OTHER = "a lighthouse in the fog"
EMAIL = "ann@example.org"


@pytest.fixture(scope="module")
async def hashed() -> str:
    return await hash_password(PASSWORD)


@pytest.fixture
async def ann(organization: Organization, hashed: str) -> Person:
    """A member with a password."""
    person = await organization.member("Ann")
    await organization.link.execute("UPDATE identity SET email = $1 WHERE member_id = $2", EMAIL, person.id)
    await organization.link.execute(
        "INSERT INTO credential (member_id, password_hash, changed_at) VALUES ($1, $2, now())", person.id, hashed
    )
    return person


async def _ask(organization: Organization, **form: str) -> httpx.Response:
    return await organization.client().post(f"{PREFIX}/auth/token", data=form)


async def _sign_in(organization: Organization, password: str = PASSWORD, email: str = EMAIL) -> httpx.Response:
    return await _ask(organization, grant_type="password", username=email, password=password)


async def _refresh(organization: Organization, token: str, **more: str) -> httpx.Response:
    return await _ask(organization, grant_type="refresh_token", refresh_token=token, **more)


async def _me(organization: Organization, token: str) -> httpx.Response:
    return await organization.client({"Authorization": f"Bearer {token}"}).get(f"{PREFIX}/me")


def _no_token(answer: httpx.Response, status: int, error: str) -> None:
    """Holds that an answer is this error in the shape of RFC 6749."""
    assert answer.headers["content-type"] == "application/json"
    assert (answer.status_code, answer.json()["error"]) == (status, error), answer.text
    assert set(answer.json()) == {"error", "error_description"}
    assert answer.headers["cache-control"] == "no-store"


async def _kinds(organization: Organization, person: Person) -> list[str]:
    rows = await organization.link.fetch(
        "SELECT kind, personal FROM event WHERE subject_id = $1 ORDER BY position", person.id
    )
    assert all(row["personal"] for row in rows)
    return [row["kind"] for row in rows]


async def test_a_password_gives_tokens_that_the_api_takes(organization: Organization, ann: Person) -> None:
    answer = await _sign_in(organization, email=" ANN@example.org")
    tokens = ok(answer)
    TokenShown.model_validate(tokens)
    assert answer.headers["cache-control"] == "no-store"
    assert (tokens["token_type"], tokens["expires_in"]) == ("Bearer", 900)
    assert tokens["scope"] == print_scope(EVERY_SCOPE)
    assert ok(await _me(organization, tokens["access_token"]))["id"] == str(ann.id)
    assert await _kinds(organization, ann) == ["member.signed_in"]
    held = await organization.link.fetchval("SELECT digest FROM refresh_token")
    assert held == digest_secret(tokens["refresh_token"])


async def test_a_token_is_good_for_its_scope_alone(organization: Organization, ann: Person) -> None:
    tokens = ok(
        await _ask(organization, grant_type="password", username=EMAIL, password=PASSWORD, scope="problems:read")
    )
    assert tokens["scope"] == "problems:read"
    refused(await _me(organization, tokens["access_token"]), 403, "insufficient_scope")
    client = organization.client({"Authorization": f"Bearer {tokens['access_token']}"})
    ok(await client.get(f"{PREFIX}/problems"))
    assert ann.id


async def test_every_way_to_be_wrong_is_answered_the_same(organization: Organization, ann: Person) -> None:
    ada = await organization.member("Ada", role="administrator")
    await organization.link.execute("UPDATE identity SET email = 'ada@example.org' WHERE member_id = $1", ada.id)
    gone = await organization.member("Gone")
    await organization.link.execute(
        "INSERT INTO credential SELECT $1, password_hash, changed_at FROM credential WHERE member_id = $2",
        gone.id,
        ann.id,
    )
    await organization.link.execute("UPDATE member SET active = false WHERE id = $1", gone.id)
    answers = [
        await _sign_in(organization, "wrong wrong wrong"),
        await _sign_in(organization, ""),
        await _sign_in(organization, "x" * 4000),
        await _sign_in(organization, email="nobody@example.org"),
        await _sign_in(organization, email="ada@example.org"),
        await _sign_in(organization, email=f"{gone.id}@example.org"),
        await _sign_in(organization, email="nul\0@example.org"),
    ]
    assert answers.pop(1).json()["error"] == "invalid_request"
    for answer in answers:
        _no_token(answer, 400, "invalid_grant")
    told = {
        (answer.content, *sorted(each for each in answer.headers.items() if each[0] != "x-request-id"))
        for answer in answers
    }
    assert len(told) == 1


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({}, "invalid_request"),
        ({"grant_type": "password"}, "invalid_request"),
        ({"grant_type": "password", "username": EMAIL}, "invalid_request"),
        ({"grant_type": "refresh_token"}, "invalid_request"),
        ({"grant_type": "client_credentials"}, "unsupported_grant_type"),
        ({"grant_type": "authorization_code", "code": "x"}, "unsupported_grant_type"),
        ({"grant_type": "refresh_token", "refresh_token": "ar_unknown"}, "invalid_grant"),
        ({"grant_type": "password", "username": EMAIL, "password": PASSWORD, "scope": "everything"}, "invalid_scope"),
        ({"grant_type": "password", "username": "x" * 2000, "password": PASSWORD}, "invalid_request"),
        ({"grant_type": ["password", "password"], "username": EMAIL, "password": PASSWORD}, "invalid_request"),
    ],
)
async def test_malformed_requests_have_the_standard_s_errors(
    organization: Organization, form: dict[str, Any], error: str
) -> None:
    _no_token(await organization.client().post(f"{PREFIX}/auth/token", data=form), 400, error)


async def test_a_body_that_is_no_form_and_a_secret_in_the_address_are_refused(organization: Organization) -> None:
    form = {"grant_type": "password", "username": EMAIL, "password": PASSWORD}
    client = organization.client()
    _no_token(await client.post(f"{PREFIX}/auth/token", json=form), 400, "invalid_request")
    _no_token(await client.post(f"{PREFIX}/auth/token"), 400, "invalid_request")
    _no_token(await client.post(f"{PREFIX}/auth/token", params=form, data=form), 400, "invalid_request")


async def test_parameters_that_are_not_known_are_ignored(organization: Organization, ann: Person) -> None:
    ok(
        await _ask(
            organization, grant_type="password", username=EMAIL, password=PASSWORD, client_id="web", client_secret=""
        )
    )
    assert ann.id


async def test_a_refresh_token_is_good_once_and_keeps_the_sign_in(organization: Organization, ann: Person) -> None:
    first = ok(await _sign_in(organization))
    second = ok(await _refresh(organization, first["refresh_token"]))
    third = ok(await _refresh(organization, second["refresh_token"]))
    assert len({tokens["refresh_token"] for tokens in (first, second, third)}) == 3
    for tokens in (first, second, third):
        ok(await _me(organization, tokens["access_token"]))
    assert await organization.link.fetchval("SELECT count(*) FROM sign_in WHERE member_id = $1", ann.id) == 2


async def test_a_reused_refresh_token_ends_its_whole_sign_in_and_no_other(
    organization: Organization, ann: Person
) -> None:
    first, apart = ok(await _sign_in(organization)), ok(await _sign_in(organization))
    second = ok(await _refresh(organization, first["refresh_token"]))
    _no_token(await _refresh(organization, first["refresh_token"]), 400, "invalid_grant")
    _no_token(await _refresh(organization, second["refresh_token"]), 400, "invalid_grant")
    refused(await _me(organization, second["access_token"]), 401, "unauthenticated")
    ok(await _me(organization, apart["access_token"]))
    assert await _kinds(organization, ann) == ["member.signed_in", "member.signed_in", "member.sign_in_ended"]


async def test_twenty_uses_of_one_refresh_token_at_once_give_one_answer_and_end_the_sign_in(
    organization: Organization, ann: Person
) -> None:
    tokens = ok(await _sign_in(organization))
    answers = await asyncio.gather(*(_refresh(organization, tokens["refresh_token"]) for _ in range(20)))
    assert sorted(answer.status_code for answer in answers) == [200] + [400] * 19
    (won,) = [answer.json() for answer in answers if answer.status_code == 200]
    refused(await _me(organization, won["access_token"]), 401, "unauthenticated")
    _no_token(await _refresh(organization, won["refresh_token"]), 400, "invalid_grant")
    assert (await _kinds(organization, ann)).count("member.sign_in_ended") == 1


async def test_an_expired_refresh_token_is_refused(organization: Organization, ann: Person) -> None:
    tokens = ok(await _sign_in(organization))
    await organization.link.execute("UPDATE refresh_token SET expires_at = now()")
    _no_token(await _refresh(organization, tokens["refresh_token"]), 400, "invalid_grant")
    assert await _kinds(organization, ann) == ["member.signed_in"]


async def test_a_refresh_narrows_the_access_token_and_never_widens_the_sign_in(
    organization: Organization, ann: Person
) -> None:
    wide = "me:read problems:read"
    first = ok(await _ask(organization, grant_type="password", username=EMAIL, password=PASSWORD, scope=wide))
    narrow = ok(await _refresh(organization, first["refresh_token"], scope="problems:read"))
    assert narrow["scope"] == "problems:read"
    refused(await _me(organization, narrow["access_token"]), 403, "insufficient_scope")
    wider = await _refresh(organization, narrow["refresh_token"], scope="me:read members:write")
    _no_token(wider, 400, "invalid_scope")
    again = ok(await _refresh(organization, narrow["refresh_token"]))
    assert again["scope"] == wide
    assert ann.id


async def test_a_deactivated_member_neither_signs_in_nor_refreshes(organization: Organization, ann: Person) -> None:
    tokens = ok(await _sign_in(organization))
    await organization.link.execute("UPDATE member SET active = false WHERE id = $1", ann.id)
    _no_token(await _refresh(organization, tokens["refresh_token"]), 400, "invalid_grant")
    _no_token(await _sign_in(organization), 400, "invalid_grant")


@pytest.mark.parametrize("which", ["refresh_token", "access_token"])
async def test_revoking_either_token_ends_the_sign_in(organization: Organization, ann: Person, which: str) -> None:
    tokens = ok(await _sign_in(organization))
    client = organization.client()
    for _ in range(2):
        answer = await client.post(f"{PREFIX}/auth/revocation", data={"token": tokens[which], "token_type_hint": which})
        assert (answer.status_code, answer.content) == (200, b"")
    refused(await _me(organization, tokens["access_token"]), 401, "unauthenticated")
    _no_token(await _refresh(organization, tokens["refresh_token"]), 400, "invalid_grant")
    assert await _kinds(organization, ann) == ["member.signed_in", "member.signed_out"]


async def test_revoking_what_is_not_known_is_answered_the_same(organization: Organization) -> None:
    for token in ("ar_unknown", "ai_x", "x.y.z", "\0"):
        answer = await organization.client().post(f"{PREFIX}/auth/revocation", data={"token": token})
        assert (answer.status_code, answer.content) == (200, b"")
    _no_token(await organization.client().post(f"{PREFIX}/auth/revocation", data={"x": "1"}), 400, "invalid_request")


@pytest.mark.parametrize("email", [EMAIL, "nobody@example.org"])
async def test_failures_slow_an_account_name_down_whether_it_exists_or_not(
    organization: Organization, ann: Person, email: str
) -> None:
    for _ in range(FREE_TRIES):
        _no_token(await _sign_in(organization, "wrong wrong wrong", email), 400, "invalid_grant")
    for password in ("wrong wrong wrong", PASSWORD):
        slow = await _sign_in(organization, password, email.upper())
        _no_token(slow, 429, "temporarily_unavailable")
        assert 1 <= int(slow.headers["retry-after"]) <= 2
    _no_token(await _sign_in(organization, email="other@example.org"), 400, "invalid_grant")
    assert ann.id


async def test_the_pause_grows_and_a_success_resets_it(organization: Organization, ann: Person) -> None:
    async def wait() -> None:
        await organization.link.execute("UPDATE sign_in_throttle SET open_at = now() - interval '1 s'")

    for _ in range(FREE_TRIES + 2):
        _no_token(await _sign_in(organization, "wrong wrong wrong"), 400, "invalid_grant")
        pause = await organization.link.fetchval("SELECT open_at - last_failed_at FROM sign_in_throttle")
        await wait()
    assert pause == timedelta(seconds=8)
    ok(await _sign_in(organization))
    assert await organization.link.fetchval("SELECT failures FROM sign_in_throttle") == 0
    _no_token(await _sign_in(organization, "wrong wrong wrong"), 400, "invalid_grant")
    ok(await _sign_in(organization))
    assert ann.id


async def test_of_many_guesses_at_once_only_the_first_is_answered_where_the_name_has_failed_before(
    organization: Organization, ann: Person
) -> None:
    _no_token(await _sign_in(organization, "wrong wrong wrong"), 400, "invalid_grant")
    # After so many failures the next pause outlasts any ten hashes, however busy the machine.
    await organization.link.execute("UPDATE sign_in_throttle SET failures = 12")
    answers = await asyncio.gather(*(_sign_in(organization, f"wrong wrong {n}") for n in range(10)))
    assert sorted(answer.status_code for answer in answers) == [400] + [429] * 9
    assert ann.id


@given(st.integers(0, 10_000))
def test_the_pause_never_shrinks_and_never_passes_its_bound(failures: int) -> None:
    assert timedelta(0) <= pause_after(failures) <= pause_after(failures + 1) <= LONGEST_PAUSE
    assert (pause_after(failures) == timedelta(0)) is (failures < FREE_TRIES)


async def _invited(organization: Organization, email: str = "bob@example.org") -> tuple[Person, dict[str, Any]]:
    ada = await organization.member("Ada", role="administrator")
    return ada, await ada.make("/members", {"name": "Bob", "email": email})


async def _register(organization: Organization, token: str, password: str = PASSWORD) -> httpx.Response:
    given_ = {"invitation_token": token, "password": password}
    return await organization.client().post(f"{PREFIX}/auth/registrations", json=given_)


async def test_an_invitation_gives_the_first_password_once(organization: Organization) -> None:
    _, bob = await _invited(organization)
    answer = await _register(organization, bob["invitation_token"])
    shown = ok(answer)
    assert answer.status_code == 201
    assert (shown["id"], shown["name"]) == (bob["id"], "Bob")
    assert shown["allowed_actions"] == ["list_account_events"]
    first = refused(await _register(organization, bob["invitation_token"]), 422, "invalid_invitation")
    assert first["errors"][0]["pointer"] == "#/invitation_token"
    ok(await _sign_in(organization, email="bob@example.org"))


async def test_one_invitation_used_many_times_at_once_is_used_once(organization: Organization) -> None:
    _, bob = await _invited(organization)
    tries = (_register(organization, bob["invitation_token"], f"{PASSWORD} {n}") for n in range(4))
    assert sorted(answer.status_code for answer in await asyncio.gather(*tries)) == [201, 422, 422, 422]


async def test_invitations_that_cannot_be_used_are_answered_the_same(organization: Organization) -> None:
    ada, bob = await _invited(organization)
    second = await ada.make(f"/members/{bob['id']}/invitations")
    answers = [
        await _register(organization, bob["invitation_token"]),
        await _register(organization, "ai_unknown"),
        await _register(organization, ""),
    ]
    await organization.link.execute("UPDATE invitation SET expires_at = now()")
    answers.append(await _register(organization, second["invitation_token"]))
    documents = [refused(answer, 422, "invalid_invitation") for answer in answers]
    for document in documents:
        del document["request_id"]
    assert all(document == documents[0] for document in documents)


async def test_a_short_password_is_refused_and_the_invitation_stays_good(organization: Organization) -> None:
    _, bob = await _invited(organization)
    problem = refused(await _register(organization, bob["invitation_token"], "short"), 422, "unsuitable_password")
    assert problem["errors"][0]["pointer"] == "#/password"
    assert (await _register(organization, bob["invitation_token"])).status_code == 201


async def test_a_new_invitation_is_the_way_back_for_a_forgotten_password(
    organization: Organization, ann: Person
) -> None:
    ada = await organization.member("Ada", role="administrator")
    tokens = ok(await _sign_in(organization))
    invited = await ada.make(f"/members/{ann.id}/invitations")
    assert (await _register(organization, invited["invitation_token"], OTHER)).status_code == 201
    refused(await _me(organization, tokens["access_token"]), 401, "unauthenticated")
    _no_token(await _sign_in(organization), 400, "invalid_grant")
    ok(await _sign_in(organization, OTHER))


async def test_a_changed_password_ends_the_other_sign_ins(organization: Organization, ann: Person) -> None:
    other = ok(await _sign_in(organization))
    given_ = {"current_password": PASSWORD, "new_password": OTHER}
    answer = await ann.put("/me/password", given_)
    assert (answer.status_code, answer.content) == (204, b"")
    refused(await _me(organization, other["access_token"]), 401, "unauthenticated")
    ok(await ann.get("/me"))
    _no_token(await _sign_in(organization), 400, "invalid_grant")
    ok(await _sign_in(organization, OTHER))
    kinds = await _kinds(organization, ann)
    assert "member.password_changed" in kinds
    assert "member.sign_in_ended" in kinds


async def test_a_wrong_current_password_changes_nothing_and_counts_as_a_failed_try(
    organization: Organization, ann: Person
) -> None:
    given_ = {"current_password": "wrong wrong wrong", "new_password": OTHER}
    problem = refused(await ann.put("/me/password", given_), 422, "wrong_password")
    assert problem["errors"][0]["pointer"] == "#/current_password"
    assert await organization.link.fetchval("SELECT failures FROM sign_in_throttle") == 1
    for _ in range(FREE_TRIES - 1):
        refused(await ann.put("/me/password", given_), 422, "wrong_password")
    slow = await ann.put("/me/password", given_)
    refused(slow, 429, "too_many_requests")
    assert int(slow.headers["retry-after"]) >= 1
    _no_token(await _sign_in(organization), 429, "temporarily_unavailable")


async def test_a_new_password_is_long_enough(organization: Organization, ann: Person) -> None:
    given_ = {"current_password": PASSWORD, "new_password": "short"}
    problem = refused(await ann.put("/me/password", given_), 422, "unsuitable_password")
    assert problem["errors"][0]["pointer"] == "#/new_password"
    assert organization.link


async def test_of_many_password_changes_at_once_one_holds(organization: Organization, ann: Person) -> None:
    given_ = [{"current_password": PASSWORD, "new_password": f"{OTHER} {n}"} for n in range(4)]
    answers = await asyncio.gather(*(ann.put("/me/password", each) for each in given_))
    assert sorted(answer.status_code for answer in answers) == [204, 422, 422, 422]
    (kept,) = [each["new_password"] for each, answer in zip(given_, answers, strict=True) if answer.status_code == 204]
    ok(await _sign_in(organization, kept))


@pytest.fixture
async def forge(organization: Organization) -> AsyncIterator[Forge]:
    """Makes tokens that the application takes for good ones of a member who is signed in, unless told otherwise."""
    house, own = organization.house, organization.house.tokens
    house.tokens = TokenReader(house.keys, ISSUER, AUDIENCE, clock=lambda: NOW)
    await organization.link.execute(
        "INSERT INTO member (id, version, created_at, updated_at, kind, organization_role, active, expertise)"
        " VALUES ($1, 1, now(), now(), 'person', 'member', true, '{}')",
        MEMBER,
    )
    await organization.link.execute(
        "INSERT INTO sign_in (id, member_id, scope, started_at, expires_at) VALUES ($1, $2, '', now(), now())",
        SIGN_IN,
        MEMBER,
    )
    yield Forge(house.keys)
    house.tokens = own


async def test_every_bad_token_is_refused_with_one_body(organization: Organization, forge: Forge) -> None:
    client = organization.client()

    async def carry(token: str) -> httpx.Response:
        carried = b"Bearer " + token.encode("utf-8", "surrogatepass")
        return await client.get(f"{PREFIX}/problems", headers={b"Authorization": carried})

    ok(await carry(forge.token()))
    answers = set()
    for what, token in bad_tokens(forge).items():
        if token.strip() and token != token.strip():
            continue  # white space around the value of a header is no part of it (RFC 9110, 5.5)
        answer = await carry(token)
        assert answer.status_code == 401, what
        document = answer.json()
        del document["request_id"]
        answers.add((str(document), answer.headers["www-authenticate"]))
    assert len(answers) == 1


async def test_the_keys_and_the_metadata_are_where_standards_look_for_them(organization: Organization) -> None:
    client = organization.client()
    keys = await client.get("/.well-known/jwks.json")
    KeySetShown.model_validate(ok(keys))
    (key,) = keys.json()["keys"]
    assert {"kty", "crv", "x", "y", "kid", "use", "alg"} == set(key)
    metadata = await client.get("/.well-known/oauth-authorization-server")
    ServerMetadataShown.model_validate(ok(metadata))
    address = organization.house.public_address
    assert metadata.json() == {
        "issuer": address,
        "token_endpoint": f"{address}/api/v1/auth/token",
        "revocation_endpoint": f"{address}/api/v1/auth/revocation",
        "jwks_uri": f"{address}/.well-known/jwks.json",
        "scopes_supported": [*Scope],
        "response_types_supported": [],
        "grant_types_supported": ["password", "refresh_token"],
        "token_endpoint_auth_methods_supported": ["none"],
        "revocation_endpoint_auth_methods_supported": ["none"],
    }
    again = await client.get("/.well-known/jwks.json", headers={"If-None-Match": keys.headers["etag"]})
    assert again.status_code == 304


async def test_processes_that_start_at_once_make_one_first_administrator(organization: Organization) -> None:
    database = organization.house.database
    made = await asyncio.gather(*(create_first_administrator(database) for _ in range(4)))
    (administrator,) = [one for one in made if one is not None]
    assert administrator.email == "administrator@example.org"
    assert administrator.password is not None
    assert len(administrator.password) == 24
    tokens = ok(await _sign_in(organization, administrator.password, administrator.email))
    me = ok(await _me(organization, tokens["access_token"]))
    assert (me["id"], me["organization_role"]) == (str(administrator.member_id), "administrator")
    assert await create_first_administrator(database) is None


async def test_a_given_password_of_an_administrator_is_not_told_again(organization: Organization) -> None:
    made = await create_administrator(organization.house.database, email="Ada@Example.org", password=PASSWORD)
    assert (made.email, made.password) == ("ada@example.org", None)
    ok(await _sign_in(organization, email="ada@example.org"))
    events = await organization.link.fetch("SELECT kind, actor_id FROM event")
    assert [(row["kind"], row["actor_id"]) for row in events] == [
        ("member.added", made.member_id),
        ("member.signed_in", made.member_id),
    ]


async def test_upkeep_removes_what_has_expired_and_nothing_else(organization: Organization, ann: Person) -> None:
    house = organization.house
    old, kept = ok(await _sign_in(organization)), ok(await _sign_in(organization))
    await organization.link.execute(
        "UPDATE refresh_token SET expires_at = now() - interval '25 h' WHERE digest = $1",
        digest_secret(old["refresh_token"]),
    )
    await _sign_in(organization, "wrong wrong wrong", "old@example.org")
    await organization.link.execute("UPDATE sign_in_throttle SET open_at = now() - interval '25 h'")
    await _sign_in(organization, "wrong wrong wrong", "new@example.org")
    for key, age in (("old", timedelta(hours=49)), ("new", timedelta(hours=47))):
        await organization.link.execute(
            "INSERT INTO idempotency_key (member_id, key, digest, replays, created_at)"
            " VALUES ($1, $2, '', 0, now() - $3::interval)",
            ann.id,
            key,
            age,
        )
    await tidy(house.database, house.clock_offset, timedelta(hours=house.settings.idempotency_hours))
    assert await organization.link.fetchval("SELECT array_agg(key) FROM idempotency_key") == ["new"]
    assert await organization.link.fetchval("SELECT count(*) FROM sign_in_throttle") == 1
    assert await organization.link.fetchval("SELECT array_agg(digest) FROM refresh_token") == [
        digest_secret(kept["refresh_token"])
    ]
    ok(await _refresh(organization, kept["refresh_token"]))
