from collections.abc import Sequence
from uuid import UUID

from alliance_client._asking import Asking, AsyncAsking
from alliance_client._listing import AsyncListing, Listing

from ...models.affected_mark import AffectedMark
from ...models.affected_mark_in import AffectedMarkIn
from ...models.affected_mark_line import AffectedMarkLine
from ...models.affected_mark_page import AffectedMarkPage
from ...models.closure_in import ClosureIn
from ...models.framing import Framing
from ...models.framing_in import FramingIn
from ...models.framing_line import FramingLine
from ...models.framing_page import FramingPage
from ...models.problem import Problem
from ...models.problem_in import ProblemIn
from ...models.problem_line import ProblemLine
from ...models.problem_order import ProblemOrder
from ...models.problem_page import ProblemPage
from ...models.problem_patch import ProblemPatch
from ...models.problem_revision import ProblemRevision
from ...models.problem_revision_page import ProblemRevisionPage
from ...models.problem_state import ProblemState
from ...models.severity import Severity
from ...models.whose import Whose
from . import (
    adopt_framing,
    change_problem,
    close_problem,
    list_affected_marks,
    list_framings,
    list_problem_revisions,
    list_problems,
    list_problems_of_community,
    mark_affected,
    offer_framing,
    post_problem,
    read_affected_mark,
    read_framing,
    read_problem,
    reopen_problem,
    withdraw_affected_mark,
)


class ProblemsOperations(Asking):
    def list_problems_of_community(
        self,
        community: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        state: Sequence[ProblemState] | None = None,
        severity: Sequence[Severity] | None = None,
        component: Sequence[UUID | str] | None = None,
        author: Sequence[UUID | str] | None = None,
        affected: Whose | None = None,
        imported_key: Sequence[str] | None = None,
        ticket: Sequence[str] | None = None,
        sort: ProblemOrder | None = None,
        if_none_match: ProblemPage | None = None,
    ) -> Listing[ProblemLine, ProblemPage]:
        """List a community's problems

        For the page of one community, or to look for what was posted there before you post again; filters and order
        as in the list across communities.

        Args:
            community: The community's id or slug (`network`).
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            state: In one of these states.
            severity: Of one of these severities.
            component: Concerning one of these components.
            author: Posted by one of these members.
            affected: A filter by the caller alone.
            imported_key: That had one of these keys in the record they were imported from.
            ticket: Linked to one of these tickets of other systems, by what they are called there; itself, or by a
                solution or validation of it.
            sort: How a list of problems is ordered.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_problems_of_community.request(
                community,
                limit=limit,
                cursor=cursor,
                state=state,
                severity=severity,
                component=component,
                author=author,
                affected=affected,
                imported_key=imported_key,
                ticket=ticket,
                sort=sort,
                if_none_match=if_none_match,
            )
        )

    def post_problem(
        self,
        community: UUID | str,
        body: ProblemIn,
        *,
        idempotency_key: str | None = None,
        on_behalf_of: UUID | str | None = None,
    ) -> Problem:
        """Post a problem

        Bring a problem to a community of yours. It may still be vague: say so by `form: unstructured`, and others
        offer framings. Your first words are kept for ever as revision 1. What came before under the same
        `external_reference` is answered as it stands (200).

        Args:
            community: The community's id or slug (`network`).
            body: A problem as its author puts it; it may still be vague.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
            on_behalf_of: For a service account: the person it acts for, by id or e-mail address.
        """
        return self._ask(
            post_problem.request(
                community,
                body,
                idempotency_key=idempotency_key,
                on_behalf_of=on_behalf_of,
            )
        )

    def list_problems(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        state: Sequence[ProblemState] | None = None,
        severity: Sequence[Severity] | None = None,
        component: Sequence[UUID | str] | None = None,
        author: Sequence[UUID | str] | None = None,
        affected: Whose | None = None,
        imported_key: Sequence[str] | None = None,
        ticket: Sequence[str] | None = None,
        sort: ProblemOrder | None = None,
        community: Sequence[str] | None = None,
        if_none_match: ProblemPage | None = None,
    ) -> Listing[ProblemLine, ProblemPage]:
        """List problems

        To find problems wherever you may read: by component, state, or those you are affected by (`affected=me`). Of
        one community, ask that community's list.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            state: In one of these states.
            severity: Of one of these severities.
            component: Concerning one of these components.
            author: Posted by one of these members.
            affected: A filter by the caller alone.
            imported_key: That had one of these keys in the record they were imported from.
            ticket: Linked to one of these tickets of other systems, by what they are called there; itself, or by a
                solution or validation of it.
            sort: How a list of problems is ordered.
            community: Only of these communities, by id or slug.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_problems.request(
                limit=limit,
                cursor=cursor,
                state=state,
                severity=severity,
                component=component,
                author=author,
                affected=affected,
                imported_key=imported_key,
                ticket=ticket,
                sort=sort,
                community=community,
                if_none_match=if_none_match,
            )
        )

    def read_problem(
        self,
        problem: UUID | str,
        *,
        if_none_match: Problem | None = None,
    ) -> Problem:
        """Read a problem

        For the page of a problem: with its solutions, its reach, and what you may do with it, which is all that the
        page needs.

        Args:
            problem: The problem's id or key (`network-42`).
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_problem.request(
                problem,
                if_none_match=if_none_match,
            )
        )

    def change_problem(
        self,
        problem: UUID | str,
        body: ProblemPatch,
        *,
        if_match: Problem | str,
    ) -> Problem:
        """Change a problem

        For its author and acting coordinators. New words are the next revision; the old ones stay readable.

        Args:
            problem: The problem's id or key (`network-42`).
            body: What is to change; what is left out stays. New words are the next revision.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            change_problem.request(
                problem,
                body,
                if_match=if_match,
            )
        )

    def list_problem_revisions(
        self,
        problem: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: ProblemRevisionPage | None = None,
    ) -> Listing[ProblemRevision, ProblemRevisionPage]:
        """List a problem's words through time

        To see what was asked when a solution was written: newest first; the last is revision 1, its author's first
        words.

        Args:
            problem: The problem's id or key (`network-42`).
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_problem_revisions.request(
                problem,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    def close_problem(
        self,
        problem: UUID | str,
        body: ClosureIn,
        *,
        if_match: Problem | str | None = None,
    ) -> Problem:
        """Close a problem

        With a reason, for its author and acting coordinators. A duplicate names the problem it repeats, of the same
        community or, both being open, of another; marks and all else stay where they are and count at the root. The
        same closure again answers what stands; where the problem is closed already, If-Match carries its tag.

        Args:
            problem: The problem's id or key (`network-42`).
            body: How and why a problem is to end.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            close_problem.request(
                problem,
                body,
                if_match=if_match,
            )
        )

    def reopen_problem(
        self,
        problem: UUID | str,
        *,
        if_match: Problem | str,
    ) -> Problem:
        """Take a problem's closure back

        For its author and acting coordinators, when it is not over after all: it is again what its solutions make of
        it, and its own root. If-Match carries the problem's tag.

        Args:
            problem: The problem's id or key (`network-42`).
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            reopen_problem.request(
                problem,
                if_match=if_match,
            )
        )

    def list_framings(
        self,
        problem: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: FramingPage | None = None,
    ) -> Listing[FramingLine, FramingPage]:
        """List a problem's framings

        To choose between them, for an `unstructured` problem: newest first, with their words, so that they can be
        compared.

        Args:
            problem: The problem's id or key (`network-42`).
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_framings.request(
                problem,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    def offer_framing(
        self,
        problem: UUID | str,
        body: FramingIn,
        *,
        idempotency_key: str | None = None,
    ) -> Framing:
        """Offer a framing

        To put a problem that is still `unstructured` in other words: for any member of the community above observer.
        The problem's author or an acting coordinator may adopt it.

        Args:
            problem: The problem's id or key (`network-42`).
            body: A vague problem in other words.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return self._ask(
            offer_framing.request(
                problem,
                body,
                idempotency_key=idempotency_key,
            )
        )

    def read_framing(
        self,
        problem: UUID | str,
        framing: UUID | str,
        *,
        if_none_match: Framing | None = None,
    ) -> Framing:
        """Read a framing

        From an event or a comment that names it: with the problem it restates, and whether it was adopted.

        Args:
            problem: The problem's id or key (`network-42`).
            framing: The framing's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_framing.request(
                problem,
                framing,
                if_none_match=if_none_match,
            )
        )

    def adopt_framing(
        self,
        problem: UUID | str,
        framing: UUID | str,
        *,
        if_match: Problem | str | None = None,
    ) -> Problem:
        """Adopt a framing

        For the problem's author and acting coordinators: the framing's words become the problem's next revision,
        under the name of who wrote them, and the problem is `structured`. Answers the problem. One that was adopted
        stays so: asked again, it answers what stands. If-Match, where it is sent, carries the problem's tag.

        Args:
            problem: The problem's id or key (`network-42`).
            framing: The framing's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            adopt_framing.request(
                problem,
                framing,
                if_match=if_match,
            )
        )

    def list_affected_marks(
        self,
        problem: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: AffectedMarkPage | None = None,
    ) -> Listing[AffectedMarkLine, AffectedMarkPage]:
        """List who is affected by a problem

        To see who could try a solution: the marks on the problem itself, newest first, without those taken back.
        Marks on its duplicates stay with these, and count in its reach.

        Args:
            problem: The problem's id or key (`network-42`).
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_affected_marks.request(
                problem,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    def read_affected_mark(
        self,
        problem: UUID | str,
        environment: UUID | str,
        *,
        if_none_match: AffectedMark | None = None,
    ) -> AffectedMark:
        """Read your own mark on a problem

        For its tag before you change it or take it back: your mark for an environment, or for `none`.

        Args:
            problem: The problem's id or key (`network-42`).
            environment: The environment's id; `none` for a mark without environment.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_affected_mark.request(
                problem,
                environment,
                if_none_match=if_none_match,
            )
        )

    def mark_affected(
        self,
        problem: UUID | str,
        environment: UUID | str,
        body: AffectedMarkIn,
        *,
        if_match: AffectedMark | str | None = None,
        on_behalf_of: UUID | str | None = None,
    ) -> AffectedMark:
        """Say that you have this too

        For an environment that is in use, whoever keeps it, or for `none`: yourself and your site. 201 the first
        time; then it changes your mark, under If-Match with the mark's own tag. The same mark again answers what
        stands, and the same `external_reference` the mark that came under it, on whatever problem and also where it
        was taken back.

        Args:
            problem: The problem's id or key (`network-42`).
            environment: The environment's id; `none` for a mark without environment.
            body: We have this too.
            if_match: What you read, or its tag: the change is made only if it is still so.
            on_behalf_of: For a service account: the person it acts for, by id or e-mail address.
        """
        return self._ask(
            mark_affected.request(
                problem,
                environment,
                body,
                if_match=if_match,
                on_behalf_of=on_behalf_of,
            )
        )

    def withdraw_affected_mark(
        self,
        problem: UUID | str,
        environment: UUID | str,
        *,
        if_match: AffectedMark | str,
        on_behalf_of: UUID | str | None = None,
    ) -> None:
        """Take your own mark back

        When it does not happen to you any more, or never did. You can make another. If-Match carries the mark's tag.

        Args:
            problem: The problem's id or key (`network-42`).
            environment: The environment's id; `none` for a mark without environment.
            if_match: What you read, or its tag: the change is made only if it is still so.
            on_behalf_of: For a service account: the person it acts for, by id or e-mail address.
        """
        return self._ask(
            withdraw_affected_mark.request(
                problem,
                environment,
                if_match=if_match,
                on_behalf_of=on_behalf_of,
            )
        )


class AsyncProblemsOperations(AsyncAsking):
    def list_problems_of_community(
        self,
        community: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        state: Sequence[ProblemState] | None = None,
        severity: Sequence[Severity] | None = None,
        component: Sequence[UUID | str] | None = None,
        author: Sequence[UUID | str] | None = None,
        affected: Whose | None = None,
        imported_key: Sequence[str] | None = None,
        ticket: Sequence[str] | None = None,
        sort: ProblemOrder | None = None,
        if_none_match: ProblemPage | None = None,
    ) -> AsyncListing[ProblemLine, ProblemPage]:
        """List a community's problems

        For the page of one community, or to look for what was posted there before you post again; filters and order
        as in the list across communities.

        Args:
            community: The community's id or slug (`network`).
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            state: In one of these states.
            severity: Of one of these severities.
            component: Concerning one of these components.
            author: Posted by one of these members.
            affected: A filter by the caller alone.
            imported_key: That had one of these keys in the record they were imported from.
            ticket: Linked to one of these tickets of other systems, by what they are called there; itself, or by a
                solution or validation of it.
            sort: How a list of problems is ordered.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_problems_of_community.request(
                community,
                limit=limit,
                cursor=cursor,
                state=state,
                severity=severity,
                component=component,
                author=author,
                affected=affected,
                imported_key=imported_key,
                ticket=ticket,
                sort=sort,
                if_none_match=if_none_match,
            )
        )

    async def post_problem(
        self,
        community: UUID | str,
        body: ProblemIn,
        *,
        idempotency_key: str | None = None,
        on_behalf_of: UUID | str | None = None,
    ) -> Problem:
        """Post a problem

        Bring a problem to a community of yours. It may still be vague: say so by `form: unstructured`, and others
        offer framings. Your first words are kept for ever as revision 1. What came before under the same
        `external_reference` is answered as it stands (200).

        Args:
            community: The community's id or slug (`network`).
            body: A problem as its author puts it; it may still be vague.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
            on_behalf_of: For a service account: the person it acts for, by id or e-mail address.
        """
        return await self._ask(
            post_problem.request(
                community,
                body,
                idempotency_key=idempotency_key,
                on_behalf_of=on_behalf_of,
            )
        )

    def list_problems(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        state: Sequence[ProblemState] | None = None,
        severity: Sequence[Severity] | None = None,
        component: Sequence[UUID | str] | None = None,
        author: Sequence[UUID | str] | None = None,
        affected: Whose | None = None,
        imported_key: Sequence[str] | None = None,
        ticket: Sequence[str] | None = None,
        sort: ProblemOrder | None = None,
        community: Sequence[str] | None = None,
        if_none_match: ProblemPage | None = None,
    ) -> AsyncListing[ProblemLine, ProblemPage]:
        """List problems

        To find problems wherever you may read: by component, state, or those you are affected by (`affected=me`). Of
        one community, ask that community's list.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            state: In one of these states.
            severity: Of one of these severities.
            component: Concerning one of these components.
            author: Posted by one of these members.
            affected: A filter by the caller alone.
            imported_key: That had one of these keys in the record they were imported from.
            ticket: Linked to one of these tickets of other systems, by what they are called there; itself, or by a
                solution or validation of it.
            sort: How a list of problems is ordered.
            community: Only of these communities, by id or slug.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_problems.request(
                limit=limit,
                cursor=cursor,
                state=state,
                severity=severity,
                component=component,
                author=author,
                affected=affected,
                imported_key=imported_key,
                ticket=ticket,
                sort=sort,
                community=community,
                if_none_match=if_none_match,
            )
        )

    async def read_problem(
        self,
        problem: UUID | str,
        *,
        if_none_match: Problem | None = None,
    ) -> Problem:
        """Read a problem

        For the page of a problem: with its solutions, its reach, and what you may do with it, which is all that the
        page needs.

        Args:
            problem: The problem's id or key (`network-42`).
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_problem.request(
                problem,
                if_none_match=if_none_match,
            )
        )

    async def change_problem(
        self,
        problem: UUID | str,
        body: ProblemPatch,
        *,
        if_match: Problem | str,
    ) -> Problem:
        """Change a problem

        For its author and acting coordinators. New words are the next revision; the old ones stay readable.

        Args:
            problem: The problem's id or key (`network-42`).
            body: What is to change; what is left out stays. New words are the next revision.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            change_problem.request(
                problem,
                body,
                if_match=if_match,
            )
        )

    def list_problem_revisions(
        self,
        problem: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: ProblemRevisionPage | None = None,
    ) -> AsyncListing[ProblemRevision, ProblemRevisionPage]:
        """List a problem's words through time

        To see what was asked when a solution was written: newest first; the last is revision 1, its author's first
        words.

        Args:
            problem: The problem's id or key (`network-42`).
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_problem_revisions.request(
                problem,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    async def close_problem(
        self,
        problem: UUID | str,
        body: ClosureIn,
        *,
        if_match: Problem | str | None = None,
    ) -> Problem:
        """Close a problem

        With a reason, for its author and acting coordinators. A duplicate names the problem it repeats, of the same
        community or, both being open, of another; marks and all else stay where they are and count at the root. The
        same closure again answers what stands; where the problem is closed already, If-Match carries its tag.

        Args:
            problem: The problem's id or key (`network-42`).
            body: How and why a problem is to end.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            close_problem.request(
                problem,
                body,
                if_match=if_match,
            )
        )

    async def reopen_problem(
        self,
        problem: UUID | str,
        *,
        if_match: Problem | str,
    ) -> Problem:
        """Take a problem's closure back

        For its author and acting coordinators, when it is not over after all: it is again what its solutions make of
        it, and its own root. If-Match carries the problem's tag.

        Args:
            problem: The problem's id or key (`network-42`).
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            reopen_problem.request(
                problem,
                if_match=if_match,
            )
        )

    def list_framings(
        self,
        problem: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: FramingPage | None = None,
    ) -> AsyncListing[FramingLine, FramingPage]:
        """List a problem's framings

        To choose between them, for an `unstructured` problem: newest first, with their words, so that they can be
        compared.

        Args:
            problem: The problem's id or key (`network-42`).
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_framings.request(
                problem,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    async def offer_framing(
        self,
        problem: UUID | str,
        body: FramingIn,
        *,
        idempotency_key: str | None = None,
    ) -> Framing:
        """Offer a framing

        To put a problem that is still `unstructured` in other words: for any member of the community above observer.
        The problem's author or an acting coordinator may adopt it.

        Args:
            problem: The problem's id or key (`network-42`).
            body: A vague problem in other words.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return await self._ask(
            offer_framing.request(
                problem,
                body,
                idempotency_key=idempotency_key,
            )
        )

    async def read_framing(
        self,
        problem: UUID | str,
        framing: UUID | str,
        *,
        if_none_match: Framing | None = None,
    ) -> Framing:
        """Read a framing

        From an event or a comment that names it: with the problem it restates, and whether it was adopted.

        Args:
            problem: The problem's id or key (`network-42`).
            framing: The framing's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_framing.request(
                problem,
                framing,
                if_none_match=if_none_match,
            )
        )

    async def adopt_framing(
        self,
        problem: UUID | str,
        framing: UUID | str,
        *,
        if_match: Problem | str | None = None,
    ) -> Problem:
        """Adopt a framing

        For the problem's author and acting coordinators: the framing's words become the problem's next revision,
        under the name of who wrote them, and the problem is `structured`. Answers the problem. One that was adopted
        stays so: asked again, it answers what stands. If-Match, where it is sent, carries the problem's tag.

        Args:
            problem: The problem's id or key (`network-42`).
            framing: The framing's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            adopt_framing.request(
                problem,
                framing,
                if_match=if_match,
            )
        )

    def list_affected_marks(
        self,
        problem: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: AffectedMarkPage | None = None,
    ) -> AsyncListing[AffectedMarkLine, AffectedMarkPage]:
        """List who is affected by a problem

        To see who could try a solution: the marks on the problem itself, newest first, without those taken back.
        Marks on its duplicates stay with these, and count in its reach.

        Args:
            problem: The problem's id or key (`network-42`).
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_affected_marks.request(
                problem,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    async def read_affected_mark(
        self,
        problem: UUID | str,
        environment: UUID | str,
        *,
        if_none_match: AffectedMark | None = None,
    ) -> AffectedMark:
        """Read your own mark on a problem

        For its tag before you change it or take it back: your mark for an environment, or for `none`.

        Args:
            problem: The problem's id or key (`network-42`).
            environment: The environment's id; `none` for a mark without environment.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_affected_mark.request(
                problem,
                environment,
                if_none_match=if_none_match,
            )
        )

    async def mark_affected(
        self,
        problem: UUID | str,
        environment: UUID | str,
        body: AffectedMarkIn,
        *,
        if_match: AffectedMark | str | None = None,
        on_behalf_of: UUID | str | None = None,
    ) -> AffectedMark:
        """Say that you have this too

        For an environment that is in use, whoever keeps it, or for `none`: yourself and your site. 201 the first
        time; then it changes your mark, under If-Match with the mark's own tag. The same mark again answers what
        stands, and the same `external_reference` the mark that came under it, on whatever problem and also where it
        was taken back.

        Args:
            problem: The problem's id or key (`network-42`).
            environment: The environment's id; `none` for a mark without environment.
            body: We have this too.
            if_match: What you read, or its tag: the change is made only if it is still so.
            on_behalf_of: For a service account: the person it acts for, by id or e-mail address.
        """
        return await self._ask(
            mark_affected.request(
                problem,
                environment,
                body,
                if_match=if_match,
                on_behalf_of=on_behalf_of,
            )
        )

    async def withdraw_affected_mark(
        self,
        problem: UUID | str,
        environment: UUID | str,
        *,
        if_match: AffectedMark | str,
        on_behalf_of: UUID | str | None = None,
    ) -> None:
        """Take your own mark back

        When it does not happen to you any more, or never did. You can make another. If-Match carries the mark's tag.

        Args:
            problem: The problem's id or key (`network-42`).
            environment: The environment's id; `none` for a mark without environment.
            if_match: What you read, or its tag: the change is made only if it is still so.
            on_behalf_of: For a service account: the person it acts for, by id or e-mail address.
        """
        return await self._ask(
            withdraw_affected_mark.request(
                problem,
                environment,
                if_match=if_match,
                on_behalf_of=on_behalf_of,
            )
        )
