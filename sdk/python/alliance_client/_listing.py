"""Lists: to be gone through thing by thing, or page by page."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Generic, Protocol, TypeVar

from alliance_client._request import Request

Line_co = TypeVar("Line_co", covariant=True)


class Page(Protocol[Line_co]):
    @property
    def items(self) -> Sequence[Line_co]: ...
    @property
    def next_cursor(self) -> str | None: ...


Line = TypeVar("Line")
P = TypeVar("P", bound=Page[Any])


class Listing(Generic[Line, P]):
    """A list that is asked for as one goes through it: `for line in listing`."""

    def __init__(self, ask: Callable[[Request[P]], P], request: Request[P]) -> None:
        self._ask = ask
        self._request = request

    def __iter__(self) -> Iterator[Line]:
        for page in self.pages():
            yield from page.items

    def pages(self) -> Iterator[P]:
        """Page by page up to the end, the first included. A page's `next_cursor`, given as `cursor`, goes on after
        it another time: for events, which never end, with those that came since."""
        request: Request[P] | None = self._request
        while request is not None:
            page = self._ask(request)
            yield page
            request = _following(request, page)

    def page(self) -> P:
        """The first page alone; where `if_none_match` was given and nothing is new, that very one."""
        return self._ask(self._request)


class AsyncListing(Generic[Line, P]):
    """A list that is asked for as one goes through it: `async for line in listing`."""

    def __init__(self, ask: Callable[[Request[P]], Awaitable[P]], request: Request[P]) -> None:
        self._ask = ask
        self._request = request

    async def __aiter__(self) -> AsyncIterator[Line]:
        async for page in self.pages():
            for line in page.items:
                yield line

    async def pages(self) -> AsyncIterator[P]:
        """Page by page up to the end, the first included. A page's `next_cursor`, given as `cursor`, goes on after
        it another time: for events, which never end, with those that came since."""
        request: Request[P] | None = self._request
        while request is not None:
            page = await self._ask(request)
            yield page
            request = _following(request, page)

    async def page(self) -> P:
        """The first page alone; where `if_none_match` was given and nothing is new, that very one."""
        return await self._ask(self._request)


def _following(request: Request[P], page: P) -> Request[P] | None:
    """None at the end: of a list that has one, or of what has happened so far."""
    if page.next_cursor is None or not page.items:
        return None
    query = tuple(pair for pair in request.query if pair[0] != "cursor")
    return replace(request, query=(*query, ("cursor", page.next_cursor)), held=None)
