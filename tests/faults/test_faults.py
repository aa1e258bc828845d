"""The short form of what `make faults` runs long: nothing acknowledged is lost or done twice, whatever breaks; the
service heals by itself; and meanwhile callers see 503 with Retry-After or a connection cut, in bounded time."""

from pathlib import Path

import pytest

from tests.faults import injected
from tests.faults.scene import LONGEST_SECONDS, Scene, scene

pytestmark = pytest.mark.anyio


async def test_killed_halted_and_ended_in_mid_flight_nothing_acknowledged_is_lost_or_doubled(tmp_path: Path) -> None:
    async with scene(tmp_path / "var") as now:
        now.work(careless=3)
        await now.crowd.acknowledged_more(20)
        await injected.server_killed(now)
        await now.careless.settle()
        await injected.backend_killed(now)
        await injected.database_frozen(now)
        await injected.database_killed(now)
        await injected.server_ended(now)
        await _holds(now)
        assert (await now.control()).doubled, "without keys the same kill doubles: else this proves nothing"


async def test_busy_and_slow_clients_hold_up_nobody_and_killed_workers_are_replaced(tmp_path: Path) -> None:
    settings = {"ALLIANCE_WORKERS": "2", "ALLIANCE_RECEIVE_SECONDS": "5"}
    async with scene(tmp_path / "var", **settings) as now:
        now.work()
        await now.crowd.acknowledged_more(30)
        await injected.worker_killed(now)
        await injected.workers_killed(now)
        await injected.pool_exhausted(now)
        await injected.slow_readers(now)
        await injected.slow_uploads(now)
        await injected.slow_heads(now)
        await _holds(now)


async def _holds(now: Scene) -> None:
    verdict = await now.verdict()
    assert not verdict.wrong
    assert not now.crowd.seen.wrong
    assert not now.program.defects()
    assert verdict.repeated, "nothing was repeated: nothing was proven"
    assert now.crowd.seen.longest < LONGEST_SECONDS
