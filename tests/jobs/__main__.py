"""`make kills`: a worker is killed at each step of its work, a hundred times and more, on a PostgreSQL of its own. Ends
with status 1 where an event was lost, told astray, out of order, or kept as it should not be."""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

import asyncpg
import uvloop

from app.core.embedded import EmbeddedPostgres
from app.core.migrations import migrate
from app.core.settings import Settings
from app.main import create_app
from tests.jobs.killing import Outcome, killed_again_and_again
from tests.people import Organization


async def kill(rounds: int) -> Outcome:
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
                outcome = await killed_again_and_again(organization, rounds)
                await organization.close()
            await link.close()
            return outcome
        finally:
            await postgres.stop()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.jobs")
    parser.add_argument("--rounds", type=int, default=100, help="How often a worker is killed.")
    began = time.monotonic()
    outcome = uvloop.run(kill(parser.parse_args().rounds))
    kills = ", ".join(f"{many} {step.replace('_', ' ')}" for step, many in outcome.kills.items())
    print(f"{outcome.rounds} kills in {time.monotonic() - began:.0f} s: {kills}")
    print(
        f"{outcome.events} events; received {outcome.received}, of them {outcome.doubled} again; "
        f"lost {len(outcome.lost)}, astray {len(outcome.astray)}, out of order {len(outcome.disordered)}, "
        f"kept wrongly {len(outcome.beside)}"
    )
    for wrong in outcome.wrong:
        print("   ", wrong, file=sys.stderr)
    sys.exit(1 if outcome.wrong else 0)


if __name__ == "__main__":
    main()
