"""The schema's revisions: where they lie, and in which order."""

from functools import cache
from pathlib import Path
from typing import Final

VERSIONS: Final = Path(__file__).parents[2] / "alembic"


class MigrationError(Exception):
    """The database cannot be brought to this program's schema; one sentence says why and what to do."""


@cache
def revisions(more: Path | None = None) -> tuple[str, ...]:
    """Every revision of this program, oldest first: a version's file is named after its revision and a word or two, and
    the order of the names is that of the revisions. (A test holds this against what Alembic reads in the files, whose
    import every start would have to wait for.)"""
    folders = [VERSIONS / "versions", *([] if more is None else [more])]
    files = [file for folder in folders for file in sorted(folder.glob("*.py"))]
    return tuple(file.stem.partition("_")[0] for file in files)
