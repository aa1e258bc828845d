"""Changes that fall together: real requests on real connections, let go at once, and what holds whatever came first.

`together` is what makes a race of requests: it holds the row they all need until each of them waits for it, so that
all have begun before any goes on; a request that waits for nothing just goes on. `settled` is what holds after every
race: nothing derived differs from what it rests on, the events tell what stands, and no request was answered by 5xx.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import TypeVar
from uuid import UUID

import asyncpg

from app.auth.scopes import EVERY_SCOPE
from app.main import create_app
from tests.derivation import differences
from tests.people import Answer, Organization, Person
from tests.replay import disagreements

T = TypeVar("T")

_WAITING = """
    SELECT count(*) FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock' AND pid <> pg_backend_pid()
"""


async def together(
    organization: Organization, table: str, held: UUID | str | list[str], *requests: Awaitable[Answer]
) -> list[Answer]:
    """The answers to requests that were all under way while a row of `table`, or several, was locked."""
    rows = [UUID(str(each)) for each in (held if isinstance(held, list) else [held])]
    async with all_waiting(organization, table, rows, *requests) as running:
        pass
    return await asyncio.gather(*running)


@asynccontextmanager
async def all_waiting(
    organization: Organization, table: str, held: Sequence[UUID], *doing: Awaitable[T], lock: str = "NO KEY UPDATE"
) -> AsyncIterator["Sequence[asyncio.Future[T]]"]:
    """While these rows are locked, and whoever does something waits for them, or has ended. Locked by SHARE, they
    hold up who would change them, and not who only needs them to stay."""
    link = await asyncpg.connect(organization.dsn)
    try:
        async with link.transaction():
            await link.execute(f'SELECT 1 FROM "{table}" WHERE id = ANY($1) ORDER BY id FOR {lock}', held)
            running = [asyncio.ensure_future(each) for each in doing]
            while await organization.link.fetchval(_WAITING) < sum(not each.done() for each in running):
                pass
            yield running
    finally:
        await link.close()


async def settled(organization: Organization, answers: Iterable[Answer] = ()) -> None:
    """Holds that nothing is amiss after changes that fell together."""
    assert [answer.text for answer in answers if answer.status_code >= 500] == []
    assert await differences(organization.link) == []
    assert await disagreements(organization.link) == []


def statuses(answers: Iterable[Answer]) -> list[int]:
    return sorted(answer.status_code for answer in answers)


@asynccontextmanager
async def another_instance(organization: Organization) -> AsyncIterator[Organization]:
    """A second server process's part: an application of its own, with its own pools, on the same database."""
    app = create_app(organization.house.settings, organization.dsn)
    async with app.router.lifespan_context(app):
        other = Organization(app, organization.link, dsn=organization.dsn)
        yield other
        await other.close()


def at_instance(other: Organization, person: Person) -> Person:
    """The same person, with the same sign-in, as a client of that instance."""
    return Person(person.id, person.name, other.signed_in(person.id, person.sign_in_id, EVERY_SCOPE), person.sign_in_id)
