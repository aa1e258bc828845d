"""What lies inside a community that others may not read: one of everything, each word of it marked."""

from typing import Any
from uuid import UUID

from tests.contract.document import BY_NAME
from tests.people import Person, found_community, ok

MARK = "CANARY7f3e"


def marked(operation: str, **more: Any) -> dict[str, Any]:
    """The example of an operation, each text in it that a person writes with the mark."""
    written = ("title", "statement", "summary", "cause", "steps", "rollback", "risk", "reason", "body", "evidence")
    example = BY_NAME[operation].body_example
    return {**{key: f"{MARK} {value}" if key in written else value for key, value in example.items()}, **more}


async def found_private(ann: Person, **more: Any) -> str:
    """A private community, its name and rules marked too."""
    given = {"slug": f"{MARK.lower()}x", "name": MARK, "purpose": MARK, "charter": MARK, "visibility": "private"}
    made = await found_community(ann, **{**given, "process": {"norms": MARK}, **more})
    return str(made["slug"])


async def fill(
    ann: Person, bob: Person, leaver: Person, community: str, component: str, environments: dict[UUID, str]
) -> dict[str, str]:
    """Ann coordinates, Bob is taken in, a third comes and leaves; gives the ids of what was made, by kind."""
    inside = f"/communities/{community}"
    await ann.make(f"{inside}/memberships", {"member_id": str(bob.id), "role": "member"})
    await ann.make(f"{inside}/memberships", {"member_id": str(leaver.id), "role": "observer"})
    assert (await leaver.delete(f"{inside}/memberships/{leaver.id}", tag="*")).status_code == 204
    posted = marked("post_problem", component_ids=[component], form="unstructured", parent_id=None)
    problem = await ann.make(f"{inside}/problems", posted)
    other = await ann.make(f"{inside}/problems", {**posted, "parent_id": problem["id"]})
    ok(await ann.put(f"/problems/{other['id']}/closure", {"reason": "obsolete", "comment": MARK}))
    framing = await bob.make(f"/problems/{problem['id']}/framings", marked("offer_framing"))
    ok(await ann.put(f"/problems/{problem['id']}/framings/{framing['id']}/adoption", tag="*"))
    for person in (ann, bob):
        path = f"/problems/{problem['id']}/affected-marks/{environments[person.id]}"
        ok(await person.put(path, {"machines": 7, "comment": MARK}))
    where = [{"component_id": component, "component_versions": "*"}]
    posted = marked("post_solution", applicability=where, derived_from_id=None)
    solution = await ann.make(f"/problems/{problem['id']}/solutions", posted)
    ok(await ann.put(f"/solutions/{solution['id']}/proposal", tag="*"))
    successor = await ann.make(f"/problems/{problem['id']}/solutions", {**posted, "derived_from_id": solution["id"]})
    flag = await bob.make(f"/solutions/{solution['id']}/flags", marked("flag_solution"))
    given = marked(
        "give_validation", environment_id=environments[bob.id], revision=1, machines=7, harm=True, ticket=MARK
    )
    validation = await bob.make(f"/solutions/{solution['id']}/validations", given)
    comment = await bob.post(f"/problems/{problem['id']}/comments", {"body": MARK}, key=community)
    ok(await ann.put(f"/comments/{ok(comment)['id']}/resolution"))
    for about in (f"/solutions/{solution['id']}", f"/validations/{validation['id']}"):
        await ann.make(f"{about}/comments", {"body": MARK})
    ticket = {"system": "rt", "key": "T-7", "url": f"https://{MARK}.example/7", "title": MARK}
    for about in (f"/problems/{problem['id']}", f"/solutions/{solution['id']}", f"/validations/{validation['id']}"):
        link = await bob.make(f"{about}/ticket-links", {**ticket, "state": MARK})
    ok(await ann.change(f"/ticket-links/{link['id']}", {"state": f"{MARK} solved"}))
    referred = {"external_reference": {name: ticket[name] for name in ("system", "key", "url")}}
    await ann.make(f"{inside}/problems", {**marked("post_problem", component_ids=[], parent_id=None), **referred})
    await ann.make(f"/problems/{problem['id']}/comments", {"body": MARK, **referred})
    ok(await bob.put(f"/problems/{problem['id']}/affected-marks/none", {"comment": MARK, **referred}))
    origin = {"kind": "problem", "id": problem["id"]}
    item = await ann.make(
        f"{inside}/action-items", {"title": MARK, "owner_id": str(bob.id), "due_on": "2020-01-01", "origin": origin}
    )
    return {
        "problem": problem["id"],
        "key": problem["key"],
        "framing": framing["id"],
        "solution": solution["id"],
        "successor": successor["id"],
        "flag": flag["id"],
        "validation": validation["id"],
        "comment": comment.json()["id"],
        "ticket_link": link["id"],
        "ticket": ticket["key"],
        "action_item": item["id"],
    }
