"""What all fakes have: a clock, the people's side, and what goes wrong when a test says so."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

Act = Callable[[], Response | None]


@dataclass
class _Planned:
    act: Act
    method: str
    path: str
    after: int
    answered: bool


class Base:
    """An ASGI application that does what is planned for a request, and else what the system would do."""

    authorization: str
    address: str
    """Where it is, as it writes it into its answers."""

    def __init__(self) -> None:
        self.clock = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
        self.most_rows = 100
        self.asked: list[str] = []
        self.posted: list[str] = []
        self.lock = threading.Lock()
        """For people in another thread: held by whoever answers a request, and by them for what they do."""
        self.always: Act | None = None
        """What every request meets, for as long as it stands here."""
        self._planned: list[_Planned] = []

    def now(self) -> datetime:
        """A second later than before."""
        self.clock += timedelta(seconds=1)
        return self.clock

    def plan(self, act: Act, method: str = "", path: str = "", after: int = 0, *, answered: bool = False) -> None:
        """The next request of that method, whose path holds that, meets this; `after` so many others of the kind.
        `answered`: when it has its answer."""
        self._planned.append(_Planned(act, method, path, after, answered))

    @property
    def waits(self) -> bool:
        """Whether something that was planned did not come to pass yet."""
        return bool(self._planned)

    def forget(self) -> None:
        """What was planned and did not come to pass."""
        self._planned.clear()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise NotImplementedError
        request = Request(scope, receive)
        self.asked.append(f"{request.method} {request.url.path}?{request.url.query}")
        try:
            response = await self._answered(request)
        except ClientDisconnect:
            return  # what did not come whole is not done
        response.headers["Date"] = self.clock.strftime("%a, %d %b %Y %H:%M:%S GMT")
        await response(scope, receive, send)
        if (act := self._act(request, answered=True)) is not None:
            act()

    async def _answered(self, request: Request) -> Response:
        body = await request.body()
        act = self.always or self._act(request, answered=False)
        if act is slow:
            await request.receive()  # until whoever waits has left
        if act not in (None, lose_the_answer, garble_the_answer) and (given := act()) is not None:
            return given
        if request.headers.get("authorization") != self.authorization:
            return self.unauthorized()
        with self.lock:
            answer = self.answer(request, json.loads(body) if body else None)
        if act is lose_the_answer:
            raise httpx.ReadError("the answer was lost")
        return Response("<html>Done, or so.</html>") if act is garble_the_answer else answer

    def _act(self, request: Request, *, answered: bool) -> Act | None:
        for planned in self._planned:
            if planned.answered is not answered:
                continue
            if planned.method in ("", request.method) and planned.path in request.url.path:
                if not planned.after:
                    self._planned.remove(planned)
                    return planned.act
                planned.after -= 1
                return None
        return None

    def unauthorized(self) -> Response:
        return as_json({"message": "Unauthorized"}, 401)

    def answer(self, request: Request, body: Any) -> Response:
        raise NotImplementedError


def slow() -> None:
    """Never answers whoever waits."""


def lose_the_answer() -> None:
    """Does what is asked, and the answer never arrives."""


def garble_the_answer() -> None:
    """Does what is asked, and answers what nobody understands."""


def unreachable() -> None:
    """Cannot be connected to."""
    raise httpx.ConnectError("no route")


def as_json(value: Any, status: int = 200, **headers: str) -> Response:
    named = {name.replace("_", "-"): one for name, one in headers.items()}
    return Response(json.dumps(value), status, named, "application/json; charset=utf-8")


def iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
