"""What members do with communities, problems, comments and action items."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from tests.machine.acting import POLICIES, ROLES, TEXTS, WHICH, WHO, Acting, act
from tests.machine.things import Comment, Community, Place, Problem, Seat, Someone
from tests.people import Answer


class CommunityRules(Acting):
    """Who is in a community, and as what; time passes."""

    def _found(self, who: Someone, visibility: str, joining: str, policy: dict[str, object]) -> Community:
        slug = f"c{len(self.law.communities)}"
        given = {
            "slug": slug,
            "name": slug,
            "purpose": "",
            "visibility": visibility,
            "process": {"joining": joining, "validation_policy": policy},
        }
        made, body = self._do(
            lambda: self.law.found(who, slug, visibility, joining, policy), self._posting(who, "/communities", given)
        )
        if made is not None:
            made.id, made.slug = body["id"], body["slug"]
        return made or self.law.communities[0]

    @act(
        when=lambda self: len(self.law.communities) < 4,
        who=WHO,
        visibility=st.sampled_from(("open", "listed", "private")),
        joining=st.sampled_from(("open", "request", "invitation")),
        policy=st.sampled_from(POLICIES),
    )
    def found(self, who: int, visibility: str, joining: str, policy: dict[str, object]) -> None:
        self._found(self._one("found", None, who), visibility, joining, policy)

    @act(some="communities", who=WHO, where=WHICH, name=TEXTS)
    def rename(self, who: int, where: int, name: str) -> None:
        community = self._pick(self.law.communities, where)
        one = self._one("rename", community, who)
        self._do(
            lambda: self.law.rename(one, community, name),
            self._patch(one, f"/communities/{community.slug}", {"name": name}),
        )

    def _joins(self, who: Someone, community: Community, role: str) -> None:
        path, given = f"/communities/{community.slug}/memberships", {"member_id": who.id, "role": role}
        self._do(lambda: self.law.join(who, community, role), self._posting(who, path, given))

    def _adds(self, who: Someone, community: Community, whom: Someone, role: str) -> None:
        path, given = f"/communities/{community.slug}/memberships", {"member_id": whom.id, "role": role}
        self._do(lambda: self.law.add(who, community, whom, role), self._posting(who, path, given))

    def _of_it(self, community: Community, is_in: bool, which: int) -> Someone:
        """Mostly one who is in it, or is not, as asked."""
        wanted = [one for one in self.law.people if (self.law.role(one, community) is not None) is is_in]
        return self._pick(wanted if wanted and which < 10 else self.law.people, which)

    @act(some="communities", who=WHICH, where=WHICH, role=st.sampled_from(("member", "member", "observer", "core")))
    def join(self, who: int, where: int, role: str) -> None:
        community = self._pick(self.law.communities, where)
        self._joins(self._of_it(community, False, who), community, role)

    @act(some="communities", who=WHO, where=WHICH, whom=WHICH, role=ROLES)
    def add(self, who: int, where: int, whom: int, role: str) -> None:
        community = self._pick(self.law.communities, where)
        one, other = self._one("add", community, who), self._of_it(community, False, whom)
        if one is not other:
            self._adds(one, community, other, role)

    def _seats(self, *states: str) -> list[Seat]:
        return [
            Seat(community, whom)
            for community in self.law.communities
            for whom, held in community.members.items()
            if held.state in states
        ]

    @act(often=2, when=lambda self: self._seats("requested"), who=WHO, which=WHICH)
    def accept(self, who: int, which: int) -> None:
        seat = self._pick(self._seats("requested"), which)
        one = self._one("accept", seat, who)
        path = f"/communities/{seat.community.slug}/memberships/{seat.whom.id}/acceptance"
        self._do(lambda: self.law.accept(one, seat), self._put(one, path))

    @act(when=lambda self: self._seats("active"), who=WHO, which=WHICH, role=ROLES)
    def change_role(self, who: int, which: int, role: str) -> None:
        seat = self._pick(self._seats("active", "active", "requested"), which)
        one = self._one("change_role", seat, who)
        path = f"/communities/{seat.community.slug}/memberships/{seat.whom.id}"
        self._do(lambda: self.law.change_role(one, seat, role), self._patch(one, path, {"role": role}))

    @act(often=2, some="communities", who=WHO, where=WHICH, whom=WHICH)
    def end(self, who: int, where: int, whom: int) -> None:
        community = self._pick(self.law.communities, where)
        seat = Seat(community, self._of_it(community, True, whom))
        self._ends(self._one("end", seat, who), seat)

    @act(when=lambda self: self._seats("requested"), who=WHO, which=WHICH)
    def refuse(self, who: int, which: int) -> None:
        seat = self._pick(self._seats("requested"), which)
        self._ends(self._one("end", seat, who), seat)

    def _ends(self, one: Someone, seat: Seat) -> None:
        path = f"/communities/{seat.community.slug}/memberships/{seat.whom.id}"
        self._do(
            lambda: self.law.end(one, seat), self._on(one, path, lambda tag: self._person(one).delete(path, tag=tag))
        )

    @act(when=lambda self: all(who.active for who in self.law.people), whom=WHICH)
    def deactivate(self, whom: int) -> None:
        """Mostly one with something to do."""
        busy = [item.owner for item in self.law.items if item.owner is not None and item.to_do]
        other, ada = self._pick((whom < 8 and busy) or self.law.people, whom), self.stage.administrator
        assert ada is not None
        self._do(lambda: self.law.deactivate(other), lambda: ada.put(f"/members/{other.id}/deactivation"))

    @act(when=lambda self: not all(who.active for who in self.law.people))
    def reactivate(self) -> None:
        ada = self.stage.administrator
        assert ada is not None
        other = next(who for who in self.law.people if not who.active)
        path = f"/members/{other.id}"

        async def taken_back() -> Answer:
            tag = (await ada.get(path)).headers["ETag"]
            answer = await ada.delete(f"{path}/deactivation", tag=tag)
            await self._sign_in(other)
            return answer

        self._do(lambda: self.law.reactivate(other), taken_back)

    async def _sign_in(self, who: Someone) -> None:
        await self.stage.organization.link.execute(
            "UPDATE sign_in SET ended_at = NULL WHERE id = $1", self._person(who).sign_in_id
        )

    @act(days=st.sampled_from((1, 10, 31, 60)))
    def time_passes(self, days: int) -> None:
        self.run(self.stage.pass_time(days))


class ProblemRules(CommunityRules):
    """Problems, their marks and comments, and what is to be done."""

    def _post(self, who: Someone, community: Community, title: str, form: str) -> Problem:
        given = {"title": title, "statement": "Since Monday.", "form": form}
        made = self._make(
            lambda: self.law.post(who, community, title, form),
            self._posting(who, f"/communities/{community.slug}/problems", given),
        )
        return made or self.law.problems[0]

    @act(some="communities", who=WHO, where=WHICH, title=TEXTS, form=st.sampled_from(("structured", "unstructured")))
    def post(self, who: int, where: int, title: str, form: str) -> None:
        community = self._pick(self.law.communities, where)
        self._post(self._one("post", community, who), community, title, form)

    @act(some="problems", who=WHO, which=WHICH, title=TEXTS)
    def reword(self, who: int, which: int, title: str) -> None:
        problem = self._pick(self.law.problems, which)
        one = self._one("reword", problem, who)
        self._do(
            lambda: self.law.reword(one, problem, title),
            self._patch(one, f"/problems/{problem.id}", {"title": title}),
        )

    @act(some="problems", who=WHO, which=WHICH)
    def offer(self, who: int, which: int) -> None:
        problem = self._pick(
            [each for each in self.law.problems if each.form == "unstructured"] or self.law.problems, which
        )
        self._offer(self._one("offer", problem, who), problem)

    def _offer(self, one: Someone, problem: Problem) -> None:
        given = {"title": "Other words", "statement": "Of the same."}
        self._make(lambda: self.law.offer(one, problem), self._posting(one, f"/problems/{problem.id}/framings", given))

    @act(when=lambda self: any(problem.framings for problem in self.law.problems), who=WHO, which=WHICH)
    def adopt(self, who: int, which: int) -> None:
        offered = [(problem, framing) for problem in self.law.problems for framing in problem.framings]
        problem, framing = self._pick(offered, which)
        one = self._one("adopt", problem, who)
        path = f"/problems/{problem.id}/framings/{framing.id}/adoption"
        self._do(lambda: self.law.adopt(one, problem, framing, "Other words"), self._put(one, path))

    @act(
        often=3,
        some="problems",
        who=WHO,
        which=WHICH,
        other=WHICH,
        reason=st.sampled_from(("obsolete", "duplicate", "duplicate", "duplicate")),
    )
    def close(self, who: int, which: int, other: int, reason: str) -> None:
        """Mostly one that stands, sooner where others repeat it, as a duplicate of another that stands beside it."""
        standing = [each for each in self.law.problems if each.closed is None]
        repeated = [each for each in standing if any(other.repeats is each for other in self.law.problems)]
        problem = self._pick((repeated if which < 5 else standing if which < 10 else []) or self.law.problems, which)
        beside = [each for each in standing if each is not problem and each.community is problem.community]
        repeats = self._pick(beside if beside and other < 8 else self.law.problems, other)
        self._close(self._one("close", problem, who), problem, reason, repeats if reason == "duplicate" else None)

    def _close(self, one: Someone, problem: Problem, reason: str, repeats: Problem | None) -> None:
        given = {"reason": reason, "duplicate_of_id": None if repeats is None else repeats.id}
        path = f"/problems/{problem.id}"
        self._do(
            lambda: self.law.close(one, problem, reason, repeats),
            self._on(one, path, lambda tag: self._person(one).put(f"{path}/closure", given, tag=tag)),
        )

    @act(often=4, when=lambda self: any(problem.closed for problem in self.law.problems), who=WHO, which=WHICH)
    def reopen(self, who: int, which: int) -> None:
        """Sooner one that others repeat."""
        closed = [each for each in self.law.problems if each.closed is not None]
        repeated = [each for each in closed if any(other.repeats is each for other in self.law.problems)]
        problem = self._pick((which < 8 and repeated) or closed, which)
        one, path = self._one("reopen", problem, who), f"/problems/{problem.id}"
        self._do(
            lambda: self.law.reopen(one, problem),
            self._on(one, path, lambda tag: self._person(one).delete(f"{path}/closure", tag=tag)),
        )

    def _place(self, which: int) -> Place | None:
        return self._pick([None, *self.law.places], which)

    @act(some="problems", who=WHO, which=WHICH, where=WHICH, machines=st.integers(1, 100))
    def mark(self, who: int, which: int, where: int, machines: int) -> None:
        problem, place = self._pick(self.law.problems, which), self._place(where)
        one = self._one("mark", problem, who)
        path = f"/problems/{problem.id}/affected-marks/{'none' if place is None else place.id}"
        counted = 0 if place is None else machines
        self._do(
            lambda: self.law.mark(one, problem, place, counted),
            self._on(one, path, lambda tag: self._person(one).put(path, {"machines": counted}, tag=tag)),
        )

    @act(when=lambda self: any(problem.marks for problem in self.law.problems), which=WHICH)
    def unmark(self, which: int) -> None:
        marked = [(problem, *mark) for problem in self.law.problems for mark in problem.marks]
        problem, one, place = self._pick(marked, which)
        path = f"/problems/{problem.id}/affected-marks/{'none' if place is None else place.id}"
        self._do(
            lambda: self.law.unmark(one, problem, place),
            self._on(one, path, lambda tag: self._person(one).delete(path, tag=tag)),
        )

    @act(some="problems", who=WHO, which=WHICH)
    def comment(self, who: int, which: int) -> None:
        problem = self._pick(self.law.problems, which)
        self._comment(self._one("comment", problem, who), problem)

    def _comment(self, one: Someone, problem: Problem) -> None:
        given = {"body": "Here too."}
        self._make(
            lambda: self.law.comment(one, problem), self._posting(one, f"/problems/{problem.id}/comments", given)
        )

    def _on_comment(
        self,
        act: str,
        who: int,
        which: int,
        world: Callable[[Someone, str], Callable[[], Any]],
        law: Callable[[Someone, Comment], None],
    ) -> None:
        comment = self._pick(self.law.comments, which)
        one = self._one(act, comment, who)
        self._do(lambda: law(one, comment), world(one, f"/comments/{comment.id}"))

    @act(some="comments", who=WHO, which=WHICH, body=TEXTS)
    def edit_comment(self, who: int, which: int, body: str) -> None:
        self._on_comment(
            "edit_comment",
            who,
            which,
            lambda one, path: self._patch(one, path, {"body": body}),
            lambda one, comment: self.law.edit_comment(one, comment, body),
        )

    @act(some="comments", who=WHO, which=WHICH)
    def withdraw_comment(self, who: int, which: int) -> None:
        self._on_comment(
            "withdraw_comment",
            who,
            which,
            lambda one, path: self._posting(one, f"{path}/withdrawal"),
            self.law.withdraw_comment,
        )

    @act(some="comments", who=WHO, which=WHICH)
    def resolve(self, who: int, which: int) -> None:
        self._on_comment(
            "resolve", who, which, lambda one, path: self._put(one, f"{path}/resolution"), self.law.resolve
        )

    @act(often=2, when=lambda self: any(comment.resolved for comment in self.law.comments), who=WHO, which=WHICH)
    def unresolve(self, who: int, which: int) -> None:
        comment = self._pick([each for each in self.law.comments if each.resolved], which)
        one, path = self._one("unresolve", comment, who), f"/comments/{comment.id}"
        self._do(
            lambda: self.law.unresolve(one, comment),
            self._on(one, path, lambda tag: self._person(one).delete(f"{path}/resolution", tag=tag)),
        )

    @act(some="communities", who=WHO, where=WHICH, owner=st.one_of(st.none(), WHICH))
    def ask(self, who: int, where: int, owner: int | None) -> None:
        community = self._pick(self.law.communities, where)
        other = None if owner is None else self._of_it(community, True, owner)
        self._ask(self._one("ask", community, who), community, other)

    def _ask(self, one: Someone, community: Community, other: Someone | None) -> None:
        given = {"title": "Ask the vendor", "owner_id": None if other is None else other.id}
        path = f"/communities/{community.slug}/action-items"
        self._make(lambda: self.law.ask(one, community, other), self._posting(one, path, given))

    @act(some="items", who=WHO, which=WHICH, owner=st.one_of(st.none(), WHICH))
    def give_item(self, who: int, which: int, owner: int | None) -> None:
        item = self._pick(self.law.items, which)
        one = self._one("give_item", item, who)
        other = None if owner is None else self._of_it(item.community, True, owner)
        given = {"owner_id": None if other is None else other.id}
        self._do(lambda: self.law.give_item(one, item, other), self._patch(one, f"/action-items/{item.id}", given))

    @act(often=2, some="items", who=WHO, which=WHICH, state=st.sampled_from(("open", "in_progress", "done", "dropped")))
    def move_item(self, who: int, which: int, state: str) -> None:
        item = self._pick(self.law.items, which)
        one = self._one("move_item", item, who)
        given = {"state": state, **({"dropped_reason": "Gone."} if state == "dropped" else {})}
        self._do(lambda: self.law.move_item(one, item, state), self._patch(one, f"/action-items/{item.id}", given))
