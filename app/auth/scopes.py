"""What a token may be used for (RFC 6749, 3.3). A scope only ever narrows what its member may do: it gives no
right."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from app.domain.errors import InvalidScope


class Scope(StrEnum):
    """One word a noun and direction (`act-for` apart); the values are stable, the list may grow."""

    me_read = "me:read"
    me_write = "me:write"
    members_read = "members:read"
    members_write = "members:write"
    members_act_for = "members:act-for"
    catalogue_read = "catalogue:read"
    catalogue_write = "catalogue:write"
    environments_read = "environments:read"
    environments_write = "environments:write"
    objectives_read = "objectives:read"
    objectives_write = "objectives:write"
    communities_read = "communities:read"
    communities_write = "communities:write"
    problems_read = "problems:read"
    problems_write = "problems:write"
    solutions_read = "solutions:read"
    solutions_write = "solutions:write"
    validations_read = "validations:read"
    validations_write = "validations:write"
    comments_read = "comments:read"
    comments_write = "comments:write"
    action_items_read = "action-items:read"
    action_items_write = "action-items:write"
    ticket_links_read = "ticket-links:read"
    ticket_links_write = "ticket-links:write"
    events_read = "events:read"
    webhooks_read = "webhooks:read"
    webhooks_write = "webhooks:write"
    jobs_read = "jobs:read"
    jobs_write = "jobs:write"
    connectors_read = "connectors:read"
    connectors_write = "connectors:write"


EVERY_SCOPE: Final = frozenset(Scope)

DESCRIPTIONS: Final[Mapping[Scope, str]] = MappingProxyType(
    {
        Scope.me_read: "Read one's own account, memberships, action items and home",
        Scope.me_write: "Change one's own account, password and tokens",
        Scope.members_read: "Read members",
        Scope.members_write: "Make, change, invite and deactivate members; make and revoke tokens of service accounts",
        Scope.members_act_for: "Act for a person (On-Behalf-Of): for service accounts",
        Scope.catalogue_read: "Read sites, components and their releases",
        Scope.catalogue_write: "Make, change and retire sites, components and their releases",
        Scope.environments_read: "Read environments",
        Scope.environments_write: "Make, change and retire environments",
        Scope.objectives_read: "Read objectives",
        Scope.objectives_write: "Make and change objectives",
        Scope.communities_read: "Read communities, their memberships and processes",
        Scope.communities_write: "Found and change communities; join, leave and keep memberships",
        Scope.problems_read: "Read problems, framings, closures and affected marks",
        Scope.problems_write: "Post and change problems, framings, closures and affected marks",
        Scope.solutions_read: "Read solutions, revisions, flags, assessments and coverage",
        Scope.solutions_write: "Write, revise, propose, withdraw and flag solutions",
        Scope.validations_read: "Read validations",
        Scope.validations_write: "Give, withdraw and carry over one's own validations",
        Scope.comments_read: "Read comments",
        Scope.comments_write: "Write, change, take back and resolve comments",
        Scope.action_items_read: "Read action items",
        Scope.action_items_write: "Make and change action items",
        Scope.ticket_links_read: "Read links to tickets of other systems",
        Scope.ticket_links_write: "Link tickets of other systems, change and remove links",
        Scope.events_read: "Read the feed of events",
        Scope.webhooks_read: "Read one's own webhooks and what became of their deliveries",
        Scope.webhooks_write: "Make and change one's own webhooks, by which the feed of events is sent elsewhere",
        Scope.jobs_read: "Read what is to be done beside requests",
        Scope.jobs_write: "Try again what could not be done beside requests",
        Scope.connectors_read: "Read connectors and what became of their tickets",
        Scope.connectors_write: "Make, change, accept and pause connectors",
    }
)
"""One line a scope, for the OpenAPI document and the server's metadata."""


def parse_scope(text: str | None) -> frozenset[Scope]:
    """The scopes that a request for a token names, parted by single spaces; nothing asked is every scope.

    An empty text counts as nothing asked (RFC 6749, 3.1). Raises `InvalidScope`, whose code is that
    standard's `invalid_scope`, for a word that is none; the words are case-sensitive.
    """
    if not text:
        return EVERY_SCOPE
    try:
        return frozenset(Scope(word) for word in text.split(" "))
    except ValueError:
        raise InvalidScope("The scope holds a word that is none; single spaces part the words.") from None


def print_scope(scopes: Iterable[Scope]) -> str:
    """The text of some scopes, in the order of their list; what `parse_scope` reads, unless there are
    none."""
    wanted = frozenset(scopes)
    return " ".join(scope for scope in Scope if scope in wanted)


def known_scopes(text: str) -> frozenset[Scope]:
    """Those of a text that was printed before; one that this process does not know (a newer one may have printed it)
    gives nothing."""
    words = text.split(" ")
    return frozenset(scope for scope in Scope if scope in words)
