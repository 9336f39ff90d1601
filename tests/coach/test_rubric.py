from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.coach import rehearsal
from bot.coach.review.grading import agreement, always_middling, weighted_kappa
from bot.coach.review.model import Best, packaged_model, passages
from bot.coach.review.rubric import review, scores_of
from bot.coach.review.training import cross_validate, fit
from prompts.curriculum import PromptError
from prompts.judging import AGENDAS, read_lines
from prompts.rubric import CRITERIA, load_rubric

GOOD = """Reisplan trouwzaal

Waar staan we? We vroegen veertien stellen waarom ze terugkwamen. Elf zeiden: niemand zei welk papier.
Waar doen we het voor? Mensen moeten op een mooie dag niet hoeven denken aan een akte.
De drie traagste aanvragen waren alle drie van mensen die in het buitenland geboren zijn.
Elke vrijdag bellen we twee stellen en wat ze zeggen veranderen we dezelfde week.
We proberen twee weken een briefje van drie regels. Komen er dan nog meer dan vijf terug, dan stoppen we.
De ambtenaren bedachten dit zelf en mogen het afschaffen.
In mei spelen we een aanvraag na, met taart.
Een aanvraag kost 50 minuten, en een tweede bezoek nog eens 30. Minder mag, als er niet meer fouten komen.
Balie en burgerzaken doen dit samen, Tineke beslist.
Eerste stap: Tineke maakt voor 3 mei het briefje en telt op 17 mei wie er terugkwam.
"""
WEAK = """Strategische koers

De organisatie transformeert naar een wendbare en toekomstbestendige netwerkorganisatie.
De governance wordt ingericht conform de vastgestelde kaders.
Medewerkers worden meegenomen in de verandering.
Een nadere uitwerking volgt na besluitvorming door het managementteam.
"""


def test_a_good_and_a_weak_agenda() -> None:
    assert review(GOOD, "nl").overall == "good"
    assert review(WEAK, "nl").overall == "weak"


def test_each_score_has_a_reason_and_the_sentence_it_rests_on() -> None:
    found = review(GOOD, "nl")
    assert set(found.scores) == set(found.reasons) == set(CRITERIA)
    joined = " ".join(GOOD.split())
    for criterion, reason in found.reasons.items():
        assert reason.text == load_rubric("nl").criterion(criterion).levels[found.scores[criterion]]
        assert bool(reason.sentence) == (found.scores[criterion] > 0 or criterion == "plain_language")
        assert all(part in joined for part in reason.sentence.split(". "))


def test_the_first_step_rests_on_the_sentence_about_it() -> None:
    assert "3 mei" in review(GOOD, "nl").reasons["first_step"].sentence


def test_two_changes_that_help_most() -> None:
    found = review(WEAK, "nl")
    assert found.changes == ("users", "public_value")
    assert found.advice[0].startswith("*Gebruikers*")


def test_a_text_with_everything_gets_less_advice() -> None:
    found = review(GOOD, "nl")
    assert all(found.scores[criterion] < 2 for criterion in found.changes)


@pytest.mark.parametrize("text", ["", "   \n", "?!", "- \n- \n", "x" * 5000])
def test_texts_without_content_are_weak(text: str) -> None:
    assert review(text, "en").overall == "weak"


def test_what_is_left_open_is_never_there_in_full() -> None:
    scores = review(GOOD, "nl").scores
    full = [criterion for criterion, score in scores.items() if score == 2]
    assert full
    capped = review(GOOD, "nl", unfinished=full[:1]).scores
    assert capped == {**scores, full[0]: 1}


def test_a_criterion_is_read_in_the_light_of_the_rest_and_never_without_a_passage() -> None:
    shown, doubtful = Best(0.9, 0.8, "a"), Best(0.3, 0.2, "b")
    poor = dict.fromkeys(CRITERIA, Best(0.0, 0.0, "")) | {"coherence": doubtful}
    rich = dict.fromkeys(CRITERIA, shown)

    def in_rich(at_all: float) -> int:
        return scores_of(rich | {"coherence": Best(at_all, 0.2, "b")})["coherence"]

    assert scores_of(poor)["coherence"] == 0
    assert [in_rich(0.1), in_rich(0.3), in_rich(0.5)] == [0, 1, 2]


def test_passages_leave_list_markers_out() -> None:
    assert passages("- Een.\n2. Twee.")[:2] == ["Een.", "Twee."]


def test_two_sentences_of_different_paragraphs_are_no_passage() -> None:
    assert passages("Een. Twee.\n\nDrie.") == ["Een.", "Twee.", "Drie.", "Een. Twee."]


def test_who_was_asked_and_answered_is_never_told_that_it_cannot_be_read() -> None:
    told = "De elf behandelaars lezen elke maandag één brief hardop voor."
    silent, answered = review(WEAK, "nl"), review(WEAK, "nl", answered={"experiment": told})
    assert (silent.scores["experiment"], answered.scores["experiment"]) == (0, 1)
    assert answered.reasons["experiment"].sentence == told
    full = review(GOOD, "nl", answered={"experiment": told})
    assert full.reasons["experiment"] == review(GOOD, "nl").reasons["experiment"]


def test_rubrics_hold_the_same_criteria_in_the_same_order() -> None:
    nl, en = load_rubric("nl"), load_rubric("en")
    assert [c.id for c in nl.criteria] == [c.id for c in en.criteria]
    with pytest.raises(PromptError):
        load_rubric("fr")


def test_the_packaged_weights_are_those_of_the_examples() -> None:
    fitted, packaged = fit(read_lines(AGENDAS)), packaged_model()
    assert fitted.keys() == packaged.keys()
    for name, regression in fitted.items():
        assert packaged[name].intercept == pytest.approx(regression.intercept, abs=0.01)
        signs = packaged[name].weights.keys() | regression.weights.keys()
        shipped = {sign: packaged[name].weights.get(sign, 0.0) for sign in signs}
        assert shipped == pytest.approx({sign: regression.weights.get(sign, 0.0) for sign in signs}, abs=0.01)


def test_there_are_enough_examples_of_our_own() -> None:
    agendas = read_lines(AGENDAS)
    assert len(agendas) >= 60
    assert {a["overall"] for a in agendas} == {"weak", "middling", "good"}


@pytest.mark.parametrize(
    ("labels", "grades", "kappa"),
    [
        ([0, 1, 2], [0, 1, 2], 1.0),
        ([0, 0, 2, 2], [2, 2, 0, 0], -1.0),
        ([0, 1, 2], [1, 1, 1], 0.0),
        ([1, 1], [1, 1], 1.0),
    ],
)
def test_weighted_kappa(labels: list[int], grades: list[int], kappa: float) -> None:
    assert weighted_kappa(labels, grades) == pytest.approx(kappa)


def test_weighted_kappa_agrees_with_scikit_learn() -> None:
    from sklearn.metrics import cohen_kappa_score

    labels, grades = [0, 1, 2, 2, 1, 0, 0, 2, 1], [0, 2, 2, 1, 1, 0, 1, 2, 0]
    assert weighted_kappa(labels, grades) == pytest.approx(
        cohen_kappa_score(labels, grades, weights="linear")
    )


@pytest.mark.slow
def test_cross_validated_figures_reach_the_targets() -> None:
    agendas = read_lines(AGENDAS)
    overall = agreement(agendas, cross_validate(agendas, folds=5))["overall"]
    assert overall.kappa >= 0.75
    assert overall.near >= 0.97
    assert agreement(agendas, [always_middling({**a, "text": ""}) for a in agendas])["overall"].kappa == 0.0


def test_review_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "agendas.jsonl"
    path.write_text(json.dumps({"id": "a1", "language": "nl", "text": GOOD}) + "\n", encoding="utf-8")
    rehearsal.review([path], True)
    line = json.loads(capsys.readouterr().out)
    assert set(line) == {"id", "scores", "overall"}
    assert set(line["scores"]) == set(CRITERIA)


def test_review_as_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "agendas.jsonl"
    path.write_text(json.dumps(read_lines(AGENDAS)[0] | {"text": GOOD}) + "\n", encoding="utf-8")
    rehearsal.review([path], False, "en")
    assert "weighted kappa" in capsys.readouterr().out


@pytest.mark.parametrize(("language", "opening", "not_yet"), [("nl", "Ik ", "nog"), ("en", "I ", "yet")])
def test_every_reason_is_about_what_was_read(language: str, opening: str, not_yet: str) -> None:
    """What isn't in the text may still be so in the organisation."""
    for criterion in load_rubric(language).criteria:
        assert all(level.startswith(opening) for level in criterion.levels), criterion.id
        if criterion.id != "plain_language":
            assert all(not_yet in level.rstrip(".").split() for level in criterion.levels[:2]), criterion.id
            assert not_yet not in criterion.levels[2].split()
