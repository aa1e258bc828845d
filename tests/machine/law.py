"""The law of communities, problems and action items, read from `docs/domain.md`: each verb does in the model what it
does in the world, or raises Refused. What one may not see is refused first (404), then what one may not do (403), then
what the state of things does not allow (409, 422)."""

from typing import TypeVar

from tests.machine.things import (
    RANK,
    Comment,
    Community,
    Framing,
    Item,
    Membership,
    Place,
    Problem,
    Refused,
    Solution,
    Someone,
)

T = TypeVar("T")


class Law:
    """What there is, and what may be done with it."""

    def __init__(self) -> None:
        self.people: list[Someone] = []
        self.places: list[Place] = []
        self.communities: list[Community] = []
        self.problems: list[Problem] = []
        self.solutions: list[Solution] = []
        self.items: list[Item] = []
        self.comments: list[Comment] = []

    # Standing

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

    def must(self, answer: bool, status: int) -> None:
        if not answer:
            raise Refused(status)

    def _inside(self, who: Someone, community: Community) -> None:
        self.must(who.active, 401)
        self.must(self.reads(who, community), 404)

    # Communities

    def found(self, who: Someone, slug: str, visibility: str, joining: str, policy: dict[str, object]) -> Community:
        self.must(who.active, 401)
        self.must(who.kind == "person", 403)
        made = Community(slug, visibility, joining, policy)
        made.members[who] = Membership("coordinator", "active")
        self.communities.append(made)
        return made

    def join(self, who: Someone, community: Community, role: str) -> None:
        self.must(who.active, 401)
        self.must(community.visibility != "private" or self.reads(who, community), 404)
        self.must(self.role(who, community) is None, 409)
        joining = "invitation" if community.visibility == "private" else community.joining
        self.must(role in ("member", "observer") and joining != "invitation", 403)
        community.members[who] = Membership(role, "active" if joining == "open" else "requested")

    def add(self, who: Someone, community: Community, whom: Someone, role: str) -> None:
        self.must(who.active, 401)
        self.must(community.visibility != "private" or self.reads(who, community), 404)
        self.must(self.acts(who, community), 403)
        self.must(self.role(whom, community) is None, 409)
        self.must(whom.active, 422)
        community.members[whom] = Membership(role, "active")

    def _membership(self, who: Someone, community: Community, whom: Someone) -> Membership:
        self.must(who.active, 401)
        held = community.members.get(whom)
        self.must(self.reads(who, community) or who is whom, 404)
        if held is None or held.state == "ended":
            raise Refused(404)
        return held

    def accept(self, who: Someone, community: Community, whom: Someone) -> None:
        held = self._membership(who, community, whom)
        self.must(self.acts(who, community), 403)
        if held.state == "requested":
            self.must(whom.active, 409)
            held.state = "active"

    def _stays_coordinated(self, who: Someone, community: Community) -> None:
        others = [
            one
            for one, held in community.members.items()
            if one is not who and one.active and (held.role, held.state) == ("coordinator", "active")
        ]
        self.must(self.role(who, community) != "coordinator" or bool(others), 409)

    def change_role(self, who: Someone, community: Community, whom: Someone, role: str) -> None:
        held = self._membership(who, community, whom)
        acts = self.acts(who, community)
        self.must(acts or who is whom, 403)
        self.must(held.state == "active", 409)
        if held.role == role:
            return
        if who is not whom:
            self.must(held.role != "coordinator", 403)
        elif RANK[role] > RANK[held.role]:
            self.must(acts, 403)
        else:
            self._stays_coordinated(who, community)
        held.role = role

    def end(self, who: Someone, community: Community, whom: Someone) -> None:
        """Leaves, removes, refuses, or takes one's request back."""
        held = self._membership(who, community, whom)
        self.must(who is whom or self.acts(who, community), 403)
        if held.state == "active":
            if who is whom:
                self._stays_coordinated(who, community)
            else:
                self.must(held.role != "coordinator", 403)
        held.state = "ended"
        if not community.open:
            self._disown(whom, community)

    def _disown(self, whom: Someone, community: Community | None = None) -> None:
        for item in self.items:
            undone = item.owner is whom and item.state in ("open", "in_progress")
            if undone and (community is None or item.community is community):
                item.owner = None

    def deactivate(self, whom: Someone) -> None:
        whom.active = False
        self._disown(whom)

    def reactivate(self, whom: Someone) -> None:
        self.must(not whom.active, 409)
        whom.active = True

    # Problems

    def governs(self, who: Someone, problem: Problem) -> bool:
        """Its author or an acting coordinator."""
        return who is problem.author or self.acts(who, problem.community)

    def post(self, who: Someone, community: Community, title: str, form: str) -> Problem:
        self._inside(who, community)
        self.must(self.above_observer(who, community), 403)
        community.problems += 1
        made = Problem(community, community.problems, who, title, form)
        self.problems.append(made)
        return made

    def reword(self, who: Someone, problem: Problem, title: str) -> None:
        self._inside(who, problem.community)
        self.must(self.governs(who, problem), 403)
        self.must(problem.closed is None, 409)
        problem.revision += problem.title != title
        problem.title = title

    def offer(self, who: Someone, problem: Problem) -> Framing:
        self._inside(who, problem.community)
        self.must(self.above_observer(who, problem.community), 403)
        self.must(problem.closed is None and problem.form == "unstructured", 409)
        made = Framing()
        problem.framings.append(made)
        return made

    def adopt(self, who: Someone, problem: Problem, framing: Framing, title: str) -> None:
        self._inside(who, problem.community)
        self.must(self.governs(who, problem), 403)
        if framing.adopted:
            return
        self.must(problem.closed is None and problem.form == "unstructured", 409)
        framing.adopted, problem.form, problem.title = True, "structured", title
        problem.revision += 1

    def close(self, who: Someone, problem: Problem, reason: str, repeats: Problem | None) -> None:
        self._inside(who, problem.community)
        self.must(self.governs(who, problem), 403)
        if repeats is not None and not self.reads(who, repeats.community):
            self.must(problem.closed is None, 409)
            raise Refused(422)
        if (problem.closed, problem.repeats) == (reason, repeats):
            return
        self.must(problem.closed is None, 409)
        if repeats is not None:
            self.must(repeats is not problem, 409)
            self.must(
                repeats.community is problem.community or (repeats.community.open and problem.community.open), 422
            )
            self.must(repeats.repeats is None, 409)
        problem.closed, problem.repeats = reason, repeats

    def reopen(self, who: Someone, problem: Problem) -> None:
        self._inside(who, problem.community)
        self.must(self.governs(who, problem), 403)
        self.must(problem.closed is not None, 409)
        problem.closed = problem.repeats = None

    def mark(self, who: Someone, problem: Problem, place: Place | None, machines: int) -> None:
        self._inside(who, problem.community)
        self.must(who.kind == "person", 403)
        problem.marks[who, place] = machines

    def unmark(self, who: Someone, problem: Problem, place: Place | None) -> None:
        self._inside(who, problem.community)
        self.must(who.kind == "person", 403)
        self.must((who, place) in problem.marks, 404)
        del problem.marks[who, place]

    def reach(self, problem: Problem) -> dict[str, int]:
        """Of a problem that is its own root: every mark in its tree."""
        marks = [mark for each in self.problems if each.root is problem for mark in each.marks.items()]
        sites = {place.site if place is not None else who.site for (who, place), _ in marks} - {None}
        places = {place for (_, place), _ in marks if place is not None}
        return {
            "people": len({who for (who, _), _ in marks}),
            "sites": len(sites),
            "machines": sum(
                min(place.machines, max(machines for (_, at), machines in marks if at is place)) for place in places
            ),
        }

    def comment(self, who: Someone, problem: Problem) -> Comment:
        self._inside(who, problem.community)
        self.must(who.kind == "person", 403)
        made = Comment(problem, who)
        self.comments.append(made)
        return made

    def withdraw_comment(self, who: Someone, comment: Comment) -> None:
        self._inside(who, comment.problem.community)
        self.must(who is comment.author, 403)
        self.must(not comment.withdrawn, 409)
        comment.withdrawn = True

    def resolve(self, who: Someone, comment: Comment) -> None:
        self._inside(who, comment.problem.community)
        self.must(who is comment.author or self.governs(who, comment.problem), 403)
        self.must(comment.resolved or not comment.withdrawn, 409)
        comment.resolved = True

    # Action items

    def ask(self, who: Someone, community: Community, owner: Someone | None) -> Item:
        self._inside(who, community)
        self.must(self.above_observer(who, community), 403)
        self._owns(owner, community)
        made = Item(community, who, owner)
        self.items.append(made)
        return made

    def give_item(self, who: Someone, item: Item, owner: Someone | None) -> None:
        self._inside(who, item.community)
        self.must(who is item.maker or self.acts(who, item.community), 403)
        if owner is not item.owner:
            self._owns(owner, item.community)
        item.owner = owner

    def _owns(self, owner: Someone | None, community: Community) -> None:
        if owner is not None:
            self.must(owner.active and owner.kind == "person" and self.reads(owner, community), 422)

    def move_item(self, who: Someone, item: Item, state: str) -> None:
        self._inside(who, item.community)
        self.must(who in (item.owner, item.maker) or self.acts(who, item.community), 403)
        item.state = state
