"""How a step is made: the model is asked first, then the world, and both are held to the same answer."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition

from tests.conftest import EMPTY
from tests.machine.stage import Stage
from tests.machine.things import RANGES, Refused, Someone, Validation
from tests.people import Answer, Person

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])

POLICIES: Sequence[dict[str, object]] = [
    {"quorum": 1, "min_sites": 0, "min_environments": 1, "min_failures": 1, "expires_after_days": 30},
    {"quorum": 2, "min_sites": 2, "min_environments": 0, "min_failures": 2, "expires_after_days": 90},
    {"quorum": 2, "min_sites": 1, "min_environments": 2, "min_failures": 1, "expires_after_days": None},
]
WHICH = st.integers(0, 11)
"""Which of those there are, counted round."""
ROLES = st.sampled_from(("member", "observer", "core", "coordinator"))
TEXTS = st.sampled_from(("Restart it.", "Pin it.", "Replace it."))
APPLIES = st.sampled_from((None, *RANGES))


def some(name: str) -> Callable[[F], F]:
    """A rule that needs one of these to be there."""
    return when(lambda self: bool(getattr(self.law, name)))


def when(holds: Callable[[Any], bool]) -> Callable[[F], F]:
    """A rule that is taken only while this holds."""
    decorate: Callable[[F], F] = precondition(holds)
    return decorate


class Acting(RuleBasedStateMachine):
    """What each step needs: who acts, on what, and what came of it."""

    stage: ClassVar[Stage]
    runner: ClassVar[asyncio.Runner]

    def __init__(self) -> None:
        super().__init__()
        self.run(self.stage.begin())
        self.law = self.stage.law
        self.viewer = self.law.people[0]

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(doing)

    def teardown(self) -> None:
        self.run(self._emptied())
        self.stage.done()

    async def _emptied(self) -> None:
        await self.stage.organization.close()
        await self.stage.organization.link.execute(EMPTY)

    @invariant()
    def agrees(self) -> None:
        self.stage.turns += 1
        self.run(self.stage.compare(self.viewer))
        others = [who for who in self.law.people if who is not self.viewer]
        self.viewer = others[self.stage.turns % len(others)]

    def _do(self, law: Callable[[], T], world: Callable[[], Coroutine[Any, Any, Answer]]) -> tuple[T | None, Any]:
        """What the model made of it, and the answer's body; both None where both refuse."""
        refused, made = 0, None
        try:
            made = law()
        except Refused as refusal:
            refused = refusal.status
        answer = self.run(world())
        if refused:
            assert answer.status_code == refused, answer.text
            return None, None
        assert answer.status_code in (200, 201, 204), answer.text
        return made, answer.json() if answer.content else None

    def _make(self, law: Callable[[], T], world: Callable[[], Coroutine[Any, Any, Answer]]) -> T | None:
        made, body = self._do(law, world)
        if made is not None:
            made.id = body["id"]  # type: ignore[attr-defined]
            if isinstance(made, Validation):
                made.given_at = datetime.fromisoformat(body["given_at"])
        return made

    def _person(self, who: Someone) -> Person:
        return self.stage.persons[who]

    def _on(self, who: Someone, path: str, change: Callable[[str | None], Awaitable[Answer]]) -> Callable[[], Any]:
        async def tagged() -> Answer:
            return await change(await self.stage.tagged(who, path))

        return tagged

    def _posting(self, who: Someone, path: str, given: Any = None) -> Callable[[], Any]:
        return lambda: self._person(who).post(path, given)

    def _put(self, who: Someone, path: str, given: Any = None) -> Callable[[], Any]:
        return lambda: self._person(who).put(path, given)

    def _patch(self, who: Someone, path: str, given: Any) -> Callable[[], Any]:
        return self._on(who, path, lambda tag: self._person(who).patch(path, given, tag=tag))

    def _who(self, which: int) -> Someone:
        return self.law.people[which % len(self.law.people)]

    def _pick(self, things: Sequence[T], which: int) -> T:
        return things[which % len(things)]
