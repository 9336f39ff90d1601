import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack_text import escape, mentioned, mrkdwn, plain, shorten, without_mention


@pytest.mark.parametrize(
    ("slack", "seen"),
    [
        ("wat is de &lt;norm&gt; &amp; waarom?", "wat is de <norm> & waarom?"),
        ("zie <https://a.nl/x|de site> of <https://b.nl>", "zie de site of https://b.nl"),
        ("vraag <@U123|karin> in <#C1|innovatie>", "vraag @karin in #innovatie"),
        ("mail <mailto:a@b.nl|a@b.nl>", "mail a@b.nl"),
        ("<https://www.example.org/artikel|artikel>", "https://www.example.org/artikel"),
        ("<!here> hoi", "@here hoi"),
    ],
)
def test_plain_shows_what_a_person_sees(slack: str, seen: str) -> None:
    assert plain(slack) == seen


def test_the_mention_of_the_bot_goes_and_others_stay() -> None:
    assert without_mention("<@UBOT> vraag voor <@UKARIN>", "UBOT") == "vraag voor <@UKARIN>"
    assert without_mention("<@UBOT|reisplan>: hoi", "UBOT") == "hoi"
    assert mentioned("<@UBOT> en <@W2|x>") == {"UBOT", "W2"}


@given(st.text())
def test_nothing_escaped_can_act_in_slack(text: str) -> None:
    for safe in (escape(text), mrkdwn(text)):
        assert "<" not in safe
        assert not re.search(r"(^|\s)@(channel|here|everyone|kanaal|iedereen)\b", safe, re.IGNORECASE)


@pytest.mark.parametrize("attack", ["<!channel> let op", "@channel", "[klik](https://kwaad.nl)", "<@U1> hoi"])
def test_attacks_in_documents_come_out_inert(attack: str) -> None:
    shown = mrkdwn(attack)
    assert "https://" not in shown
    assert "<" not in shown


def test_markdown_becomes_mrkdwn() -> None:
    assert mrkdwn("**vet** en\n- een\n- twee") == "*vet* en\n• een\n• twee"
    assert mrkdwn("## Kop\ntekst") == "*Kop*\ntekst"


@given(st.text(min_size=1), st.integers(min_value=2, max_value=80))
def test_shorten_keeps_within_the_limit(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= max(limit, 1)
