import numpy as np
import pytest

from bot.answers.differences import differ
from bot.answers.scoring import Candidate
from bot.answers.units import Unit
from knowledge import KnowledgeBase
from knowledge.models import Chunk, Hit


def candidate(text: str, base: KnowledgeBase, language: str = "nl") -> Candidate:
    chunk = Chunk(text, text, "Titel", (), text, language, 0)
    vector = np.asarray(base.embed([text], kind="passage")[0])
    return Candidate(Unit(text, (), "", 0), chunk, Hit(chunk, 1, 1, 1, text), 1.0, vector=vector)


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        (
            "Een bestuursorgaan beslist binnen vier weken op een Woo-verzoek.",
            "Een bestuursorgaan beslist binnen 6 weken op een Woo-verzoek.",
            "nl",
        ),
        (
            "Een verklaring is verplicht voor elke website van de overheid.",
            "Een verklaring is niet verplicht voor elke website van de overheid.",
            "nl",
        ),
        ("A sprint takes two weeks in our team.", "A sprint takes three weeks in our team.", "en"),
    ],
)
def test_another_figure_or_duty_for_the_same_is_a_difference(
    one: str, other: str, language: str, base: KnowledgeBase
) -> None:
    assert differ(candidate(one, base, language), candidate(other, base, language))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Een bestuursorgaan beslist binnen vier weken op een Woo-verzoek.",
            "Een bestuursorgaan beslist binnen 4 weken op een Woo-verzoek.",
        ),
        (
            "Een bestuursorgaan beslist binnen vier weken op een Woo-verzoek.",
            "De termijn voor bezwaar tegen een besluit is zes weken.",
        ),
        (
            "Het register telt 109 algoritmes van twaalf gemeenten.",
            "Het register telt 109 algoritmes van dertig gemeenten.",
        ),
        ("Een verklaring is verplicht voor elke website.", "Een website heeft een verklaring."),
    ],
)
def test_what_agrees_or_is_about_something_else_is_none(one: str, other: str, base: KnowledgeBase) -> None:
    assert not differ(candidate(one, base), candidate(other, base))
