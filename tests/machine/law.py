"""The law of communities, problems and action items, read from `docs/domain.md`: each verb does in the model what it
does in the world, or raises Refused. What one may not see is refused first (404), then what one may not do (403), then
what the state of things does not allow (409, 422)."""

from tests.machine.rights import Rights
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
    Seat,
    Solution,
    Someone,
)


class Law(Rights):
    """What there is, and what may be done with it."""

    def __init__(self) -> None:
        self.people: list[Someone] = []
        self.places: list[Place] = []
        self.communities: list[Community] = []
        self.problems: list[Problem] = []
        self.solutions: list[Solution] = []
        self.items: list[Item] = []
        self.comments: list[Comment] = []

    # Communities

    def found(self, who: Someone, slug: str, visibility: str, joining: str, policy: dict[str, object]) -> Community:
        self.require("found", who, None)
        made = Community(slug, visibility, joining, policy, name=slug)
        made.members[who] = Membership("coordinator", "active")
        self.communities.append(made)
        return made

    def rename(self, who: Someone, community: Community, name: str) -> None:
        self._listed(who, community)
        self.must(self.holds("rename", who, community), 403)
        community.name = name

    def _listed(self, who: Someone, community: Community) -> None:
        """Of one that is not private, everybody sees that it is there."""
        self.must(who.active, 401)
        self.must(community.visibility != "private" or self.reads(who, community), 404)

    def join(self, who: Someone, community: Community, role: str) -> None:
        self._listed(who, community)
        self.must(self.role(who, community) is None, 409)
        joining = "invitation" if community.visibility == "private" else community.joining
        self.must(role in ("member", "observer") and joining != "invitation", 403)
        community.members[who] = Membership(role, "active" if joining == "open" else "requested")

    def add(self, who: Someone, community: Community, whom: Someone, role: str) -> None:
        self._listed(who, community)
        self.must(self.holds("add", who, community), 403)
        self.must(self.role(whom, community) is None, 409)
        self.must(whom.active, 422)
        community.members[whom] = Membership(role, "active")

    def _held(self, who: Someone, seat: Seat) -> Membership:
        self.must(who.active, 401)
        held = seat.held
        if held is None or held.state == "ended" or not self.sees(who, seat):
            raise Refused(404)
        return held

    def accept(self, who: Someone, seat: Seat) -> None:
        held = self._held(who, seat)
        self.require("accept", who, seat)
        if held.state == "requested":
            self.must(seat.whom.active, 409)
            held.state = "active"

    def _stays_coordinated(self, who: Someone, community: Community) -> None:
        others = [
            one
            for one, held in community.members.items()
            if one is not who and one.active and (held.role, held.state) == ("coordinator", "active")
        ]
        self.must(self.role(who, community) != "coordinator" or bool(others), 409)

    def change_role(self, who: Someone, seat: Seat, role: str) -> None:
        held = self._held(who, seat)
        self.require("change_role", who, seat)
        self.must(held.state == "active", 409)
        if held.role == role:
            return
        if who is not seat.whom:
            self.must(held.role != "coordinator", 403)
        elif RANK[role] > RANK[held.role]:
            self.must(self.acts(who, seat.community), 403)
        else:
            self._stays_coordinated(who, seat.community)
        held.role = role

    def end(self, who: Someone, seat: Seat) -> None:
        """Leaves, removes, refuses, or takes one's request back."""
        held = self._held(who, seat)
        self.require("end", who, seat)
        if held.state == "active":
            if who is seat.whom:
                self._stays_coordinated(who, seat.community)
            else:
                self.must(held.role != "coordinator", 403)
        held.state = "ended"
        if not seat.community.open:
            self._disown(seat.whom, seat.community)

    def _disown(self, whom: Someone, community: Community | None = None) -> None:
        for item in self.items:
            undone = item.owner is whom and item.to_do
            if undone and (community is None or item.community is community):
                item.owner = None

    def deactivate(self, whom: Someone) -> None:
        whom.active = False
        self._disown(whom)

    def reactivate(self, whom: Someone) -> None:
        self.must(not whom.active, 409)
        whom.active = True

    # Problems

    def post(self, who: Someone, community: Community, title: str, form: str) -> Problem:
        self.require("post", who, community)
        community.problems += 1
        made = Problem(community, community.problems, who, title, form)
        self.problems.append(made)
        return made

    def reword(self, who: Someone, problem: Problem, title: str) -> None:
        self.require("reword", who, problem)
        self.must(problem.closed is None, 409)
        problem.revision += problem.title != title
        problem.title = title

    def offer(self, who: Someone, problem: Problem) -> Framing:
        self.require("offer", who, problem)
        self.must(problem.closed is None and problem.form == "unstructured", 409)
        made = Framing()
        problem.framings.append(made)
        return made

    def adopt(self, who: Someone, problem: Problem, framing: Framing, title: str) -> None:
        self.require("adopt", who, problem)
        if framing.adopted:
            return
        self.must(problem.closed is None and problem.form == "unstructured", 409)
        framing.adopted, problem.form, problem.title = True, "structured", title
        problem.revision += 1

    def close(self, who: Someone, problem: Problem, reason: str, repeats: Problem | None) -> None:
        self.require("close", who, problem)
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
        self.require("reopen", who, problem)
        self.must(problem.closed is not None, 409)
        problem.closed = problem.repeats = None

    def mark(self, who: Someone, problem: Problem, place: Place | None, machines: int) -> None:
        self.require("mark", who, problem)
        problem.marks[who, place] = machines

    def unmark(self, who: Someone, problem: Problem, place: Place | None) -> None:
        self.require("mark", who, problem)
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
        self.require("comment", who, problem)
        made = Comment(problem, who)
        self.comments.append(made)
        return made

    def edit_comment(self, who: Someone, comment: Comment, body: str) -> None:
        self.require("edit_comment", who, comment)
        self.must(not comment.withdrawn, 409)
        comment.revision += comment.body != body
        comment.body = body

    def withdraw_comment(self, who: Someone, comment: Comment) -> None:
        self.require("withdraw_comment", who, comment)
        self.must(not comment.withdrawn, 409)
        comment.withdrawn = True

    def resolve(self, who: Someone, comment: Comment) -> None:
        self.require("resolve", who, comment)
        self.must(comment.resolved or not comment.withdrawn, 409)
        comment.resolved = True

    def unresolve(self, who: Someone, comment: Comment) -> None:
        self.require("unresolve", who, comment)
        self.must(comment.resolved, 409)
        comment.resolved = False

    # Action items

    def ask(self, who: Someone, community: Community, owner: Someone | None) -> Item:
        self.require("ask", who, community)
        self._owns(owner, community)
        made = Item(community, who, owner)
        self.items.append(made)
        return made

    def give_item(self, who: Someone, item: Item, owner: Someone | None) -> None:
        self.require("give_item", who, item)
        if owner is not item.owner:
            self._owns(owner, item.community)
        item.owner = owner

    def _owns(self, owner: Someone | None, community: Community) -> None:
        self.must(owner is None or self.can_own(owner, community), 422)

    def can_own(self, owner: Someone, community: Community) -> bool:
        return owner.active and owner.kind == "person" and self.reads(owner, community)

    def move_item(self, who: Someone, item: Item, state: str) -> None:
        self.require("move_item", who, item)
        item.state = state
