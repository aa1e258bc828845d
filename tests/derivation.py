"""Every derived state reckoned anew from what it rests on, by the rules of `app/domain` alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
    processes = {process["id"]: process for process in await link.fetch(_PROCESSES)}
    revisions = _by("solution_id", await link.fetch("SELECT * FROM solution_revision ORDER BY revision"))
    validations = _by("solution_id", await link.fetch("SELECT * FROM validation"))
    last = {row["subject_id"]: row["status"] for row in await link.fetch(_LAST_TOLD)}
    solutions = await link.fetch("SELECT * FROM solution")
    problems = {problem["id"]: problem for problem in await link.fetch("SELECT * FROM problem")}
    found: list[str] = []
    for solution in solutions:
        identity, process = solution["id"], processes[solution["community_id"]]
        found += _of_solution(
            solution, process, revisions[identity], validations[identity], last.get(identity, "draft"), schemes, now
        )
    answers = _by("problem_id", solutions)
    for problem in problems.values():
        found += _of_problem(problem, answers[problem["id"]], problems)
    return found + [
        f"community {each['slug']}: counts are not {each['problems']} problems, {each['members']} members"
        for each in await link.fetch(_COUNTS)
    ]


_PROCESSES = """
    SELECT c.id, (p.document -> 'validation_policy')::text AS policy, c.process_version
      FROM process_version p JOIN community c ON c.id = p.community_id AND c.process_version = p.process_version
"""
_LAST_TOLD = """
    SELECT DISTINCT ON (subject_id) subject_id, data ->> 'status' AS status FROM event
     WHERE kind = 'solution.status_changed' ORDER BY subject_id, xid DESC, position DESC
"""
_COUNTS = """
    SELECT * FROM (
        SELECT slug, problem_count, member_count,
               (SELECT count(*) FROM problem WHERE community_id = community.id) AS problems,
               (SELECT count(*) FROM membership WHERE community_id = community.id AND state = 'active') AS members
          FROM community) counted
     WHERE (problem_count, member_count) <> (problems, members)
"""


def _by(name: str, rows: Iterable[asyncpg.Record]) -> Mapping[UUID, list[asyncpg.Record]]:
    groups: dict[UUID, list[asyncpg.Record]] = defaultdict(list)
    for row in rows:
        groups[row[name]].append(row)
    return groups


def _of_solution(
    solution: asyncpg.Record,
    process: asyncpg.Record,
    revisions: Sequence[asyncpg.Record],
    rows: Sequence[asyncpg.Record],
    last: str,
    schemes: dict[UUID, Scheme],
    now: datetime,
) -> list[str]:
    policy, policy_version = process["policy"], process["process_version"]
    assert [row["revision"] for row in revisions] == list(range(1, solution["revision"] + 1))
    line_start = max(row["revision"] for row in revisions if row["begins_line"])
    kept = orjson.loads(revisions[-1]["applicability"])
    applicability = Applicability.parse(
        [(UUID(entry["component_id"]), entry["component_versions"]) for entry in kept], schemes
    )
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
    if last != solution["status"]:
        found.append(f"{what}: its events end with {last}, not {solution['status']}")
    return found


def _of_lapse(what: str, solution: asyncpg.Record, policy_version: int, then: Assessment) -> list[str]:
    """What a later assessment begins with is what all that was given said at the moment of the last one."""
    kept = orjson.loads(solution["assessment"])
    lapse = None if then.lapse is None else {"code": then.lapse.code, "at": f"{then.lapse.at:%Y-%m-%dT%H:%M:%S.%fZ}"}
    if kept["process_version"] == policy_version and kept["lapse"] != lapse:
        return [f"{what}: the policy last ceased to be met at {lapse}, not {kept['lapse']}"]
    return []


def _of_problem(
    problem: asyncpg.Record, answers: Iterable[asyncpg.Record], problems: Mapping[UUID, asyncpg.Record]
) -> list[str]:
    derived = state(
        closed=problem["closed_at"] is not None,
        solution_statuses=[SolutionStatus(row["status"]) for row in answers],
    )
    found = []
    if problem["state"] != derived:
        found.append(f"problem {problem['number']}: {problem['state']} is {derived}")
    root, passed = problem, set()
    while root["duplicate_of_id"] is not None and root["id"] not in passed:
        passed.add(root["id"])
        root = problems[root["duplicate_of_id"]]
    if root["id"] in passed or problem["root_id"] != root["id"]:
        found.append(f"problem {problem['number']}: its root is {root['id']}")
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
