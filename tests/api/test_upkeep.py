"""What time alone brings about, and nothing else."""

import asyncio
from datetime import timedelta
from uuid import UUID

from app.services.upkeep import reassess_due, tidy
from tests.derivation import differences
from tests.environments import joins, keeps
from tests.people import Organization, found_community, ok

POLICY = {"quorum": 1, "min_sites": 1, "min_environments": 1, "expires_after_days": 30}
NO_OFFSET = timedelta(0)


async def test_evidence_that_grows_old_makes_a_validated_solution_stale_once_and_its_problem_stays_solved(
    organization: Organization,
) -> None:
    ann, bob = [await organization.member(name) for name in ("Ann", "Bob")]
    await found_community(ann, slug="network", process={"validation_policy": POLICY})
    await joins(bob)
    problem = await ann.make("/communities/network/problems", {"title": "VPN drops", "statement": "Since Monday."})
    text = {"title": "Pin the MTU", "summary": "Pin it.", "steps": "Set it to 1300."}
    solution = await ann.make(f"/problems/{problem['id']}/solutions", text)
    path = f"/solutions/{solution['id']}"
    ok(await ann.put(f"{path}/proposal"))
    given = {
        "revision": 1,
        "outcome": "confirmed",
        "evidence": "Held.",
        "environment_id": await keeps(organization, bob, "Lyon"),
    }
    await bob.make(f"{path}/validations", given)
    assert await reassess_due(organization.house.database, timedelta(days=29)) == 0
    later = timedelta(days=30, seconds=1)
    done = await asyncio.gather(*(reassess_due(organization.house.database, later) for _ in range(4)))
    assert sum(done) == 1
    shown = await ann.read(f"{path}/assessment")
    assert (shown["status"], shown["next_assessment_at"]) == ("stale", None)
    assert shown["reasons"][0]["code"] == "confirmations_expired"
    assert (await ann.read(f"/problems/{problem['id']}"))["state"] == "solved"
    events = await organization.link.fetch(
        "SELECT actor_id, data FROM event WHERE subject_id = $1 AND kind = 'solution.status_changed'"
        " AND data ->> 'status' = 'stale'",
        UUID(solution["id"]),
    )
    assert [row["actor_id"] for row in events] == [None]
    assert await differences(organization.link, later) == []


async def test_only_what_has_had_its_day_is_tidied_away(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await found_community(ann, slug="network")
    problem = {"title": "VPN drops", "statement": "Since Monday."}
    first = await ann.post("/communities/network/problems", problem, key="once")
    kept = timedelta(hours=48)
    assert await tidy(organization.house.database, timedelta(hours=47), kept) == 0
    again = await ann.post("/communities/network/problems", problem, key="once")
    assert (again.headers["Idempotency-Replayed"], again.text) == ("true", first.text)
    assert await tidy(organization.house.database, timedelta(hours=49), kept) >= 1
    anew = await ann.post("/communities/network/problems", problem, key="once")
    assert ok(anew)["number"] == 2
