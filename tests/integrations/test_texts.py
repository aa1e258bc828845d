"""Markdown, ADF, wiki markup and HTML, one into the other: what all can say comes back the same, and no word is ever
lost."""

import json
import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.integrations import adf, html_text, markdown, plain_text, wiki_text, wiki_writing
from app.integrations.prose import (
    Blocks,
    Break,
    CodeBlock,
    Heading,
    Listing,
    Mark,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
    tidy,
    words,
)
from tests.integrations.texts import any_words, awkward_words, documents, flat_documents

STRONG, EMPHASIS, STRUCK, CODE = (frozenset({mark}) for mark in (Mark.strong, Mark.emphasis, Mark.struck, Mark.code))


def test_markdown_is_read() -> None:
    read = markdown.read(
        '# VPN **drops**\n\nEvery hour,\nsince `5.1`; see [the log](https://example.org/log "x").\n\n'
        "> quoted\n\n1. one\n   - deep\n2. two\n\n```sh\nping -c 1\n```\n\n***\n\n"
        "| a | b |\n|---|---|\n| ~~1~~ | 2\\|3 |\n"
    )
    assert read == (
        Heading(1, (Span("VPN "), Span("drops", STRONG))),
        Paragraph(
            (
                Span("Every hour,"),
                Break(),
                Span("since "),
                Span("5.1", CODE),
                Span("; see "),
                Span("the log", frozenset(), "https://example.org/log"),
                Span("."),
            )
        ),
        Quote((Paragraph((Span("quoted"),)),)),
        Listing(
            ((Paragraph((Span("one"),)), Listing(((Paragraph((Span("deep"),)),),))), (Paragraph((Span("two"),)),)), 1
        ),
        CodeBlock("ping -c 1", "sh"),
        Rule(),
        Table((((Span("a"),), (Span("b"),)), ((Span("1", STRUCK),), (Span("2|3"),)))),
    )


@given(documents())
def test_any_prose_comes_back_from_markdown_with_its_blocks_and_its_words(prose: Blocks) -> None:
    read = markdown.read(markdown.write(prose))
    assert [type(block) for block in read] == [type(block) for block in prose]
    assert words(read) == words(prose)


@given(flat_documents(1))
def test_what_all_can_say_comes_back_from_markdown_the_same(prose: Blocks) -> None:
    assert markdown.read(markdown.write(prose)) == prose


@given(
    st.lists(any_words | st.sampled_from(["\n", "    ", "> ", "- ", "1. ", "```\n", "<b>", "&amp;", "|-|"])).map(
        "".join
    )
)
@example("<div>\n\n- a\n\n</div>")
@example("- a\n\n      b")
@example("[a]: /x\n\n[a]")
def test_markdown_written_of_any_markdown_reads_the_same(text: str) -> None:
    read = markdown.read(text)
    again = markdown.read(markdown.write(read))
    assert words(again) == words(read)
    assert markdown.read(markdown.write(again)) == again


@given(flat_documents(1))
def test_markdown_becomes_adf_and_markdown_again(prose: Blocks) -> None:
    written = markdown.write(prose)
    document = json.loads(json.dumps(adf.write(markdown.read(written))))
    assert markdown.write(adf.read(document)) == written


@given(documents())
def test_no_word_is_lost_on_the_way_through_adf(prose: Blocks) -> None:
    there = adf.read(json.loads(json.dumps(adf.write(prose))))
    assert words(there).replace("|", "").split() == words(prose).replace("|", "").split()


@given(flat_documents())
def test_markdown_becomes_wiki_markup_and_markdown_again(prose: Blocks) -> None:
    written = markdown.write(prose)
    assert markdown.write(wiki_text.read(wiki_writing.write(markdown.read(written)))) == written


@example((Paragraph((Span("# 1", STRONG),)),))
@given(documents(code=st.sampled_from(["x = 1", "if (a) {\n  b[0]\n}", "*a* _b_ | c"])))
def test_no_word_is_lost_on_the_way_through_wiki_markup(prose: Blocks) -> None:
    there = wiki_text.read(wiki_writing.write(prose))
    assert words(there).split() == words(prose).split()


@given(flat_documents())
def test_markdown_becomes_html_and_markdown_again(prose: Blocks) -> None:
    without = tidy(CodeBlock(block.text) if isinstance(block, CodeBlock) else block for block in prose)
    assert html_text.read(html_text.write(without)) == without


@given(documents())
def test_no_word_is_lost_on_the_way_through_html(prose: Blocks) -> None:
    assert words(html_text.read(html_text.write(prose))) == words(prose)


@given(documents())
def test_every_word_stands_in_the_plain_text(prose: Blocks) -> None:
    written = re.sub(r" \((?:https?|mailto):[^ )]*\)", "", plain_text.write(prose))
    assert [word for word in words(prose).split() if word not in written] == []


@given(st.text() | awkward_words)
def test_a_plain_text_means_nothing_but_its_lines(text: str) -> None:
    read = plain_text.read(text)
    assert words(markdown.read(markdown.write(read))) == words(read)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["type", "content", "attrs", "marks", "text", "version"]),
                inner
                | st.sampled_from(
                    [
                        "doc",
                        "paragraph",
                        "text",
                        "table",
                        "tableRow",
                        "bulletList",
                        "listItem",
                        "taskList",
                        "taskItem",
                        "heading",
                        "media",
                        "date",
                        "emoji",
                    ]
                ),
            )
        ),
    )
)
def test_nothing_that_is_no_document_breaks_the_reader_of_adf(value: Any) -> None:
    assert markdown.read(markdown.write(adf.read(value))) == adf.read(value) or words(adf.read(value))


def test_a_document_of_adf_that_people_made_is_read() -> None:
    document = {
        "type": "doc",
        "version": 1,
        "content": [
            {"type": "panel", "attrs": {"panelType": "info"}, "content": [_paragraph("Mind this")]},
            {
                "type": "paragraph",
                "content": [
                    {"type": "mention", "attrs": {"id": "1", "text": "@Ann"}},
                    {"type": "text", "text": " on "},
                    {"type": "date", "attrs": {"timestamp": "1763942400000"}},
                    {"type": "text", "text": ": "},
                    {"type": "status", "attrs": {"text": "BROKEN", "color": "red"}},
                    {"type": "emoji", "attrs": {"shortName": ":smile:", "text": "😄"}},
                    {"type": "inlineCard", "attrs": {"url": "https://example.org/x"}},
                    {"type": "text", "text": "big", "marks": [{"type": "textColor", "attrs": {"color": "#f00"}}]},
                ],
            },
            {
                "type": "taskList",
                "content": [
                    {"type": "taskItem", "attrs": {"state": "DONE"}, "content": [{"type": "text", "text": "one"}]},
                    {"type": "taskItem", "attrs": {"state": "TODO"}, "content": [{"type": "text", "text": "two"}]},
                ],
            },
            {"type": "expand", "attrs": {"title": "More"}, "content": [_paragraph("inside")]},
            {"type": "mediaSingle", "content": [{"type": "media", "attrs": {"type": "file", "alt": "shot.png"}}]},
            {"type": "layoutSection", "content": [{"type": "layoutColumn", "content": [_paragraph("left")]}]},
            {"type": "somethingNew", "content": [_paragraph("kept")]},
        ],
    }
    assert markdown.write(adf.read(document)) == (
        "> Mind this\n\n@Ann on 2025-11-24: BROKEN😄[https://example.org/x](<https://example.org/x>)big\n\n"
        "- ☑ one\n- ☐ two\n\n**More**\n\ninside\n\nshot.png\n\nleft\n\nkept"
    )


def _paragraph(text: str) -> dict[str, Any]:
    return {"type": "paragraph", "content": [{"type": "text", "text": text}]}


def test_adf_as_deep_as_json_can_be_is_read() -> None:
    node: dict[str, Any] = {"type": "text", "text": "at the bottom"}
    for _ in range(300):
        node = {"type": "blockquote", "content": [node]}
    assert "at the bottom" in words(adf.read({"type": "doc", "content": [node]}))


WIKI = [
    ("h2. Steps\n# one\n# two\n## deep\n#* dot", "## Steps\n\n1. one\n2. two\n   1. deep\n   - dot"),
    ("*strong* _em_ -struck- +under+ {{code}} ??cite??", "**strong** *em* ~~struck~~ under `code` *cite*"),
    (
        "a * b and 2*3*4, snake_case_name, well-known-thing",
        "a \\* b and 2\\*3\\*4, snake\\_case\\_name, well-known-thing",
    ),
    ("in{*}side{*}word", "in**side**word"),
    (
        "[the log|https://example.org/log] [https://example.org] [~ann]",
        "[the log](<https://example.org/log>) [https://example.org](<https://example.org>) @ann",
    ),
    ("{code:java|title=A.java}\nint *x*;\n{code}\nafter", "```java\nint *x*;\n```\n\nafter"),
    ("{code:title=B.py|language=python}\nx\n{code}", "```python\nx\n```"),
    ("{noformat}\n{code}\n{noformat}", "```\n{code}\n```"),
    ("{quote}\nsaid\n\n* a\n{quote}\nno", "> said\n>\n> - a\n\nno"),
    ("bq. short\nlong", "> short\n\nlong"),
    ("||a||b||\n|1|[x|http://e.org/]|", "| a | b |\n| --- | --- |\n| 1 | [x](<http://e.org/>) |"),
    ("one\\\\two\nthree", "one\\\ntwo\\\nthree"),
    ("\\*not strong\\* &amp;copy; &#92;", "\\*not strong\\* \\&copy; \\\\"),
    ("{color:red}red{color} {userid} !shot.png|thumbnail!", "red {userid} shot.png"),
    ("{panel:title=Log}\ntext\n{panel}", "> **Log**\n>\n> text"),
    ("----\n- dash\n- dash", "***\n\n- dash\n- dash"),
    ("see http://example.org/a_b_c, _ok_", "see http://example.org/a\\_b\\_c, *ok*"),
    ("{code}\nnever closed", "```\nnever closed\n```"),
    ("{html}<p>a <b>b</b></p>{html}", "a **b**"),
    ("not *closed and _neither", "not \\*closed and \\_neither"),
]


@pytest.mark.parametrize(("wiki", "expected"), WIKI, ids=range(len(WIKI)))
def test_wiki_markup_is_read(wiki: str, expected: str) -> None:
    assert markdown.write(wiki_text.read(wiki)) == expected


def test_wiki_markup_is_written_so_that_no_sign_of_a_text_means_anything() -> None:
    prose = markdown.read("- a {b} \\*c\\* [d] (!) :) | snake_case\n\nh1. no heading\n\n2 - 1 -x- http://e.org/a_b")
    assert wiki_writing.write(prose) == (
        "* a \\{b\\} \\*c\\* \\[d\\] \\(\\!) \\:) \\| snake\\_case\n\nh1\\. no heading\n\n2 - 1 \\-x- http://e.org/a_b"
    )


@pytest.mark.parametrize(
    "sign", ["*a ", "_a ", "{{", "[a", "!a", "??a ", "{code}", "{quote}", "||a", "* a\n** b\n", "&#"]
)
def test_wiki_markup_that_repeats_a_sign_is_read_in_time_that_grows_with_its_length(sign: str) -> None:
    assert len(words(wiki_text.read(sign * 20_000))) >= 0


HTML = [
    ("<p>a<br>b</p><p>c</p>", "a\\\nb\n\nc"),
    ("plain &lt;b&gt; &amp; text", "plain \\<b> & text"),
    ("<style>p {}</style><script>x</script>shown", "shown"),
    ("<ul><li>a<li>b<ul><li>c</ul></ul>", "- a\n- b\n  - c"),
    ("<table><tr><th>a<th>b<tr><td>1<td><p>2</p><p>3</p></table>", "| a | b |\n| --- | --- |\n| 1 | 2 3 |"),
    ("<pre>x = 1\n  y</pre>", "```\nx = 1\n  y\n```"),
    ("<blockquote><div>q</div></blockquote>", "> q"),
    ('<a href="javascript:alert(1)">x</a> <a href="https://e.org/">y</a>', "x [y](<https://e.org/>)"),
    ('<img src="https://e.org/s.png" alt="shot">', "[shot](<https://e.org/s.png>)"),
    ("set --host <hostname> now", "set --host \\<hostname> now"),
    ("<b>never closed", "**never closed**"),
    ("</p></ul></b>closed", "closed"),
    ("<h2>H</h2>x<hr>y", "## H\n\nx\n\n***\n\ny"),
]


@pytest.mark.parametrize(("written", "expected"), HTML, ids=range(len(HTML)))
def test_html_is_read(written: str, expected: str) -> None:
    assert markdown.write(html_text.read(written)) == expected


def test_html_in_markdown_is_read_and_unknown_tags_are_words() -> None:
    text = "a <b>b</b><br>c <!-- hidden --> set <hostname>\n\n<details><summary>More</summary>\n\ninside\n\n</details>"
    assert markdown.write(markdown.read(text)) == "a **b**\\\nc set \\<hostname>\n\nMore\n\ninside"


def test_mail_that_quotes_is_a_quote() -> None:
    read = plain_text.read("Yes.\n\n> Is it so?\n> > Was it?\n\n# no heading\n    indented")
    assert read == (
        Paragraph((Span("Yes."),)),
        Quote((Paragraph((Span("Is it so?"),)), Quote((Paragraph((Span("Was it?"),)),)))),
        Paragraph((Span("# no heading"), Break(), Span("indented"))),
    )
