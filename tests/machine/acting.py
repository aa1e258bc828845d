"""How a step is made: the model is asked first, then the world, and both are held to the same answer."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.conftest import EMPTY
from tests.machine.rights import Thing
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
WHO = st.integers(0, 23)
"""Who tries, as `Acting._one` reads it: every third is somebody who may not."""
TRESPASSERS = st.integers(0, 7).map(lambda which: 3 * which + 2)
TRESPASS = "everything that somebody may not"
ROLES = st.sampled_from(("member", "observer", "core", "coordinator"))
TEXTS = st.sampled_from(("Restart it.", "Pin it.", "Replace it."))
APPLIES = st.sampled_from((None, *RANGES))


@dataclass(frozen=True)
class Act:
    """One thing that members do: what is drawn for it, when it can be done, and how often it is tried beside others."""

    name: str
    drawn: Mapping[str, st.SearchStrategy[Any]]
    when: Callable[[Any], bool]
    often: int


def act(
    *, some: str = "", when: Callable[[Any], bool] = lambda _: True, often: int = 1, **drawn: st.SearchStrategy[Any]
) -> Callable[[F], F]:
    """Makes a method an act. `some`: of these there must be one."""

    def decorate(method: F) -> F:
        holds = (lambda self: bool(getattr(self.law, some))) if some else when
        method.act = Act(method.__name__, drawn, holds, often)  # type: ignore[attr-defined]
        return method

    return decorate


class Acting(RuleBasedStateMachine):
    """What each step needs: who acts, on what, and what came of it."""

    stage: ClassVar[Stage]
    runner: ClassVar[asyncio.Runner]
    acts: ClassVar[Sequence[Act]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        methods = [method for base in cls.__mro__ for method in vars(base).values()]
        acts = [method.act for method in methods if isinstance(getattr(method, "act", None), Act)]
        cls.acts = sorted(acts, key=lambda act: -act.often)

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

    @rule(data=st.data())
    def somebody_acts(self, data: st.DataObject) -> None:
        """One act; now and then every act in turn, by somebody who may not. All acts are in every sequence: of many
        rules Hypothesis leaves most out of each, and what goes wrong here needs several together."""
        possible = {each.name: each for each in self.acts if each.when(self)}
        names = [each.name for each in possible.values() for _ in range(each.often)]
        chosen = data.draw(st.sampled_from([*names, TRESPASS, TRESPASS, TRESPASS]), "act")
        if chosen != TRESPASS:
            self._act(possible[chosen], data)
            return
        for each in possible.values():
            if each.drawn.get("who") is WHO and each.when(self):
                self._act(each, data, who=data.draw(TRESPASSERS, f"{each.name}: who"))

    def _act(self, chosen: Act, data: st.DataObject, **known: int) -> None:
        drawn = {
            name: data.draw(strategy, f"{chosen.name}: {name}")
            for name, strategy in chosen.drawn.items()
            if name not in known
        }
        getattr(self, chosen.name)(**drawn, **known)

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
        self.stage.refusals += bool(refused)
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
                told = datetime.fromisoformat(body["given_at"])
                assert made.given_at in (None, told), "its age restarted"
                made.given_at = told
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

    def _one(self, act: str, thing: Thing | None, who: int) -> Someone:
        """Mostly somebody who may do this to that; every third time somebody who may not, and then mostly one from
        whom the thing is not hidden."""
        may = [one for one in self.law.people if self.law.may(act, one, thing)]
        lacks = [one for one in self.law.people if one not in may]
        though_seen = [one for one in lacks if one.active and self.law.sees(one, thing)]
        which, turn = divmod(who, 3)
        if turn < 2:
            return self._pick(may or lacks, which)
        return self._pick((though_seen if which < 6 else lacks) or lacks or may, which)

    def _pick(self, things: Sequence[T], which: int) -> T:
        return things[which % len(things)]
