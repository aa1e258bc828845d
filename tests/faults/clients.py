"""Those who work with the service while things break: each wants things done once, and repeats by the rules of the
API what was not answered (503, 429, a request still running: after `Retry-After`, with the same Idempotency-Key; a
connection cut: the same; a change under If-Match: read first, then repeat what is not there)."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import httpx

from app.http.requests import PREFIX

_PATIENCE_SECONDS = 60.0
"""After so long without an answer a client calls it a hang."""
_NEVER_SECONDS = 180.0
"""After so long without what is waited for a scene is given up."""


class What(StrEnum):
    problem = "problem"
    solution = "solution"
    proposal = "proposal"
    validation = "validation"
    comment = "comment"
    mark = "mark"
    new_title = "new title"


_SOLUTION = {
    "kind": "fix",
    **dict.fromkeys(("cause", "rollback", "risk"), ""),
    "summary": "It helps.",
    "steps": "Restart it.",
    "applicability": [],
}


@dataclass(slots=True)
class Deed:
    """One thing that a client wants done once. `marker` stands in what is written; `acknowledged` is the id of what
    was answered, None where no answer of success came. `blindly`: asked again without looking, so that only a key keeps
    it from being done twice."""

    what: What
    marker: str
    key: str | None
    blindly: bool = False
    asked: int = 0
    under_way: bool = False
    acknowledged: str | None = None


@dataclass(slots=True)
class Seen:
    """What callers saw: answers by status, connections cut, the longest wait for either, and what must not be."""

    statuses: Counter[int] = field(default_factory=Counter)
    cut: int = 0
    longest: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def answer(self, answer: httpx.Response, seconds: float) -> None:
        self.statuses[answer.status_code] += 1
        self.longest = max(self.longest, seconds)
        if answer.status_code >= 500 and answer.status_code != 503:
            self.wrong.append(f"{answer.request.method} {answer.request.url.path}: {answer.text[:300]}")
        if answer.status_code in (429, 503) and not answer.headers.get("retry-after", "").isdigit():
            self.wrong.append(f"{answer.status_code} without Retry-After: {answer.text[:300]}")


@dataclass(slots=True)
class Crowd:
    """The clients of one scene, what they wanted, what they saw. `settling` ends the load: what is under way is still
    repeated until it is answered."""

    address: str
    seen: Seen = field(default_factory=Seen)
    deeds: list[Deed] = field(default_factory=list)
    solutions: list[tuple[str, str]] = field(default_factory=list)
    """Solutions that wait for validations: id, and who posted it."""
    settling: asyncio.Event = field(default_factory=asyncio.Event)
    problem_ids: list[str] = field(default_factory=list)
    _tasks: list["asyncio.Task[None]"] = field(default_factory=list)

    def begin(self, clients: Sequence["Client"]) -> None:
        self._tasks += [asyncio.create_task(client.work()) for client in clients]

    async def settle(self) -> None:
        """Ends the load, and waits until each client has got its last answer."""
        self.settling.set()
        await asyncio.gather(*self._tasks)
        self._tasks.clear()
        self.settling.clear()

    async def abandon(self) -> None:
        """Ends everybody at once, where a scene is left before its end."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()

    async def acknowledged_more(self, count: int) -> None:
        """Until so many more things are acknowledged: the load is really there."""
        wanted = self.acknowledged + count
        async with asyncio.timeout(_NEVER_SECONDS):
            while self.acknowledged < wanted:  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    @property
    def acknowledged(self) -> int:
        return sum(deed.acknowledged is not None for deed in self.deeds)

    @property
    def busy(self) -> bool:
        return bool(self._tasks)

    @property
    def waiting(self) -> list[Deed]:
        """What is asked at the moment and will be asked again blindly where no answer comes."""
        return [deed for deed in self.deeds if deed.under_way and deed.blindly]


class Client:
    """A member at work, one request at a time. One that is `impatient` never repeats: what it was not answered stays
    unknown. One without keys repeats like all others, which is what doubles things."""

    def __init__(
        self, crowd: Crowd, name: str, token: str, environment_id: str, *, keyed: bool, impatient: bool
    ) -> None:
        self.name, self.keyed, self.impatient = name, keyed, impatient
        self._crowd, self._environment_id = crowd, environment_id
        self._random = random.Random(name)
        self._done = 0
        self._http = httpx.AsyncClient(
            base_url=crowd.address + PREFIX,
            headers={"Authorization": f"Bearer {token}"},
            timeout=_PATIENCE_SECONDS,
            limits=httpx.Limits(max_connections=1),
        )

    async def work(self) -> None:
        crowd = self._crowd
        while not crowd.settling.is_set():
            problem = await self._post(What.problem, "/communities/network/problems", "title", statement="It drops.")
            if problem is None or not self.keyed:
                continue
            crowd.problem_ids.append(problem["id"])
            await self._about(problem)
            await self._validate()

    async def close(self) -> None:
        await self._http.aclose()

    async def _about(self, problem: Any) -> None:
        """All that one does with a problem of one's own."""
        at = f"/problems/{problem['id']}"
        await self._post(What.comment, f"{at}/comments", "body")
        mark = Deed(What.mark, self._marker(), None)
        await self._do(mark, "PUT", f"{at}/affected-marks/none", {"comment": mark.marker})
        await self._retitle(at)
        solution = await self._post(What.solution, f"{at}/solutions", "title", **_SOLUTION)
        if solution is None:
            return
        proposal = Deed(What.proposal, solution["id"], None)
        if await self._do(proposal, "PUT", f"/solutions/{solution['id']}/proposal", None) is not None:
            self._crowd.solutions.append((solution["id"], self.name))

    async def _validate(self) -> None:
        others = [identity for identity, author in self._crowd.solutions[-8:] if author != self.name]
        if others:
            await self._post(
                What.validation,
                f"/solutions/{self._random.choice(others)}/validations",
                "evidence",
                environment_id=self._environment_id,
                revision=1,
                outcome="confirmed",
            )

    async def _retitle(self, at: str) -> None:
        """A change under If-Match: after an answer that leaves it open one looks whether it is there."""
        deed = Deed(What.new_title, self._marker(), None)
        self._crowd.deeds.append(deed)
        while True:
            held = await self._read(at)
            if held is None:
                return
            if held.json()["title"] == deed.marker:
                deed.acknowledged = held.json()["id"]
                return
            answer = await self._ask("PATCH", at, {"title": deed.marker}, {"If-Match": held.headers["etag"]}, deed)
            if answer is not None and answer.status_code == 200:
                deed.acknowledged = answer.json()["id"]
                return
            if not await self._again(answer, 412):
                return

    async def _post(self, what: What, path: str, marked: str, **given: Any) -> Any | None:
        key = self._marker() if self.keyed else None
        deed = Deed(what, self._marker(), key, blindly=not self.impatient)
        return await self._do(deed, "POST", path, {marked: deed.marker, **given})

    async def _do(self, deed: Deed, method: str, path: str, given: Any) -> Any | None:
        self._crowd.deeds.append(deed)
        headers = {} if deed.key is None else {"Idempotency-Key": deed.key}
        while True:
            answer = await self._ask(method, path, given, headers, deed)
            if answer is not None and answer.status_code in (200, 201):
                shown = answer.json()
                deed.acknowledged = shown["id"]
                return shown
            if not await self._again(answer):
                return None

    async def _read(self, path: str) -> httpx.Response | None:
        while True:
            answer = await self._ask("GET", path, None, {}, None)
            if answer is not None and answer.status_code == 200:
                return answer
            if not await self._again(answer):
                return None

    async def _ask(
        self, method: str, path: str, given: Any, headers: dict[str, str], deed: Deed | None
    ) -> httpx.Response | None:
        """One try; None where the connection was cut before the answer was whole."""
        if deed is not None:
            deed.asked += 1
            deed.under_way = True
        began, seen = time.monotonic(), self._crowd.seen
        try:
            answer = await self._http.request(method, path, json=given, headers=headers)
        except httpx.TimeoutException:
            seen.wrong.append(f"{method} {path}: no answer in {_PATIENCE_SECONDS:.0f} s")
            return None
        except httpx.TransportError:
            seen.cut += 1
            seen.longest = max(seen.longest, time.monotonic() - began)
            return None
        finally:
            if deed is not None:
                deed.under_way = False
        seen.answer(answer, time.monotonic() - began)
        return answer

    async def _again(self, answer: httpx.Response | None, *more: int) -> bool:
        """Whether the rules say to repeat, and after the pause that they ask."""
        if answer is None:
            pause = 0.1
        elif answer.status_code in (429, 503) or (
            answer.status_code == 409 and answer.json()["code"] == "request_still_running"
        ):
            pause = float(answer.headers.get("retry-after", "1"))
        elif answer.status_code in more:
            pause = 0.0
        else:
            self._crowd.seen.wrong.append(f"{answer.request.method} {answer.request.url.path}: {answer.text[:300]}")
            return False
        await asyncio.sleep(pause * self._random.uniform(1.0, 1.3))
        return not self.impatient

    def _marker(self) -> str:
        self._done += 1
        return f"{self.name}-{self._done}-{self._random.getrandbits(48):012x}"
