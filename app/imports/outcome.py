"""What came of an import, as the community stands now; and some of what it calls validated, with the words that made it
so, for a reader to judge."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from app.core.database import Database
from app.core.statements import written
from app.domain.vocabulary import Outcome
from app.imports.jira_reading import read_line, read_lines
from app.imports.jira_record import IssueRead
from app.work import read_row

# Both are for who runs the program, and reads the database anyway: no visibility.
_STANDING = written(
    """
    SELECT json_build_object(
        'problems by state', (SELECT json_object_agg(state, n) FROM
            (SELECT state, count(*) AS n FROM problem WHERE community_id = c.id GROUP BY state) each),
        'solutions by status', (SELECT json_object_agg(status, n) FROM
            (SELECT status, count(*) AS n FROM solution WHERE community_id = c.id GROUP BY status) each),
        'validations by outcome', (SELECT json_object_agg(outcome, n) FROM
            (SELECT outcome, count(*) AS n FROM validation WHERE community_id = c.id GROUP BY outcome) each),
        'validations by whether they count', (SELECT json_object_agg(counts_reason, n) FROM
            (SELECT counts_reason, count(*) AS n FROM validation WHERE community_id = c.id
              GROUP BY counts_reason) each))::text AS standing
      FROM community c WHERE c.slug = :slug::text
    """
)
_VALIDATED = written(
    """
    SELECT coalesce(json_agg(chosen), '[]')::text AS chosen
      FROM (SELECT imported.key, community.slug || '-' || problem.number AS problem, solution.title
              FROM community
              JOIN solution ON solution.community_id = community.id AND solution.status = 'validated'
              JOIN problem ON problem.id = solution.problem_id
              JOIN imported ON imported.subject_id = problem.id AND imported.source = 'jira/' || community.slug
             WHERE community.slug = :slug::text
             ORDER BY md5(:seed::text || imported.key) LIMIT :most::integer) chosen
    """
)


@dataclass(frozen=True, slots=True)
class Example:
    """A validated solution, and who confirmed it, in which words, tried in what."""

    key: str
    problem: str
    title: str
    confirmations: tuple[tuple[str, str, str], ...]


async def standing(database: Database, slug: str) -> Mapping[str, Mapping[str, int]]:
    """How many there are, by what they are."""
    row = await read_row(database, _STANDING, {"slug": slug})
    counted = {} if row is None else orjson.loads(row["standing"])
    return {what: by or {} for what, by in counted.items()}


async def examples(database: Database, file: Path, slug: str, *, most: int, seed: str = "1") -> list[Example]:
    """Validated solutions chosen by chance, the same ones for the same seed, read again in the file."""
    row = await read_row(database, _VALIDATED, {"slug": slug, "seed": seed, "most": most})
    assert row is not None
    chosen = {each["key"]: each for each in orjson.loads(row["chosen"])}
    found: dict[str, Example] = {}
    for number, line in read_lines(file):
        if line is None or not any(key.encode() in line for key in chosen):
            continue
        issue = read_line(number, line)
        if isinstance(issue, IssueRead) and issue.key in chosen:
            each = chosen[issue.key]
            found[issue.key] = Example(each["key"], each["problem"], each["title"], tuple(_confirmations(issue)))
    return [found[key] for key in chosen if key in found]


def _confirmations(issue: IssueRead) -> list[tuple[str, str, str]]:
    if issue.solution is None:
        return []
    return [
        (
            each.author,
            each.phrase,
            ", ".join(f"{name} {version}" if version else name for name, version in each.configuration),
        )
        for each in issue.solution.verifications
        if each.outcome is Outcome.confirmed
    ]
