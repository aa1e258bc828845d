"""Slugs and keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.keys import (
    MAX_KEY_LENGTH,
    MAX_NUMBER,
    MAX_SLUG_LENGTH,
    MAX_STORED_SLUG_LENGTH,
    SLUG_PATTERN,
    SUFFIX_PATTERN,
    ProblemKey,
    is_slug,
    private_slug,
)

slugs = st.from_regex(SLUG_PATTERN.replace("$", r"\Z"), fullmatch=True).filter(is_slug)
suffixes = st.from_regex(SUFFIX_PATTERN.replace("$", r"\Z"), fullmatch=True)


@pytest.mark.parametrize("slug", ["it", "net", "network", "network-core", "a1b-c2", "x" * 40])
def test_a_slug_is_parts_that_begin_with_a_letter(slug: str) -> None:
    assert is_slug(slug)


@pytest.mark.parametrize(
    "text",
    ["", "n", "Net", "net-", "-net", "net--work", "net-42", "4net", "net_work", "nét", "net\n", " net", "x" * 48],
)
def test_nothing_else_is_a_slug(text: str) -> None:
    assert not is_slug(text)


@given(slugs, st.integers(1, MAX_NUMBER))
def test_a_key_is_read_as_it_was_written_and_is_never_a_slug(slug: str, number: int) -> None:
    key = ProblemKey(slug, number)
    assert ProblemKey.parse(str(key)) == key
    assert not is_slug(str(key))
    assert len(str(key)) <= MAX_KEY_LENGTH


@given(st.one_of(slugs, st.text(max_size=60), st.from_regex(r"[a-z0-9-]{3,20}", fullmatch=True)))
def test_what_is_read_as_a_key_is_written_alike(text: str) -> None:
    key = ProblemKey.parse(text)
    assert key is None or str(key) == text


@pytest.mark.parametrize(
    "text",
    [
        "network",
        "network-0",
        "network-042",
        "network--42",
        "network-4x",
        "network-٤",
        "42",
        "-42",
        "network-42\n",
        "Network-42",
        f"network-{MAX_NUMBER + 1}",
        "network-" + "9" * 5000,
        "01996f3e-7c1a-7b52-8e0a-5d3c9f2b1a77",
        "abcdefab-cdef-7abc-abcd-123456789012",
    ],
)
def test_what_no_problem_can_be_called_is_no_key(text: str) -> None:
    assert ProblemKey.parse(text) is None


def test_the_number_follows_the_last_hyphen() -> None:
    assert ProblemKey.parse("network-core-42") == ProblemKey("network-core", 42)


@given(slugs.filter(lambda slug: len(slug) <= MAX_SLUG_LENGTH), suffixes)
def test_a_private_slug_is_a_slug_that_ends_in_its_suffix(slug: str, suffix: str) -> None:
    private = private_slug(slug, suffix)
    assert is_slug(private)
    assert private == f"{slug}-{suffix}"
    assert len(private) <= MAX_STORED_SLUG_LENGTH


@pytest.mark.parametrize("suffix", ["", "abc", "1abcde", "abcdefg", "ABCDEF", "abc-de", "abcde\n"])
def test_a_suffix_that_would_make_no_slug_is_refused(suffix: str) -> None:
    with pytest.raises(ValueError, match="suffix"):
        private_slug("network", suffix)
