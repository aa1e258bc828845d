"""`make kills`: a worker is killed at each step of its work, a hundred times, on a PostgreSQL of its own: while it
sends webhooks, and while it synchronizes the tickets of each system. Ends with status 1 where anything was lost, told
astray, out of order, or doubled."""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import asyncpg
import uvloop

from app.core.embedded import EmbeddedPostgres
from app.core.migrations import migrate
from app.core.settings import Settings
from app.main import create_app
from tests.jobs.killed_tickets import tickets_killed
from tests.jobs.killed_webhooks import webhooks_killed
from tests.jobs.offices import WAYS
from tests.people import Organization

Outcome = TypeVar("Outcome")
WEBHOOKS = "webhooks"


async def on_its_own(ordeal: Callable[[Organization], Awaitable[Outcome]]) -> Outcome:
    """On a PostgreSQL that is made for it."""
    with tempfile.TemporaryDirectory(prefix="alliance-kills-") as made:
        os.chmod(made, 0o711)  # PostgreSQL may run as another account
        folder = Path(made) / "var"
        postgres = EmbeddedPostgres(folder)
        dsn = await postgres.start(lambda _: None)
        try:
            await migrate(dsn, lambda _: None)
            app = create_app(Settings(data_dir=folder), dsn)
            link = await asyncpg.connect(dsn)
            async with app.router.lifespan_context(app):
                organization = Organization(app, link, dsn=dsn)
                outcome = await ordeal(organization)
                await organization.close()
            await link.close()
            return outcome
        finally:
            await postgres.stop()


def _webhooks(rounds: int) -> list[str]:
    began = time.monotonic()
    outcome = uvloop.run(on_its_own(lambda organization: webhooks_killed(organization, rounds)))
    print(f"{WEBHOOKS}: {_kills(rounds, began, outcome.kills)}")
    print(
        f"    {outcome.events} events; received {outcome.received}, of them {outcome.doubled} again; "
        f"lost {len(outcome.lost)}, astray {len(outcome.astray)}, out of order {len(outcome.disordered)}, "
        f"kept wrongly {len(outcome.beside)}",
        flush=True,
    )
    return outcome.wrong


def _tickets(system: str, rounds: int) -> list[str]:
    began = time.monotonic()
    outcome = uvloop.run(on_its_own(lambda organization: tickets_killed(organization, system, rounds)))
    print(f"{system}: {_kills(rounds, began, outcome.kills)}")
    print(
        f"    {outcome.tickets} tickets; {outcome.said} comments there, {outcome.told} here and {outcome.posted} "
        f"posted, {outcome.states} states; lost {len(outcome.lost)}, doubled {len(outcome.doubled)}, "
        f"astray {len(outcome.astray)}",
        flush=True,
    )
    return outcome.wrong


def _kills(rounds: int, began: float, kills: Counter[str]) -> str:
    steps = ", ".join(f"{many} {step}" for step, many in kills.items())
    return f"{rounds} kills in {time.monotonic() - began:.0f} s: {steps}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.jobs")
    parser.add_argument("--rounds", type=int, default=100, help="How often a worker is killed, at each of them.")
    parser.add_argument("--only", choices=[WEBHOOKS, *WAYS], nargs="+", default=[WEBHOOKS, *WAYS])
    given = parser.parse_args()
    wrong: list[str] = []
    for name in given.only:
        wrong += _webhooks(given.rounds) if name == WEBHOOKS else _tickets(name, given.rounds)
    for each in wrong:
        print("   ", each, file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
