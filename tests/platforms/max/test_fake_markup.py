"""HTML as the fake MAX reads it: known tags become marks, others go in silence, nothing is an error."""

import pytest

from bot.platforms.sandbox.max.markup import Marked, parse_html, with_links


def mark(kind: str, start: int, length: int, **more: object) -> dict[str, object]:
    return {"type": kind, **more, "from": start, "length": length}


@pytest.mark.parametrize(
    ("source", "text", "markup"),
    [
        ("a < b & c", "a < b & c", []),
        ("&lt;b&gt; &amp;lt; &quot;&#39;", "<b> &lt; \"'", []),
        ("&#x27;&nbsp;", "&#x27;&nbsp;", []),
        ("<b>a</b><strong>b</strong>", "ab", [mark("strong", 0, 1), mark("strong", 1, 1)]),
        ("<i>a</i><em>b</em>", "ab", [mark("emphasized", 0, 1), mark("emphasized", 1, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [mark("underline", 0, 1), mark("underline", 1, 1)]),
        ("<s>a</s><del>b</del>", "ab", [mark("strikethrough", 0, 1), mark("strikethrough", 1, 1)]),
        ("<code>a</code><pre>b</pre>", "ab", [mark("monospaced", 0, 1), mark("monospaced", 1, 1)]),
        ("<pre><code>a</code></pre>", "a", [mark("monospaced", 0, 1)]),
        ("<mark>a</mark>", "a", [mark("highlighted", 0, 1)]),
        ("<blockquote>a</blockquote>", "a", [mark("quote", 0, 1)]),
        ("<h1>a</h1><h6>b</h6>", "ab", [mark("heading", 0, 1), mark("heading", 1, 1)]),
        ("<B>a</B>", "a", [mark("strong", 0, 1)]),
        ("🔥 <b>важно</b>", "🔥 важно", [mark("strong", 3, 5)]),
        ("<b>a<i>b</i></b>", "ab", [mark("strong", 0, 2), mark("emphasized", 1, 1)]),
        ('<a href="https://e.org/?a=1&amp;b=2">x</a>', "x", [mark("link", 0, 1, url="https://e.org/?a=1&b=2")]),
        ("<a href='https://e.org/>'>x</a>", "x", [mark("link", 0, 1, url="https://e.org/>")]),
        ('<a href="max://user/5">Анна</a>', "Анна", [mark("user_mention", 0, 4, user_id=5)]),
        ("<b></b>", "", []),
        ("a\nb", "a\nb", []),
    ],
)
def test_what_is_known(source, text, markup):
    made = parse_html(source)
    assert (made.text, made.markup, made.faults) == (text, markup, [])


@pytest.mark.parametrize(
    ("source", "text", "fault"),
    [
        ("<tg-spoiler>a</tg-spoiler>", "a", "<tg-spoiler> is not known"),
        ("a<br>b", "ab", "<br> is not known"),
        ("<b>a", "a", "<b> is not closed"),
        ("a</b>", "a", "</b> closes nothing"),
        ("<b><i>a</b></i>", "a", "</b> crosses <i>"),
        ("<blockquote expandable>a</blockquote>", "a", "<blockquote> takes no attributes"),
        ('<a href="tg://user?id=5">a</a>', "a", "<a> leads nowhere"),
        ("<a>a</a>", "a", "<a> leads nowhere"),
    ],
)
def test_what_goes_in_silence_is_told_to_tests(source, text, fault):
    made = parse_html(source)
    assert made.text == text
    assert fault in made.faults


def test_a_long_row_of_open_tags_is_read_at_once():
    source = '<a "' * 1000
    assert parse_html(source).text == source


def test_web_addresses_are_found_where_nothing_is_marked():
    text = "Смотри: https://e.org/a, или http://x.ru."
    assert with_links(Marked(text=text)).markup == [
        mark("link", 8, 15, url="https://e.org/a"),
        mark("link", 29, 11, url="http://x.ru"),
    ]
    for marked in ('<a href="https://o.org">https://e.org</a>', "<code>https://e.org</code>"):
        made = parse_html(marked)
        assert with_links(made).markup == made.markup
