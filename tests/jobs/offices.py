"""Each ticket system that there is, by its fake on a socket of this machine, connected with a community."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import Any, Final

from tests.integrations.connecting import FAKES, Any_
from tests.integrations.fakes import github, jira, zendesk
from tests.integrations.fakes.serving import serving

Signed = Callable[..., tuple[dict[str, str], bytes]]


@dataclass(frozen=True)
class Ways:
    """How a system says what the others say too: its words for a ticket that a rule selects, for a problem that is
    over, and for one that it rejects; where it is asked what has changed and what was said, and told what we say
    and set; how often more it is asked for each ticket of a page, and how it says by itself that a ticket changed."""

    given: Mapping[str, Any]
    over: str
    rejected: str
    polls: str
    remarks: str
    posts: tuple[str, str]
    sets: tuple[str, str]
    knows_people: bool = True
    asks_in_pages: int = 0
    changed: Callable[[str], Any] | None = None
    signed: Signed | None = None


_GIVEN: Final = MappingProxyType({"severity": "High", "labels": ["vpn"]})


def _github(key: str) -> Any:
    """Of an issue that is not told whole."""
    issue = {"number": int(key.rpartition("#")[2])}
    return {"action": "edited", "issue": issue, "repository": {"full_name": "acme/network"}}


def _jira(key: str) -> Any:
    return {"webhookEvent": "jira:issue_updated", "issue": {"key": key}}


def _zendesk(key: str) -> Any:
    return {"type": "zen:event-type:ticket.comment_added", "detail": {"id": key.removeprefix("ZD-")}}


_PATCH, _PUT = ("PATCH", "/incident"), ("PUT", "/tickets")
_JIRA: Final = Ways(
    _GIVEN,
    "In Progress",
    "Done",
    "/search",
    "/comment",
    ("POST", "/comment"),
    ("POST", "/transitions"),
    changed=_jira,
    signed=jira.signed,
)
WAYS: Final[Mapping[str, Ways]] = {
    "github": Ways(
        {"labels": ["vpn", "severity: High"]},
        "closed",
        "closed:not_planned",
        "/network/issues",
        "/comments",
        ("POST", "/comments"),
        ("PATCH", "/issues"),
        knows_people=False,
        changed=_github,
        signed=partial(github.signed, event="issues"),
    ),
    "jira cloud": _JIRA,
    "jira data center": _JIRA,
    "request tracker": Ways(
        _GIVEN,
        "resolved",
        "rejected",
        "/tickets",
        "/history",
        ("POST", "/comment"),
        ("PUT", "/ticket"),
        asks_in_pages=2,
    ),
    "servicenow": Ways(_GIVEN, "Resolved", "Canceled", "/incident", "/sys_journal_field", _PATCH, _PATCH),
    "zendesk": Ways(
        _GIVEN, "solved", "closed", "/incremental", "/audits", _PUT, _PUT, changed=_zendesk, signed=zendesk.signed
    ),
}
HEARING: Final = [name for name, ways in WAYS.items() if ways.signed is not None]


@dataclass
class Office:
    """A ticket system where people work."""

    name: str
    fake: Any_
    ways: Ways = field(init=False)

    def __post_init__(self) -> None:
        self.ways = WAYS[self.name]

    @property
    def connector(self) -> dict[str, Any]:
        """What a connector to it is made with."""
        return {
            "kind": self.fake.kind,
            "config": self.fake.config,
            "secret": self.fake.secret,
            "rules": [{"label": "vpn", "severity": "high"}],
            "severities": {"High": "high"},
            "closures": {self.ways.rejected: "out_of_scope"},
            "states": {"solved": self.ways.over, "closed": self.ways.over},
        }

    def ticket(self, title: str, body: str = "") -> str:
        """One that the connector's rule selects; its key."""
        return self.fake.make(title, body, **self.ways.given)

    def webhook(self, key: str) -> tuple[dict[str, str], bytes]:
        """That something of a ticket changed, signed."""
        assert self.ways.changed is not None
        return self.signed(json.dumps(self.ways.changed(key)).encode())

    def signed(self, body: bytes, **headers: str) -> tuple[dict[str, str], bytes]:
        """These bytes as the system would send them."""
        assert self.ways.signed is not None
        return self.ways.signed(body, **headers)


@contextmanager
def open_office(name: str) -> Iterator[Office]:
    fake = FAKES[name]()
    with serving(fake):
        yield Office(name, fake)
