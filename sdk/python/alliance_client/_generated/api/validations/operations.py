from collections.abc import Sequence
from uuid import UUID

from alliance_client._asking import Asking, AsyncAsking
from alliance_client._listing import AsyncListing, Listing

from ...models.outcome import Outcome
from ...models.validation import Validation
from ...models.validation_in import ValidationIn
from ...models.validation_line import ValidationLine
from ...models.validation_order import ValidationOrder
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
        environment: Sequence[UUID | str] | None = None,
        author: Sequence[UUID | str] | None = None,
        outcome: Sequence[Outcome] | None = None,
        carry_over: bool | None = None,
        sort: ValidationOrder | None = None,
        if_none_match: ValidationPage | None = None,
    ) -> Listing[ValidationLine, ValidationPage]:
        """List a solution's validations

        To see the evidence behind a status, one by one: all that were ever given, those that do not count included.

        Args:
            solution: The solution's id.
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            environment: In one of these environments.
            author: Given by one of these members.
            outcome: Of one of these outcomes.
            carry_over: `true`: only your own that wait to be carried over to the current line.
            sort: How a list of validations is ordered.
            if_none_match: What you hold: you get it back where nothing is new.
        """
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

        Say what came of using a revision in an environment that you keep. Site, configuration and your role are kept
        as they are now. Whether it counts as evidence, and if not why, stands in the answer; what it did to the
        status, in the solution's assessment.

        Args:
            solution: The solution's id.
            body: What came of using a solution in an environment that one keeps.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
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
        environment: Sequence[UUID | str] | None = None,
        author: Sequence[UUID | str] | None = None,
        outcome: Sequence[Outcome] | None = None,
        carry_over: bool | None = None,
        sort: ValidationOrder | None = None,
        community: Sequence[str] | None = None,
        if_none_match: ValidationPage | None = None,
    ) -> Listing[ValidationLine, ValidationPage]:
        """List validations

        To find evidence wherever you may read, by environment, author or outcome; `carry_over=true` shows your own
        that wait for you.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            environment: In one of these environments.
            author: Given by one of these members.
            outcome: Of one of these outcomes.
            carry_over: `true`: only your own that wait to be carried over to the current line.
            sort: How a list of validations is ordered.
            community: Only of these communities, by id or slug.
            if_none_match: What you hold: you get it back where nothing is new.
        """
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

        To judge one piece of evidence: with what was observed, what was installed then, and whether it counts: if
        not, why.

        Args:
            validation: The validation's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
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

        For who gave it, with a reason that is shown. The one you gave before it in that environment stands again.

        Args:
            validation: The validation's id.
            body: Why something is taken back.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
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

        For who gave it: it holds for the current revision too. A new validation is made that names the old one and
        has its outcome, environment, configuration and time: its age does not restart.

        Args:
            validation: The validation's id.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
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
        environment: Sequence[UUID | str] | None = None,
        author: Sequence[UUID | str] | None = None,
        outcome: Sequence[Outcome] | None = None,
        carry_over: bool | None = None,
        sort: ValidationOrder | None = None,
        if_none_match: ValidationPage | None = None,
    ) -> AsyncListing[ValidationLine, ValidationPage]:
        """List a solution's validations

        To see the evidence behind a status, one by one: all that were ever given, those that do not count included.

        Args:
            solution: The solution's id.
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            environment: In one of these environments.
            author: Given by one of these members.
            outcome: Of one of these outcomes.
            carry_over: `true`: only your own that wait to be carried over to the current line.
            sort: How a list of validations is ordered.
            if_none_match: What you hold: you get it back where nothing is new.
        """
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

        Say what came of using a revision in an environment that you keep. Site, configuration and your role are kept
        as they are now. Whether it counts as evidence, and if not why, stands in the answer; what it did to the
        status, in the solution's assessment.

        Args:
            solution: The solution's id.
            body: What came of using a solution in an environment that one keeps.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
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
        environment: Sequence[UUID | str] | None = None,
        author: Sequence[UUID | str] | None = None,
        outcome: Sequence[Outcome] | None = None,
        carry_over: bool | None = None,
        sort: ValidationOrder | None = None,
        community: Sequence[str] | None = None,
        if_none_match: ValidationPage | None = None,
    ) -> AsyncListing[ValidationLine, ValidationPage]:
        """List validations

        To find evidence wherever you may read, by environment, author or outcome; `carry_over=true` shows your own
        that wait for you.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            environment: In one of these environments.
            author: Given by one of these members.
            outcome: Of one of these outcomes.
            carry_over: `true`: only your own that wait to be carried over to the current line.
            sort: How a list of validations is ordered.
            community: Only of these communities, by id or slug.
            if_none_match: What you hold: you get it back where nothing is new.
        """
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

        To judge one piece of evidence: with what was observed, what was installed then, and whether it counts: if
        not, why.

        Args:
            validation: The validation's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
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

        For who gave it, with a reason that is shown. The one you gave before it in that environment stands again.

        Args:
            validation: The validation's id.
            body: Why something is taken back.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
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

        For who gave it: it holds for the current revision too. A new validation is made that names the old one and
        has its outcome, environment, configuration and time: its age does not restart.

        Args:
            validation: The validation's id.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return await self._ask(
            carry_over_validation.request(
                validation,
                idempotency_key=idempotency_key,
            )
        )
