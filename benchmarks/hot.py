"""One hot solution: the same validations of the same members, spread over many solutions and all on one, in turns."""

from statistics import median
from typing import Final

from benchmarks.load import Crowd
from benchmarks.matrix import STANDARD, stage
from benchmarks.measure import Measure, Value
from benchmarks.operations import named
from benchmarks.results import is_void
from benchmarks.servers import SERVICE, TWIN
from benchmarks.turns import ROUNDS, Contestant, Pace, take_turns

LEAST: Final = 0.7
CLIENTS: Final = 32
_SECONDS = 2.0
_TURNS = (("spread", SERVICE, "give_spread"), ("hot", SERVICE, "give_hot"), ("twin", TWIN, "give_spread"))


async def _take(server_dsn: str) -> Value:
    async with stage(server_dsn, STANDARD, (SERVICE, TWIN)) as on:
        contestants = []
        for name, server, operation in _TURNS:
            running, crowd = on.running[server], await Crowd.of(on.running[server].port, CLIENTS)
            ask = await named(operation).asking(on.worlds[server], crowd, running.place)
            contestants.append(Contestant(name, running, crowd, ask, 201))
        figures, wrong = await take_turns(on.worlds[SERVICE].link, contestants, Pace(ROUNDS, _SECONDS))
    rates = {name: [each.rate for each in turns] for name, turns in figures.items()}
    pairs = list(zip(rates["spread"], rates["hot"], rates["twin"], strict=True))
    return {
        "rates": {name: median(each) for name, each in rates.items()},
        "ratios": [hot / spread for spread, hot, _ in pairs],
        "null": [twin / spread for spread, _, twin in pairs],
        "wrong": wrong,
    }


def ratio(value: Value) -> float:
    return float(median(value["ratios"]))


def void(value: Value) -> bool:
    """Rates wander more than CPU: twice as far as of CPU is let pass."""
    return is_void(value["null"], times=2) or bool(value["wrong"])


def _said(value: Value) -> str:
    rates, ratios, null = value["rates"], value["ratios"], value["null"]
    return (
        f"{rates['hot']:.0f} a second on one, {rates['spread']:.0f} on many: {ratio(value):.2f} "
        f"({min(ratios):.2f}–{max(ratios):.2f}); null pair {median(null):.2f} ({min(null):.2f}–{max(null):.2f})"
        + (" (void)" if void(value) else "")
    )


def _drawn(value: Value) -> str:
    return (
        f"{CLIENTS} clients: 250 members of one community, each with an environment of their own, give validations. "
        "Spread: each on the next of hundreds of solutions. Hot: all of them on one solution, then all on the next, so "
        "that at any moment every client works on the same one, and on each stands what a rush leaves. Rates, the "
        f"median of the pairs of {ROUNDS} rounds: {_said(value)}.\n"
    )


HOT: Final = Measure(
    "hot", "One hot solution against many", Pace(ROUNDS, _SECONDS).needs(len(_TURNS)) + 15, _take, _said, _drawn
)
