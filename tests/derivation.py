"""Every derived state reckoned anew from what it rests on, by the rules of `app/domain` alone."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from app.domain.applicability import Applicability
from app.domain.assessment import Assessment, assess
from app.domain.evidence import Given, Standing
from app.domain.problems import state
from app.domain.process import ValidationPolicy
from app.domain.versions import Dotted, Listed, Scheme
from app.domain.vocabulary import Outcome, SolutionStatus


async def differences(link: asyncpg.Connection, clock_offset: timedelta = timedelta(0)) -> list[str]:
    """What stands in the tables and is not what the rules say; empty where state and evidence agree."""
    now = await link.fetchval("SELECT clock_timestamp()") + clock_offset
    schemes = await _schemes(link)
    found: list[str] = []
    for solution in await link.fetch("SELECT * FROM solution"):
        found += await _of_solution(link, solution, schemes, now)
    for problem in await link.fetch("SELECT * FROM problem"):
        found += await _of_problem(link, problem)
    for community in await link.fetch("SELECT * FROM community"):
        problems = await link.fetchval("SELECT count(*) FROM problem WHERE community_id = $1", community["id"])
        members = await link.fetchval(
            "SELECT count(*) FROM membership WHERE community_id = $1 AND state = 'active'", community["id"]
        )
        if (community["problem_count"], community["member_count"]) != (problems, members):
            found.append(f"community {community['slug']}: counts are not {problems} problems, {members} members")
    return found


async def _of_solution(
    link: asyncpg.Connection, solution: asyncpg.Record, schemes: dict[UUID, Scheme], now: datetime
) -> list[str]:
    process = await link.fetchrow(
        "SELECT (document -> 'validation_policy')::text AS policy, c.process_version"
        " FROM process_version p JOIN community c ON c.id = p.community_id"
        " AND c.process_version = p.process_version WHERE c.id = $1",
        solution["community_id"],
    )
    assert process is not None
    policy, policy_version = process["policy"], process["process_version"]
    revisions = await link.fetch(
        "SELECT * FROM solution_revision WHERE solution_id = $1 ORDER BY revision", solution["id"]
    )
    assert [row["revision"] for row in revisions] == list(range(1, solution["revision"] + 1))
    line_start = max(row["revision"] for row in revisions if row["begins_line"])
    kept = orjson.loads(revisions[-1]["applicability"])
    applicability = Applicability.parse(
        [(UUID(entry["component_id"]), entry["component_versions"]) for entry in kept], schemes
    )
    rows = await link.fetch("SELECT * FROM validation WHERE solution_id = $1", solution["id"])
    standing = Standing(
        proposed=solution["proposed_at"] is not None,
        withdrawn=solution["withdrawn_at"] is not None,
        superseded=solution["successor_id"] is not None,
        line_start=line_start,
        authors=frozenset(row["author_id"] for row in revisions if row["begins_line"]),
    )
    given, rules = [_given(row, applicability) for row in rows], ValidationPolicy.model_validate_json(policy)
    fresh = assess(standing, given, rules, now)
    what = f"solution {solution['title']!r}"
    found = []
    if solution["line_start"] != line_start:
        found.append(f"{what}: its line starts at {line_start}")
    if solution["status"] != fresh.status:
        found.append(f"{what}: {solution['status']} is {fresh.status}")
    if solution["harm_reported"] != fresh.harm_reported:
        found.append(f"{what}: harm is {fresh.harm_reported}")
    if solution["next_assessment_at"] != fresh.next_assessment_at:
        found.append(f"{what}: is next due at {fresh.next_assessment_at}")
    kept_counts: dict[str, Any] = orjson.loads(solution["assessment"])["counted"]
    if kept_counts["confirmed"] != fresh.counted.confirmed or kept_counts["failed"] != fresh.counted.failed:
        found.append(f"{what}: counted {kept_counts}, not {fresh.counted}")
    found += _of_lapse(what, solution, policy_version, assess(standing, given, rules, solution["assessed_at"]))
    found += [
        f"{what}: validation {row['id']} says {row['counts_reason']}, not {fresh.counts[row['id']]}"
        for row in rows
        if row["counts_reason"] != fresh.counts[row["id"]]
    ]
    last = await link.fetchval(
        "SELECT data ->> 'status' FROM event WHERE subject_id = $1 AND kind = 'solution.status_changed'"
        " ORDER BY xid DESC, position DESC LIMIT 1",
        solution["id"],
    )
    if (last or "draft") != solution["status"]:
        found.append(f"{what}: its events end with {last}, not {solution['status']}")
    return found


def _of_lapse(what: str, solution: asyncpg.Record, policy_version: int, then: Assessment) -> list[str]:
    """What a later assessment begins with is what all that was given said at the moment of the last one."""
    kept = orjson.loads(solution["assessment"])
    lapse = None if then.lapse is None else {"code": then.lapse.code, "at": f"{then.lapse.at:%Y-%m-%dT%H:%M:%S.%fZ}"}
    if kept["process_version"] == policy_version and kept["lapse"] != lapse:
        return [f"{what}: the policy last ceased to be met at {lapse}, not {kept['lapse']}"]
    return []


async def _of_problem(link: asyncpg.Connection, problem: asyncpg.Record) -> list[str]:
    statuses = await link.fetch("SELECT status FROM solution WHERE problem_id = $1", problem["id"])
    derived = state(
        closed=problem["closed_at"] is not None,
        solution_statuses=[SolutionStatus(row["status"]) for row in statuses],
    )
    found = []
    if problem["state"] != derived:
        found.append(f"problem {problem['number']}: {problem['state']} is {derived}")
    root = await link.fetchval(
        "WITH RECURSIVE up AS (SELECT id, duplicate_of_id FROM problem WHERE id = $1 UNION ALL"
        " SELECT p.id, p.duplicate_of_id FROM problem p JOIN up ON p.id = up.duplicate_of_id)"
        " SELECT id FROM up WHERE duplicate_of_id IS NULL",
        problem["id"],
    )
    if problem["root_id"] != root:
        found.append(f"problem {problem['number']}: its root is {root}")
    return found


async def _schemes(link: asyncpg.Connection) -> dict[UUID, Scheme]:
    schemes: dict[UUID, Scheme] = {}
    for row in await link.fetch("SELECT id, version_scheme FROM component"):
        if row["version_scheme"] == "dotted":
            schemes[row["id"]] = Dotted()
        else:
            releases = await link.fetch("SELECT * FROM release WHERE component_id = $1", row["id"])
            schemes[row["id"]] = Listed({each["component_version"]: each["version_key"] for each in releases})
    return schemes


def _given(row: asyncpg.Record, applicability: Applicability) -> Given:
    configuration = {UUID(entry["component_id"]): entry["version_key"] for entry in orjson.loads(row["configuration"])}
    return Given(
        id=row["id"],
        member_id=row["author_id"],
        environment_id=row["environment_id"],
        site_id=row["site_id"],
        outcome=Outcome(row["outcome"]),
        given_at=row["given_at"],
        revision=row["revision"],
        by_person=row["by_person"],
        above_observer=row["above_observer"],
        has_evidence=bool(row["evidence"].strip()),
        harm=row["harm"],
        withdrawn=row["withdrawn_at"] is not None,
        fits=applicability.fits(configuration),
    )
