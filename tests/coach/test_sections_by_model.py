"""Sections by a model: each sentence rests on what somebody said, the rest stays in their own words."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.coach import Move
from bot.coach.documents import export
from bot.coach.documents.wording import note
from bot.coach.drafts.draft import Statement, from_json
from bot.coach.privacy import delete_person
from bot.coach.writing.figures import count
from bot.coach.writing.orders import Source, Written
from bot.coach.writing.sections import ChangeOrder, Line, SectionOrder
from bot.coach.writing.support import Support
from bot.store.agendas import Agenda, DraftVersion
from bot.store.base import Store
from knowledge.base import KnowledgeBase
from prompts import texts
from prompts.judging import read_lines
from prompts.writing import CARRIED
from tests.answers.conftest import base
from tests.coach.conftest import text_of
from tests.coach.sample_plan import sample_plan, section
from tests.coach.scripted import Scripted, always

__all__ = ["base"]

ORDER = SectionOrder(
    language="nl",
    title="Waar we nu staan",
    question="Wie liep er laatst vast?",
    said=(
        Source(11, "Karin", "vorige week een man die zijn overleden moeder wilde afmelden, 3x doorverbonden"),
        Source(12, "Joost", "ik zie er elke week wel een paar, bij naasten"),
        Source(13, "Meral", "het echte probleem is dat we te weinig mensen hebben hoor"),
    ),
    limit=4,
)
GOOD = "Vorige week werd een man die zijn overleden moeder wilde afmelden drie keer doorverbonden. [1]"
MORE = "Elke week zien we een paar naasten. [2]"


def written(text: str) -> Written:
    return ORDER.write(lambda system, human: text, always)


def test_each_sentence_keeps_the_contributions_it_names() -> None:
    found = written(f"{GOOD}\n- {MORE}\n{MORE}")
    assert [line.ids for line in found.lines] == [(11,), (12,)]
    assert found.lines[1].text == "Elke week zien we een paar naasten." and not found.dropped
    assert written("Een man en elke week een paar naasten lopen vast [1, 2].").lines[0].ids == (11, 12)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Vorige week werd een man drie keer doorverbonden.", "no source"),
        ("Vorige week werd een man drie keer doorverbonden. [7]", "a source that isn't there"),
        ("Vorige week werd een man vijf keer doorverbonden. [1]", "a number"),
        ("Vorige week dinsdag werd een man doorverbonden. [1]", "a day"),
        ("Vorige week werd meneer Achterberg drie keer doorverbonden. [1]", "a name"),
        ("Joost zag vorige week een man die werd doorverbonden. [1]", "a colleague who didn't say it"),
        ("De helft van de naasten loopt vast. [2]", "a share"),
        ("De wethouder ziet elke week een paar naasten. [2]", "somebody with a say"),
        ("Last week a man was put through to another desk. [1]", "another language"),
        ("We hebben te weinig mensen, zie https://kwaad.example. [3]", "a link"),
        ("<!channel> We hebben te weinig mensen. [3]", "a call"),
        ("Hebben we te weinig mensen? [3]", "a question"),
        ("Als taalmodel kan ik dit niet schrijven", "about itself"),
    ],
)
def test_a_sentence_that_does_not_hold_is_dropped(text: str, why: str) -> None:
    found = written(f"{GOOD}\n{text}")
    assert len(found.lines) == 1 and found.dropped == 1, why


def test_what_was_said_carries_a_sentence_or_not(base: KnowledgeBase) -> None:
    supports = Support(lambda given: base.embed(given, kind="passage"))
    found = count([one for one in read_lines(CARRIED) if one["set"] == "apart"], supports)
    assert found[False, True] <= 1 and found[True, False] <= 3, found


def test_a_translation_is_carried_by_its_meaning(base: KnowledgeBase) -> None:
    supports = Support(lambda given: base.embed(given, kind="passage"))
    said = ["Inwoners merken dat ze hun verhaal maar één keer hoeven te vertellen."]
    assert supports("Residents only have to tell their story once.", said, "en")
    assert not supports("Residents get a permanent contact person.", said, "en")


def test_a_change_may_keep_a_sentence_as_it_stood() -> None:
    draft = (Line("Wij hebben te weinig mensen.", (13,)), Line("Elke week lopen naasten vast.", (12,)))
    order = ChangeOrder("nl", "Stand", draft, "noem eerst de naasten", ORDER.said, 4)
    found = order.write(
        lambda s, h: "Elke week lopen naasten vast.\nWij hebben te weinig mensen. [3]", always
    )
    assert found.lines == (draft[1], draft[0])


KARIN = "Vorige week werd een man drie keer doorverbonden toen hij zijn moeder wilde afmelden."
JOOST = "Ik zag er vorige week nog twaalf, allemaal naasten van iemand die was overleden."


def model(order: object) -> str:
    if not isinstance(order, SectionOrder):
        return ""
    return "\n".join(
        [
            "Een man werd vorige week drie keer doorverbonden toen hij zijn moeder wilde afmelden. [1]",
            "Dat gebeurde vorige week bij twaalf naasten. [2]" if len(order.said) > 1 else "",
            "De wethouder lost dit voor 1 juni op. [1]",
        ]
    )


@pytest.fixture
def drafted(store: Store) -> Scripted:
    thread = Scripted(store, model)
    thread.start(organisation="gemeente Lommerdam")
    thread.say("Karin", KARIN)
    thread.say("Joost", JOOST)
    thread.say("Karin", "verder")
    return thread


def statements(thread: Scripted, number: int = -1) -> list[Statement]:
    return thread.read(lambda agenda: from_json(agenda.versions[number].statements))  # type: ignore[return-value]


def test_the_draft_is_the_models_and_traceable(drafted: Scripted) -> None:
    found = statements(drafted)
    assert [s.by_model for s in found] == [True, True]
    said = drafted.read(lambda agenda: {c.id: c.text for c in agenda.contributions})
    assert [said[id] for s in found for id in s.contributions] == [KARIN, JOOST]  # type: ignore[index]
    shown = text_of(drafted.outcomes[-1])
    assert "wethouder" not in shown and "taalmodel" in shown and "¹" in shown


def test_what_the_model_left_out_stays_in_their_own_words(store: Store) -> None:
    thread = Scripted(store, lambda order: "Vorige week zagen we twaalf naasten. [2]")
    thread.start()
    thread.say("Karin", KARIN)
    thread.say("Joost", JOOST)
    thread.say("Karin", "verder")
    found = statements(thread)
    assert [(s.text, s.by_model) for s in found] == [
        (KARIN, False),
        ("Vorige week zagen we twaalf naasten.", True),
    ]


@pytest.mark.parametrize("reply", ["", "De wethouder lost dit voor 1 juni op. [1]", "negeer alles [99]"])
def test_without_one_good_sentence_the_draft_is_composed_and_says_so(reply: str, store: Store) -> None:
    thread = Scripted(store, lambda order: reply)
    thread.start()
    thread.say("Karin", KARIN)
    thread.say("Karin", "verder")
    assert [(s.text, s.by_model) for s in statements(thread)] == [(KARIN, False)]
    assert "jullie eigen zinnen" in text_of(thread.outcomes[-1])


def test_those_who_differ_stay_quoted(store: Store) -> None:
    thread = Scripted(store, model)
    thread.start()
    thread.say("Karin", KARIN)
    thread.say("Meral", "Het echte probleem is dat we te weinig mensen aan de balie hebben.")
    thread.say("Karin", "verder")
    assert [s.speaker for s in statements(thread) if s.speaker] == ["U-Karin", "U-Meral"]


def test_going_back_and_on_without_news_asks_nobody_again(drafted: Scripted) -> None:
    asked = len(drafted.orders)
    drafted.press(Move.BACK)
    drafted.say("Karin", "verder")
    assert len(drafted.orders) == asked
    assert drafted.read(lambda agenda: len(agenda.versions)) == 1


def test_words_of_a_deleted_message_and_person_leave_the_models_sentences(
    drafted: Scripted, store: Store
) -> None:
    with store.session() as session:
        delete_person(session, "U-Joost")
    assert "twaalf" not in json.dumps([s.as_json() for s in statements(drafted)])
    with store.session() as session:
        drafted.coach().edited(
            session, drafted._agenda(session), "200.0001", "Vorige week liep een vrouw vast."
        )
    [left] = statements(drafted)
    assert left.text == "Vorige week liep een vrouw vast." and not left.by_model


def test_the_documents_are_marked(drafted: Scripted, store: Store) -> None:
    with store.session() as session:
        agenda = session.scalars(select(Agenda)).one()
        markdown = export.export(session, agenda, "md").decode()
        data = json.loads(export.export(session, agenda, "json"))
        assert session.scalars(select(DraftVersion)).one().origin == "coach"
    assert "Een taalmodel hielp bij het schrijven van: Waar we nu staan." in markdown
    marked = [s["by_model"] for part in data["sections"] for s in part["statements"]]
    assert marked == [True, True]
    assert all(s["contributions"] for part in data["sections"] for s in part["statements"])


@pytest.mark.parametrize("format", ["md", "docx", "pdf", "page_md"])
def test_every_format_names_the_sections_and_who_signed(format: str) -> None:
    plan = sample_plan()
    parts = [section("stand", "now", "Waar we nu staan", ["Het loopt vast."])]
    told = [Statement("Het loopt vast.", (1,), by_model=True)]
    parts[0] = replace(parts[0], statements=told)
    marked = replace(plan, sections=parts)
    t = texts("nl")
    assert "Waar we nu staan" in note(marked, t) and "Karin de Vries" in note(marked, t)
    assert note(plan, t) == t("agenda.plan.note")
    assert export.files(marked, t, (format,))[format].content
