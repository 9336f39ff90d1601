import pytest

from bot.answers.grounding import supported
from knowledge import KnowledgeBase

PASSAGE = (
    "De gemeente Lindeveen opende in 2022 een proeftuin voor inwoners. In 2023 kwamen er achttien mensen; "
    "in 2024 waren het er veertig. Negen van de veertig aanvragen werden in het eerste jaar uitgevoerd. "
    "De wethouder koos niet zelf welke aanvragen doorgingen."
)


@pytest.mark.parametrize(
    "sentence",
    [
        "De gemeente Lindeveen opende in 2022 een proeftuin voor inwoners.",
        "Lindeveen opende in 2022 een proeftuin voor haar inwoners.",
        "De gemeente Lindeveen opende in 2022 niet alleen een proeftuin voor inwoners.",
        "In het eerste jaar werden negen van de veertig aanvragen uitgevoerd.",
    ],
)
def test_what_the_passage_says_is_supported(sentence: str, base: KnowledgeBase) -> None:
    assert supported(sentence, [PASSAGE], "nl", base)


@pytest.mark.parametrize(
    "sentence",
    [
        "De gemeente Lindeveen opende in 2021 een proeftuin voor inwoners.",
        "In 2023 kwamen er veertig mensen.",
        "De gemeente Eikendorp opende in 2022 een proeftuin voor inwoners.",
        "De wethouder koos zelf welke aanvragen doorgingen.",
        "Alle aanvragen werden in het eerste jaar uitgevoerd.",
        "De gemeente Lindeveen is verplicht een proeftuin voor inwoners te openen.",
        "De provincie legt volgend jaar drie nieuwe fietsbruggen aan.",
    ],
)
def test_what_it_does_not_say_is_not(sentence: str, base: KnowledgeBase) -> None:
    assert not supported(sentence, [PASSAGE], "nl", base)
