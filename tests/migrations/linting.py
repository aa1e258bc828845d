"""What a migration's SQL may not do to a table that people are using: squawk's rules, and a few of our own for what
it lets through.

A rule is set aside where it must be, by whoever reviews the migration, with `-- squawk-ignore RULE` before the
statement (a column that the release before stopped using leaves with `-- squawk-ignore ban-drop-column`).
"""

import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

from alembic import command

from app.core.migrations import OLDEST_POSTGRESQL
from app.core.revisions import revisions
from app.core.upgrading import TIME_LIMITS, configuration

LIMITS: Final = "".join(f"SET {name} = '{limit}';\n" for name, limit in TIME_LIMITS.items())
"""What every migration is run with (`app.core.upgrading.engine_for`)."""

_MATTERS_OF_TASTE: Final = ("prefer-bigint-over-int", "prefer-identity", "prefer-robust-stmts", "prefer-text-field")

_BEYOND: Final = {
    "rewrites-table": r"\b(CLUSTER|VACUUM\s+FULL|REFRESH\s+MATERIALIZED|SET\s+(UN)?LOGGED|SET\s+TABLESPACE|"
    r"SET\s+ACCESS\s+METHOD|ADD\s+COLUMN\s+\S+\s+(SMALL|BIG)?SERIAL)\b",
    "locks-table": r"\b(LOCK\s+TABLE|TRUNCATE|ATTACH\s+PARTITION|DISABLE\s+TRIGGER)\b",
    "reads-table-under-lock": r"\bADD\s+COLUMN\b[^;]*\bCHECK\b",
    "changes-all-rows-at-once": r"^\s*(UPDATE|DELETE)\b(?![^;]*\bWHERE\b)",
}
"""Rules for what squawk does not look at."""


def sql(revision: str, more: Path | None = None) -> str:
    """What a revision would do, as Alembic writes it without a database."""
    written = io.StringIO()
    built = configuration(more=more)
    built.output_buffer = written
    ordered = ("base", *revisions(more))
    command.upgrade(built, f"{ordered[ordered.index(revision) - 1]}:{revision}", sql=True)
    return written.getvalue()


def broken(statements: str) -> set[str]:
    """The names of the rules that these statements break."""
    skipped = [option for rule in _MATTERS_OF_TASTE for option in ("--exclude", rule)]
    ran = subprocess.run(
        [
            Path(sys.executable).with_name("squawk"),
            f"--pg-version={OLDEST_POSTGRESQL}",
            "--reporter=json",
            "--stdin-filepath=migration.sql",
            *skipped,
        ],
        input=statements,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode in (0, 1), ran.stderr
    found = {each["rule_name"] for each in json.loads(ran.stdout)}
    flags = re.IGNORECASE | re.MULTILINE
    return found | {rule for rule, pattern in _BEYOND.items() if re.search(pattern, statements, flags)}
