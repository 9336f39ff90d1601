"""What the bot shows passes Block Kit's own rules, whatever the texts hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.models import Answer, Citation, Sentence, Status
from bot.blocks.answer import answer_blocks, gone_view, source_view, split
from bot.blocks.home import AgendaLine, KnowledgeLine, home_view
from bot.missing import Disputed
from bot.workplace.block_kit import check_message, check_view
from prompts import texts

TEXTS = st.text(min_size=1, max_size=4000)
NASTY = "<!channel> <@U1> *vet* & <https://kwaad.example|klik> @channel `code` " * 60


def citation(number: int, text: str = "Een passage.") -> Citation:
    return Citation(number, "nl/woo.md", f"Titel {text}", text, text, f"id{number}")


def answer(text: str, count: int = 1, status: Status = Status.ANSWERED) -> Answer:
    cited = tuple(citation(number, text) for number in range(1, count + 1))
    if status is Status.REFUSED:
        return Answer(status, "nl", text, nearest=cited)
    return Answer(status, "nl", text, (Sentence(text, (1,)),), cited, note=text[:200])


def actions(blocks: list[dict[str, Any]]) -> list[str]:
    return [str(block["type"]) for block in blocks]


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("text", ["Kort.", NASTY, "woord " * 1000, "x" * 6_000])
def test_an_answer_is_a_message_that_slack_takes(text: str, status: Status) -> None:
    blocks = answer_blocks(answer(text, 5, status), "T1:C1:1.1", shareable=True)
    check_message(blocks)


@given(TEXTS)
def test_any_text_makes_an_answer_and_a_source_that_slack_takes(text: str) -> None:
    check_message(answer_blocks(answer(f"a{text}"), "k"))
    check_view(
        source_view(citation(1, f"a{text}"), [(f"a{text}", True), ("b", False)], "nl", "2024-05-01"), "modal"
    )


@pytest.mark.parametrize(
    ("dated", "shown"), [("2024-05-01", "1 mei 2024"), ("2024-05", "2024-05"), ("2024", "2024")]
)
def test_a_source_says_of_which_day_it_is(dated: str, shown: str) -> None:
    view = source_view(citation(1), [("zin.", True)], "nl", dated)
    assert texts("nl")("slack.source_date", date=shown) in " ".join(formatted(view["blocks"]))


@pytest.mark.parametrize(
    ("document", "shown"),
    [("knowledge/library/nl/woo.md", "Bron: woo.md"), ("https://a.nl/b/c", "Bron: https:\u2060//a.nl/b/c")],
)
def test_a_source_shows_its_title_section_and_where_it_is_from(document: str, shown: str) -> None:
    cited = Citation(1, document, "Wet open overheid", "Termijn", "zin.", "id1")
    view = source_view(cited, [("zin.", True)], "nl", "")
    header, section, origin = view["blocks"][:3]
    assert header["text"]["text"] == "Wet open overheid"
    assert section["text"]["text"] == "*Termijn*"
    assert list(formatted(origin)) == [shown]


def test_nothing_in_a_source_can_call_people_or_link() -> None:
    view = source_view(citation(1, NASTY), [(NASTY, True)], "nl", "")
    shown = " ".join(formatted([*answer_blocks(answer(NASTY), "k"), *view["blocks"]]))
    assert "vet" in shown
    assert "<!channel>" not in shown and "<@U1>" not in shown and "<https" not in shown
    assert "@channel" not in shown


def formatted(value: Any) -> Iterator[str]:
    """Give every text in which Slack reads mentions and links."""
    if isinstance(value, dict) and value.get("type") == "mrkdwn":
        yield value["text"]
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from formatted(part)


def test_an_answer_longer_than_a_message_is_cut() -> None:
    check_message(answer_blocks(answer("woord " * 3000, 5), "k"))


def test_a_long_passage_stays_within_a_modal() -> None:
    view = source_view(citation(1), [("zin. " * 1_500, True)] * 3, "nl", "")
    check_view(view, "modal")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_source_that_is_gone_is_said_in_a_modal(language: str) -> None:
    check_view(gone_view(language), "modal")


def test_what_was_searched_can_be_rated_and_what_was_not_cannot() -> None:
    assert "context_actions" in actions(answer_blocks(answer("Ja."), "k"))
    assert "context_actions" in actions(answer_blocks(answer("Nee.", status=Status.REFUSED), "k"))
    assert "context_actions" not in actions(answer_blocks(Answer(Status.SMALL_TALK, "nl", "Hoi!"), "k"))


def test_only_a_private_answer_with_sources_can_be_shared() -> None:
    assert "answer_share" in str(answer_blocks(answer("Ja."), "k", shareable=True))
    assert "answer_share" not in str(answer_blocks(answer("Ja."), "k"))
    refused = answer("Nee.", status=Status.REFUSED)
    assert "answer_share" not in str(answer_blocks(refused, "k", shareable=True))


@pytest.mark.parametrize("agendas", [0, 1, 60])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_home_tab_is_a_view_that_slack_takes(language: str, agendas: int) -> None:
    lines = [AgendaLine("gemeente <Lommerdam>" * 5, "Stand", "loopt", "https://slack.example/p1")] * agendas
    check_view(home_view(language, lines, KnowledgeLine(54, "2026-11-23")), "home")
    check_view(home_view(language, lines, KnowledgeLine(0, "")), "home")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_marked_answers_are_shown_to_maintainers_alone(language: str) -> None:
    marked = Disputed(NASTY, Counter(negative=1, outdated=2, wrong=3, beside=1), (NASTY, "DPIA"))
    given = (language, [], KnowledgeLine(0, ""), [], [marked] * 5)
    view = home_view(*given, maintains=True)
    check_view(view, "home")
    shown = " ".join(formatted(view["blocks"]))
    assert "3× " + texts(language)("cli.knowledge.reasons.wrong") in shown
    assert "<!channel>" not in shown and "<@U1>" not in shown
    assert "vet" not in str(home_view(*given))


@given(st.text(alphabet=st.sampled_from("ab. \n"), max_size=400), st.integers(5, 60))
def test_splitting_loses_no_words_and_keeps_to_the_limit(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert all(len(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
