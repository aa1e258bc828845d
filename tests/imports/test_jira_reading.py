import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.vocabulary import Outcome, Severity
from app.imports.fix_versions import read_applicability
from app.imports.jira_duplicates import DuplicateLinks, NoClosure, duplicate_closures
from app.imports.jira_reading import read_issues, read_line
from app.imports.jira_record import BadLine, IssueRead, LeftOut, LinkRead

TIME = "2013-03-01T10:00:00.000+0000"
LATER = "2013-03-05T10:00:00.000+0000"


def record(**more: Any) -> dict[str, Any]:
    return {"key": "APP-1", "summary": "List jumps", "created": TIME, "updated": LATER, "reporter": "ann", **more}


def fixed(*comments: dict[str, str], **more: Any) -> dict[str, Any]:
    return record(
        resolution="Fixed", resolved=LATER, assignee="bob", fix_versions=["Release 3.1.0"], comments=comments, **more
    )


def said_by(author: str, body: str, created: str = LATER) -> dict[str, str]:
    return {"author": author, "created": created, "body": body}


def read(given: dict[str, Any]) -> IssueRead:
    issue = read_line(1, json.dumps(given).encode())
    assert isinstance(issue, IssueRead)
    return issue


def test_an_issue_is_read_with_what_becomes_of_it() -> None:
    issue = read(
        record(
            priority="Critical", description="It jumps.", environment="Nexus 5", components=["Android"], labels=["ui"]
        )
    )
    assert (issue.key, issue.title, issue.severity) == ("APP-1", "List jumps", Severity.critical)
    assert issue.statement == "It jumps.\n\nEnvironment:\nNexus 5"
    assert issue.components == ("Android",)
    assert issue.created_at.isoformat() == "2013-03-01T10:00:00+00:00"
    assert issue.solution is None
    assert issue.people == {"ann"}


@pytest.mark.parametrize(
    ("priority", "severity"), [("Trivial", "low"), ("Low", "low"), ("High", "high"), (None, "moderate")]
)
def test_a_priority_is_a_severity(priority: str | None, severity: str) -> None:
    assert read(record(priority=priority)).severity == severity


def test_a_statement_is_never_empty() -> None:
    assert read(record()).statement == "List jumps"


def test_texts_stay_within_their_limits() -> None:
    issue = read(record(summary="x" * 300, description="y" * 200_000))
    assert len(issue.title) == 200
    assert len(issue.statement) == 50_000
    assert issue.title.endswith("…")


def test_characters_that_no_text_can_hold_are_removed_and_counted() -> None:
    issue = read_line(
        1, b'{"key":"A-1","summary":"a\\u0000b\\ud800c","created":"%b","updated":"%b"}' % ((TIME.encode(),) * 2)
    )
    assert isinstance(issue, IssueRead)
    assert (issue.title, issue.removed_characters) == ("abc", 2)


def test_a_title_is_one_line_without_what_turns_its_direction() -> None:
    issue = read(record(summary="List\tjumps\r\n\u202eback", reporter="ann\nlee"))
    assert (issue.title, issue.reporter) == ("List jumps back", "ann lee")


def test_what_was_fixed_is_a_solution_of_its_assignee_where_it_was_fixed() -> None:
    solution = read(fixed()).solution
    assert solution is not None
    assert solution.author == "bob"
    assert solution.applicability == (("Titanium SDK", ">=3.1.0"),)
    assert solution.summary == "Fixed in Release 3.1.0"
    assert "Install Titanium SDK 3.1.0 or later." in solution.steps


def test_what_was_fixed_by_nobody_named_is_a_problem_without_solution() -> None:
    assert read({**fixed(), "assignee": None}).solution is None


def test_a_peer_s_verification_becomes_a_validation_with_their_words() -> None:
    issue = read(fixed(said_by("cleo", "Verified fixed with\nSDK 3.1.0.v20130301120000\nNexus 5 (4.4)")))
    assert issue.solution is not None
    (verification,) = issue.solution.verifications
    assert (verification.author, verification.outcome) == ("cleo", Outcome.confirmed)
    assert verification.configuration == (
        ("Android", "4.4"),
        ("Nexus 5", None),
        ("Titanium SDK", "3.1.0.v20130301120000"),
    )
    assert verification.phrase == "Verified fixed"
    assert verification.evidence == issue.comments[0].body
    assert verification.given_at == issue.comments[0].created_at


def test_the_assignee_s_own_verification_is_left_out_and_counted() -> None:
    issue = read(fixed(said_by("bob", "Verified fixed with SDK 3.1.0")))
    assert issue.solution is not None
    assert issue.solution.verifications == ()
    assert issue.left_out == {LeftOut.by_the_assignee: 1}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("Verified fixed.", LeftOut.no_configuration),
        ("Verified fixed with SDK 3.1.0. Still fails on Android 4.4.", LeftOut.mixed),
        ("The customer verified it with SDK 3.1.0", LeftOut.hedged),
    ],
)
def test_a_verification_that_cannot_be_read_is_counted_with_its_reason(body: str, reason: LeftOut) -> None:
    assert read(fixed(said_by("cleo", body))).left_out == {reason: 1}


def test_a_failure_before_anything_was_mended_is_no_failed_validation() -> None:
    early, announced = said_by("cleo", "Still fails with SDK 3.1.0", TIME), said_by("bob", "Fixed and merged.", TIME)
    assert read(fixed(early)).left_out == {LeftOut.before_fix: 1}
    solution = read(fixed(announced, early)).solution
    assert solution is not None
    assert [verification.outcome for verification in solution.verifications] == [Outcome.failed]


def test_a_verification_of_what_has_no_solution_is_counted() -> None:
    assert read(record(comments=[said_by("cleo", "Verified fixed with SDK 3.1.0")])).left_out == {
        LeftOut.no_solution: 1
    }


def test_a_solution_is_no_younger_than_its_first_validation() -> None:
    solution = read(fixed(said_by("cleo", "Verified fixed with SDK 3.1.0", TIME))).solution
    assert solution is not None
    assert solution.proposed_at == solution.verifications[0].given_at


def test_links_keep_their_direction_and_only_duplicates_are_set_apart() -> None:
    issue = read(record(links=[["Duplicate", "out", "APP-2"], ["Relates", "in", "APP-3"]]))
    assert issue.duplicates == (LinkRead("Duplicate", True, "APP-2"),)
    assert issue.other_links == (LinkRead("Relates", False, "APP-3"),)


def test_comments_of_nobody_or_without_words_are_left_out_and_counted() -> None:
    issue = read(record(comments=[{"author": None, "created": TIME, "body": "hello"}, said_by("ann", " ")]))
    assert issue.comments == ()
    assert issue.left_out == {LeftOut.nameless_comment: 1, LeftOut.empty_comment: 1}


BAD = [
    (b"{", "is no JSON"),
    (b"[]", "is no JSON object"),
    (b"\xff", "is not UTF-8"),
    (b"[" * 100_000, "is nested too deeply"),
    (b"{}", "has no key"),
    (b'{"key":"A-1","summary":"x","created":"yesterday"}', "which is no time with its zone"),
    (b'{"key":"A-1","summary":"x","created":"2013-03-01T10:00:00"}', "which is no time with its zone"),
    (b'{"key":"A-1","summary":3}', "has a summary that is no text"),
    (b'{"key":"A-1","summary":"x","comments":{}}', "has comments that are no list"),
    (b'{"key":"A-1","summary":"x","links":[["a"]]}', "has a link that is not"),
]


@pytest.mark.parametrize(("line", "reason"), BAD)
def test_a_bad_line_is_told_with_its_number_and_reason(line: bytes, reason: str) -> None:
    bad = read_line(7, line)
    assert isinstance(bad, BadLine)
    assert bad.number == 7
    assert reason in bad.reason


@pytest.mark.parametrize("compressed", [True, False])
def test_a_bad_line_does_not_stop_the_file(tmp_path: Path, compressed: bool) -> None:
    file = tmp_path / "issues"
    lines = b"\n".join([json.dumps(record()).encode(), b"{", b"", json.dumps(record(key="APP-2")).encode()])
    file.write_bytes(gzip.compress(lines) if compressed else lines)
    first, bad, second = read_issues(file)
    assert isinstance(first, IssueRead)
    assert isinstance(bad, BadLine)
    assert isinstance(second, IssueRead)
    assert (first.key, bad.number, second.key, second.number) == ("APP-1", 2, "APP-2", 4)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*fixed(), "links", "labels", "description", "environment"]), JSON))
def test_any_object_is_a_ticket_or_a_bad_line(changed: dict[str, Any]) -> None:
    assert isinstance(read_line(1, json.dumps(fixed() | changed).encode()), IssueRead | BadLine)


@pytest.mark.parametrize(
    ("fix_versions", "expected"),
    [
        (["Release 3.1.0", "Sprint 5"], (("Titanium SDK", ">=3.1.0"),)),
        (["Release 2.10.0", "Release 2.9.1"], (("Titanium SDK", ">=2.9.1"),)),
        (["Alloy 1.2.0"], (("Alloy", ">=1.2.0"),)),
        (["Release 1.6.0 M07", "Release 1.6.0"], (("Titanium SDK", ">=1.6.0.M07"),)),
        (["Release 3.0.0"], (("Titanium SDK", ">=2.2.0"),)),
        (["0.9.2"], (("Titanium SDK", ">=0.9.2"),)),
        (["Backlog", "2012 Sprint 21"], ()),
    ],
)
def test_a_fix_applies_from_its_smallest_fix_version_on(
    fix_versions: list[str], expected: tuple[tuple[str, str], ...]
) -> None:
    assert read_applicability(fix_versions) == expected


def links(key: str, *outward: str, inward: tuple[str, ...] = (), duplicate: bool = True) -> DuplicateLinks:
    return DuplicateLinks(key, duplicate, outward, inward)


def test_a_duplicate_is_closed_as_one_of_the_end_of_its_chain() -> None:
    closures = duplicate_closures([links("A", "B"), links("B", "C"), links("C", duplicate=False)])
    assert closures.targets == {"A": "C", "B": "C"}


def test_a_link_drawn_the_wrong_way_round_is_followed_unless_the_other_is_the_duplicate() -> None:
    closures = duplicate_closures([links("A", inward=("B",)), links("B", "A", duplicate=False)])
    assert closures.targets == {"A": "B"}
    assert duplicate_closures([links("A", inward=("B",)), links("B", "A")]).targets == {"B": "A"}


def test_duplicates_that_make_no_closure_are_counted_with_their_reason() -> None:
    closures = duplicate_closures(
        [links("A"), links("B", "Z"), links("C", "A", duplicate=False), links("D", "E"), links("E", "D")]
    )
    assert closures.targets == {}
    assert closures.left_out == {
        NoClosure.names_none: 1,
        NoClosure.not_in_file: 1,
        NoClosure.otherwise_resolved: 1,
        NoClosure.ring: 2,
    }
