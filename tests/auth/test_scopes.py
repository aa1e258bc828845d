"""Scopes are a closed list that requests name and tokens carry."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.auth.scopes import DESCRIPTIONS, EVERY_SCOPE, Scope, parse_scope, print_scope
from app.domain.errors import InvalidScope


@given(st.frozensets(st.sampled_from(Scope), min_size=1))
def test_what_is_printed_is_read_again(scopes: frozenset[Scope]) -> None:
    assert parse_scope(print_scope(scopes)) == scopes


@given(st.permutations(list(Scope)))
def test_the_order_in_which_scopes_are_given_does_not_show(scopes: list[Scope]) -> None:
    assert print_scope(scopes) == print_scope(Scope)


@pytest.mark.parametrize("nothing", [None, ""])
def test_who_asks_for_nothing_gets_every_scope(nothing: str | None) -> None:
    assert parse_scope(nothing) == EVERY_SCOPE == frozenset(Scope)


def test_a_scope_named_twice_is_one() -> None:
    assert parse_scope("me:read problems:read me:read") == {Scope.me_read, Scope.problems_read}


@pytest.mark.parametrize(
    "text",
    [
        "problems:delete",
        "problems:read problems:delete",
        "PROBLEMS:READ",
        "problems_read",
        " ",
        " problems:read",
        "problems:read ",
        "problems:read  me:read",
        "problems:read,me:read",
        "problems:read\tme:read",
        "problems:read\n",
        "*",
        "openid",
        "\0",
        "\ud800",
    ],
)
def test_a_word_that_is_no_scope_is_refused_by_the_code_of_the_standard(text: str) -> None:
    with pytest.raises(InvalidScope) as refused:
        parse_scope(text)
    assert refused.value.code == "invalid_scope"
    assert text.strip() == "" or text not in refused.value.detail


def test_every_scope_has_a_description_of_one_line() -> None:
    assert DESCRIPTIONS.keys() == set(Scope)
    assert all(text and "\n" not in text and not text.endswith(".") for text in DESCRIPTIONS.values())
    assert len(set(DESCRIPTIONS.values())) == len(Scope)


def test_every_scope_is_a_noun_and_a_direction_named_alike_in_code() -> None:
    for scope in Scope:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*:(read|write)|members:act-for", scope)
        assert scope.name == scope.replace("-", "_").replace(":", "_")
