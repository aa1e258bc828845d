"""What one is signed in by."""

import re
import time
from dataclasses import dataclass, field

from alliance_client._generated.models.token import Token
from alliance_client._generated.models.token_in import TokenIn

_EARLY_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Tokens:
    """An access token, and the refresh token that gives the next ones. A refresh token is good for one use: whoever
    keeps tokens keeps the newest, `client.tokens`."""

    access_token: str = field(repr=False)
    refresh_token: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[!-~]+", self.access_token):
            raise ValueError("An access token is printable ASCII without spaces: was it read with the end of its line?")


class SignIn:
    """The newest tokens, and when they are over."""

    def __init__(self, tokens: Tokens | None) -> None:
        self.tokens = tokens
        self._over_at: float | None = None

    @property
    def access_token(self) -> str | None:
        return None if self.tokens is None else self.tokens.access_token

    def take(self, token: Token) -> None:
        self.tokens = Tokens(token.access_token, token.refresh_token)
        self._over_at = time.monotonic() + token.expires_in - min(_EARLY_SECONDS, token.expires_in / 2)

    def end(self) -> None:
        """The access token may live a little longer; there will be no next one."""
        if self.tokens is not None:
            self.tokens = Tokens(self.tokens.access_token)

    def forget(self) -> None:
        self.tokens = None

    def is_over(self, refused: str | None) -> bool:
        """Whether new tokens are to be had before anything is sent: the access token is at its end, or is the one that
        was refused."""
        tokens = self.tokens
        if tokens is None or tokens.refresh_token is None:
            return False
        return tokens.access_token == refused or (self._over_at is not None and time.monotonic() >= self._over_at)

    def has_another_than(self, refused: str | None) -> bool:
        """Whether to try again with another access token than the one that was refused: one that came meanwhile, or
        that the refresh token gives."""
        return refused is not None and (self.access_token not in (None, refused) or self.is_over(refused))

    def renewal(self) -> TokenIn:
        assert self.tokens is not None
        assert self.tokens.refresh_token is not None
        return TokenIn(grant_type="refresh_token", refresh_token=self.tokens.refresh_token)
