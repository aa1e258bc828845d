"""Which ticket systems there are, and what each is set up with.

Each is imported when it is first asked for: a server that speaks with none need not hold what reads their texts and
calls them, a fifth of its memory.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from pydantic import BaseModel

from app.integrations.base import PATIENCE, TicketSystem

if TYPE_CHECKING:
    import httpx

C = TypeVar("C", bound=BaseModel)
S = TypeVar("S", bound=BaseModel)


@dataclass(frozen=True)
class Kind(Generic[C, S]):
    """A ticket system that can be set up: what it is called for people, the models of its configuration and of its
    secret, and whether it sends webhooks."""

    title: str
    config: type[C]
    secret: type[S]
    hears: bool
    make: "Callable[[C, S, httpx.AsyncClient, float], TicketSystem]"

    def open(
        self, config: Mapping[str, Any], secret: Mapping[str, Any], http: "httpx.AsyncClient", patience: float
    ) -> TicketSystem:
        """The system, over a client that is handed in. Raises Pydantic's `ValidationError`."""
        return self.make(self.config.model_validate(config), self.secret.model_validate(secret), http, patience)


def _github() -> Kind[Any, Any]:
    from app.integrations import github

    return Kind("GitHub Issues", github.Config, github.Secret, True, github.GitHub)


def _jira() -> Kind[Any, Any]:
    from app.integrations import jira

    return Kind("Jira", jira.Config, jira.Secret, True, jira.Jira)


def _memory() -> Kind[Any, Any]:
    from app.integrations import memory

    return Kind("In memory", memory.Config, memory.Secret, True, memory.Memory)


def _request_tracker() -> Kind[Any, Any]:
    from app.integrations import request_tracker as rt

    return Kind("Request Tracker", rt.Config, rt.Secret, False, rt.RequestTracker)


def _servicenow() -> Kind[Any, Any]:
    from app.integrations import servicenow

    return Kind("ServiceNow", servicenow.Config, servicenow.Secret, False, servicenow.ServiceNow)


def _zendesk() -> Kind[Any, Any]:
    from app.integrations import zendesk

    return Kind("Zendesk", zendesk.Config, zendesk.Secret, True, zendesk.Zendesk)


class _Kinds(Mapping[str, Kind[Any, Any]]):
    """By the names that connectors have for them."""

    def __init__(self, **imported: Callable[[], Kind[Any, Any]]) -> None:
        self._imported = imported
        self._known: dict[str, Kind[Any, Any]] = {}

    def __getitem__(self, name: str) -> Kind[Any, Any]:
        if name not in self._known:
            self._known[name] = self._imported[name]()
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._imported)

    def __len__(self) -> int:
        return len(self._imported)


KINDS: Final = _Kinds(
    github=_github,
    jira=_jira,
    memory=_memory,
    request_tracker=_request_tracker,
    servicenow=_servicenow,
    zendesk=_zendesk,
)


def open_system(
    kind: str,
    config: Mapping[str, Any],
    secret: Mapping[str, Any],
    http: "httpx.AsyncClient",
    *,
    patience: float = PATIENCE,
) -> TicketSystem:
    """A ticket system of a kind, set up. `patience` is the seconds that one answer may take. Raises `KeyError` for a
    kind that there is not, and Pydantic's `ValidationError`."""
    return KINDS[kind].open(config, secret, http, patience)
