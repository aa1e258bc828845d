"""The one reader of tokens takes what we issue and nothing else, and says of all else the same."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import KeySet

from app.auth.keys import Keys, add_signing_key
from app.auth.scopes import Scope
from app.auth.tokens import Caller, SecretKind, TokenReader, digest_secret, issue_access_token, new_secret
from app.domain.errors import Unauthenticated
from tests.auth.bad_tokens import AUDIENCE, ISSUER, MEMBER, NOW, SIGN_IN, Forge, bad_tokens

SCOPES = frozenset({Scope.problems_read, Scope.validations_write})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys")


@pytest.fixture(scope="module")
def keys(folder: Path) -> Keys:
    return Keys.load(folder)


@pytest.fixture(scope="module")
def forge(keys: Keys) -> Forge:
    return Forge(keys)


def reader_at(keys: Keys, seconds: float = NOW) -> TokenReader:
    return TokenReader(keys, ISSUER, AUDIENCE, clock=lambda: seconds)


def issue(keys: Keys, *, lifetime_seconds: int = 900) -> str:
    now = datetime.fromtimestamp(NOW, UTC)
    lifetime = timedelta(seconds=lifetime_seconds)
    return issue_access_token(keys, ISSUER, AUDIENCE, MEMBER, SIGN_IN, SCOPES, lifetime=lifetime, now=now)[0]


def refusal_of(reader: TokenReader, token: str) -> tuple[object, ...]:
    with pytest.raises(Unauthenticated) as refused:
        reader.read(token)
    error = refused.value
    return type(error), error.detail, error.faults, error.retry_after_seconds, error.__cause__


def test_an_issued_token_says_who_calls_by_which_sign_in_for_what_and_until_when(keys: Keys) -> None:
    assert reader_at(keys).read(issue(keys)) == Caller(
        member_id=MEMBER,
        sign_in_id=SIGN_IN,
        scopes=SCOPES,
        expires_at=datetime.fromtimestamp(NOW + 900, UTC),
    )


def test_an_issued_token_lives_by_the_clock_of_the_process_where_no_instant_is_given(keys: Keys) -> None:
    token, expires_in = issue_access_token(
        keys, ISSUER, AUDIENCE, MEMBER, SIGN_IN, SCOPES, lifetime=timedelta(minutes=15)
    )
    assert expires_in == 900
    assert TokenReader(keys, ISSUER, AUDIENCE).read(token).member_id == MEMBER


def test_another_library_verifies_an_issued_token_with_the_published_keys(keys: Keys) -> None:
    published = KeySet.import_key_set(json.loads(json.dumps(keys.jwks)))
    token = jwt.decode(issue(keys), published, algorithms=["ES256"])
    assert token.header == {"alg": "ES256", "typ": "at+jwt", "kid": keys.signing[0].kid}
    assert {name: token.claims[name] for name in ("iss", "aud", "sub", "sid", "exp", "iat", "scope")} == {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": str(MEMBER),
        "sid": str(SIGN_IN),
        "exp": NOW + 900,
        "iat": NOW,
        "scope": "problems:read validations:write",
    }
    assert str(UUID(token.claims["jti"])) == token.claims["jti"]


def test_no_two_issued_tokens_are_the_same(keys: Keys) -> None:
    assert len({issue(keys).split(".")[1] for _ in range(20)}) == 20


def test_the_forge_makes_good_tokens_so_that_each_bad_one_is_refused_for_its_one_fault(
    keys: Keys, forge: Forge
) -> None:
    reader = reader_at(keys)
    assert reader.read(forge.token()).sign_in_id == SIGN_IN
    assert reader.read(forge.token(claims=forge.claims(nbf=NOW))).sign_in_id == SIGN_IN
    assert reader.read(forge.token(claims=forge.claims(pad="x" * 2000))).sign_in_id == SIGN_IN


def test_every_bad_token_is_refused_in_the_same_words_and_none_is_remembered(keys: Keys, forge: Forge) -> None:
    reader, refusal = reader_at(keys), refusal_of(reader_at(keys), "")
    corpus = bad_tokens(forge)
    accepted: dict[str, object] = {}
    for name, token in corpus.items():
        try:
            accepted[name] = reader.read(token)
        except Unauthenticated:
            if refusal_of(reader, token) != refusal:
                accepted[name] = "refused in other words"
    assert accepted == {}
    assert len(corpus) > 200
    assert reader.remembered == 0


@given(st.text() | st.lists(st.text(alphabet="AQeyJ_-=. \n"), max_size=5).map(".".join))
def test_whatever_text_is_no_token_is_refused(keys: Keys, text: str) -> None:
    refusal_of(reader_at(keys), text)


@given(st.integers(min_value=0), st.characters())
def test_a_token_with_any_one_character_changed_is_refused(keys: Keys, place: int, character: str) -> None:
    token = issue(keys)
    place %= len(token)
    if token[place] != character:
        refusal_of(reader_at(keys), token[:place] + character + token[place + 1 :])


@given(st.binary(max_size=200))
def test_whatever_bytes_are_signed_in_place_of_claims_nothing_but_claims_is_taken(
    keys: Keys, forge: Forge, claims: bytes
) -> None:
    refusal_of(reader_at(keys), forge.token(claims=claims))


@pytest.mark.parametrize(
    ("seconds", "good"),
    [
        pytest.param(NOW - 31, False, id="31 s before it was issued"),
        pytest.param(NOW - 30, True, id="30 s before it was issued"),
        pytest.param(NOW + 900, True, id="when it expires"),
        pytest.param(NOW + 929.9, True, id="just under 30 s after"),
        pytest.param(NOW + 930, False, id="30 s after"),
    ],
)
def test_clocks_may_differ_by_thirty_seconds(keys: Keys, seconds: float, good: bool) -> None:
    reader, token = reader_at(keys, seconds), issue(keys)
    if good:
        assert reader.read(token).member_id == MEMBER
    else:
        refusal_of(reader, token)


def test_a_remembered_token_is_refused_from_its_expiry_on_and_forgotten(keys: Keys) -> None:
    seconds = [float(NOW)]
    reader, token = TokenReader(keys, ISSUER, AUDIENCE, clock=lambda: seconds[0]), issue(keys)
    first = reader.read(token)
    seconds[0] = NOW + 929
    assert reader.read(token) is first
    seconds[0] = NOW + 930
    refused = refusal_of(reader, token)
    assert reader.remembered == 0
    assert refused == refusal_of(reader, token) == refusal_of(reader, "")


def test_a_remembered_token_makes_no_other_spelling_of_it_good(keys: Keys) -> None:
    reader, token = reader_at(keys), issue(keys)
    reader.read(token)
    for other in (token + "=", token + "\n", " " + token, token.swapcase(), token[:-1]):
        refusal_of(reader, other)


def test_the_memory_is_bounded_and_the_oldest_goes_first(keys: Keys) -> None:
    reader = TokenReader(keys, ISSUER, AUDIENCE, clock=lambda: NOW, capacity=2)
    oldest, middle, newest = (issue(keys) for _ in range(3))
    first, second = reader.read(oldest), reader.read(middle)
    reader.read(newest)
    assert reader.remembered == 2
    assert reader.read(middle) is second
    again = reader.read(oldest)
    assert again == first
    assert again is not first
    assert reader.remembered == 2


def test_a_scope_that_this_process_does_not_know_gives_nothing(keys: Keys, forge: Forge) -> None:
    reader = reader_at(keys)
    newer = forge.token(claims=forge.claims(scope="problems:read tickets:write PROBLEMS:WRITE"))
    assert reader.read(newer).scopes == {Scope.problems_read}
    assert reader.read(forge.token(claims=forge.claims(scope="tickets:write"))).scopes == frozenset()


def test_a_token_verifies_while_its_key_is_there_and_no_longer(tmp_path: Path) -> None:
    before = Keys.load(tmp_path)
    token = issue(before)
    new_kid = add_signing_key(tmp_path)
    rotated = Keys.load(tmp_path)
    assert rotated.signing[0].kid == new_kid
    assert reader_at(rotated).read(token).member_id == MEMBER
    assert reader_at(rotated).read(issue(rotated)).member_id == MEMBER
    refusal_of(reader_at(before), issue(rotated))

    (tmp_path / f"signing-{before.signing[0].kid}.pem").unlink()
    refusal_of(reader_at(Keys.load(tmp_path)), token)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(
            lambda keys: TokenReader(keys, ISSUER, "https://other.example.org", clock=lambda: NOW),
            id="audience",
        ),
        pytest.param(
            lambda keys: TokenReader(keys, "https://other.example.org", AUDIENCE, clock=lambda: NOW),
            id="issuer",
        ),
    ],
)
def test_a_token_is_good_for_its_own_deployment_only(keys: Keys, other: Callable[[Keys], TokenReader]) -> None:
    refusal_of(other(keys), issue(keys))


@given(st.frozensets(st.sampled_from(Scope), min_size=1), st.uuids(), st.integers(31, 10**7))
def test_what_is_issued_is_what_is_read(
    keys: Keys, scopes: frozenset[Scope], member_id: UUID, lifetime_seconds: int
) -> None:
    sign_in_id, now = uuid4(), datetime.fromtimestamp(NOW, UTC)
    lifetime = timedelta(seconds=lifetime_seconds)
    token, expires_in = issue_access_token(
        keys, ISSUER, AUDIENCE, member_id, sign_in_id, scopes, lifetime=lifetime, now=now
    )
    assert reader_at(keys).read(token) == Caller(member_id, sign_in_id, scopes, now + lifetime)
    assert expires_in == lifetime_seconds


@pytest.mark.parametrize("kind", SecretKind)
def test_a_secret_says_its_kind_is_never_the_same_and_is_kept_as_thirty_two_bytes(kind: SecretKind) -> None:
    secrets = {new_secret(kind) for _ in range(100)}
    assert len(secrets) == 100
    assert all(secret.startswith(kind) and len(secret) == 46 for secret in secrets)
    assert len({digest_secret(secret) for secret in secrets}) == 100
    assert all(len(digest_secret(secret)) == 32 for secret in secrets)


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_that_a_caller_sends_for_a_secret_has_a_digest(text: str) -> None:
    assert digest_secret(text) == digest_secret(text)
