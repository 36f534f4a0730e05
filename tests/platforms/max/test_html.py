"""Telegram's HTML into MAX's, and long texts into parts."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.platforms.max.html import split, to_max, units

LONG = "Дворник посыпал лёд песком, а не солью, и теперь по двору можно пройти."


@pytest.mark.parametrize("tag", ["b", "strong", "i", "em", "u", "ins", "s", "del", "code", "pre", "blockquote"])
def test_tags_that_max_has_stay(tag):
    assert to_max(f"<{tag}>яма</{tag}>") == f"<{tag}>яма</{tag}>"


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("<strike>x</strike>", "<s>x</s>"),
        ("<B>x</B>", "<b>x</b>"),
        ("<tg-spoiler>x</tg-spoiler>", "x"),
        ('<span class="tg-spoiler">x</span>', "x"),
        ('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>', "👍"),
        ("<blockquote expandable>x</blockquote>", "<blockquote>x</blockquote>"),
        ('<pre><code class="language-python">x</code></pre>', "<pre>x</pre>"),
        ('<code class="language-x">x</code>', "<code>x</code>"),
        ("<h1>x</h1><mark>y</mark>", "xy"),
    ],
)
def test_what_only_telegram_has_loses_its_tag_and_keeps_its_words(source, made):
    assert to_max(source) == made


@pytest.mark.parametrize(
    ("href", "made"),
    [
        ("https://e.org/?a=1&amp;b=2", '<a href="https://e.org/?a=1&amp;b=2">x</a>'),
        ("HTTP://e.org", '<a href="HTTP://e.org">x</a>'),
        ("tg://user?id=314159265", '<a href="max://user/314159265">x</a>'),
        ("max://user/5", '<a href="max://user/5">x</a>'),
        ("tg://resolve?domain=x", "x"),
        ("tg://user?id=", "x"),
        ("javascript:alert(1)", "x"),
        ("mailto:a@e.org", "x"),
        ("https://e.org/a b", "x"),
        ("", "x"),
    ],
)
def test_links_of_the_web_stay_and_people_are_mentioned_as_in_max(href, made):
    assert to_max(f'<a href="{href}">x</a>') == made


def test_a_link_may_be_written_in_any_quotes():
    assert to_max("<a href='https://e.org/?q=\"'>x</a>") == '<a href="https://e.org/?q=&quot;">x</a>'
    assert to_max("<a href=https://e.org/>x</a>") == '<a href="https://e.org/">x</a>'
    assert to_max("<a>x</a>") == "x"


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("a & b &amp; &lt;b&gt; &quot;", 'a &amp; b &amp; &lt;b&gt; "'),
        ("&#39;&#x27;&#1103;", "''я"),
        ("&copy; &nbsp; &#0; &#xD800; &#x110000;", "&amp;copy; &amp;nbsp; &amp;#0; &amp;#xD800; &amp;#x110000;"),
        ("2 < 3 > 1 <", "2 &lt; 3 &gt; 1 &lt;"),
        ("<b", "&lt;b"),
        ("&amp;lt;b&amp;gt;", "&amp;lt;b&amp;gt;"),
    ],
)
def test_characters_are_escaped_as_max_reads_them(source, made):
    assert to_max(source) == made


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("<b>x", "<b>x</b>"),
        ("x</b>", "x"),
        ("<b><i>x</b>y</i>", "<b><i>x</i></b>y"),
        ("<b><tg-spoiler>x</b>y", "<b>x</b>y"),
    ],
)
def test_all_that_is_opened_is_closed_in_its_order(source, made):
    """MAX says nothing of broken markup, it shows it."""
    assert to_max(source) == made


def test_a_text_that_fits_is_one_part():
    assert split("я" * 4000) == ["я" * 4000]


def test_a_text_of_4001_is_two_parts():
    assert list(map(len, split("я" * 4001))) == [4000, 1]


def test_length_is_counted_in_utf_16_and_with_tags():
    assert [units(part) for part in split("🔥" * 2001)] == [4000, 2]
    assert len(split(f"<b>{'x' * 3993}</b>")) == 1
    assert len(split(f"<b>{'x' * 3994}</b>")) == 2


def test_a_text_is_cut_between_lines_first():
    lines = [f"{number}. {LONG}" for number in range(200)]
    parts = split("\n".join(lines))
    assert "\n".join(parts).split("\n") == lines


def test_a_long_line_is_cut_between_words():
    words = (LONG + " ") * 200
    parts = split(words.strip())
    assert " ".join(parts) == words.strip()


def test_what_is_open_at_a_cut_goes_on_in_the_next_part():
    source = f'<b>{"слово " * 300}<a href="https://e.org">{"ссылка " * 500}</a></b>'
    parts = split(source)
    assert len(parts) > 1
    for part in parts:
        assert part.startswith("<b>")
        assert part.endswith("</b>")
        assert part.count("<a ") == part.count("</a>")
    assert _plain("".join(parts)).replace(" ", "") == _plain(source).replace(" ", "")


def test_no_entity_is_cut():
    parts = split("&amp;" * 900)
    assert all(re.fullmatch("(?:&amp;)+", part) for part in parts)


def test_no_part_is_without_a_word():
    """MAX refuses those."""
    assert split("<b>x</b>" + "\n" * 9000 + "<i>y</i>") == ["<b>x</b>", "<i>y</i>"]
    assert split("\n" * 9000) == split("<b> </b>") == [""]


def test_tags_that_fill_a_part_are_left_out():
    link = f'<a href="https://e.org/{"a" * 90}">'
    assert split(f"{link}{'слово ' * 20}</a>", 100) == ["слово " * 15 + "слово", "слово слово слово слово "]


_SOURCES = st.lists(
    st.sampled_from(["<b>", "</b>", "<i>", "</i>", '<a href="https://e.org">', "</a>", "&amp;", "&", "<", ">"])
    | st.text("яx🔥\n ", max_size=9),
    max_size=40,
).map("".join)


@settings(max_examples=300, deadline=None)
@example('<a href="https://e.org"><a href="https://e.org"></a><b>')
@given(_SOURCES)
def test_whatever_comes_leaves_well_formed_and_within_its_length(source):
    for part in split(to_max(source), 60):
        assert units(part) <= 60
        _assert_well_formed(part)


def _assert_well_formed(part):
    open_tags: list[str] = []
    for end, name in re.findall(r"<(/?)(\w+)[^<>]*>", part):
        if end:
            assert open_tags.pop() == name
        else:
            open_tags.append(name)
    assert not open_tags
    assert not re.search(r"&(?!(?:amp|lt|gt|quot);)", part)


def _plain(html):
    return re.sub(r"<[^<>]*>", "", html)
