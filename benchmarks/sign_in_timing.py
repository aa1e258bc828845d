"""Does the time of a refused sign-in tell whether there is such an account? `python -m benchmarks.sign_in_timing`

One try at a time, of an account that there is (with a wrong password) and of one that there is not, in an order drawn
by lot; every name is tried once, since failures slow a name down. Said at the end: the medians, the Mann-Whitney U
test (two-sided, normal approximation with ties; Mann and Whitney 1947), and a verdict. Exits with 1 where the times
can be told apart: p below 0.01 and medians more than 5 % apart, so that neither a big sample of nothing nor a single
slow try decides.
"""

import asyncio
import math
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import asyncpg
import httpx

from app.auth.passwords import hash_password
from app.core.embedded import EmbeddedPostgres
from app.core.ids import new_id
from app.core.migrations import migrate
from app.core.settings import Settings
from app.http.requests import PREFIX
from app.main import create_app

TRIES = 200
"""Of each kind, unless the command line says otherwise."""
_WARM_UP = 10
SIGNIFICANT, APART = 0.01, 0.05


def mann_whitney(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The probability of ranks at least so uneven if both came from one distribution."""
    together = sorted((*ours, *theirs))
    counts = Counter(together)
    rank, ranks = 0, {}
    for value in sorted(counts):
        ranks[value] = rank + (counts[value] + 1) / 2
        rank += counts[value]
    n, m = len(ours), len(theirs)
    u = sum(ranks[value] for value in ours) - n * (n + 1) / 2
    ties = sum(count**3 - count for count in counts.values()) / ((n + m) * (n + m - 1))
    spread = math.sqrt(n * m / 12 * (n + m + 1 - ties))
    return 1.0 if spread == 0 else math.erfc(abs(u - n * m / 2) / spread / math.sqrt(2))


def told_apart(ours: Sequence[float], theirs: Sequence[float]) -> tuple[bool, float, float]:
    """Whether these times can be told apart; p, and how far the medians lie from each other, as a share."""
    p = mann_whitney(ours, theirs)
    apart = abs(median(ours) - median(theirs)) / min(median(ours), median(theirs))
    return p < SIGNIFICANT and apart > APART, p, apart


async def measure(tries: int) -> tuple[list[float], list[float]]:
    """Milliseconds of refused tries: of accounts that there are, and of accounts that there are not."""
    with tempfile.TemporaryDirectory(prefix="alliance-timing-", ignore_cleanup_errors=True) as folder:
        postgres = EmbeddedPostgres(Path(folder) / "database", durable=False)
        try:
            dsn = await postgres.start(lambda _: None)
            await migrate(dsn, lambda _: None)
            names = await _accounts(dsn, tries + _WARM_UP)
            app = create_app(Settings(data_dir=Path(folder)), dsn)
            transport = httpx.ASGITransport(app)
            async with (
                app.router.lifespan_context(app),
                httpx.AsyncClient(transport=transport, base_url="http://timing") as client,
            ):
                return await _tried(client, names)
        finally:
            await postgres.stop()


async def _accounts(dsn: str, count: int) -> list[str]:
    """Members with a password."""
    link = await asyncpg.connect(dsn)
    hashed = await hash_password("a bicycle in the rain")
    names = [f"{new_id()}@example.org" for _ in range(count)]
    try:
        for name in names:
            identity = new_id()
            await link.execute(
                "INSERT INTO member (id, version, created_at, updated_at, kind, organization_role, active, expertise)"
                " VALUES ($1, 1, now(), now(), 'person', 'member', true, '{}')",
                identity,
            )
            await link.execute(
                "INSERT INTO identity (member_id, name, email) VALUES ($1, 'Somebody', $2)", identity, name
            )
            await link.execute("INSERT INTO credential VALUES ($1, $2, now())", identity, hashed)
    finally:
        await link.close()
    return names


async def _tried(client: httpx.AsyncClient, known: list[str]) -> tuple[list[float], list[float]]:
    asked = [(name, True) for name in known] + [(f"{new_id()}@example.org", False) for _ in known]
    warm_up, measured = asked[:_WARM_UP] + asked[-_WARM_UP:], asked[_WARM_UP:-_WARM_UP]
    random.shuffle(measured)
    times: dict[bool, list[float]] = {True: [], False: []}
    for place, (name, there) in enumerate((*warm_up, *measured)):
        form = {"grant_type": "password", "username": name, "password": "a lighthouse in the fog"}
        began = time.perf_counter()
        answer = await client.post(f"{PREFIX}/auth/token", data=form)
        took = time.perf_counter() - began
        assert answer.status_code == 400, answer.text
        if place >= len(warm_up):
            times[there].append(took * 1000)
    return times[True], times[False]


def main() -> int:
    tries = int(sys.argv[1]) if len(sys.argv) > 1 else TRIES
    known, unknown = asyncio.run(measure(tries))
    apart, p, share = told_apart(known, unknown)
    for name, times in (("known", known), ("unknown", unknown)):
        print(f"{name:8} {len(times)} tries, median {median(times):.1f} ms, {min(times):.1f} to {max(times):.1f}")
    print(f"Mann-Whitney p = {p:.3f}; medians {share:.1%} apart.")
    print("They can be told apart." if apart else "They cannot be told apart.")
    return int(apart)


if __name__ == "__main__":
    sys.exit(main())
