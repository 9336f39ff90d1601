"""What is embedded beside a whole chunk."""

from knowledge_samples import chunk

from knowledge.windows import windows

SENTENCES = [
    f"Zin nummer {number} zegt iets over de proef, met genoeg woorden erin om een eigen zin te zijn."
    for number in range(5)
]


def found(text: str) -> list[str]:
    return windows(chunk("a.md", 0, "De proef", text, "Titel", "nl"))


def test_a_long_text_is_read_two_sentences_at_a_time_under_its_heading() -> None:
    one, two, three, four, five = SENTENCES
    assert found(" ".join(SENTENCES)) == [
        f"De proef: {one} {two}",
        f"De proef: {three} {four}",
        f"De proef: {five}",
    ]


def test_short_sentences_go_together_until_they_say_enough() -> None:
    first, *_ = found("Ja. Nee. Soms wel. Soms ook niet. " + " ".join(SENTENCES))
    assert first == f"De proef: Ja. Nee. Soms wel. Soms ook niet. {SENTENCES[0]}"


def test_a_short_text_and_one_of_two_sentences_have_none() -> None:
    assert found("Kort. Maar krachtig. En klaar.") == []
    assert found(f"{'Lang ' * 100}. {'En lang ' * 50}.") == []


def test_the_rule_below_the_head_of_a_table_is_no_sentence() -> None:
    rows = "\n".join(f"| rij {number} | {'waarde ' * 12}|" for number in range(6))
    assert not any("---" in window for window in found(f"| naam | wat |\n|---|---|\n{rows}"))
