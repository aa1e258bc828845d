"""What the operations are written upon: a way to ask."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import Any, TypeVar

from alliance_client._following import AsyncFeed, Feed
from alliance_client._listing import AsyncListing, Line, Listing, Page
from alliance_client._request import Request

T = TypeVar("T")
P = TypeVar("P", bound=Page[Any])


class Asking(ABC):
    @abstractmethod
    def _ask(self, request: Request[T]) -> T:
        """Sends it until it is answered or refused for good."""

    @abstractmethod
    def _open(self, request: Request[Any]) -> AbstractContextManager[Iterator[str]]:
        """Sends it in the same way; the answer is read as it comes."""

    def _list(self, request: Request[P]) -> Listing[Any, P]:
        return Listing(self._ask, request)

    def _feed(self, request: Request[P], read: Callable[[Any], Line]) -> Feed[Line, P]:
        return Feed(self._ask, self._open, request, read)


class AsyncAsking(ABC):
    @abstractmethod
    async def _ask(self, request: Request[T]) -> T:
        """Sends it until it is answered or refused for good."""

    @abstractmethod
    def _open(self, request: Request[Any]) -> AbstractAsyncContextManager[AsyncIterator[str]]:
        """Sends it in the same way; the answer is read as it comes."""

    def _list(self, request: Request[P]) -> AsyncListing[Any, P]:
        return AsyncListing(self._ask, request)

    def _feed(self, request: Request[P], read: Callable[[Any], Line]) -> AsyncFeed[Line, P]:
        return AsyncFeed(self._ask, self._open, request, read)
