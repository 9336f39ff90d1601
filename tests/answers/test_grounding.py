import pytest

from bot.answers.grounding import supported
from knowledge import KnowledgeBase

PASSAGE = (
    "De gemeente Lindeveen opende in 2022 een proeftuin voor inwoners. Negen van de veertig aanvragen "
    "werden in het eerste jaar uitgevoerd. De wethouder koos niet zelf welke aanvragen doorgingen."
)


@pytest.mark.parametrize(
    "sentence",
    [
        "De gemeente Lindeveen opende in 2022 een proeftuin voor inwoners.",
        "Lindeveen opende in 2022 een proeftuin voor haar inwoners.",
        "In het eerste jaar werden negen van de veertig aanvragen uitgevoerd.",
    ],
)
def test_what_the_passage_says_is_supported(sentence: str, base: KnowledgeBase) -> None:
    assert supported(sentence, [PASSAGE], "nl", base)


@pytest.mark.parametrize(
    "sentence",
    [
        "De gemeente Lindeveen opende in 2021 een proeftuin voor inwoners.",
        "De gemeente Eikendorp opende in 2022 een proeftuin voor inwoners.",
        "De wethouder koos zelf welke aanvragen doorgingen.",
        "Alle aanvragen werden in het eerste jaar uitgevoerd.",
        "De gemeente Lindeveen is verplicht een proeftuin voor inwoners te openen.",
        "De provincie legt volgend jaar drie nieuwe fietsbruggen aan.",
    ],
)
def test_what_it_does_not_say_is_not(sentence: str, base: KnowledgeBase) -> None:
    assert not supported(sentence, [PASSAGE], "nl", base)
