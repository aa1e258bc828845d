from uuid import UUID

from alliance_client._asking import Asking, AsyncAsking
from alliance_client._listing import AsyncListing, Listing
from alliance_client._request import Tagged

from ...models.list_validations_of_solution_sort import ListValidationsOfSolutionSort
from ...models.list_validations_sort import ListValidationsSort
from ...models.outcome import Outcome
from ...models.validation import Validation
from ...models.validation_in import ValidationIn
from ...models.validation_line import ValidationLine
from ...models.validation_page import ValidationPage
from ...models.withdrawal_in import WithdrawalIn
from . import (
    carry_over_validation,
    give_validation,
    list_validations,
    list_validations_of_solution,
    read_validation,
    withdraw_validation,
)


class ValidationsOperations(Asking):
    def list_validations_of_solution(
        self,
        solution: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        environment: list[UUID] | None = None,
        author: list[UUID] | None = None,
        outcome: list[Outcome] | None = None,
        carry_over: bool | None = None,
        sort: ListValidationsOfSolutionSort | None = None,
        if_none_match: ValidationPage | None = None,
    ) -> Listing[ValidationLine, ValidationPage]:
        """List a solution's validations

        All that were ever given, those that do not count included."""
        return self._list(
            list_validations_of_solution.request(
                solution,
                limit=limit,
                cursor=cursor,
                environment=environment,
                author=author,
                outcome=outcome,
                carry_over=carry_over,
                sort=sort,
                if_none_match=if_none_match,
            )
        )

    def give_validation(
        self,
        solution: UUID | str,
        body: ValidationIn,
        *,
        idempotency_key: str | None = None,
    ) -> Validation:
        """Give a validation

        Say what came of using a revision in an environment that you keep. Site, configuration and your role are kept as
        they are now. Whether it counts as evidence, and if not why, stands in the answer; what it did to the status, in the
        solution's assessment."""
        return self._ask(
            give_validation.request(
                solution,
                body,
                idempotency_key=idempotency_key,
            )
        )

    def list_validations(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        environment: list[UUID] | None = None,
        author: list[UUID] | None = None,
        outcome: list[Outcome] | None = None,
        carry_over: bool | None = None,
        sort: ListValidationsSort | None = None,
        community: list[str] | None = None,
        if_none_match: ValidationPage | None = None,
    ) -> Listing[ValidationLine, ValidationPage]:
        """List validations

        Across all communities that you may read; `carry_over=true` shows your own that wait for you."""
        return self._list(
            list_validations.request(
                limit=limit,
                cursor=cursor,
                environment=environment,
                author=author,
                outcome=outcome,
                carry_over=carry_over,
                sort=sort,
                community=community,
                if_none_match=if_none_match,
            )
        )

    def read_validation(
        self,
        validation: UUID | str,
        *,
        if_none_match: Validation | None = None,
    ) -> Validation:
        """Read a validation

        With what was observed, what was installed then, and whether it counts as evidence: if not, why."""
        return self._ask(
            read_validation.request(
                validation,
                if_none_match=if_none_match,
            )
        )

    def withdraw_validation(
        self,
        validation: UUID | str,
        body: WithdrawalIn,
        *,
        idempotency_key: str | None = None,
    ) -> Validation:
        """Withdraw a validation

        For who gave it, with a reason that is shown. The one you gave before it in that environment stands again."""
        return self._ask(
            withdraw_validation.request(
                validation,
                body,
                idempotency_key=idempotency_key,
            )
        )

    def carry_over_validation(
        self,
        validation: UUID | str,
        *,
        idempotency_key: str | None = None,
    ) -> Validation:
        """Carry a validation over to the current line

        For who gave it: it holds for the current revision too. A new validation is made that names the old one and has its
        outcome, environment, configuration and time: its age does not restart."""
        return self._ask(
            carry_over_validation.request(
                validation,
                idempotency_key=idempotency_key,
            )
        )


class AsyncValidationsOperations(AsyncAsking):
    def list_validations_of_solution(
        self,
        solution: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        environment: list[UUID] | None = None,
        author: list[UUID] | None = None,
        outcome: list[Outcome] | None = None,
        carry_over: bool | None = None,
        sort: ListValidationsOfSolutionSort | None = None,
        if_none_match: ValidationPage | None = None,
    ) -> AsyncListing[ValidationLine, ValidationPage]:
        """List a solution's validations

        All that were ever given, those that do not count included."""
        return self._list(
            list_validations_of_solution.request(
                solution,
                limit=limit,
                cursor=cursor,
                environment=environment,
                author=author,
                outcome=outcome,
                carry_over=carry_over,
                sort=sort,
                if_none_match=if_none_match,
            )
        )

    async def give_validation(
        self,
        solution: UUID | str,
        body: ValidationIn,
        *,
        idempotency_key: str | None = None,
    ) -> Validation:
        """Give a validation

        Say what came of using a revision in an environment that you keep. Site, configuration and your role are kept as
        they are now. Whether it counts as evidence, and if not why, stands in the answer; what it did to the status, in the
        solution's assessment."""
        return await self._ask(
            give_validation.request(
                solution,
                body,
                idempotency_key=idempotency_key,
            )
        )

    def list_validations(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        environment: list[UUID] | None = None,
        author: list[UUID] | None = None,
        outcome: list[Outcome] | None = None,
        carry_over: bool | None = None,
        sort: ListValidationsSort | None = None,
        community: list[str] | None = None,
        if_none_match: ValidationPage | None = None,
    ) -> AsyncListing[ValidationLine, ValidationPage]:
        """List validations

        Across all communities that you may read; `carry_over=true` shows your own that wait for you."""
        return self._list(
            list_validations.request(
                limit=limit,
                cursor=cursor,
                environment=environment,
                author=author,
                outcome=outcome,
                carry_over=carry_over,
                sort=sort,
                community=community,
                if_none_match=if_none_match,
            )
        )

    async def read_validation(
        self,
        validation: UUID | str,
        *,
        if_none_match: Validation | None = None,
    ) -> Validation:
        """Read a validation

        With what was observed, what was installed then, and whether it counts as evidence: if not, why."""
        return await self._ask(
            read_validation.request(
                validation,
                if_none_match=if_none_match,
            )
        )

    async def withdraw_validation(
        self,
        validation: UUID | str,
        body: WithdrawalIn,
        *,
        idempotency_key: str | None = None,
    ) -> Validation:
        """Withdraw a validation

        For who gave it, with a reason that is shown. The one you gave before it in that environment stands again."""
        return await self._ask(
            withdraw_validation.request(
                validation,
                body,
                idempotency_key=idempotency_key,
            )
        )

    async def carry_over_validation(
        self,
        validation: UUID | str,
        *,
        idempotency_key: str | None = None,
    ) -> Validation:
        """Carry a validation over to the current line

        For who gave it: it holds for the current revision too. A new validation is made that names the old one and has its
        outcome, environment, configuration and time: its age does not restart."""
        return await self._ask(
            carry_over_validation.request(
                validation,
                idempotency_key=idempotency_key,
            )
        )
