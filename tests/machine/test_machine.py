"""Random sequences of what members do, compared after each step with the model, with every derived state reckoned
anew, and with the events replayed from the start.

The short form always makes the same sequences; `make machine` makes as many and as long ones as asked, from a seed."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import AsyncExitStack

import asyncpg
import hypothesis
import pytest
from hypothesis import HealthCheck, Phase
from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS, HypothesisProvider
from hypothesis.stateful import run_state_machine_as_test

from app.core.settings import Settings
from app.main import create_app
from tests.machine.solutions import Alliance
from tests.machine.stage import Stage
from tests.people import Organization

SEQUENCES, STEPS = (int(os.environ.get(f"ALLIANCE_MACHINE_{name}", 0)) for name in ("SEQUENCES", "STEPS"))
SEED = os.environ.get("ALLIANCE_MACHINE_SEED")
AVAILABLE_PROVIDERS["each anew"] = HypothesisProvider
"""By this name Hypothesis draws each sequence anew; by its own it first tries the simplest ones, and then mostly small
changes of those before, which cost as much as others and come to the same states."""


@pytest.fixture
def stage(database_url: str, settings: Settings) -> Iterator[Stage]:
    """The application on a loop of its own, whose clock only the test moves and whose sweep only the test runs."""
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        app = create_app(settings.model_copy(update={"sweep_seconds": 3600.0}), database_url)
        runner.run(stack.enter_async_context(app.router.lifespan_context(app)))
        link = runner.run(_connected(database_url))
        Alliance.runner = runner
        Alliance.stage = Stage(Organization(app, link, dsn=database_url), told=bool(SEQUENCES))
        yield Alliance.stage
        runner.run(link.close())
        runner.run(stack.aclose())


async def _connected(dsn: str) -> asyncpg.Connection:
    return await asyncpg.connect(dsn)


@pytest.mark.usefixtures("stage")
def test_whatever_members_do_state_model_and_events_never_disagree() -> None:
    if SEED is not None:
        hypothesis.seed(int(SEED))(Alliance)
    run_state_machine_as_test(
        Alliance,
        settings=hypothesis.settings(
            max_examples=SEQUENCES or 12,
            stateful_step_count=STEPS or 40,
            backend="each anew",
            derandomize=SEED is None,
            database=None,
            deadline=None,
            print_blob=False,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
