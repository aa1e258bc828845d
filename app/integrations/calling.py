"""Asks a ticket system over HTTP: what it answers is read whole and within limits, and every way in which it can fail
is one of the errors of `base`. It never asks twice by itself; whoever has the job does."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Annotated, Any, Final
from urllib.parse import urljoin, urlsplit

import httpx
from pydantic import AfterValidator, Field

from app.integrations.base import PATIENCE, Away, Nonsense, NoSuchTicket, Refused
from app.integrations.reading import clean, pause, read_json

LONGEST_ANSWER = 20_000_000
"""Bytes of one answer, inflated: a hundred tickets of the longest texts."""

MOST_PAGES = 200
"""Pages of one ticket's comments; one with more is not read further."""

_SHOWN = 300
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})
_NOWHERE = frozenset({404, 410})
_OVERTAKEN = frozenset({409, 412})


def _address(text: str) -> str:
    try:
        url = httpx.URL(text)
        urlsplit(text)
    except (httpx.InvalidURL, ValueError) as broken:
        raise ValueError(f"is no address: {broken}") from broken
    if url.scheme not in ("http", "https") or not url.host or url.userinfo or url.query or url.fragment:
        raise ValueError("is no address of a service: write it like https://tickets.example.org")
    return text


Address = Annotated[str, Field(max_length=500), AfterValidator(_address)]
"""Where a system is: http or https, a host, perhaps a path; credentials stand in the secret alone."""


class Overtaken(Away):
    """Somebody changed the same between our reading and our writing: read again."""


class Moved(Refused):
    """It is somewhere else now; that is not followed, since the credentials are for one address."""


@dataclass(frozen=True)
class Answer:
    """What was answered: JSON, its headers, and where its next page is by its Link header (RFC 8288)."""

    json: Any
    headers: httpx.Headers
    following: str | None

    def when(self) -> datetime:
        """When it was answered by the clock of who answered, to the second; by ours where it does not say."""
        try:
            return parsedate_to_datetime(self.headers.get("date", "")).astimezone(UTC)
        except (ValueError, TypeError, OverflowError):
            return datetime.now(UTC)


class Caller:
    """One system's address and credentials, over a client that is handed in and keeps its own rules of whom it may
    reach."""

    def __init__(
        self, http: httpx.AsyncClient, address: str, headers: Mapping[str, str], *, patience: float = PATIENCE
    ) -> None:
        self._http: Final = http
        self._address: Final = address.rstrip("/") + "/"
        self._headers: Final = {"Accept": "application/json", "User-Agent": "Alliance", **headers}
        self._patience: Final = patience

    async def get(self, path: str, **parameters: str | int) -> Answer:
        """Reads below the address, or at an address of the same host."""
        return await self.ask("GET", path, parameters=parameters)

    async def ask(
        self,
        method: str,
        path: str,
        *,
        parameters: Mapping[str, str | int] | None = None,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Raises `NoSuchTicket` for what is not there, `Overtaken` for a lost race, and else as the Protocol says."""
        address, headers = self._at(path), {**self._headers, **(headers or {})}
        try:
            request = self._http.build_request(method, address, params=parameters or None, json=json, headers=headers)
        except httpx.InvalidURL as broken:
            raise Nonsense("The next page would be at no address.") from broken
        try:
            async with asyncio.timeout(self._patience):
                response = await self._http.send(request, stream=True, follow_redirects=False)
                try:
                    content = await _whole(response)
                finally:
                    await response.aclose()
        except TimeoutError as late:
            raise Away(f"No whole answer came within {self._patience:g} seconds.") from late
        except httpx.DecodingError as broken:
            raise Nonsense("The answer is not in the encoding that it names.") from broken
        except httpx.HTTPError as unreached:
            raise Away(f"Not reached: {type(unreached).__name__}.") from unreached
        return _understood(response, content)

    def _at(self, path: str) -> str:
        """What a system names as its next page is asked only where it is itself: it gets our credentials."""
        try:
            address = urljoin(self._address, path)
            here, there = urlsplit(self._address), urlsplit(address)
        except ValueError as broken:
            raise Nonsense("The next page would be at no address.") from broken
        if (here.scheme, here.netloc) != (there.scheme, there.netloc):
            raise Nonsense(f"The next page would be at another host: {there.netloc[:100]!r}.")
        return address


async def _whole(response: httpx.Response) -> bytes:
    parts, length = [], 0
    async for part in response.aiter_bytes():
        length += len(part)
        if length > LONGEST_ANSWER:
            raise Nonsense(f"The answer is longer than {LONGEST_ANSWER} bytes.")
        parts.append(part)
    return b"".join(parts)


def _understood(response: httpx.Response, content: bytes) -> Answer:
    status, headers = response.status_code, response.headers
    if status in _BUSY or (status == 403 and _counted(headers)):
        raise Away(f"It answered {status}{_reason(content, headers)}", _pause(headers))
    if status in _NOWHERE:
        raise NoSuchTicket(f"It answered {status}{_reason(content, headers)}")
    if status in _OVERTAKEN:
        raise Overtaken(f"It answered {status}{_reason(content, headers)}")
    if 300 <= status < 400:
        raise Moved(f"It redirects, which is not followed: is its address in the connector right? ({status})")
    if status >= 400:
        raise Refused(f"It answered {status}{_reason(content, headers)}")
    if status == 204 or (not content and status in (201, 202)):
        return Answer(None, headers, None)
    following = response.links.get("next", {}).get("url")
    return Answer(read_json(content, headers.get("content-type", "")), headers, following)


def _counted(headers: httpx.Headers) -> bool:
    """GitHub answers 403 where it counts our calls, and says so in headers."""
    return "retry-after" in headers or headers.get("x-ratelimit-remaining") == "0"


def _pause(headers: httpx.Headers) -> float | None:
    if seconds := pause(headers.get("retry-after", ""), headers.get("date", "")):
        return seconds
    if headers.get("x-ratelimit-remaining") == "0" and headers.get("x-ratelimit-reset", "").isdecimal():
        try:
            reset = datetime.fromtimestamp(int(headers["x-ratelimit-reset"]), UTC)
        except (ValueError, OverflowError, OSError):
            return None
        return pause(reset.strftime("%a, %d %b %Y %H:%M:%S GMT"), headers.get("date", ""))
    return None


def _reason(content: bytes, headers: httpx.Headers) -> str:
    """What it says of why, where it says it as the systems do; a page of HTML says nothing."""
    try:
        value = read_json(content[:100_000], headers.get("content-type", ""))
    except Nonsense:
        return "."
    said = "; ".join(dict.fromkeys(_sentences(value)))[:_SHOWN]
    return f": {said}" if said else "."


def _sentences(value: Any, depth: int = 0) -> list[str]:
    """The texts of an error, in whichever of the systems' shapes it comes."""
    if isinstance(value, str):
        return [" ".join(clean(value).split())] if value.strip() else []
    if isinstance(value, list) and depth < 5:
        return [said for one in value[:10] for said in _sentences(one, depth + 1)]
    if isinstance(value, dict) and depth < 5:
        names = ("message", "errorMessages", "errors", "error", "description", "title", "detail", "details")
        found = [said for name in names if name in value for said in _sentences(value[name], depth + 1)]
        return found or [f"{name}: {one}" for name, one in list(value.items())[:10] if depth and isinstance(one, str)]
    return []


async def every_page(caller: Caller, first: Answer) -> AsyncIterator[Answer]:
    """This page and those that its Link header leads to."""
    answer = first
    for _ in range(MOST_PAGES):
        yield answer
        if answer.following is None:
            return
        answer = await caller.get(answer.following)
    raise Nonsense(f"There are more than {MOST_PAGES} pages.")
