"""What the operations are written upon: a way to ask."""

from abc import ABC, abstractmethod
from typing import Any, TypeVar

from alliance_client._listing import AsyncListing, Listing, Page
from alliance_client._request import Request

T = TypeVar("T")
P = TypeVar("P", bound=Page[Any])


class Asking(ABC):
    @abstractmethod
    def _ask(self, request: Request[T]) -> T:
        """Sends it until it is answered or refused for good."""

    def _list(self, request: Request[P]) -> Listing[Any, P]:
        return Listing(self._ask, request)


class AsyncAsking(ABC):
    @abstractmethod
    async def _ask(self, request: Request[T]) -> T:
        """Sends it until it is answered or refused for good."""

    def _list(self, request: Request[P]) -> AsyncListing[Any, P]:
        return AsyncListing(self._ask, request)
