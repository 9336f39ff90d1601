from importlib.resources import files

import yaml

from knowledge.glossary import translations
from knowledge.tokens import tokens


def test_a_dutch_word_becomes_its_english_names() -> None:
    assert set(tokens("accessibility statement", "en")) <= set(
        translations("waar staat onze toegankelijkheidsverklaring?", "nl", "en")
    )


def test_an_abbreviation_becomes_its_long_form() -> None:
    assert set(tokens("bescherming persoonsgegevens", "nl")) <= set(
        translations("does data protection apply?", "en", "nl")
    )


def test_other_words_have_no_translation() -> None:
    assert translations("hoe kook ik een ei", "nl", "en") == []


def test_every_concept_is_named_in_both_languages() -> None:
    data = yaml.safe_load((files("knowledge") / "glossary.yaml").read_text(encoding="utf-8"))
    for concept in data["concepts"]:
        assert set(concept) == {"nl", "en"}
        assert all(isinstance(name, str) for names in concept.values() for name in names), concept
