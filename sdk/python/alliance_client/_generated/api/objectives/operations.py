from collections.abc import Sequence
from uuid import UUID

from alliance_client._asking import Asking, AsyncAsking
from alliance_client._listing import AsyncListing, Listing

from ...models.objective import Objective
from ...models.objective_in import ObjectiveIn
from ...models.objective_line import ObjectiveLine
from ...models.objective_order import ObjectiveOrder
from ...models.objective_page import ObjectivePage
from ...models.objective_patch import ObjectivePatch
from . import change_objective, list_objectives, read_objective, reinstate_objective, retire_objective, set_objective


class ObjectivesOperations(Asking):
    def list_objectives(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        retired: bool | None = None,
        owner: Sequence[UUID | str] | None = None,
        sort: ObjectiveOrder | None = None,
        if_none_match: ObjectivePage | None = None,
    ) -> Listing[ObjectiveLine, ObjectivePage]:
        """List objectives

        To choose those that a community serves: what the organization wants, for all who sign in.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            retired: `false`: only what is not retired; `true`: only what is.
            owner: Owned by one of these members.
            sort: How a list of objectives is ordered.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_objectives.request(
                limit=limit,
                cursor=cursor,
                retired=retired,
                owner=owner,
                sort=sort,
                if_none_match=if_none_match,
            )
        )

    def set_objective(
        self,
        body: ObjectiveIn,
        *,
        idempotency_key: str | None = None,
    ) -> Objective:
        """Set an objective

        For sponsors and administrators, to say what the organization wants. Communities then say that they serve it.

        Args:
            body: What the organization wants, by when, and who answers for it.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return self._ask(
            set_objective.request(
                body,
                idempotency_key=idempotency_key,
            )
        )

    def read_objective(
        self,
        objective: UUID | str,
        *,
        if_none_match: Objective | None = None,
    ) -> Objective:
        """Read an objective

        For the page of an objective: with its period, its owner, and what you may do with it.

        Args:
            objective: The objective's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_objective.request(
                objective,
                if_none_match=if_none_match,
            )
        )

    def change_objective(
        self,
        objective: UUID | str,
        body: ObjectivePatch,
        *,
        if_match: Objective | str,
    ) -> Objective:
        """Change an objective

        For sponsors and administrators, when its words, its period or its owner change.

        Args:
            objective: The objective's id.
            body: What is to change; what is left out stays.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            change_objective.request(
                objective,
                body,
                if_match=if_match,
            )
        )

    def retire_objective(
        self,
        objective: UUID | str,
        *,
        if_match: Objective | str | None = None,
    ) -> Objective:
        """Retire an objective

        For sponsors and administrators, when it is reached or given up. Communities that serve it keep saying so. An
        objective that is retired already is answered as it stands.

        Args:
            objective: The objective's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            retire_objective.request(
                objective,
                if_match=if_match,
            )
        )

    def reinstate_objective(
        self,
        objective: UUID | str,
        *,
        if_match: Objective | str,
    ) -> Objective:
        """Take an objective's retirement back

        For sponsors and administrators, when it is wanted again. If-Match carries the objective's tag.

        Args:
            objective: The objective's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            reinstate_objective.request(
                objective,
                if_match=if_match,
            )
        )


class AsyncObjectivesOperations(AsyncAsking):
    def list_objectives(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        retired: bool | None = None,
        owner: Sequence[UUID | str] | None = None,
        sort: ObjectiveOrder | None = None,
        if_none_match: ObjectivePage | None = None,
    ) -> AsyncListing[ObjectiveLine, ObjectivePage]:
        """List objectives

        To choose those that a community serves: what the organization wants, for all who sign in.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            retired: `false`: only what is not retired; `true`: only what is.
            owner: Owned by one of these members.
            sort: How a list of objectives is ordered.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_objectives.request(
                limit=limit,
                cursor=cursor,
                retired=retired,
                owner=owner,
                sort=sort,
                if_none_match=if_none_match,
            )
        )

    async def set_objective(
        self,
        body: ObjectiveIn,
        *,
        idempotency_key: str | None = None,
    ) -> Objective:
        """Set an objective

        For sponsors and administrators, to say what the organization wants. Communities then say that they serve it.

        Args:
            body: What the organization wants, by when, and who answers for it.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return await self._ask(
            set_objective.request(
                body,
                idempotency_key=idempotency_key,
            )
        )

    async def read_objective(
        self,
        objective: UUID | str,
        *,
        if_none_match: Objective | None = None,
    ) -> Objective:
        """Read an objective

        For the page of an objective: with its period, its owner, and what you may do with it.

        Args:
            objective: The objective's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_objective.request(
                objective,
                if_none_match=if_none_match,
            )
        )

    async def change_objective(
        self,
        objective: UUID | str,
        body: ObjectivePatch,
        *,
        if_match: Objective | str,
    ) -> Objective:
        """Change an objective

        For sponsors and administrators, when its words, its period or its owner change.

        Args:
            objective: The objective's id.
            body: What is to change; what is left out stays.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            change_objective.request(
                objective,
                body,
                if_match=if_match,
            )
        )

    async def retire_objective(
        self,
        objective: UUID | str,
        *,
        if_match: Objective | str | None = None,
    ) -> Objective:
        """Retire an objective

        For sponsors and administrators, when it is reached or given up. Communities that serve it keep saying so. An
        objective that is retired already is answered as it stands.

        Args:
            objective: The objective's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            retire_objective.request(
                objective,
                if_match=if_match,
            )
        )

    async def reinstate_objective(
        self,
        objective: UUID | str,
        *,
        if_match: Objective | str,
    ) -> Objective:
        """Take an objective's retirement back

        For sponsors and administrators, when it is wanted again. If-Match carries the objective's tag.

        Args:
            objective: The objective's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            reinstate_objective.request(
                objective,
                if_match=if_match,
            )
        )
