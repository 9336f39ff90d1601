import pytest

from knowledge.language import detect


@pytest.mark.parametrize(
    "text",
    [
        "hoi",
        "Woo?",
        "wat is NORA",
        "is opensource gratis dan",
        "en voor kleine gemeenten?",
        "roadmap maken",
        "is er een template?",
        "🙂",
        "",
    ],
)
def test_dutch(text: str) -> None:
    assert detect(text) == "nl"


@pytest.mark.parametrize(
    "text",
    ["hi", "thanks", "what is GEMMA?", "and small ones?", "digital twin", "who do we ask about the Woo?"],
)
def test_english(text: str) -> None:
    assert detect(text) == "en"
