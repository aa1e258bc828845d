from uuid import UUID

from alliance_client._asking import Asking, AsyncAsking
from alliance_client._listing import AsyncListing, Listing

from ...models.api_token import ApiToken
from ...models.api_token_in import ApiTokenIn
from ...models.api_token_made import ApiTokenMade
from ...models.api_token_page import ApiTokenPage
from . import (
    list_my_tokens,
    list_tokens_of_member,
    make_my_token,
    make_token_of_member,
    read_my_token,
    read_token_of_member,
    revoke_my_token,
    revoke_token_of_member,
)


class TokensOperations(Asking):
    def list_my_tokens(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: ApiTokenPage | None = None,
    ) -> Listing[ApiToken, ApiTokenPage]:
        """List my tokens

        To see which programs act as you, and when each last did: newest first, those that have expired too, those
        revoked not.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_my_tokens.request(
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    def make_my_token(
        self,
        body: ApiTokenIn,
    ) -> ApiTokenMade:
        """Make a token of mine

        For a program that acts as you, with no more than the scopes you give it. Its secret is shown this once, so
        the operation takes no Idempotency-Key: revoke what was made, where the answer was lost. Ask with the access
        token of a sign-in: a token makes no tokens, and never has a scope that the one who made it lacks. A new
        password ends it.

        Args:
            body: What a token is for, what it may be used for, and for how long.
        """
        return self._ask(
            make_my_token.request(
                body,
            )
        )

    def read_my_token(
        self,
        token: UUID | str,
        *,
        if_none_match: ApiToken | None = None,
    ) -> ApiToken:
        """Read a token of mine

        From an event that names it: what it is for, what it may do, and when it was last used.

        Args:
            token: The token's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_my_token.request(
                token,
                if_none_match=if_none_match,
            )
        )

    def revoke_my_token(
        self,
        token: UUID | str,
    ) -> None:
        """Revoke a token of mine

        When its program is no more, or it may have become known: it is refused from the next request on. Takes no If-
        Match: a token never changes.

        Args:
            token: The token's id.
        """
        return self._ask(
            revoke_my_token.request(
                token,
            )
        )

    def list_tokens_of_member(
        self,
        member: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: ApiTokenPage | None = None,
    ) -> Listing[ApiToken, ApiTokenPage]:
        """List a member's tokens

        For administrators, to see what a service account (or a person, of whose tokens one has leaked) can be used
        with: newest first, those that have expired too, those revoked not.

        Args:
            member: The member's id.
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_tokens_of_member.request(
                member,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    def make_token_of_member(
        self,
        member: UUID | str,
        body: ApiTokenIn,
    ) -> ApiTokenMade:
        """Make a token of a service account

        For administrators: the only way in for a service account. Its secret is shown this once, so the operation
        takes no Idempotency-Key. Ask with the access token of a sign-in, which has every scope that the token is to
        have.

        Args:
            member: The member's id.
            body: What a token is for, what it may be used for, and for how long.
        """
        return self._ask(
            make_token_of_member.request(
                member,
                body,
            )
        )

    def read_token_of_member(
        self,
        member: UUID | str,
        token: UUID | str,
        *,
        if_none_match: ApiToken | None = None,
    ) -> ApiToken:
        """Read a member's token

        For administrators, from an event that names it: what it is for, who made it, and when it was last used.

        Args:
            member: The member's id.
            token: The token's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_token_of_member.request(
                member,
                token,
                if_none_match=if_none_match,
            )
        )

    def revoke_token_of_member(
        self,
        member: UUID | str,
        token: UUID | str,
    ) -> None:
        """Revoke a member's token

        For administrators, of service accounts and, where one has leaked, of persons. It is refused from the next
        request on. Takes no If-Match: a token never changes.

        Args:
            member: The member's id.
            token: The token's id.
        """
        return self._ask(
            revoke_token_of_member.request(
                member,
                token,
            )
        )


class AsyncTokensOperations(AsyncAsking):
    def list_my_tokens(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: ApiTokenPage | None = None,
    ) -> AsyncListing[ApiToken, ApiTokenPage]:
        """List my tokens

        To see which programs act as you, and when each last did: newest first, those that have expired too, those
        revoked not.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_my_tokens.request(
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    async def make_my_token(
        self,
        body: ApiTokenIn,
    ) -> ApiTokenMade:
        """Make a token of mine

        For a program that acts as you, with no more than the scopes you give it. Its secret is shown this once, so
        the operation takes no Idempotency-Key: revoke what was made, where the answer was lost. Ask with the access
        token of a sign-in: a token makes no tokens, and never has a scope that the one who made it lacks. A new
        password ends it.

        Args:
            body: What a token is for, what it may be used for, and for how long.
        """
        return await self._ask(
            make_my_token.request(
                body,
            )
        )

    async def read_my_token(
        self,
        token: UUID | str,
        *,
        if_none_match: ApiToken | None = None,
    ) -> ApiToken:
        """Read a token of mine

        From an event that names it: what it is for, what it may do, and when it was last used.

        Args:
            token: The token's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_my_token.request(
                token,
                if_none_match=if_none_match,
            )
        )

    async def revoke_my_token(
        self,
        token: UUID | str,
    ) -> None:
        """Revoke a token of mine

        When its program is no more, or it may have become known: it is refused from the next request on. Takes no If-
        Match: a token never changes.

        Args:
            token: The token's id.
        """
        return await self._ask(
            revoke_my_token.request(
                token,
            )
        )

    def list_tokens_of_member(
        self,
        member: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: ApiTokenPage | None = None,
    ) -> AsyncListing[ApiToken, ApiTokenPage]:
        """List a member's tokens

        For administrators, to see what a service account (or a person, of whose tokens one has leaked) can be used
        with: newest first, those that have expired too, those revoked not.

        Args:
            member: The member's id.
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_tokens_of_member.request(
                member,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    async def make_token_of_member(
        self,
        member: UUID | str,
        body: ApiTokenIn,
    ) -> ApiTokenMade:
        """Make a token of a service account

        For administrators: the only way in for a service account. Its secret is shown this once, so the operation
        takes no Idempotency-Key. Ask with the access token of a sign-in, which has every scope that the token is to
        have.

        Args:
            member: The member's id.
            body: What a token is for, what it may be used for, and for how long.
        """
        return await self._ask(
            make_token_of_member.request(
                member,
                body,
            )
        )

    async def read_token_of_member(
        self,
        member: UUID | str,
        token: UUID | str,
        *,
        if_none_match: ApiToken | None = None,
    ) -> ApiToken:
        """Read a member's token

        For administrators, from an event that names it: what it is for, who made it, and when it was last used.

        Args:
            member: The member's id.
            token: The token's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_token_of_member.request(
                member,
                token,
                if_none_match=if_none_match,
            )
        )

    async def revoke_token_of_member(
        self,
        member: UUID | str,
        token: UUID | str,
    ) -> None:
        """Revoke a member's token

        For administrators, of service accounts and, where one has leaked, of persons. It is refused from the next
        request on. Takes no If-Match: a token never changes.

        Args:
            member: The member's id.
            token: The token's id.
        """
        return await self._ask(
            revoke_token_of_member.request(
                member,
                token,
            )
        )
