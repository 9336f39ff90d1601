import pytest

from knowledge.tokens import split_compound, tokens


def test_a_compound_matches_its_parts() -> None:
    assert set(tokens("strategie voor digitalisering", "nl")) <= set(tokens("digitaliseringsstrategie", "nl"))


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("digitaliseringsstrategie", ("digitalisering", "strategie")),
        ("toegankelijkheidsverklaring", ("toegankelijkheid", "verklaring")),
        ("risicobeheersysteem", ("risico", "beheer", "systeem")),
        ("voorwaarden", ()),
        ("functionaris", ()),
        ("API", ()),
    ],
)
def test_splits_compounds_only(word: str, parts: tuple[str, ...]) -> None:
    assert split_compound(word) == parts


def test_stems_and_drops_stop_words() -> None:
    assert tokens("De gemeenten in de projecten", "nl") == tokens("gemeente, project", "nl")
    assert tokens("the agencies are publishing", "en") == tokens("agency publishes", "en")


def test_accents_and_case_do_not_count() -> None:
    assert tokens("Café", "nl") == tokens("cafe", "nl")
