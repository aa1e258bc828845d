"""Prose that Hypothesis makes up."""

import string

from hypothesis import strategies as st

from app.integrations.prose import (
    Block,
    Blocks,
    Break,
    CodeBlock,
    Heading,
    Line,
    Listing,
    Mark,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
    tidy,
    tidy_line,
)

SIGNS = "*_~`[]()<>#+-.!|\\{}&;:^?@=/\"'$%1 "
LETTERS = string.ascii_letters + string.digits + "äß中😀"

plain_words = st.lists(st.text(LETTERS, min_size=1, max_size=8), min_size=1, max_size=4).map(" ".join)
awkward_words = st.text(st.sampled_from(SIGNS + "abh \n\t\xa0"), min_size=1, max_size=16)
any_words = st.one_of(plain_words, awkward_words, st.text(max_size=20))
addresses = st.one_of(
    st.sampled_from(
        [
            "https://example.org/",
            "http://example.org/a_b*c?x=1&y=2#z",
            "mailto:ann@example.org",
            "https://example.org/(a)[b]|c",
            "https://bücher.example/ä b",
            "javascript:alert(1)",
            "/relative",
        ]
    )
)
every_mark = st.frozensets(st.sampled_from(Mark))
one_mark = st.sampled_from([frozenset[Mark]()] * 2 + [frozenset({mark}) for mark in Mark])


some_languages = st.sampled_from(["", "python", "sql"])


def lines(words: st.SearchStrategy[str], marks: st.SearchStrategy[frozenset[Mark]]) -> st.SearchStrategy[Line]:
    spans = st.builds(Span, words, marks, st.none() | addresses)
    return st.lists(spans | spans | st.just(Break()), min_size=1, max_size=6).map(tuple)


def documents(
    words: st.SearchStrategy[str] = any_words,
    marks: st.SearchStrategy[frozenset[Mark]] = every_mark,
    code: st.SearchStrategy[str] = any_words,
    languages: st.SearchStrategy[str] = some_languages,
) -> st.SearchStrategy[Blocks]:
    """Any prose: every block in every other."""
    line = lines(words, marks)
    leaves: st.SearchStrategy[Block] = st.one_of(
        st.builds(Paragraph, line),
        st.builds(Heading, st.integers(1, 6), line),
        st.builds(CodeBlock, code, languages),
        st.just(Rule()),
        st.builds(
            Table, st.lists(st.lists(line, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple)
        ),
    )

    def holding(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
        some = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return st.one_of(
            st.builds(Quote, some),
            st.builds(Listing, st.lists(some, min_size=1, max_size=3).map(tuple), st.none() | st.integers(0, 30)),
        )

    return st.lists(st.recursive(leaves, holding, max_leaves=6), max_size=4).map(tidy)


def _apart(line: Line) -> Line:
    """With a space between any two: where signs stand within a word, not every language reads them."""
    return tuple(one for each in line for one in (each, Span(" ")))


def flat_documents(numbers_from: int | None = None) -> st.SearchStrategy[Blocks]:
    """Prose of what all of the languages can say: no word is set off within, and lists hold lines and lists."""
    line = lines(plain_words, one_mark).map(_apart).filter(lambda one: bool(tidy_line(one)))
    paragraph = st.builds(Paragraph, line)

    def listing(inner: st.SearchStrategy[Block] | None) -> st.SearchStrategy[Block]:
        item: st.SearchStrategy[Blocks] = st.tuples(paragraph)
        if inner is not None:
            item |= st.tuples(paragraph, inner)
        start = st.none() | (st.just(1) if numbers_from is None else st.integers(1, 30))
        return st.builds(Listing, st.lists(item, min_size=1, max_size=3).map(tuple), start)

    lists = st.recursive(listing(None), listing, max_leaves=3)
    quotes = st.builds(Quote, st.lists(paragraph | lists, min_size=1, max_size=3).map(tuple))
    code = st.builds(CodeBlock, plain_words, some_languages)
    heading = st.builds(Heading, st.integers(1, 6), line)
    table = st.builds(
        Table, st.lists(st.lists(line, min_size=2, max_size=2).map(tuple), min_size=1, max_size=3).map(tuple)
    )
    block = st.one_of(paragraph, lists, quotes, code, heading, table, st.just(Rule()))
    return st.lists(block, max_size=5).map(tidy)
