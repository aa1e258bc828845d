"""Access tokens: how they are made, and the one strict function that reads them (RFC 8725, RFC 9068); and the
random secrets that stand for a sign-in or an invitation. Nothing else imports jose. API tokens, which are such secrets,
are read by `app/auth/api_tokens.py`.

Tokens live by the clock of the process: `ALLIANCE_CLOCK_OFFSET` moves the decisions of the domain, not these.
"""

import json
import re
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final, NoReturn
from uuid import UUID, uuid4

from jose import jwk, jws

from app.auth.keys import Keys
from app.auth.scopes import Scope, known_scopes, print_scope
from app.domain.errors import Unauthenticated

LEEWAY_SECONDS: Final = 30
"""How far the clocks of two processes may differ."""
LONGEST_TOKEN: Final = 4096
"""Characters; ours have about 1,000."""

_TYPE, _ALGORITHM = "at+jwt", "ES256"
_COMPACT: Final = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)")
_LAST_DATE: Final = 253_402_300_799  # the last second of the year 9999, where datetime ends
_REFUSAL: Final = "The access token is missing, expired or not valid."


@dataclass(frozen=True, slots=True)
class Caller:
    """Who a token says is calling, by which sign-in, for what, and until when. Whether the sign-in is still
    open and the member active is not said here: the statement that answers the request asks it."""

    member_id: UUID
    sign_in_id: UUID
    scopes: frozenset[Scope]
    expires_at: datetime
    by_api_token: bool = False
    """Whether it is an API token, which stands for its sign-in by itself."""


class SecretKind(StrEnum):
    """The first characters of a secret, so that a reader or a scanner of leaked secrets knows what it
    found."""

    refresh_token = "ar_"
    invitation_token = "ai_"
    api_token = "at_"
    stream_ticket = "as_"


def issue_access_token(
    keys: Keys,
    issuer: str,
    audience: str,
    member_id: UUID,
    sign_in_id: UUID,
    scope: Iterable[Scope],
    *,
    lifetime: timedelta,
    now: datetime | None = None,
) -> tuple[str, int]:
    """A signed access token and the seconds it lives (`expires_in`). `scope` names at least one.

    `now` is the clock of the process where nothing is said; never hand it the instant of a change, which the
    clock offset may have moved.
    """
    issued_at = int((now or datetime.now(UTC)).timestamp())
    expires_in = int(lifetime.total_seconds())
    claims = {
        "iss": issuer,
        "aud": audience,
        "sub": str(member_id),
        "sid": str(sign_in_id),
        "exp": issued_at + expires_in,
        "iat": issued_at,
        "jti": str(uuid4()),
        "scope": print_scope(scope),
    }
    signing = keys.signing[0]
    token = jws.sign(claims, signing.private_pem, headers={"typ": _TYPE, "kid": signing.kid}, algorithm=_ALGORITHM)
    return token, expires_in


class TokenReader:
    """The only way from a token to a caller. Made once, since it remembers: the verified signature of a token
    is not computed again while the token is among the `capacity` newest; its expiry is looked at each time,
    and what was refused is never remembered."""

    def __init__(
        self,
        keys: Keys,
        issuer: str,
        audience: str,
        *,
        clock: Callable[[], float] = time.time,
        capacity: int = 10_000,
    ) -> None:
        self._keys = {key.kid: jwk.construct(dict(key.public_jwk), _ALGORITHM) for key in keys.signing}
        self._issuer = issuer
        self._audience = audience
        self._clock = clock
        self._capacity = capacity
        self._verified: OrderedDict[str, tuple[float, Caller]] = OrderedDict()

    @property
    def remembered(self) -> int:
        """How many verified tokens are remembered now."""
        return len(self._verified)

    def read(self, token: str) -> Caller:
        """The caller of an access token in JWS compact form.

        Raises `Unauthenticated` for everything else, whatever is wrong in the same words. The header holds
        `typ` `at+jwt`, `alg` `ES256` and the `kid` of a key that we hold, and nothing more (so no `crit`,
        `jwk`, `jku`, `x5c`, `x5u`); base64url is canonical and unpadded; JSON holds no name twice; each claim
        that we issue is there with its exact type. A scope that we do not know (a newer process may have
        issued it) gives nothing.
        """
        remembered = self._verified.get(token)
        if remembered is not None:
            deadline, caller = remembered
            if self._clock() < deadline:
                return caller
            self._verified.pop(token, None)
            refuse()
        try:
            caller = self._verify(token)
        except (ValueError, RecursionError):  # RecursionError: JSON nested too deep
            refuse()
        self._verified[token] = caller.expires_at.timestamp() + LEEWAY_SECONDS, caller
        if len(self._verified) > self._capacity:
            self._verified.popitem(last=False)
        return caller

    def _verify(self, token: str) -> Caller:
        """Raises `ValueError` for a token that is not good, saying for those who debug what it lacks."""
        parts = _COMPACT.fullmatch(token) if len(token) <= LONGEST_TOKEN else None
        if parts is None:
            raise ValueError("no JWS in compact form")
        header_text, claims_text, signature_text = parts.groups()

        header = _object(_decoded(header_text))
        if header.keys() != {"typ", "alg", "kid"} or header["typ"] != _TYPE or header["alg"] != _ALGORITHM:
            raise ValueError("another header")
        key = self._keys.get(_text(header, "kid"))
        if key is None or not key.verify(f"{header_text}.{claims_text}".encode(), _decoded(signature_text)):
            raise ValueError("not signed by us")

        claims = _object(_decoded(claims_text))
        _uuid(claims, "jti")
        if _text(claims, "iss") != self._issuer or _text(claims, "aud") != self._audience:
            raise ValueError("of another issuer or for another audience")
        now, expires_at = self._clock(), _seconds(claims, "exp")
        begins_at = max(_seconds(claims, "iat"), _seconds({"nbf": 0} | claims, "nbf"))
        if not begins_at - LEEWAY_SECONDS <= now < expires_at + LEEWAY_SECONDS:
            raise ValueError("not valid now")
        return Caller(
            _uuid(claims, "sub"),
            _uuid(claims, "sid"),
            _scopes(claims),
            datetime.fromtimestamp(expires_at, UTC),
        )


def new_secret(kind: SecretKind) -> str:
    """A refresh, invitation or API token: its kind and 32 random bytes, 46 characters that need no escaping in a
    URL."""
    return kind + secrets.token_urlsafe(32)


def digest_secret(secret: str) -> bytes:
    """What is stored of such a secret: its SHA-256, 32 bytes. It is random, so a fast hash is right for
    it."""
    return sha256(secret.encode("utf-8", "surrogatepass")).digest()


def refuse() -> NoReturn:
    """The one answer to whatever is no good token, whatever is wrong with it."""
    raise Unauthenticated(_REFUSAL) from None


def _decoded(text: str) -> bytes:
    octets = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if urlsafe_b64encode(octets).rstrip(b"=") != text.encode():
        raise ValueError("bits left over")  # a second spelling of the same bytes
    return octets


def _object(octets: bytes) -> dict[str, object]:
    found = json.loads(octets.decode(), object_pairs_hook=_without_repetition, parse_constant=_no_constant)
    if type(found) is not dict:
        raise ValueError("no JSON object")
    return found


def _without_repetition(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON")


def _text(claims: dict[str, object], name: str) -> str:
    value = claims.get(name)
    if not isinstance(value, str):
        raise ValueError(f"{name} is no text")
    return value


def _uuid(claims: dict[str, object], name: str) -> UUID:
    text = _text(claims, name)
    value = UUID(text)
    if str(value) != text:
        raise ValueError(f"{name} is a UUID in another spelling")
    return value


def _seconds(claims: dict[str, object], name: str) -> int:
    value = claims.get(name)
    if type(value) is not int or not 0 <= value <= _LAST_DATE:  # a bool is an int too, but not of that type
        raise ValueError(f"{name} is no whole number of seconds")
    return value


def _scopes(claims: dict[str, object]) -> frozenset[Scope]:
    text = _text(claims, "scope")
    if not all(text.split(" ")):
        raise ValueError("an empty scope")
    return known_scopes(text)
