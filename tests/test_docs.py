"""What is written for people holds: links lead somewhere, generated parts are as the program would make them."""

import re
from pathlib import Path

import pytest

from app.access.rights_page import with_rights
from tests.faults.page import drawn

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("sdk/*/README.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_to_a_file_and_its_heading(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", _prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, heading = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{target} leads nowhere"
        assert not heading or heading in _headings(file), f"{target} leads to no heading"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_of_the_program_that_is_named_is_there(page: Path) -> None:
    for name in re.findall(r"`((?:app|tests|tools|openapi|alembic|docs)/[\w./-]+)`", _prose(page)):
        assert (ROOT / name).exists(), f"{name} is not there"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_page_holds_what_two_changes_disagreed_on(page: Path) -> None:
    marks = re.findall(r"^(?:<{7}|={7}|>{7})(?: .*)?$", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert marks == []


def test_the_table_of_rights_is_the_one_that_is_asked() -> None:
    page = (ROOT / "docs/domain.md").read_text(encoding="utf-8")
    assert page == with_rights(page), "run `make docs`"


def test_the_page_of_reliability_is_drawn_from_what_was_found() -> None:
    assert (ROOT / "docs/reliability.md").read_text(encoding="utf-8") == drawn(), "run `make faults`"


def test_the_examples_of_style_are_lines_of_the_program() -> None:
    shown = re.findall(
        r"^```python\n(.*?)^```$", (ROOT / "STYLE.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    code = {
        line.strip()
        for room in ("app", "tests")
        for file in (ROOT / room).rglob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
    }
    lines = {line.strip() for example in shown for line in example.splitlines()}
    assert {line for line in lines if "…" not in line} <= code | {""}


def _prose(page: Path) -> str:
    return re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def _headings(page: Path) -> set[str]:
    """As forges make anchors of them."""
    headings = re.findall(r"^#+ (.+)$", _prose(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
