"""What members do with communities, problems, comments and action items."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.machine.acting import POLICIES, ROLES, TEXTS, WHICH, Acting, some, when
from tests.machine.things import Community, Place, Problem, Someone
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

    @when(lambda self: len(self.law.communities) < 3)
    @rule(
        who=WHICH,
        visibility=st.sampled_from(("open", "listed", "private")),
        joining=st.sampled_from(("open", "request", "invitation")),
        policy=st.sampled_from(POLICIES),
    )
    def found(self, who: int, visibility: str, joining: str, policy: dict[str, object]) -> None:
        self._found(self._who(who), visibility, joining, policy)

    def _joins(self, who: Someone, community: Community, role: str) -> None:
        path, given = f"/communities/{community.slug}/memberships", {"member_id": who.id, "role": role}
        self._do(lambda: self.law.join(who, community, role), self._posting(who, path, given))

    @some("communities")
    @rule(who=WHICH, where=WHICH, role=ROLES)
    def join(self, who: int, where: int, role: str) -> None:
        self._joins(self._who(who), self._pick(self.law.communities, where), role)

    @some("communities")
    @rule(who=WHICH, where=WHICH, whom=WHICH, role=ROLES)
    def add(self, who: int, where: int, whom: int, role: str) -> None:
        one, other, community = self._who(who), self._who(whom), self._pick(self.law.communities, where)
        if one is not other:
            path = f"/communities/{community.slug}/memberships"
            given = {"member_id": other.id, "role": role}
            self._do(lambda: self.law.add(one, community, other, role), self._posting(one, path, given))

    @some("communities")
    @rule(who=WHICH, where=WHICH, whom=WHICH)
    def accept(self, who: int, where: int, whom: int) -> None:
        one, other, community = self._who(who), self._who(whom), self._pick(self.law.communities, where)
        path = f"/communities/{community.slug}/memberships/{other.id}/acceptance"
        self._do(lambda: self.law.accept(one, community, other), self._put(one, path))

    @some("communities")
    @rule(who=WHICH, where=WHICH, whom=WHICH, role=ROLES)
    def change_role(self, who: int, where: int, whom: int, role: str) -> None:
        one, other, community = self._who(who), self._who(whom), self._pick(self.law.communities, where)
        path = f"/communities/{community.slug}/memberships/{other.id}"
        self._do(lambda: self.law.change_role(one, community, other, role), self._patch(one, path, {"role": role}))

    @some("communities")
    @rule(who=WHICH, where=WHICH, whom=WHICH)
    def end(self, who: int, where: int, whom: int) -> None:
        one, other, community = self._who(who), self._who(whom), self._pick(self.law.communities, where)
        path = f"/communities/{community.slug}/memberships/{other.id}"
        self._do(
            lambda: self.law.end(one, community, other),
            self._on(one, path, lambda tag: self._person(one).delete(path, tag=tag)),
        )

    @when(lambda self: sum(not who.active for who in self.law.people) < 2)
    @rule(whom=WHICH)
    def deactivate(self, whom: int) -> None:
        other, ada = self._who(whom), self.stage.administrator
        assert ada is not None
        self._do(lambda: self.law.deactivate(other), lambda: ada.put(f"/members/{other.id}/deactivation"))

    @when(lambda self: not all(who.active for who in self.law.people))
    @rule(whom=WHICH)
    def reactivate(self, whom: int) -> None:
        ada = self.stage.administrator
        assert ada is not None
        other = self._pick([who for who in self.law.people if not who.active], whom)
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

    @rule(days=st.sampled_from((1, 10, 31, 60)))
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

    @some("communities")
    @rule(who=WHICH, where=WHICH, title=TEXTS, form=st.sampled_from(("structured", "unstructured")))
    def post(self, who: int, where: int, title: str, form: str) -> None:
        self._post(self._who(who), self._pick(self.law.communities, where), title, form)

    @some("problems")
    @rule(who=WHICH, which=WHICH, title=TEXTS)
    def reword(self, who: int, which: int, title: str) -> None:
        one, problem = self._who(who), self._pick(self.law.problems, which)
        self._do(
            lambda: self.law.reword(one, problem, title),
            self._patch(one, f"/problems/{problem.id}", {"title": title}),
        )

    @some("problems")
    @rule(who=WHICH, which=WHICH)
    def offer(self, who: int, which: int) -> None:
        one, problem = self._who(who), self._pick(self.law.problems, which)
        given = {"title": "Other words", "statement": "Of the same."}
        self._make(lambda: self.law.offer(one, problem), self._posting(one, f"/problems/{problem.id}/framings", given))

    @when(lambda self: any(problem.framings for problem in self.law.problems))
    @rule(who=WHICH, which=WHICH)
    def adopt(self, who: int, which: int) -> None:
        one = self._who(who)
        offered = [(problem, framing) for problem in self.law.problems for framing in problem.framings]
        problem, framing = self._pick(offered, which)
        path = f"/problems/{problem.id}/framings/{framing.id}/adoption"
        self._do(lambda: self.law.adopt(one, problem, framing, "Other words"), self._put(one, path))

    @some("problems")
    @rule(who=WHICH, which=WHICH, other=WHICH, reason=st.sampled_from(("duplicate", "duplicate", "obsolete")))
    def close(self, who: int, which: int, other: int, reason: str) -> None:
        one, problem = self._who(who), self._pick(self.law.problems, which)
        repeats = self._pick(self.law.problems, other) if reason == "duplicate" else None
        given = {"reason": reason, "duplicate_of_id": None if repeats is None else repeats.id}
        path = f"/problems/{problem.id}"
        self._do(
            lambda: self.law.close(one, problem, reason, repeats),
            self._on(one, path, lambda tag: self._person(one).put(f"{path}/closure", given, tag=tag)),
        )

    @when(lambda self: any(problem.closed for problem in self.law.problems))
    @rule(who=WHICH, which=WHICH)
    def reopen(self, who: int, which: int) -> None:
        one, problem = self._who(who), self._pick([each for each in self.law.problems if each.closed], which)
        path = f"/problems/{problem.id}"
        self._do(
            lambda: self.law.reopen(one, problem),
            self._on(one, path, lambda tag: self._person(one).delete(f"{path}/closure", tag=tag)),
        )

    def _place(self, which: int) -> Place | None:
        return self._pick([None, *self.law.places], which)

    @some("problems")
    @rule(who=WHICH, which=WHICH, where=WHICH, machines=st.integers(1, 100))
    def mark(self, who: int, which: int, where: int, machines: int) -> None:
        one, problem, place = self._who(who), self._pick(self.law.problems, which), self._place(where)
        path = f"/problems/{problem.id}/affected-marks/{'none' if place is None else place.id}"
        counted = 0 if place is None else machines
        self._do(
            lambda: self.law.mark(one, problem, place, counted),
            self._on(one, path, lambda tag: self._person(one).put(path, {"machines": counted}, tag=tag)),
        )

    @when(lambda self: any(problem.marks for problem in self.law.problems))
    @rule(which=WHICH)
    def unmark(self, which: int) -> None:
        marked = [(problem, *mark) for problem in self.law.problems for mark in problem.marks]
        problem, one, place = self._pick(marked, which)
        path = f"/problems/{problem.id}/affected-marks/{'none' if place is None else place.id}"
        self._do(
            lambda: self.law.unmark(one, problem, place),
            self._on(one, path, lambda tag: self._person(one).delete(path, tag=tag)),
        )

    @some("problems")
    @rule(who=WHICH, which=WHICH)
    def comment(self, who: int, which: int) -> None:
        one, problem = self._who(who), self._pick(self.law.problems, which)
        given = {"body": "Here too."}
        self._make(
            lambda: self.law.comment(one, problem), self._posting(one, f"/problems/{problem.id}/comments", given)
        )

    @some("comments")
    @rule(who=WHICH, which=WHICH, settles=st.booleans())
    def end_comment(self, who: int, which: int, settles: bool) -> None:
        one, comment = self._who(who), self._pick(self.law.comments, which)
        path = f"/comments/{comment.id}"
        if settles:
            self._do(lambda: self.law.resolve(one, comment), self._put(one, f"{path}/resolution"))
        else:
            self._do(lambda: self.law.withdraw_comment(one, comment), self._posting(one, f"{path}/withdrawal"))

    @some("communities")
    @rule(who=WHICH, where=WHICH, owner=st.one_of(st.none(), WHICH))
    def ask(self, who: int, where: int, owner: int | None) -> None:
        one, community = self._who(who), self._pick(self.law.communities, where)
        other = None if owner is None else self._who(owner)
        given = {"title": "Ask the vendor", "owner_id": None if other is None else other.id}
        path = f"/communities/{community.slug}/action-items"
        self._make(lambda: self.law.ask(one, community, other), self._posting(one, path, given))

    @some("items")
    @rule(who=WHICH, which=WHICH, owner=st.one_of(st.none(), WHICH))
    def give_item(self, who: int, which: int, owner: int | None) -> None:
        one, item = self._who(who), self._pick(self.law.items, which)
        other = None if owner is None else self._who(owner)
        given = {"owner_id": None if other is None else other.id}
        self._do(lambda: self.law.give_item(one, item, other), self._patch(one, f"/action-items/{item.id}", given))

    @some("items")
    @rule(who=WHICH, which=WHICH, state=st.sampled_from(("open", "in_progress", "done", "dropped")))
    def move_item(self, who: int, which: int, state: str) -> None:
        one, item = self._who(who), self._pick(self.law.items, which)
        given = {"state": state, **({"dropped_reason": "Gone."} if state == "dropped" else {})}
        self._do(lambda: self.law.move_item(one, item, state), self._patch(one, f"/action-items/{item.id}", given))
