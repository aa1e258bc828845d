from collections.abc import Sequence
from uuid import UUID

from alliance_client._asking import Asking, AsyncAsking
from alliance_client._listing import AsyncListing, Listing

from ...models.environment import Environment
from ...models.environment_in import EnvironmentIn
from ...models.environment_line import EnvironmentLine
from ...models.environment_order import EnvironmentOrder
from ...models.environment_page import EnvironmentPage
from ...models.environment_patch import EnvironmentPatch
from . import (
    change_environment,
    list_environments,
    make_environment,
    read_environment,
    reinstate_environment,
    retire_environment,
)


class EnvironmentsOperations(Asking):
    def list_environments(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        retired: bool | None = None,
        site: Sequence[UUID | str] | None = None,
        keeper: Sequence[UUID | str] | None = None,
        component: Sequence[UUID | str] | None = None,
        sort: EnvironmentOrder | None = None,
        if_none_match: EnvironmentPage | None = None,
    ) -> Listing[EnvironmentLine, EnvironmentPage]:
        """List environments

        To see where a component is installed, what stands at a site, or which environments you keep and can validate
        from.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            retired: `false`: only what is not retired; `true`: only what is.
            site: At one of these sites.
            keeper: Kept by one of these members.
            component: Where one of these components is installed.
            sort: How a list of environments is ordered.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_environments.request(
                limit=limit,
                cursor=cursor,
                retired=retired,
                site=site,
                keeper=keeper,
                component=component,
                sort=sort,
                if_none_match=if_none_match,
            )
        )

    def make_environment(
        self,
        body: EnvironmentIn,
        *,
        idempotency_key: str | None = None,
    ) -> Environment:
        """Make an environment

        Any person can say where something runs: at a site, on so many machines, with these components in these
        versions (null where a version is not known). Its keepers, you where nobody is named, change it and give
        validations from it.

        Args:
            body: Where something runs.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return self._ask(
            make_environment.request(
                body,
                idempotency_key=idempotency_key,
            )
        )

    def read_environment(
        self,
        environment: UUID | str,
        *,
        if_none_match: Environment | None = None,
    ) -> Environment:
        """Read an environment

        For the page of an environment, and before you validate from it: with its keepers and its configuration.

        Args:
            environment: The environment's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_environment.request(
                environment,
                if_none_match=if_none_match,
            )
        )

    def change_environment(
        self,
        environment: UUID | str,
        body: EnvironmentPatch,
        *,
        if_match: Environment | str,
    ) -> Environment:
        """Change an environment

        For its keepers, when machines, versions or keepers change. A list that is given takes the place of the one
        that was there. What was validated there keeps its own record.

        Args:
            environment: The environment's id.
            body: What is to change; what is left out stays. A list that is given takes the place of the one that
                was there.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            change_environment.request(
                environment,
                body,
                if_match=if_match,
            )
        )

    def retire_environment(
        self,
        environment: UUID | str,
        *,
        if_match: Environment | str | None = None,
    ) -> Environment:
        """Retire an environment

        For its keepers, when it is no more. What was validated there stays. An environment that is retired already is
        answered as it stands.

        Args:
            environment: The environment's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            retire_environment.request(
                environment,
                if_match=if_match,
            )
        )

    def reinstate_environment(
        self,
        environment: UUID | str,
        *,
        if_match: Environment | str,
    ) -> Environment:
        """Take an environment's retirement back

        For its keepers, when it is in use again. If-Match carries the environment's tag.

        Args:
            environment: The environment's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            reinstate_environment.request(
                environment,
                if_match=if_match,
            )
        )


class AsyncEnvironmentsOperations(AsyncAsking):
    def list_environments(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        retired: bool | None = None,
        site: Sequence[UUID | str] | None = None,
        keeper: Sequence[UUID | str] | None = None,
        component: Sequence[UUID | str] | None = None,
        sort: EnvironmentOrder | None = None,
        if_none_match: EnvironmentPage | None = None,
    ) -> AsyncListing[EnvironmentLine, EnvironmentPage]:
        """List environments

        To see where a component is installed, what stands at a site, or which environments you keep and can validate
        from.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            retired: `false`: only what is not retired; `true`: only what is.
            site: At one of these sites.
            keeper: Kept by one of these members.
            component: Where one of these components is installed.
            sort: How a list of environments is ordered.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_environments.request(
                limit=limit,
                cursor=cursor,
                retired=retired,
                site=site,
                keeper=keeper,
                component=component,
                sort=sort,
                if_none_match=if_none_match,
            )
        )

    async def make_environment(
        self,
        body: EnvironmentIn,
        *,
        idempotency_key: str | None = None,
    ) -> Environment:
        """Make an environment

        Any person can say where something runs: at a site, on so many machines, with these components in these
        versions (null where a version is not known). Its keepers, you where nobody is named, change it and give
        validations from it.

        Args:
            body: Where something runs.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return await self._ask(
            make_environment.request(
                body,
                idempotency_key=idempotency_key,
            )
        )

    async def read_environment(
        self,
        environment: UUID | str,
        *,
        if_none_match: Environment | None = None,
    ) -> Environment:
        """Read an environment

        For the page of an environment, and before you validate from it: with its keepers and its configuration.

        Args:
            environment: The environment's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_environment.request(
                environment,
                if_none_match=if_none_match,
            )
        )

    async def change_environment(
        self,
        environment: UUID | str,
        body: EnvironmentPatch,
        *,
        if_match: Environment | str,
    ) -> Environment:
        """Change an environment

        For its keepers, when machines, versions or keepers change. A list that is given takes the place of the one
        that was there. What was validated there keeps its own record.

        Args:
            environment: The environment's id.
            body: What is to change; what is left out stays. A list that is given takes the place of the one that
                was there.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            change_environment.request(
                environment,
                body,
                if_match=if_match,
            )
        )

    async def retire_environment(
        self,
        environment: UUID | str,
        *,
        if_match: Environment | str | None = None,
    ) -> Environment:
        """Retire an environment

        For its keepers, when it is no more. What was validated there stays. An environment that is retired already is
        answered as it stands.

        Args:
            environment: The environment's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            retire_environment.request(
                environment,
                if_match=if_match,
            )
        )

    async def reinstate_environment(
        self,
        environment: UUID | str,
        *,
        if_match: Environment | str,
    ) -> Environment:
        """Take an environment's retirement back

        For its keepers, when it is in use again. If-Match carries the environment's tag.

        Args:
            environment: The environment's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            reinstate_environment.request(
                environment,
                if_match=if_match,
            )
        )
