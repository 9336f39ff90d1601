"""A question put over word by word."""

from knowledge.lexicon import gloss, translated


def test_words_are_put_over_and_names_stay() -> None:
    assert gloss("Mag een leverancier klachten weigeren in Zwolle?", "nl", "en") == (
        "supplier complaint refuse Zwolle"
    )


def test_a_compound_is_put_over_in_parts_when_all_are_known() -> None:
    assert "supplier" in translated("leveranciersovereenkomst", "nl", "en")


def test_a_form_with_its_own_name_goes_before_its_stem() -> None:
    assert gloss("herinnering", "nl", "en") == "reminder"
    assert gloss("herinneren", "nl", "en") == "remember"


def test_a_participle_is_known_by_its_verb() -> None:
    assert gloss("wat is er gemeld en gekoppeld", "nl", "en") == "report link"


def test_it_works_the_other_way_too() -> None:
    assert "klacht" in gloss("where do complaints go", "en", "nl")


def test_terms_of_the_glossary_come_first() -> None:
    assert gloss("DPIA", "nl", "en") == "DPIA"
    assert "gdpr" in translated("wat zegt de AVG", "nl", "en")


def test_a_question_without_words_that_carry_meaning_stays_as_it_is() -> None:
    assert gloss("en hoe dan?", "nl", "en") == "en hoe dan?"
