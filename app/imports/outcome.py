"""Some of what an import made validated, with the words that made it so, for a reader to judge."""

from dataclasses import dataclass
from pathlib import Path

from app.core.database import Database
from app.domain.vocabulary import Outcome
from app.imports.jira_reading import read_line, read_lines
from app.imports.jira_record import IssueRead
from app.queries.outcome import some_validated


@dataclass(frozen=True, slots=True)
class Example:
    """A validated solution, and who confirmed it, in which words, tried in what."""

    key: str
    problem: str
    title: str
    confirmations: tuple[tuple[str, str, str], ...]


async def examples(database: Database, file: Path, slug: str, *, most: int, seed: str = "1") -> list[Example]:
    """Validated solutions chosen by chance, the same ones for the same seed, read again in the file."""
    chosen = {each["key"]: each for each in await some_validated(database, slug, most=most, seed=seed)}
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
