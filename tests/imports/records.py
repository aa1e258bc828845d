"""A small record of a ticket system, in our own words, and who is told while it is imported."""

import asyncio
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.domain.process import ValidationPolicy
from app.imports.jira_duplicates import read_duplicates
from app.imports.jira_estate import Asked
from app.imports.jira_import import JiraImport
from app.imports.tally import Tally
from tests.people import Person

POLICY = ValidationPolicy.model_validate(
    {
        "quorum": 1,
        "min_sites": 0,
        "min_environments": 1,
        "max_failure_share": 0.5,
        "min_failures": 1,
        "expires_after_days": None,
    }
)
CREATED, RESOLVED, TRIED = (f"2013-03-{day}T10:00:00.000+0000" for day in ("01", "05", "06"))
WORKS = "Verified fixed with\nSDK 3.1.0.v20130301120000\nNexus 5 (4.4)"
FAILS = "Reopening: still occurs.\nSDK 3.1.0.v20130301120000\nNexus 5 (4.4)"


def ticket(key: str, **more: Any) -> dict[str, Any]:
    return {
        "key": key,
        "summary": f"Something of {key} fails",
        "description": "It stops in the middle.",
        "priority": "High",
        "created": CREATED,
        "updated": RESOLVED,
        "reporter": "ann",
        "components": ["Android"],
        **more,
    }


def fixed(key: str, *comments: dict[str, str], **more: Any) -> dict[str, Any]:
    mended = {"resolution": "Fixed", "resolved": RESOLVED, "assignee": "bob", "fix_versions": ["Release 3.1.0"]}
    return ticket(key, comments=comments, **{**mended, **more})


def duplicate(key: str, of: str) -> dict[str, Any]:
    return ticket(key, resolution="Duplicate", resolved=RESOLVED, links=[["Duplicate", "out", of]])


def said(author: str, body: str, created: str = TRIED) -> dict[str, str]:
    return {"author": author, "created": created, "body": body}


RECORD: tuple[dict[str, Any] | str, ...] = (
    duplicate("APP-1", of="APP-3"),
    ticket("APP-2", comments=[said("cleo", "Here too."), said("dan", "And here.")]),
    fixed("APP-3", said("cleo", WORKS)),
    "this is no ticket",
    fixed("APP-4", said("dan", FAILS)),
    duplicate("APP-5", of="APP-3"),
    fixed("APP-6", said("bob", WORKS)),
    ticket("APP-7", links=[["Relates", "out", "APP-2"]]),
)


def written(path: Path, *lines: dict[str, Any] | str) -> Path:
    path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines))
    return path


def given(file: Path, coordinator: Person, administrator: Person, slug: str = "app") -> JiraImport:
    return JiraImport(file, read_duplicates(file), Asked(coordinator.id, administrator.id, slug), POLICY)


@dataclass
class Told:
    """Remembers what it is told; stops the import, wherever it is by then, once so many lines are done."""

    stops_after: int | None = None
    refusals: list[tuple[str, str]] = field(default_factory=list)
    done: int = 0

    def advanced(self, done: int, tally: Tally) -> None:  # noqa: ARG002
        self.done = done
        if self.stops_after is not None and done >= self.stops_after:
            task = asyncio.current_task()
            assert task is not None
            asyncio.get_running_loop().call_soon(task.cancel)

    def refused(self, place: str, reason: str) -> None:
        self.refusals.append((place, reason))
