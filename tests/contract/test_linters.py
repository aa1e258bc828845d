"""The contract as other people's linters see it; what they may pass over, their rule files say, and why."""

import re
from pathlib import Path

import pytest

from tests.contract.document import DOCUMENT, OPERATIONS, resolved, walk
from tools.contract import linting

RULES = sorted(Path("tools/contract").glob("*.yaml"))


def test_redocly_finds_nothing() -> None:
    assert linting.redocly().endswith("no error, no warning")


def test_spectral_finds_nothing_by_its_own_rules_and_those_of_owasp() -> None:
    assert linting.spectral().endswith("no error, no warning, no hint")


@pytest.mark.parametrize("rules", RULES, ids=lambda rules: rules.name)
def test_a_rule_that_is_off_says_why(rules: Path) -> None:
    lines = rules.read_text(encoding="utf-8").splitlines()
    off = [number for number, line in enumerate(lines) if re.fullmatch(r"\s+[\w:-]+: off", line)]
    assert off
    for number in off:
        above = number
        while re.fullmatch(r"\s+(?:[\w:-]+: off|rules:|- files:|- \"[^\"]+\")", lines[above]):
            above -= 1
        assert lines[above].lstrip().startswith("# "), f"{rules}:{number + 1}"


def test_whatever_is_taken_is_bounded() -> None:
    """What stands for OWASP's rules on limits, where they are right."""
    taken = [(parameter["name"], parameter["schema"]) for each in OPERATIONS for parameter in each.parameters]
    taken += [
        (place, schema)
        for name, schema in DOCUMENT["components"]["schemas"].items()
        if name.endswith(("In", "Patch"))
        for place, schema in walk(schema, name)
    ]
    for place, said in taken:
        schema = resolved(said)
        kinds = schema.get("type", [])
        if "string" in kinds and place != "If-None-Match":  # which is held against a tag, and kept nowhere
            assert schema.keys() & {"maxLength", "enum"} or schema.get("format") in ("uuid", "date"), place
        if "array" in kinds:
            assert "maxItems" in schema, place
        if "integer" in kinds or "number" in kinds:
            assert schema.keys() >= {"minimum", "maximum"}, place
