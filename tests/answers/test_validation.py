import pytest

from bot.answers.validation import problem_with


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("a" * 40_000, "too_long"),
        ("🎉🎉🎉", "no_words"),
        (":tada: :wave:", "no_words"),
        ("?!?", "no_words"),
        ("<@U123ABC>", "no_words"),
        ("<https://voorbeeld.slack.com/archives/C1/p123>", "only_link"),
        ("https://example.org/a?b=c", "only_link"),
        ("```\nprint(1)\n```", "only_code"),
        ("`x = 1`", "only_code"),
    ],
)
def test_what_holds_no_question_is_named(text: str, problem: str) -> None:
    assert problem_with(text) == problem


@pytest.mark.parametrize(
    "text",
    ["Wat is de Woo?", "Wat staat er op https://example.org?", "Wat doet `git push`?", "woo", "DPIA?"],
)
def test_a_question_with_something_beside_it_is_fine(text: str) -> None:
    assert problem_with(text) is None
