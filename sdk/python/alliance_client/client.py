"""The clients: every operation of the contract as a method, asked as the one who signed in."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx

from alliance_client._answers import Tagged, remember
from alliance_client._generated.api.sign_in import issue_token
from alliance_client._generated.client import AsyncOperations, Operations
from alliance_client._generated.errors import BY_CODE
from alliance_client._generated.models.revocation_in import RevocationIn
from alliance_client._generated.models.token_in import TokenIn
from alliance_client._generated.types import UNSET
from alliance_client._refusals import AllianceError, NoAnswer, TokenRefused, refusal_of, understood, unreadable
from alliance_client._request import Request
from alliance_client._sign_in import SignIn, Tokens
from alliance_client._trying import Retries, Trying

T = TypeVar("T")

_TIMEOUT_SECONDS = 30.0
_SILENCE_SECONDS = 45.0
"""A stream says every fifteen that it is there."""
_FAILED = (httpx.NetworkError, httpx.TimeoutException, httpx.RemoteProtocolError, httpx.ProxyError)


class Alliance(Operations):
    """A client that waits for its answers. It can be shared by threads.

    `http` is an httpx.Client of your own (certificates, proxies, timeouts), which stays yours to close."""

    def __init__(
        self,
        address: str,
        *,
        tokens: Tokens | None = None,
        retries: Retries | None = None,
        http: httpx.Client | None = None,
    ) -> None:
        self._address = _checked(address)
        self._http = http or httpx.Client(timeout=_TIMEOUT_SECONDS)
        self._http_is_ours = http is None
        self._retries = retries or Retries()
        self._sign_in = SignIn(tokens)
        self._renewing: Future[None] | None = None
        self._one_at_a_time = threading.Lock()

    def sign_in(self, email: str, password: str, *, scope: str | None = None) -> Self:
        """By password, which is not kept: from then on the refresh token is used. Raises TokenRefused,
        TooManyRequests."""
        self._sign_in.take(self.issue_token(_password(email, password, scope)))
        return self

    def sign_out(self) -> None:
        """Ends the sign-in, for all of its tokens; an API token is revoked, for everybody who uses it."""
        tokens = self._sign_in.tokens
        if tokens is not None:
            self.revoke_token(RevocationIn(token=tokens.refresh_token or tokens.access_token))
            self._sign_in.forget()

    @property
    def tokens(self) -> Tokens | None:
        """What one is signed in by: give it to another client as `tokens`, and use this one no more."""
        return self._sign_in.tokens

    def close(self) -> None:
        if self._http_is_ours:
            self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, request: Request[T]) -> T:
        return _answer_of(request, self._answered(request))

    @contextmanager
    def _open(self, request: Request[Any]) -> Iterator[Iterator[str]]:
        response = self._answered(request, whole=False)
        try:
            yield response.iter_text()
        finally:
            response.close()

    def _answered(self, request: Request[Any], *, whole: bool = True) -> httpx.Response:
        trying = Trying(request, self._retries)
        refused: str | None = None
        while True:
            token = self._access_token(refused) if request.signed_in else None
            try:
                sent = _to_send(self._http, self._address, request, token, whole=whole)
                response = self._http.send(sent, stream=not whole)
                if response.is_success or response.status_code == 304:
                    return response
                response.read()
            except _FAILED as failure:
                time.sleep(trying.after_failure(failure))
                continue
            except httpx.DecodingError as error:
                raise unreadable(request, error) from error
            refusal = refusal_of(response, BY_CODE)
            if refusal.status == 401 and refused is None and self._sign_in.has_another_than(token):
                refused = token
                continue
            time.sleep(trying.after_refusal(refusal))

    def _access_token(self, refused: str | None) -> str | None:
        """The newest. Whoever finds it over gets the next one, and whoever comes meanwhile waits for that, and is told
        the same where it fails: a refresh token is good for one use."""
        if self._sign_in.is_over(refused):
            with self._one_at_a_time:
                if not self._sign_in.is_over(refused):
                    return self._sign_in.access_token
                ours = self._renewing is None
                renewing = self._renewing = self._renewing or Future()
            if ours:
                self._renew(renewing)
            _once_renewed(renewing.result, refused)
        return self._sign_in.access_token

    def _renew(self, renewing: Future[None]) -> None:
        failure: BaseException | None = None
        try:
            self._sign_in.take(self._ask(issue_token.request(self._sign_in.renewal())))
        except TokenRefused:
            self._sign_in.end()
        except NoAnswer as error:
            failure = _not_renewed(error)
        except BaseException as error:
            failure = error
        self._renewing = None
        if failure is None:
            renewing.set_result(None)
        else:
            renewing.set_exception(failure)


class AsyncAlliance(AsyncOperations):
    """A client whose answers are awaited, on the event loop of asyncio that it is first used on.

    `http` is an httpx.AsyncClient of your own (certificates, proxies, timeouts), which stays yours to close."""

    def __init__(
        self,
        address: str,
        *,
        tokens: Tokens | None = None,
        retries: Retries | None = None,
        http: httpx.AsyncClient | None = None,
    ) -> None:
        self._address = _checked(address)
        self._http = http or httpx.AsyncClient(timeout=_TIMEOUT_SECONDS)
        self._http_is_ours = http is None
        self._retries = retries or Retries()
        self._sign_in = SignIn(tokens)
        self._renewing: asyncio.Task[None] | None = None

    async def sign_in(self, email: str, password: str, *, scope: str | None = None) -> Self:
        """By password, which is not kept: from then on the refresh token is used. Raises TokenRefused,
        TooManyRequests."""
        self._sign_in.take(await self.issue_token(_password(email, password, scope)))
        return self

    async def sign_out(self) -> None:
        """Ends the sign-in, for all of its tokens; an API token is revoked, for everybody who uses it."""
        tokens = self._sign_in.tokens
        if tokens is not None:
            await self.revoke_token(RevocationIn(token=tokens.refresh_token or tokens.access_token))
            self._sign_in.forget()

    @property
    def tokens(self) -> Tokens | None:
        """What one is signed in by: give it to another client as `tokens`, and use this one no more."""
        return self._sign_in.tokens

    async def aclose(self) -> None:
        if self._renewing is not None:
            await asyncio.wait([self._renewing])
        if self._http_is_ours:
            await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    async def _ask(self, request: Request[T]) -> T:
        return _answer_of(request, await self._answered(request))

    @asynccontextmanager
    async def _open(self, request: Request[Any]) -> AsyncIterator[AsyncIterator[str]]:
        response = await self._answered(request, whole=False)
        try:
            yield response.aiter_text()
        finally:
            await response.aclose()

    async def _answered(self, request: Request[Any], *, whole: bool = True) -> httpx.Response:
        trying = Trying(request, self._retries)
        refused: str | None = None
        while True:
            token = await self._access_token(refused) if request.signed_in else None
            try:
                sent = _to_send(self._http, self._address, request, token, whole=whole)
                response = await self._http.send(sent, stream=not whole)
                if response.is_success or response.status_code == 304:
                    return response
                await response.aread()
            except _FAILED as failure:
                await asyncio.sleep(trying.after_failure(failure))
                continue
            except httpx.DecodingError as error:
                raise unreadable(request, error) from error
            refusal = refusal_of(response, BY_CODE)
            if refusal.status == 401 and refused is None and self._sign_in.has_another_than(token):
                refused = token
                continue
            await asyncio.sleep(trying.after_refusal(refusal))

    async def _access_token(self, refused: str | None) -> str | None:
        """The newest. Whoever finds it over asks for the next one, and whoever comes meanwhile waits for that. It is
        asked for in a task of its own, since the old refresh token is used up even if nobody waits any more."""
        if self._sign_in.is_over(refused):
            if self._renewing is None:
                self._renewing = asyncio.create_task(self._renew())
                self._renewing.add_done_callback(self._renewed)
            renewing = self._renewing
            await asyncio.wait([renewing])
            _once_renewed(renewing.result, refused)
        return self._sign_in.access_token

    async def _renew(self) -> None:
        try:
            self._sign_in.take(await self._ask(issue_token.request(self._sign_in.renewal())))
        except TokenRefused:
            self._sign_in.end()
        except NoAnswer as error:
            raise _not_renewed(error) from error

    def _renewed(self, task: asyncio.Task[None]) -> None:
        self._renewing = None
        if not task.cancelled():
            task.exception()  # told to whoever waits; where nobody does, to nobody


def _once_renewed(result: Callable[[], None], refused: str | None) -> None:
    """Raises what the renewal failed by; but not where the token at hand was only to be over soon."""
    try:
        result()
    except AllianceError:
        if refused is not None:
            raise


def _not_renewed(failure: NoAnswer) -> NoAnswer:
    """For whoever asked for something else, which was not sent."""
    return NoAnswer(f"The sign-in was not renewed: {failure}", may_be_done=False)


def _checked(address: str) -> str:
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise ValueError(f"{address!r} is no address: {error}") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise ValueError(f"{address!r} is no address: write it as https://alliance.example.org")
    return address.rstrip("/")


def _password(email: str, password: str, scope: str | None) -> TokenIn:
    return TokenIn(grant_type="password", username=email, password=password, scope=scope or UNSET)


def _to_send(
    http: httpx.Client | httpx.AsyncClient, address: str, request: Request[Any], token: str | None, *, whole: bool
) -> httpx.Request:
    headers = {"User-Agent": _USER_AGENT, **request.headers()}
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    url = httpx.URL(address + request.path)
    if request.query:
        url = url.copy_merge_params(list(request.query))
    limits = http.timeout
    if not whole:
        limits = httpx.Timeout(connect=limits.connect, read=_SILENCE_SECONDS, write=limits.write, pool=limits.pool)
    return http.build_request(request.method, url, headers=headers, content=request.body, timeout=limits)


def _answer_of(request: Request[T], response: httpx.Response) -> T:
    if response.status_code == 304:
        if request.held is None:
            raise unreadable(request, ValueError("304 to who holds nothing"))
        return request.held
    answer = understood(request, response.content)
    if isinstance(answer, Tagged):
        remember(answer, response)
    return answer


def _version() -> str:
    try:
        return version("alliance-client")
    except PackageNotFoundError:
        return "0"


_USER_AGENT = f"alliance-client/{_version()} (Python)"
