"""The table of rights of `docs/domain.md`, in the model's own words: the program's table is never asked."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.machine.things import Comment, Community, Item, Place, Problem, Refused, Seat, Solution, Someone, Validation

Thing = Community | Seat | Problem | Solution | Validation | Comment | Item | Place


class Rights:
    """What each is to each thing, and what they may do to it."""

    def role(self, who: Someone, community: Community) -> str | None:
        held = community.members.get(who)
        return held.role if held is not None and held.state == "active" else None

    def reads(self, who: Someone, community: Community) -> bool:
        return community.open or self.role(who, community) is not None

    def above_observer(self, who: Someone, community: Community) -> bool:
        return self.role(who, community) in ("member", "core", "coordinator")

    def acts(self, who: Someone, community: Community) -> bool:
        """Is this an acting coordinator?"""
        left = {held.role for one, held in community.members.items() if held.state == "active" and one.active}
        mine = self.role(who, community)
        if mine == "coordinator":
            return True
        if "coordinator" in left:
            return False
        return mine == "core" or (mine == "member" and "core" not in left)

    def governs(self, who: Someone, problem: Problem) -> bool:
        """Its author or an acting coordinator."""
        return who is problem.author or self.acts(who, problem.community)

    def sees(self, who: Someone, thing: Thing | None) -> bool:
        """Does this exist for them? Of a seat: its community's roster, or one's own place in it."""
        match thing:
            case None | Place():
                return True
            case Community():
                return self.reads(who, thing)
            case Seat():
                return self.reads(who, thing.community) or who is thing.whom
            case Validation():
                return self.reads(who, thing.solution.problem.community)
            case Solution() | Comment():
                return self.reads(who, thing.problem.community)
            case Problem() | Item():
                return self.reads(who, thing.community)

    def holds(self, act: str, who: Someone, thing: Thing | None) -> bool:
        """Does the table give them this right?"""
        return ACTS[act](self, who, thing)

    def may(self, act: str, who: Someone, thing: Thing | None) -> bool:
        return who.active and self.sees(who, thing) and self.holds(act, who, thing)

    def require(self, act: str, who: Someone, thing: Thing | None) -> None:
        """Refuses first who is nobody, then what they may not see, then what they may not do."""
        self.must(who.active, 401)
        self.must(self.sees(who, thing), 404)
        self.must(self.holds(act, who, thing), 403)

    def must(self, answer: bool, status: int) -> None:
        if not answer:
            raise Refused(status)


Right = Callable[[Rights, Someone, Any], bool]

_PERSON: Right = lambda _, who, __: who.kind == "person"
_INSIDE: Right = lambda law, who, thing: law.above_observer(
    who, thing if isinstance(thing, Community) else thing.community
)
_GOVERNS: Right = lambda law, who, problem: law.governs(who, problem)
_AUTHOR: Right = lambda _, who, thing: who is thing.author
_STEERS: Right = lambda law, who, solution: who is solution.author or law.acts(who, solution.problem.community)
_COORDINATES: Right = lambda law, who, thing: law.acts(who, thing.community if isinstance(thing, Seat) else thing)
_OR_ONESELF: Right = lambda law, who, seat: who is seat.whom or law.acts(who, seat.community)
_SETTLES: Right = lambda law, who, comment: who is comment.author or law.governs(who, comment.problem)

ACTS: Mapping[str, Right] = {
    "found": _PERSON,
    "rename": _COORDINATES,
    "add": _COORDINATES,
    "accept": _COORDINATES,
    "change_role": _OR_ONESELF,
    "end": _OR_ONESELF,
    "post": _INSIDE,
    "reword": _GOVERNS,
    "offer": _INSIDE,
    "adopt": _GOVERNS,
    "close": _GOVERNS,
    "reopen": _GOVERNS,
    "mark": _PERSON,
    "comment": lambda law, who, problem: who.kind == "person" or law.above_observer(who, problem.community),
    "edit_comment": _AUTHOR,
    "withdraw_comment": _AUTHOR,
    "resolve": _SETTLES,
    "unresolve": _SETTLES,
    "ask": _INSIDE,
    "give_item": lambda law, who, item: who is item.maker or law.acts(who, item.community),
    "move_item": lambda law, who, item: who in (item.owner, item.maker) or law.acts(who, item.community),
    "post_solution": _INSIDE,
    "propose": _AUTHOR,
    "retitle": _AUTHOR,
    "revise": _AUTHOR,
    "withdraw": _STEERS,
    "succeed": _STEERS,
    "stand_again": _STEERS,
    "flag": lambda _, __, ___: True,
    "validate": _PERSON,
    "withdraw_validation": _AUTHOR,
    "carry_over": _AUTHOR,
    "upgrade": lambda _, who, place: who is place.keeper,
}
"""Act → who, of those who see the thing."""
