"""Which ticket systems there are, and what each is set up with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Generic, TypeVar

import httpx
from pydantic import BaseModel

from app.integrations import github, jira, memory, request_tracker, servicenow, zendesk
from app.integrations.base import TicketSystem
from app.integrations.calling import PATIENCE

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
    make: Callable[[C, S, httpx.AsyncClient, float], TicketSystem]

    def open(
        self, config: Mapping[str, Any], secret: Mapping[str, Any], http: httpx.AsyncClient, patience: float
    ) -> TicketSystem:
        """The system, over a client that is handed in. Raises Pydantic's `ValidationError`."""
        return self.make(self.config.model_validate(config), self.secret.model_validate(secret), http, patience)


KINDS: Mapping[str, Kind[Any, Any]] = MappingProxyType(
    {
        "github": Kind("GitHub Issues", github.Config, github.Secret, True, github.GitHub),
        "jira": Kind("Jira", jira.Config, jira.Secret, True, jira.Jira),
        "memory": Kind("In memory", memory.Config, memory.Secret, True, memory.Memory),
        "request_tracker": Kind(
            "Request Tracker", request_tracker.Config, request_tracker.Secret, False, request_tracker.RequestTracker
        ),
        "servicenow": Kind("ServiceNow", servicenow.Config, servicenow.Secret, False, servicenow.ServiceNow),
        "zendesk": Kind("Zendesk", zendesk.Config, zendesk.Secret, True, zendesk.Zendesk),
    }
)


def open_system(
    kind: str,
    config: Mapping[str, Any],
    secret: Mapping[str, Any],
    http: httpx.AsyncClient,
    *,
    patience: float = PATIENCE,
) -> TicketSystem:
    """A ticket system of a kind, set up. `patience` is the seconds that one answer may take. Raises `KeyError` for a
    kind that there is not, and Pydantic's `ValidationError`."""
    return KINDS[kind].open(config, secret, http, patience)
