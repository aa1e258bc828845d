from collections.abc import Sequence
from uuid import UUID

from alliance_client._asking import Asking, AsyncAsking
from alliance_client._listing import AsyncListing, Listing

from ...models.assessment_line import AssessmentLine
from ...models.assessment_page import AssessmentPage
from ...models.coverage import Coverage
from ...models.flag import Flag
from ...models.flag_in import FlagIn
from ...models.flag_page import FlagPage
from ...models.revision_in import RevisionIn
from ...models.solution import Solution
from ...models.solution_assessment import SolutionAssessment
from ...models.solution_in import SolutionIn
from ...models.solution_kind import SolutionKind
from ...models.solution_line import SolutionLine
from ...models.solution_order import SolutionOrder
from ...models.solution_page import SolutionPage
from ...models.solution_patch import SolutionPatch
from ...models.solution_revision import SolutionRevision
from ...models.solution_revision_line import SolutionRevisionLine
from ...models.solution_revision_page import SolutionRevisionPage
from ...models.solution_status import SolutionStatus
from ...models.successor_in import SuccessorIn
from ...models.withdrawal_in import WithdrawalIn
from . import (
    change_solution,
    flag_solution,
    list_assessments_of_problem,
    list_flags,
    list_solution_revisions,
    list_solutions,
    list_solutions_of_problem,
    name_successor,
    post_solution,
    propose_solution,
    read_assessment,
    read_coverage,
    read_flag,
    read_solution,
    read_solution_revision,
    remove_successor,
    revise_solution,
    withdraw_solution,
)


class SolutionsOperations(Asking):
    def list_solutions_of_problem(
        self,
        problem: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        status: Sequence[SolutionStatus] | None = None,
        kind: Sequence[SolutionKind] | None = None,
        component: Sequence[UUID | str] | None = None,
        author: Sequence[UUID | str] | None = None,
        sort: SolutionOrder | None = None,
        if_none_match: SolutionPage | None = None,
    ) -> Listing[SolutionLine, SolutionPage]:
        """List a problem's solutions

        When a problem has more than the fifty that it shows itself. Drafts included, marked as such.

        Args:
            problem: The problem's id or key (`network-42`).
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            status: Of one of these statuses.
            kind: Of one of these kinds.
            component: That require one of these components.
            author: Posted by one of these members.
            sort: How a list of solutions is ordered.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_solutions_of_problem.request(
                problem,
                limit=limit,
                cursor=cursor,
                status=status,
                kind=kind,
                component=component,
                author=author,
                sort=sort,
                if_none_match=if_none_match,
            )
        )

    def post_solution(
        self,
        problem: UUID | str,
        body: SolutionIn,
        *,
        idempotency_key: str | None = None,
    ) -> Solution:
        """Post a solution

        For members of the community. It is a draft, that every reader sees as such, until you propose it; say where
        it works by its applicability, so that evidence from elsewhere is not held against it.

        Args:
            problem: The problem's id or key (`network-42`).
            body: A solution with its first revision; it is a draft until its author proposes it.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return self._ask(
            post_solution.request(
                problem,
                body,
                idempotency_key=idempotency_key,
            )
        )

    def list_assessments_of_problem(
        self,
        problem: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: AssessmentPage | None = None,
    ) -> Listing[AssessmentLine, AssessmentPage]:
        """List the assessments of a problem's solutions

        Why each has its status, what is missing, and what you may do with it: with the problem itself, all that a
        page about it shows, in two requests at once. Who could supply what is missing, and how it came about, each
        solution's own assessment says.

        Args:
            problem: The problem's id or key (`network-42`).
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_assessments_of_problem.request(
                problem,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    def list_solutions(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        status: Sequence[SolutionStatus] | None = None,
        kind: Sequence[SolutionKind] | None = None,
        component: Sequence[UUID | str] | None = None,
        author: Sequence[UUID | str] | None = None,
        sort: SolutionOrder | None = None,
        community: Sequence[str] | None = None,
        if_none_match: SolutionPage | None = None,
    ) -> Listing[SolutionLine, SolutionPage]:
        """List solutions

        To find what solves things wherever you may read: by component, kind or status. Of one problem, ask that
        problem, which shows its first fifty.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            status: Of one of these statuses.
            kind: Of one of these kinds.
            component: That require one of these components.
            author: Posted by one of these members.
            sort: How a list of solutions is ordered.
            community: Only of these communities, by id or slug.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_solutions.request(
                limit=limit,
                cursor=cursor,
                status=status,
                kind=kind,
                component=component,
                author=author,
                sort=sort,
                community=community,
                if_none_match=if_none_match,
            )
        )

    def read_solution(
        self,
        solution: UUID | str,
        *,
        if_none_match: Solution | None = None,
    ) -> Solution:
        """Read a solution

        For the page of a solution: its current text, its status, and those who made and tried it; why it has that
        status, its assessment says.

        Args:
            solution: The solution's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_solution.request(
                solution,
                if_none_match=if_none_match,
            )
        )

    def change_solution(
        self,
        solution: UUID | str,
        body: SolutionPatch,
        *,
        if_match: Solution | str,
    ) -> Solution:
        """Change a solution's title or kind

        For its authors, to put a title right or say what kind it is. The text itself is changed by a revision.

        Args:
            solution: The solution's id.
            body: Title and kind; the text itself is changed by a revision.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            change_solution.request(
                solution,
                body,
                if_match=if_match,
            )
        )

    def list_solution_revisions(
        self,
        solution: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: SolutionRevisionPage | None = None,
    ) -> Listing[SolutionRevisionLine, SolutionRevisionPage]:
        """List a solution's revisions

        To see how a solution came to its current text: newest first, without the texts, which each revision's own
        address has.

        Args:
            solution: The solution's id.
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_solution_revisions.request(
                solution,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    def revise_solution(
        self,
        solution: UUID | str,
        body: RevisionIn,
        *,
        idempotency_key: str | None = None,
        if_match: Solution | str,
    ) -> Solution:
        """Revise a solution

        For its authors, on the version named by If-Match, so that two from one base cannot both be made. A revision
        with the same steps and rollback that applies to no more than before carries the evidence so far; any other
        begins a new line of evidence, and members carry their validations over one by one.

        Args:
            solution: The solution's id.
            body: The whole text of a revision.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            revise_solution.request(
                solution,
                body,
                idempotency_key=idempotency_key,
                if_match=if_match,
            )
        )

    def read_solution_revision(
        self,
        solution: UUID | str,
        revision: int,
        *,
        if_none_match: SolutionRevision | None = None,
    ) -> SolutionRevision:
        """Read one revision of a solution

        To see what a validation was given on: the whole text as it was written then; it never changes.

        Args:
            solution: The solution's id.
            revision: The revision's number.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_solution_revision.request(
                solution,
                revision,
                if_none_match=if_none_match,
            )
        )

    def propose_solution(
        self,
        solution: UUID | str,
        *,
        if_match: Solution | str | None = None,
    ) -> Solution:
        """Propose a solution

        For its authors: from then on members validate it. A proposal is not taken back; a solution can be withdrawn.
        The same again answers what stands.

        Args:
            solution: The solution's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            propose_solution.request(
                solution,
                if_match=if_match,
            )
        )

    def withdraw_solution(
        self,
        solution: UUID | str,
        body: WithdrawalIn,
        *,
        idempotency_key: str | None = None,
    ) -> Solution:
        """Withdraw a solution

        For its authors and acting coordinators, with a reason that is shown. It is final. What it succeeded stands
        for itself again, by the evidence it has.

        Args:
            solution: The solution's id.
            body: Why something is taken back.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return self._ask(
            withdraw_solution.request(
                solution,
                body,
                idempotency_key=idempotency_key,
            )
        )

    def name_successor(
        self,
        solution: UUID | str,
        body: SuccessorIn,
        *,
        if_match: Solution | str | None = None,
    ) -> Solution:
        """Name a solution's successor

        For its authors and acting coordinators (who give a reason): another solution of the same problem that takes
        its place. Where there is one already, If-Match carries the solution's tag; the same again answers what
        stands.

        Args:
            solution: The solution's id.
            body: The solution that takes this one's place.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            name_successor.request(
                solution,
                body,
                if_match=if_match,
            )
        )

    def remove_successor(
        self,
        solution: UUID | str,
        *,
        if_match: Solution | str,
    ) -> Solution:
        """Take a solution's successor back

        When the successor turns out to be no better: the solution stands for itself again, by the evidence it has.
        If-Match carries the solution's tag.

        Args:
            solution: The solution's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            remove_successor.request(
                solution,
                if_match=if_match,
            )
        )

    def read_assessment(
        self,
        solution: UUID | str,
        *,
        if_none_match: SolutionAssessment | None = None,
    ) -> SolutionAssessment:
        """Read why a solution has its status

        When you want to know why, or what would change it: each reason, what is missing, who could supply it, what
        was counted, and the last changes.

        Args:
            solution: The solution's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_assessment.request(
                solution,
                if_none_match=if_none_match,
            )
        )

    def read_coverage(
        self,
        solution: UUID | str,
        *,
        if_none_match: Coverage | None = None,
    ) -> Coverage:
        """Read where a solution holds

        Before you use a solution on versions of your own: component and version by outcome, with the newest evidence
        of each; and failures outside its applicability.

        Args:
            solution: The solution's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_coverage.request(
                solution,
                if_none_match=if_none_match,
            )
        )

    def list_flags(
        self,
        solution: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: FlagPage | None = None,
    ) -> Listing[Flag, FlagPage]:
        """List a solution's flags

        Before you rely on a solution: what readers warn of, newest first. A flag never changes the status.

        Args:
            solution: The solution's id.
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_flags.request(
                solution,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    def flag_solution(
        self,
        solution: UUID | str,
        body: FlagIn,
        *,
        idempotency_key: str | None = None,
    ) -> Flag:
        """Flag a solution

        For every reader: it is outdated, wrong, unclear or dangerous. It makes one action item, owned by the author
        of the current revision where they can own it; while that is open, a second flag of the kind adds to it. It
        never changes the status.

        Args:
            solution: The solution's id.
            body: A warning: it makes an action item, and never changes a status.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return self._ask(
            flag_solution.request(
                solution,
                body,
                idempotency_key=idempotency_key,
            )
        )

    def read_flag(
        self,
        solution: UUID | str,
        flag: UUID | str,
        *,
        if_none_match: Flag | None = None,
    ) -> Flag:
        """Read a flag

        To follow a flag to what became of it: with its reason, who raised it, and the action item it made or added
        to.

        Args:
            solution: The solution's id.
            flag: The flag's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_flag.request(
                solution,
                flag,
                if_none_match=if_none_match,
            )
        )


class AsyncSolutionsOperations(AsyncAsking):
    def list_solutions_of_problem(
        self,
        problem: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        status: Sequence[SolutionStatus] | None = None,
        kind: Sequence[SolutionKind] | None = None,
        component: Sequence[UUID | str] | None = None,
        author: Sequence[UUID | str] | None = None,
        sort: SolutionOrder | None = None,
        if_none_match: SolutionPage | None = None,
    ) -> AsyncListing[SolutionLine, SolutionPage]:
        """List a problem's solutions

        When a problem has more than the fifty that it shows itself. Drafts included, marked as such.

        Args:
            problem: The problem's id or key (`network-42`).
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            status: Of one of these statuses.
            kind: Of one of these kinds.
            component: That require one of these components.
            author: Posted by one of these members.
            sort: How a list of solutions is ordered.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_solutions_of_problem.request(
                problem,
                limit=limit,
                cursor=cursor,
                status=status,
                kind=kind,
                component=component,
                author=author,
                sort=sort,
                if_none_match=if_none_match,
            )
        )

    async def post_solution(
        self,
        problem: UUID | str,
        body: SolutionIn,
        *,
        idempotency_key: str | None = None,
    ) -> Solution:
        """Post a solution

        For members of the community. It is a draft, that every reader sees as such, until you propose it; say where
        it works by its applicability, so that evidence from elsewhere is not held against it.

        Args:
            problem: The problem's id or key (`network-42`).
            body: A solution with its first revision; it is a draft until its author proposes it.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return await self._ask(
            post_solution.request(
                problem,
                body,
                idempotency_key=idempotency_key,
            )
        )

    def list_assessments_of_problem(
        self,
        problem: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: AssessmentPage | None = None,
    ) -> AsyncListing[AssessmentLine, AssessmentPage]:
        """List the assessments of a problem's solutions

        Why each has its status, what is missing, and what you may do with it: with the problem itself, all that a
        page about it shows, in two requests at once. Who could supply what is missing, and how it came about, each
        solution's own assessment says.

        Args:
            problem: The problem's id or key (`network-42`).
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_assessments_of_problem.request(
                problem,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    def list_solutions(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        status: Sequence[SolutionStatus] | None = None,
        kind: Sequence[SolutionKind] | None = None,
        component: Sequence[UUID | str] | None = None,
        author: Sequence[UUID | str] | None = None,
        sort: SolutionOrder | None = None,
        community: Sequence[str] | None = None,
        if_none_match: SolutionPage | None = None,
    ) -> AsyncListing[SolutionLine, SolutionPage]:
        """List solutions

        To find what solves things wherever you may read: by component, kind or status. Of one problem, ask that
        problem, which shows its first fifty.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            status: Of one of these statuses.
            kind: Of one of these kinds.
            component: That require one of these components.
            author: Posted by one of these members.
            sort: How a list of solutions is ordered.
            community: Only of these communities, by id or slug.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_solutions.request(
                limit=limit,
                cursor=cursor,
                status=status,
                kind=kind,
                component=component,
                author=author,
                sort=sort,
                community=community,
                if_none_match=if_none_match,
            )
        )

    async def read_solution(
        self,
        solution: UUID | str,
        *,
        if_none_match: Solution | None = None,
    ) -> Solution:
        """Read a solution

        For the page of a solution: its current text, its status, and those who made and tried it; why it has that
        status, its assessment says.

        Args:
            solution: The solution's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_solution.request(
                solution,
                if_none_match=if_none_match,
            )
        )

    async def change_solution(
        self,
        solution: UUID | str,
        body: SolutionPatch,
        *,
        if_match: Solution | str,
    ) -> Solution:
        """Change a solution's title or kind

        For its authors, to put a title right or say what kind it is. The text itself is changed by a revision.

        Args:
            solution: The solution's id.
            body: Title and kind; the text itself is changed by a revision.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            change_solution.request(
                solution,
                body,
                if_match=if_match,
            )
        )

    def list_solution_revisions(
        self,
        solution: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: SolutionRevisionPage | None = None,
    ) -> AsyncListing[SolutionRevisionLine, SolutionRevisionPage]:
        """List a solution's revisions

        To see how a solution came to its current text: newest first, without the texts, which each revision's own
        address has.

        Args:
            solution: The solution's id.
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_solution_revisions.request(
                solution,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    async def revise_solution(
        self,
        solution: UUID | str,
        body: RevisionIn,
        *,
        idempotency_key: str | None = None,
        if_match: Solution | str,
    ) -> Solution:
        """Revise a solution

        For its authors, on the version named by If-Match, so that two from one base cannot both be made. A revision
        with the same steps and rollback that applies to no more than before carries the evidence so far; any other
        begins a new line of evidence, and members carry their validations over one by one.

        Args:
            solution: The solution's id.
            body: The whole text of a revision.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            revise_solution.request(
                solution,
                body,
                idempotency_key=idempotency_key,
                if_match=if_match,
            )
        )

    async def read_solution_revision(
        self,
        solution: UUID | str,
        revision: int,
        *,
        if_none_match: SolutionRevision | None = None,
    ) -> SolutionRevision:
        """Read one revision of a solution

        To see what a validation was given on: the whole text as it was written then; it never changes.

        Args:
            solution: The solution's id.
            revision: The revision's number.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_solution_revision.request(
                solution,
                revision,
                if_none_match=if_none_match,
            )
        )

    async def propose_solution(
        self,
        solution: UUID | str,
        *,
        if_match: Solution | str | None = None,
    ) -> Solution:
        """Propose a solution

        For its authors: from then on members validate it. A proposal is not taken back; a solution can be withdrawn.
        The same again answers what stands.

        Args:
            solution: The solution's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            propose_solution.request(
                solution,
                if_match=if_match,
            )
        )

    async def withdraw_solution(
        self,
        solution: UUID | str,
        body: WithdrawalIn,
        *,
        idempotency_key: str | None = None,
    ) -> Solution:
        """Withdraw a solution

        For its authors and acting coordinators, with a reason that is shown. It is final. What it succeeded stands
        for itself again, by the evidence it has.

        Args:
            solution: The solution's id.
            body: Why something is taken back.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return await self._ask(
            withdraw_solution.request(
                solution,
                body,
                idempotency_key=idempotency_key,
            )
        )

    async def name_successor(
        self,
        solution: UUID | str,
        body: SuccessorIn,
        *,
        if_match: Solution | str | None = None,
    ) -> Solution:
        """Name a solution's successor

        For its authors and acting coordinators (who give a reason): another solution of the same problem that takes
        its place. Where there is one already, If-Match carries the solution's tag; the same again answers what
        stands.

        Args:
            solution: The solution's id.
            body: The solution that takes this one's place.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            name_successor.request(
                solution,
                body,
                if_match=if_match,
            )
        )

    async def remove_successor(
        self,
        solution: UUID | str,
        *,
        if_match: Solution | str,
    ) -> Solution:
        """Take a solution's successor back

        When the successor turns out to be no better: the solution stands for itself again, by the evidence it has.
        If-Match carries the solution's tag.

        Args:
            solution: The solution's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            remove_successor.request(
                solution,
                if_match=if_match,
            )
        )

    async def read_assessment(
        self,
        solution: UUID | str,
        *,
        if_none_match: SolutionAssessment | None = None,
    ) -> SolutionAssessment:
        """Read why a solution has its status

        When you want to know why, or what would change it: each reason, what is missing, who could supply it, what
        was counted, and the last changes.

        Args:
            solution: The solution's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_assessment.request(
                solution,
                if_none_match=if_none_match,
            )
        )

    async def read_coverage(
        self,
        solution: UUID | str,
        *,
        if_none_match: Coverage | None = None,
    ) -> Coverage:
        """Read where a solution holds

        Before you use a solution on versions of your own: component and version by outcome, with the newest evidence
        of each; and failures outside its applicability.

        Args:
            solution: The solution's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_coverage.request(
                solution,
                if_none_match=if_none_match,
            )
        )

    def list_flags(
        self,
        solution: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: FlagPage | None = None,
    ) -> AsyncListing[Flag, FlagPage]:
        """List a solution's flags

        Before you rely on a solution: what readers warn of, newest first. A flag never changes the status.

        Args:
            solution: The solution's id.
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_flags.request(
                solution,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    async def flag_solution(
        self,
        solution: UUID | str,
        body: FlagIn,
        *,
        idempotency_key: str | None = None,
    ) -> Flag:
        """Flag a solution

        For every reader: it is outdated, wrong, unclear or dangerous. It makes one action item, owned by the author
        of the current revision where they can own it; while that is open, a second flag of the kind adds to it. It
        never changes the status.

        Args:
            solution: The solution's id.
            body: A warning: it makes an action item, and never changes a status.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return await self._ask(
            flag_solution.request(
                solution,
                body,
                idempotency_key=idempotency_key,
            )
        )

    async def read_flag(
        self,
        solution: UUID | str,
        flag: UUID | str,
        *,
        if_none_match: Flag | None = None,
    ) -> Flag:
        """Read a flag

        To follow a flag to what became of it: with its reason, who raised it, and the action item it made or added
        to.

        Args:
            solution: The solution's id.
            flag: The flag's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_flag.request(
                solution,
                flag,
                if_none_match=if_none_match,
            )
        )
