from alliance_client._asking import Asking, AsyncAsking

from ...models.key_set import KeySet
from ...models.member import Member
from ...models.registration_in import RegistrationIn
from ...models.revocation_in import RevocationIn
from ...models.server_metadata import ServerMetadata
from ...models.token import Token
from ...models.token_in import TokenIn
from . import issue_token, read_keys, read_server_metadata, register, revoke_token


class SignInOperations(Asking):
    def register(
        self,
        body: RegistrationIn,
    ) -> Member:
        """Set a password by an invitation

        For who was invited: the token is good once, for seven days. Takes no Idempotency-Key, since nobody is signed
        in; sign in with the new password to see whether a lost answer was a success.

        Args:
            body: The first password of who was invited, or a new one.
        """
        return self._ask(
            register.request(
                body,
            )
        )

    def issue_token(
        self,
        body: TokenIn,
    ) -> Token:
        """Sign in, or renew a sign-in

        An OAuth 2 token request (RFC 6749, 4.3 and 6): form-encoded, its errors in that standard's shape, no client
        authentication. `grant_type=password` begins a sign-in; `grant_type=refresh_token` renews it by its newest
        refresh token, which is good for one use: a second use ends the sign-in. After five failed tries an account
        name takes none for a while, longer each time.

        Args:
            body: A request for tokens, form-encoded as RFC 6749 has it; parameters that are not known are
                ignored.
        """
        return self._ask(
            issue_token.request(
                body,
            )
        )

    def revoke_token(
        self,
        body: RevocationIn,
    ) -> None:
        """Sign out

        An OAuth 2 token revocation (RFC 7009): ends the sign-in of a refresh or access token, at once and for all of
        its tokens. A token that is not known is answered the same.

        Args:
            body: A refresh or access token whose sign-in is to end (RFC 7009, 2.1).
        """
        return self._ask(
            revoke_token.request(
                body,
            )
        )

    def read_keys(
        self,
        *,
        if_none_match: KeySet | None = None,
    ) -> KeySet:
        """Read the keys that access tokens are signed with

        A JWK set (RFC 7517). Whoever verifies a token picks the key by `kid`; a new one appears here before it signs.

        Args:
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_keys.request(
                if_none_match=if_none_match,
            )
        )

    def read_server_metadata(
        self,
        *,
        if_none_match: ServerMetadata | None = None,
    ) -> ServerMetadata:
        """Read how one signs in here

        For clients that set themselves up: where tokens are given out and revoked, and which scopes there are (RFC
        8414).

        Args:
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_server_metadata.request(
                if_none_match=if_none_match,
            )
        )


class AsyncSignInOperations(AsyncAsking):
    async def register(
        self,
        body: RegistrationIn,
    ) -> Member:
        """Set a password by an invitation

        For who was invited: the token is good once, for seven days. Takes no Idempotency-Key, since nobody is signed
        in; sign in with the new password to see whether a lost answer was a success.

        Args:
            body: The first password of who was invited, or a new one.
        """
        return await self._ask(
            register.request(
                body,
            )
        )

    async def issue_token(
        self,
        body: TokenIn,
    ) -> Token:
        """Sign in, or renew a sign-in

        An OAuth 2 token request (RFC 6749, 4.3 and 6): form-encoded, its errors in that standard's shape, no client
        authentication. `grant_type=password` begins a sign-in; `grant_type=refresh_token` renews it by its newest
        refresh token, which is good for one use: a second use ends the sign-in. After five failed tries an account
        name takes none for a while, longer each time.

        Args:
            body: A request for tokens, form-encoded as RFC 6749 has it; parameters that are not known are
                ignored.
        """
        return await self._ask(
            issue_token.request(
                body,
            )
        )

    async def revoke_token(
        self,
        body: RevocationIn,
    ) -> None:
        """Sign out

        An OAuth 2 token revocation (RFC 7009): ends the sign-in of a refresh or access token, at once and for all of
        its tokens. A token that is not known is answered the same.

        Args:
            body: A refresh or access token whose sign-in is to end (RFC 7009, 2.1).
        """
        return await self._ask(
            revoke_token.request(
                body,
            )
        )

    async def read_keys(
        self,
        *,
        if_none_match: KeySet | None = None,
    ) -> KeySet:
        """Read the keys that access tokens are signed with

        A JWK set (RFC 7517). Whoever verifies a token picks the key by `kid`; a new one appears here before it signs.

        Args:
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_keys.request(
                if_none_match=if_none_match,
            )
        )

    async def read_server_metadata(
        self,
        *,
        if_none_match: ServerMetadata | None = None,
    ) -> ServerMetadata:
        """Read how one signs in here

        For clients that set themselves up: where tokens are given out and revoked, and which scopes there are (RFC
        8414).

        Args:
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_server_metadata.request(
                if_none_match=if_none_match,
            )
        )
