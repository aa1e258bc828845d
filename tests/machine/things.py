"""What the model knows of each thing: only what the law speaks of. Ids are those of the API's answers."""

from dataclasses import dataclass, field
from datetime import datetime

RANK = {"observer": 0, "member": 1, "core": 2, "coordinator": 3}
VERSIONS = ("10", "11", "12", None)
RANGES: dict[str, frozenset[str | None]] = {
    "*": frozenset({"9", "10", "10.5", "11", "11.5", "12", "13", None}),
    ">=11": frozenset({"11", "11.5", "12", "13"}),
    "<12": frozenset({"9", "10", "10.5", "11", "11.5"}),
    "11": frozenset({"11"}),
}
"""Ranges as sets of sample versions, so that what lies within and what is narrower is read off."""


class Refused(Exception):
    """What the law does not allow; `status` is how the API says so."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(eq=False)
class Someone:
    name: str
    id: str
    site: str | None
    kind: str = "person"
    active: bool = True


@dataclass(eq=False)
class Place:
    """An environment."""

    id: str
    site: str
    keeper: Someone
    installed: str | None
    machines: int = 100


@dataclass(eq=False)
class Membership:
    role: str
    state: str


@dataclass(eq=False)
class Community:
    slug: str
    visibility: str
    joining: str
    policy: dict[str, object]
    members: dict[Someone, Membership] = field(default_factory=dict)
    problems: int = 0
    name: str = ""
    id: str = ""

    @property
    def open(self) -> bool:
        return self.visibility == "open"


@dataclass(frozen=True)
class Seat:
    """Somebody's place in a community, held or not."""

    community: Community
    whom: Someone

    @property
    def held(self) -> Membership | None:
        return self.community.members.get(self.whom)


@dataclass(eq=False)
class Framing:
    adopted: bool = False
    id: str = ""


@dataclass(eq=False)
class Problem:
    community: Community
    number: int
    author: Someone
    title: str
    form: str
    revision: int = 1
    closed: str | None = None
    repeats: "Problem | None" = None
    framings: list[Framing] = field(default_factory=list)
    marks: dict[tuple[Someone, Place | None], int] = field(default_factory=dict)
    id: str = ""

    @property
    def root(self) -> "Problem":
        return self if self.repeats is None else self.repeats.root


@dataclass(eq=False)
class Solution:
    problem: Problem
    author: Someone
    title: str
    steps: str
    range: str | None
    revision: int = 1
    line_start: int = 1
    proposed: bool = False
    withdrawn: bool = False
    successor: "Solution | None" = None
    validations: list["Validation"] = field(default_factory=list)
    flagged: "dict[str, Item]" = field(default_factory=dict)
    """The action item that the newest flag of a kind made or added to."""
    id: str = ""


@dataclass(eq=False)
class Validation:
    solution: Solution
    author: Someone
    place: Place
    installed: str | None
    revision: int
    outcome: str
    evidence: bool
    harm: bool
    above_observer: bool
    carried_from: "Validation | None" = None
    withdrawn: bool = False
    given_at: datetime | None = None
    id: str = ""


@dataclass(eq=False)
class Item:
    """An action item."""

    community: Community
    maker: Someone | None
    owner: Someone | None
    state: str = "open"
    id: str = ""

    @property
    def to_do(self) -> bool:
        return self.state in ("open", "in_progress")


@dataclass(eq=False)
class Comment:
    problem: Problem
    author: Someone
    body: str = "Here too."
    revision: int = 1
    withdrawn: bool = False
    resolved: bool = False
    id: str = ""
