"""Each fake, and a connector to it as the program makes one."""

from collections.abc import Callable
from typing import Any

import httpx

from app.integrations.base import Item, Remark, Ticket, TicketSystem
from app.integrations.kinds import open_system
from tests.integrations.fakes.base import Base
from tests.integrations.fakes.github import FakeGitHub
from tests.integrations.fakes.jira import FakeJira
from tests.integrations.fakes.request_tracker import FakeRequestTracker
from tests.integrations.fakes.servicenow import FakeServiceNow
from tests.integrations.fakes.zendesk import FakeZendesk

Any_ = FakeGitHub | FakeJira | FakeRequestTracker | FakeServiceNow | FakeZendesk

FAKES: dict[str, Callable[[], Any_]] = {
    "github": FakeGitHub,
    "jira cloud": lambda: FakeJira("cloud"),
    "jira data center": lambda: FakeJira("data_center"),
    "request tracker": FakeRequestTracker,
    "servicenow": FakeServiceNow,
    "zendesk": FakeZendesk,
}
POSTS = {"github": "POST", "jira": "POST", "request_tracker": "POST", "servicenow": "PATCH", "zendesk": "PUT"}
CHANGES = {"github": "PATCH", "jira": "POST", "request_tracker": "PUT", "servicenow": "PATCH", "zendesk": "PUT"}


def connect(fake: Any_, *, patience: float = 10.0, **config: Any) -> TicketSystem:
    assert isinstance(fake, Base)
    http = httpx.AsyncClient(transport=httpx.ASGITransport(app=fake))
    return open_system(fake.kind, fake.config | config, fake.secret, http, patience=patience)


async def walk(system: TicketSystem, mark: str | None = None) -> tuple[list[Item], str]:
    """Every page to the end, and the mark that the next walk begins with."""
    items: list[Item] = []
    for _ in range(100):
        page = await system.changed_since(mark)
        items += page.items
        mark = page.mark
        if not page.more:
            return items, mark
    raise AssertionError("the walk has no end")


async def ticket(system: TicketSystem, key: str) -> Ticket:
    found = await system.ticket(key)
    assert isinstance(found, Ticket)
    return found


def told(items: list[Item]) -> dict[str, Ticket]:
    """The newest that was said of each ticket."""
    found: dict[str, Ticket] = {}
    for item in items:
        if isinstance(item, Ticket) and (item.key not in found or found[item.key].updated_at <= item.updated_at):
            found[item.key] = item
    return found


def said(remarks: Any) -> list[str]:
    assert all(isinstance(one, Remark) for one in remarks)
    return [one.body_markdown for one in remarks]
