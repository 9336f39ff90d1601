import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workplace.mrkdwn import as_command, as_typed, escape, mentions, unescape

NAMES = {"karin": "U1", "reisplan": "U2", "karin de vries": "U3"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a & b", "a &amp; b"),
        ("a &amp; b", "a &amp; b"),
        ("1 < 2 > 0", "1 &lt; 2 &gt; 0"),
        ("<@U123> en <#C123|algemeen> <!here>", "<@U123> en <#C123|algemeen> <!here>"),
        ("<https://a.nl/?b=1|tekst>", "<https://a.nl/?b=1|tekst>"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<javascript:alert(1)>", "&lt;javascript:alert(1)&gt;"),
    ],
)
def test_escape(typed: str, kept: str) -> None:
    assert escape(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("zie https://a.nl/b, en", "zie <https://a.nl/b>, en"),
        ("(https://a.nl/b)", "(<https://a.nl/b>)"),
        ("https://a.nl/?x=1&y=2", "<https://a.nl/?x=1&amp;y=2>"),
        ("`https://a.nl`", "`https://a.nl`"),
        ("```\n@karin https://a.nl\n```", "```\n@karin https://a.nl\n```"),
        ("@Reisplan hoi", "<@U2> hoi"),
        ("@karin de vries", "<@U3>"),
        ("a@karin.nl en @karinx", "a@karin.nl en @karinx"),
        ("<https://a.nl|https://b.nl>", "<https://a.nl|https://b.nl>"),
    ],
)
def test_typed_text(typed: str, kept: str) -> None:
    assert as_typed(typed, NAMES) == kept


def test_command_text() -> None:
    text = as_command("@Karin in #intern: a & b, https://a.nl <@U9> #ander", NAMES, {"intern": "C1"})
    assert text == "<@U1|karin> in <#C1|intern>: a & b, <https://a.nl> <@U9> #ander"


def test_mentions() -> None:
    assert mentions("<@U1> <@U2|naam> @U3 `<@U4>`") == {"U1", "U2", "U4"}


@given(st.text(alphabet="ab&<>;@#!|: "))
def test_escaping_loses_nothing_and_settles(text: str) -> None:
    once = escape(text)
    assert escape(once) == once
    assert unescape(once) == unescape(text)
