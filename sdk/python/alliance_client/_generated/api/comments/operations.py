from uuid import UUID

from alliance_client._asking import Asking, AsyncAsking
from alliance_client._listing import AsyncListing, Listing

from ...models.comment import Comment
from ...models.comment_in import CommentIn
from ...models.comment_line import CommentLine
from ...models.comment_page import CommentPage
from ...models.comment_patch import CommentPatch
from ...models.comment_revision import CommentRevision
from ...models.comment_revision_page import CommentRevisionPage
from . import (
    comment_on_problem,
    comment_on_solution,
    comment_on_validation,
    edit_comment,
    list_comment_revisions,
    list_comments_on_problem,
    list_comments_on_solution,
    list_comments_on_validation,
    read_comment,
    resolve_comment,
    unresolve_comment,
    withdraw_comment,
)


class CommentsOperations(Asking):
    def list_comments_on_problem(
        self,
        problem: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: CommentPage | None = None,
    ) -> Listing[CommentLine, CommentPage]:
        """List the comments on a problem

        For the page of a problem: oldest first, answers among them, with their words; those taken back keep their
        place. What is said about its solutions and validations stands with these.

        Args:
            problem: The problem's id or key (`network-42`).
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_comments_on_problem.request(
                problem,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    def comment_on_problem(
        self,
        problem: UUID | str,
        body: CommentIn,
        *,
        idempotency_key: str | None = None,
        on_behalf_of: UUID | str | None = None,
    ) -> Comment:
        """Comment on a problem

        To ask or add something: by any person who may read it, in an open community without being a member. An answer
        names the comment that it answers, which must not be an answer itself.

        Args:
            problem: The problem's id or key (`network-42`).
            body: What is to be said.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
            on_behalf_of: For a service account: the person it acts for, by id or e-mail address.
        """
        return self._ask(
            comment_on_problem.request(
                problem,
                body,
                idempotency_key=idempotency_key,
                on_behalf_of=on_behalf_of,
            )
        )

    def list_comments_on_solution(
        self,
        solution: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: CommentPage | None = None,
    ) -> Listing[CommentLine, CommentPage]:
        """List the comments on a solution

        For the page of a solution: oldest first, answers among them, with their words; those taken back keep their
        place.

        Args:
            solution: The solution's id.
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_comments_on_solution.request(
                solution,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    def comment_on_solution(
        self,
        solution: UUID | str,
        body: CommentIn,
        *,
        idempotency_key: str | None = None,
        on_behalf_of: UUID | str | None = None,
    ) -> Comment:
        """Comment on a solution

        To ask or say something about how it is done, drafts included: by any person who may read it. What came of
        using it is a validation. An answer names the comment that it answers, which must not be an answer itself.

        Args:
            solution: The solution's id.
            body: What is to be said.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
            on_behalf_of: For a service account: the person it acts for, by id or e-mail address.
        """
        return self._ask(
            comment_on_solution.request(
                solution,
                body,
                idempotency_key=idempotency_key,
                on_behalf_of=on_behalf_of,
            )
        )

    def list_comments_on_validation(
        self,
        validation: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: CommentPage | None = None,
    ) -> Listing[CommentLine, CommentPage]:
        """List the comments on a validation

        For the page of a validation: oldest first, answers among them, with their words; those taken back keep their
        place.

        Args:
            validation: The validation's id.
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_comments_on_validation.request(
                validation,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    def comment_on_validation(
        self,
        validation: UUID | str,
        body: CommentIn,
        *,
        idempotency_key: str | None = None,
        on_behalf_of: UUID | str | None = None,
    ) -> Comment:
        """Comment on a validation

        To ask how it was tried, or to doubt it: by any person who may read it. An answer names the comment that it
        answers, which must not be an answer itself.

        Args:
            validation: The validation's id.
            body: What is to be said.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
            on_behalf_of: For a service account: the person it acts for, by id or e-mail address.
        """
        return self._ask(
            comment_on_validation.request(
                validation,
                body,
                idempotency_key=idempotency_key,
                on_behalf_of=on_behalf_of,
            )
        )

    def read_comment(
        self,
        comment: UUID | str,
        *,
        if_none_match: Comment | None = None,
    ) -> Comment:
        """Read a comment

        From an event that names it, and for its tag before you edit it: as it now is; its former words stand in its
        revisions.

        Args:
            comment: The comment's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_comment.request(
                comment,
                if_none_match=if_none_match,
            )
        )

    def edit_comment(
        self,
        comment: UUID | str,
        body: CommentPatch,
        *,
        if_match: Comment | str,
    ) -> Comment:
        """Edit a comment

        For its author, to put words right. New words are the next revision; the old ones stay readable.

        Args:
            comment: The comment's id.
            body: New words are the next revision; the old ones stay readable.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            edit_comment.request(
                comment,
                body,
                if_match=if_match,
            )
        )

    def list_comment_revisions(
        self,
        comment: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: CommentRevisionPage | None = None,
    ) -> Listing[CommentRevision, CommentRevisionPage]:
        """List a comment's words through time

        When a comment was edited or taken back: newest first, and all of them stay readable.

        Args:
            comment: The comment's id.
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_comment_revisions.request(
                comment,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    def withdraw_comment(
        self,
        comment: UUID | str,
        *,
        idempotency_key: str | None = None,
    ) -> Comment:
        """Take a comment back

        For its author. Its place stays, with `body: null`, and so do the answers to it and its revisions.

        Args:
            comment: The comment's id.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return self._ask(
            withdraw_comment.request(
                comment,
                idempotency_key=idempotency_key,
            )
        )

    def resolve_comment(
        self,
        comment: UUID | str,
        *,
        if_match: Comment | str | None = None,
    ) -> Comment:
        """Resolve a comment

        Says that its thread is settled: for its author, the author of what it is on, and acting coordinators. A
        thread is resolved by its first comment, never by an answer. Asked again, it answers what stands.

        Args:
            comment: The comment's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            resolve_comment.request(
                comment,
                if_match=if_match,
            )
        )

    def unresolve_comment(
        self,
        comment: UUID | str,
        *,
        if_match: Comment | str,
    ) -> Comment:
        """Take a comment's resolution back

        When its thread is open again, for those who could resolve it. If-Match carries the comment's tag.

        Args:
            comment: The comment's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            unresolve_comment.request(
                comment,
                if_match=if_match,
            )
        )


class AsyncCommentsOperations(AsyncAsking):
    def list_comments_on_problem(
        self,
        problem: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: CommentPage | None = None,
    ) -> AsyncListing[CommentLine, CommentPage]:
        """List the comments on a problem

        For the page of a problem: oldest first, answers among them, with their words; those taken back keep their
        place. What is said about its solutions and validations stands with these.

        Args:
            problem: The problem's id or key (`network-42`).
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_comments_on_problem.request(
                problem,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    async def comment_on_problem(
        self,
        problem: UUID | str,
        body: CommentIn,
        *,
        idempotency_key: str | None = None,
        on_behalf_of: UUID | str | None = None,
    ) -> Comment:
        """Comment on a problem

        To ask or add something: by any person who may read it, in an open community without being a member. An answer
        names the comment that it answers, which must not be an answer itself.

        Args:
            problem: The problem's id or key (`network-42`).
            body: What is to be said.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
            on_behalf_of: For a service account: the person it acts for, by id or e-mail address.
        """
        return await self._ask(
            comment_on_problem.request(
                problem,
                body,
                idempotency_key=idempotency_key,
                on_behalf_of=on_behalf_of,
            )
        )

    def list_comments_on_solution(
        self,
        solution: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: CommentPage | None = None,
    ) -> AsyncListing[CommentLine, CommentPage]:
        """List the comments on a solution

        For the page of a solution: oldest first, answers among them, with their words; those taken back keep their
        place.

        Args:
            solution: The solution's id.
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_comments_on_solution.request(
                solution,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    async def comment_on_solution(
        self,
        solution: UUID | str,
        body: CommentIn,
        *,
        idempotency_key: str | None = None,
        on_behalf_of: UUID | str | None = None,
    ) -> Comment:
        """Comment on a solution

        To ask or say something about how it is done, drafts included: by any person who may read it. What came of
        using it is a validation. An answer names the comment that it answers, which must not be an answer itself.

        Args:
            solution: The solution's id.
            body: What is to be said.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
            on_behalf_of: For a service account: the person it acts for, by id or e-mail address.
        """
        return await self._ask(
            comment_on_solution.request(
                solution,
                body,
                idempotency_key=idempotency_key,
                on_behalf_of=on_behalf_of,
            )
        )

    def list_comments_on_validation(
        self,
        validation: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: CommentPage | None = None,
    ) -> AsyncListing[CommentLine, CommentPage]:
        """List the comments on a validation

        For the page of a validation: oldest first, answers among them, with their words; those taken back keep their
        place.

        Args:
            validation: The validation's id.
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_comments_on_validation.request(
                validation,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    async def comment_on_validation(
        self,
        validation: UUID | str,
        body: CommentIn,
        *,
        idempotency_key: str | None = None,
        on_behalf_of: UUID | str | None = None,
    ) -> Comment:
        """Comment on a validation

        To ask how it was tried, or to doubt it: by any person who may read it. An answer names the comment that it
        answers, which must not be an answer itself.

        Args:
            validation: The validation's id.
            body: What is to be said.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
            on_behalf_of: For a service account: the person it acts for, by id or e-mail address.
        """
        return await self._ask(
            comment_on_validation.request(
                validation,
                body,
                idempotency_key=idempotency_key,
                on_behalf_of=on_behalf_of,
            )
        )

    async def read_comment(
        self,
        comment: UUID | str,
        *,
        if_none_match: Comment | None = None,
    ) -> Comment:
        """Read a comment

        From an event that names it, and for its tag before you edit it: as it now is; its former words stand in its
        revisions.

        Args:
            comment: The comment's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_comment.request(
                comment,
                if_none_match=if_none_match,
            )
        )

    async def edit_comment(
        self,
        comment: UUID | str,
        body: CommentPatch,
        *,
        if_match: Comment | str,
    ) -> Comment:
        """Edit a comment

        For its author, to put words right. New words are the next revision; the old ones stay readable.

        Args:
            comment: The comment's id.
            body: New words are the next revision; the old ones stay readable.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            edit_comment.request(
                comment,
                body,
                if_match=if_match,
            )
        )

    def list_comment_revisions(
        self,
        comment: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: CommentRevisionPage | None = None,
    ) -> AsyncListing[CommentRevision, CommentRevisionPage]:
        """List a comment's words through time

        When a comment was edited or taken back: newest first, and all of them stay readable.

        Args:
            comment: The comment's id.
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_comment_revisions.request(
                comment,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    async def withdraw_comment(
        self,
        comment: UUID | str,
        *,
        idempotency_key: str | None = None,
    ) -> Comment:
        """Take a comment back

        For its author. Its place stays, with `body: null`, and so do the answers to it and its revisions.

        Args:
            comment: The comment's id.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return await self._ask(
            withdraw_comment.request(
                comment,
                idempotency_key=idempotency_key,
            )
        )

    async def resolve_comment(
        self,
        comment: UUID | str,
        *,
        if_match: Comment | str | None = None,
    ) -> Comment:
        """Resolve a comment

        Says that its thread is settled: for its author, the author of what it is on, and acting coordinators. A
        thread is resolved by its first comment, never by an answer. Asked again, it answers what stands.

        Args:
            comment: The comment's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            resolve_comment.request(
                comment,
                if_match=if_match,
            )
        )

    async def unresolve_comment(
        self,
        comment: UUID | str,
        *,
        if_match: Comment | str,
    ) -> Comment:
        """Take a comment's resolution back

        When its thread is open again, for those who could resolve it. If-Match carries the comment's tag.

        Args:
            comment: The comment's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            unresolve_comment.request(
                comment,
                if_match=if_match,
            )
        )
