"""A member's home: what they are in, what waits for them, and what is new."""

from typing import Any

from pydantic import ConfigDict
from pydantic import Field as Described

from app.domain.vocabulary import SolutionStatus
from app.models.action_item import ActionItemLine
from app.models.event import EventShown
from app.models.membership import MembershipLine
from app.models.schema import (
    ActionItemRef,
    CommunityRef,
    EnvironmentRef,
    MemberRef,
    ProblemRef,
    Shown,
    SolutionRef,
)
from app.models.validation import ValidationLine

_PROBLEM: dict[str, Any] = {
    "id": "0197a1b2-1111-7e5f-8a9b-0c1d2e3f4a5b",
    "key": "network-42",
    "title": "The VPN drops when a laptop changes its access point",
}
_CHANGE: dict[str, Any] = {
    "id": "019a4cb1-8c9d-7e0f-a1b2-c3d4e5f6a7b8",
    "kind": "validation.given",
    "subject": {"kind": "validation", "id": "0197a1b2-aaaa-7e5f-8a9b-0c1d2e3f4a5b"},
    "actor": {"id": "0197a1b2-8888-7e5f-8a9b-0c1d2e3f4a5b", "name": "Bob Okafor", "kind": "person"},
    "through": None,
    "at": "2026-11-02T08:00:00.000000Z",
    "community_id": "0197a1b2-5555-7e5f-8a9b-0c1d2e3f4a5b",
    "data": {"outcome": "confirmed", "revision": 1},
    "community": {"id": "0197a1b2-5555-7e5f-8a9b-0c1d2e3f4a5b", "slug": "network", "name": "Network professionals"},
    "problem": _PROBLEM,
    "solution": {"id": "0197a1b2-7777-7e5f-8a9b-0c1d2e3f4a5b", "title": "Pin the MTU"},
    "action_item": None,
    "member": None,
}


class HomeEventShown(EventShown):
    """Something that happened in one of my communities, with the names of what it has to do with, so that a line can
    be drawn of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [_CHANGE]})

    community: CommunityRef
    problem: ProblemRef | None = Described(description="The problem that it is about, or what it is about belongs to.")
    solution: SolutionRef | None = Described(description="The solution, in the same way.")
    action_item: ActionItemRef | None
    member: MemberRef | None = Described(description="Whose membership it is about.")


class LeftBehind(ValidationLine):
    """A validation of mine that a new revision left behind."""

    problem: ProblemRef


class ToValidate(Shown):
    """A solution that I could validate, and where."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "community": _CHANGE["community"],
                    "problem": _PROBLEM,
                    "solution": _CHANGE["solution"],
                    "status": "proposed",
                    "environments": [{"id": "0197a1b2-2222-7e5f-8a9b-0c1d2e3f4a5b", "name": "Desktops Geneva"}],
                }
            ]
        }
    )

    community: CommunityRef
    problem: ProblemRef
    solution: SolutionRef
    status: SolutionStatus
    environments: list[EnvironmentRef] = Described(
        description="Those that I keep, that it fits, and in which I have said nothing of it lately."
    )


class HomeShown(Shown):
    """What a front end's first page shows its member: of each kind the first twenty, lines as their lists have them."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "memberships": [],
                    "requests": [],
                    "action_items": [],
                    "carry_overs": [],
                    "to_validate": [],
                    "changes": [_CHANGE],
                }
            ]
        }
    )

    memberships: list[MembershipLine] = Described(
        description="The communities that I am in or asked to join, newest first; all of them in `/me/memberships`."
    )
    requests: list[MembershipLine] = Described(
        description="Who asks to join a community in which I am an acting coordinator, longest waiting first: accept "
        "them, or refuse."
    )
    action_items: list[ActionItemLine] = Described(
        description="What I own and is still to be done, by the day it is due; all of it in `/me/action-items`."
    )
    carry_overs: list[LeftBehind] = Described(
        description="Validations of mine that a new revision left behind, newest first: carry them over, or validate "
        "anew; all of them in `/validations?carry_over=true`."
    )
    to_validate: list[ToValidate] = Described(
        description="Solutions that are proposed, contested or stale and fit an environment that I keep, newest first, "
        "among the newest fifty of each community I am in."
    )
    changes: list[HomeEventShown] = Described(
        description="The newest events of my communities, newest first; `/events` goes on from there."
    )
