"""What the races about evidence are run with: a solution that is proposed, and what a member says of it."""

from tests.people import Answer, Person, ok

TEXT = {"title": "Pin the MTU", "summary": "Pin it.", "steps": "Set it to 1300."}
GIVEN = {"revision": 1, "outcome": "confirmed", "evidence": "No drop in a week."}


async def proposes(ann: Person, problem: str) -> str:
    solution = await ann.make(f"/problems/{problem}/solutions", TEXT)
    ok(await ann.put(f"/solutions/{solution['id']}/proposal"))
    return str(solution["id"])


async def gives(person: Person, solution: str, environment: str, revision: int = 1) -> Answer:
    given = {**GIVEN, "environment_id": environment, "revision": revision}
    return await person.post(f"/solutions/{solution}/validations", given)
