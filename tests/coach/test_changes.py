"""Edits and deletions in Slack, adjustments of drafts, people who come, go quiet or leave."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.coach import Move, privacy
from bot.coach.conversation.blocks import read_choice
from bot.coach.conversation.views import adjust_view
from bot.coach.drafts.draft import from_json
from bot.store.agendas import Agenda, CurriculumSnapshot
from bot.store.base import Store, utc_now
from prompts.curriculum import load_curriculum
from tests.coach.conftest import Thread, text_of

STORY = "Maandag belde een vrouw die haar vader wilde afmelden, ze werd drie keer doorverbonden."
COUNT = "Vorige week telden we er 12, allemaal naasten."


def drafted(thread: Thread) -> Thread:
    thread.say("Karin", STORY)
    thread.say("Joost", COUNT)
    thread.say("Karin", "verder")
    return thread


def statements(thread: Thread) -> list[str]:
    return thread.read(lambda agenda: [s.text for s in from_json(agenda.versions[-1].statements)])  # type: ignore[return-value]


def test_an_edited_message_takes_the_draft_along(thread: Thread) -> None:
    drafted(thread)
    with thread.store.session() as session:
        outcome = thread.coach().edited(
            session, thread._agenda(session), "200.0002", "Vorige week telden we er 21.", "e1"
        )
    assert "Joost" in text_of(outcome)
    assert statements(thread)[1] == "Vorige week telden we er 21."
    traced = thread.read(lambda agenda: [(t.what, t.detail) for t in agenda.trace if t.user == "U-Joost"])
    assert traced == [("edited", "contribution 2"), ("drafted", "edited 2 2")]
    assert thread.read(lambda a: [(v.number, v.author) for v in a.versions]) == [(1, "coach"), (2, "U-Joost")]
    assert thread.read(lambda agenda: agenda.phase) == "draft"


@pytest.mark.parametrize("text", ["Wat is de Woo?", ":smile:", "verder"])
def test_what_is_edited_into_no_answer_leaves_the_draft(thread: Thread, text: str) -> None:
    drafted(thread)
    with thread.store.session() as session:
        thread.coach().edited(session, thread._agenda(session), "200.0002", text, "e1")
    assert statements(thread) == [STORY]


def test_a_section_that_lost_its_words_is_open_again(thread: Thread) -> None:
    thread.say("Karin", STORY)
    thread.say("Karin", "verder")
    thread.say("Karin", "klopt")
    with thread.store.session() as session:
        thread.coach().deleted(session, thread._agenda(session), "200.0001")
        shown = thread.coach().overview(session, thread._agenda(session)).text
    assert "Waar we nu staan" not in shown and "Stand: nog niet besproken" in shown


def test_a_sentence_of_two_people_follows_each_of_them(thread: Thread) -> None:
    thread.say("Karin", "Mensen bellen drie keer voordat iemand ze helpt.")
    thread.say("Joost", "ja, mensen bellen drie keer voordat iemand ze echt helpt")
    thread.say("Karin", "verder")
    assert thread.read(lambda a: a.versions[-1].statements[0]["contributions"]) == [2, 1]
    with thread.store.session() as session:
        agenda = thread._agenda(session)
        thread.coach().deleted(session, agenda, "200.0001")
    (text,) = statements(thread)
    assert "Mensen bellen drie keer" in text
    with thread.store.session() as session:
        agenda = thread._agenda(session)
        thread.coach().edited(session, agenda, "200.0002", "mensen bellen vier keer bij ons", "e2")
    assert statements(thread) == ["Mensen bellen vier keer bij ons."]


def test_an_earlier_version_can_be_put_back_from_the_form(thread: Thread) -> None:
    drafted(thread)
    thread.press(Move.ADJUST, STORY)
    with thread.store.session() as session:
        agenda = thread._agenda(session)
        agenda.versions[-1].created_at = datetime(2026, 7, 1, 7, 30)
        view = adjust_view(agenda.id, STORY, "nl", agenda.versions)
    assert "01-07 09:30" in str(view["blocks"][2])
    (button,) = [block["accessory"] for block in view["blocks"] if "accessory" in block]
    move, id, value = read_choice(button)
    assert (move, id, value) == (Move.RESTORE, agenda.id, "1")
    thread.press(move, value)
    assert statements(thread) == [STORY, COUNT]


def test_a_deleted_message_leaves_no_words_behind(thread: Thread) -> None:
    drafted(thread)
    with thread.store.session() as session:
        outcome = thread.coach().deleted(session, thread._agenda(session), "200.0002")
    assert text_of(outcome)
    assert statements(thread) == [STORY]
    with thread.store.session() as session:
        everything = str(privacy.export_agenda(thread._agenda(session)))
        turns = str([turn.outcome for turn in thread._agenda(session).turns])
    assert "12, allemaal" not in everything + turns


def test_a_change_to_what_nobody_kept_is_nothing(thread: Thread) -> None:
    with thread.store.session() as session:
        agenda = thread._agenda(session)
        assert thread.coach().edited(session, agenda, "1.1", "x", "e").replies == ()
        assert thread.coach().deleted(session, agenda, "1.1").replies == ()


def test_a_form_with_a_new_text_makes_a_version(thread: Thread) -> None:
    drafted(thread)
    outcome = thread.press(Move.ADJUST, f"{STORY}\nVanaf nu tellen we elke week.", name="Meral")
    assert "versie 2" in text_of(outcome)
    assert statements(thread) == [STORY, "Vanaf nu tellen we elke week."]
    assert thread.read(lambda agenda: agenda.versions[-1].author) == "U-Meral"
    assert "versie 3" in text_of(thread.say("Karin", "versie 1"))
    assert statements(thread) == [STORY, COUNT]


def test_adjusting_in_words_waits_for_the_text(thread: Thread) -> None:
    drafted(thread)
    assert "*korter*" in text_of(thread.say("Karin", "aanpassen"))
    assert "Vorige week telden we er 14" in text_of(
        thread.say("Karin", "vorige week telden we er 14, allemaal naasten")
    )


def test_what_cant_be_adjusted_is_said(thread: Thread) -> None:
    drafted(thread)
    assert "versie 2" not in text_of(thread.say("Karin", "vervang olifant door muis"))


def test_a_latecomer_is_caught_up_in_private(thread: Thread) -> None:
    drafted(thread)
    thread.say("Karin", "klopt")
    outcome = thread.say("Sam", "In 2025 kwamen er 14 klachten over brieven aan overledenen.")
    private = [reply for reply in outcome.replies if reply.to]
    assert [reply.to for reply in private] == ["U-Sam"] and "drie keer doorverbonden" in private[0].text
    assert not any(
        reply.to for reply in thread.say("Sam", "En dit jaar zijn het er al 20 tot nu toe.").replies
    )


def test_who_was_named_at_the_start_is_a_latecomer_too(store: Store) -> None:
    thread = Thread(store)
    thread.start(members=(("U-Sam", "Sam Visser"),))
    drafted(thread)
    thread.say("Karin", "klopt")
    said = thread.say("Sam", "In 2025 kwamen er 14 klachten over brieven aan overledenen.")
    assert [reply.to for reply in said.replies if reply.to] == ["U-Sam"]


def test_who_pressed_the_buttons_has_missed_nothing(store: Store) -> None:
    thread = Thread(store)
    thread.start(members=(("U-Sam", "Sam Visser"),))
    drafted(thread)
    thread.press(Move.FINE, name="Sam")
    said = thread.say("Sam", "In 2025 kwamen er 14 klachten over brieven aan overledenen.")
    assert not [reply.to for reply in said.replies if reply.to]


@pytest.mark.parametrize(
    "asked", ["hoi, sorry ik was er nog niet. wat is de bedoeling?", "wat heb ik gemist"]
)
def test_who_wonders_where_we_are_is_told_in_private_and_not_quoted(thread: Thread, asked: str) -> None:
    thread.say("Karin", STORY)
    said = thread.say("Sam", asked)
    assert [reply.to for reply in said.replies] == ["U-Sam"] and STORY[:20] in said.replies[0].text
    thread.say("Karin", "verder")
    assert statements(thread) == [STORY]


def test_silence_gets_one_nudge_and_the_quiet_one_invitation(store: Store) -> None:
    thread = Thread(store)
    thread.start(members=(("U-Sam", "Sam Visser"),))
    later = utc_now() + timedelta(hours=1)
    outcomes = []
    for moment in (utc_now(), later, later):
        with store.session() as session:
            outcomes.append(thread.coach().nudge(session, thread._agenda(session), moment))
    assert [len(outcome.replies) for outcome in outcomes] == [
        0,
        3,
        0,
    ]  # the thread, and two who haven't spoken
    assert {reply.to for reply in outcomes[1].replies} == {None, "U1", "U-Sam"}
    (invited,) = [reply.text for reply in outcomes[1].replies if reply.to == "U-Sam"]
    assert "Sam" in invited and load_curriculum("nl").stages[0].opening_short in invited


def test_a_person_can_be_forgotten(thread: Thread) -> None:
    drafted(thread)
    thread.say("Joost", "klopt")
    with thread.store.session() as session:
        assert COUNT in str(privacy.export_person(session, "U-Joost"))
        assert len(privacy.delete_person(session, "U-Joost")) == 1
    with thread.store.session() as session:
        left = str(privacy.export_agenda(thread._agenda(session)))
        assert "Joost" not in left and "12, allemaal" not in left and STORY in left
    assert text_of(thread.say("Karin", "samenvatting"))


def test_nothing_of_who_is_forgotten_stays_in_the_database(store: Store, tmp_path: Path) -> None:
    thread = Thread(store)
    thread.start()
    thread.say("Karin", STORY)
    thread.say("Joost", "weten we niet")
    thread.say("Joost", "ik zoek het na in het Zonnebloemregister")
    thread.say("Karin", "verder")
    with store.session() as session:
        assert privacy.delete_person(session, "U-Joost")
    store.close()
    left = (tmp_path / "reisplan.db").read_bytes()
    assert b"Zonnebloemregister" not in left and b"U-Joost" not in left
    assert STORY.encode() in left


def test_a_section_that_rested_on_one_person_stands_open_without_them(thread: Thread) -> None:
    thread.say("Joost", COUNT)
    thread.say("Karin", "verder")
    with thread.store.session() as session:
        privacy.delete_person(session, "U-Joost")
    assert "*Waar we nu staan*: _staat open_" in text_of(thread.say("Karin", "samenvatting"))


def test_a_thread_can_be_forgotten(thread: Thread) -> None:
    drafted(thread)
    with thread.store.session() as session:
        privacy.delete_agenda(session, thread._agenda(session))
    with thread.store.session() as session:
        assert session.query(Agenda).count() == session.query(CurriculumSnapshot).count() == 0


def test_what_people_changed_by_hand_survives_the_next_draft(thread: Thread) -> None:
    drafted(thread)
    thread.say("Meral", "vervang naasten door weduwen")
    thread.say("Karin", "klopt")
    thread.say("Karin", "terug")
    assert "versie 3" not in text_of(thread.say("Karin", "verder"))
    thread.say("Karin", "terug")
    thread.say("Joost", "Dit jaar zijn het er al 140, zegt het zaaksysteem.")
    thread.say("Karin", "verder")
    assert "weduwen" in statements(thread)[1] and "140" in statements(thread)[-1]


def test_what_stands_open_takes_one_line_of_a_catch_up(thread: Thread) -> None:
    drafted(thread)
    thread.press(Move.FINE)
    for _ in range(3):
        thread.press(Move.PARK)
    (told,) = [reply for reply in thread.say("Sam", "wat heb ik gemist").replies if reply.to]
    assert told.text.count("_staat open_") == 1
    assert "*Waar we het voor doen*, *Wat mensen nodig hebben*, *Waar we ons aan houden*: _" in told.text


def asked_and_taken_on(thread: Thread) -> None:
    thread.say("Karin", STORY)
    thread.say("Joost", "kan iemand het Zonnebloemregister nakijken?")
    thread.say("Meral", "doe ik, voor donderdag")


def test_an_errand_loses_the_words_of_who_asked_for_it(thread: Thread) -> None:
    asked_and_taken_on(thread)
    assert "Zonnebloem" in str(thread.plan().sections[0].open)
    with thread.store.session() as session:
        thread.coach().deleted(session, thread._agenda(session), "200.0002")
    assert list(thread.plan().sections[0].open) == ["Meral: “doe ik, voor donderdag”."]


def test_who_is_forgotten_takes_their_words_from_an_errand(thread: Thread) -> None:
    asked_and_taken_on(thread)
    with thread.store.session() as session:
        privacy.delete_person(session, "U-Joost")
        assert "Zonnebloem" not in str(privacy.export_agenda(thread._agenda(session)))
    assert list(thread.plan().sections[0].open) == ["Meral: “doe ik, voor donderdag”."]


def test_what_nobody_knows_stands_open_in_the_words_it_was_said_in(thread: Thread) -> None:
    thread.say("Sjoerd", "weten we niet hoeveel er zo zijn")
    thread.say("Ilse", "ik laat het uitdraaien voor donderdag")
    (line,) = thread.plan().sections[0].open
    assert line == "Weten we niet hoeveel er zo zijn. Ilse: “ik laat het uitdraaien voor donderdag”."
    with thread.store.session() as session:
        thread.coach().deleted(session, thread._agenda(session), "200.0001")
    assert "hoeveel" not in str(thread.plan().sections[0].open)


def test_what_nobody_knows_is_offered_as_the_experiment(thread: Thread) -> None:
    thread.say("Sjoerd", "weten we niet hoeveel er zo zijn")
    thread.press_on("quality-cost")
    assert "hoeveel er zo zijn" not in text_of(thread.outcomes[-1])
    thread.press_on("experiment")
    assert "Weten we niet hoeveel er zo zijn”. Kan een proef dat uitwijzen?" in text_of(thread.outcomes[-1])


def test_what_somebody_finds_out_is_no_experiment_any_more(thread: Thread) -> None:
    thread.say("Sjoerd", "weten we niet hoeveel er zo zijn")
    thread.say("Ilse", "ik laat het uitdraaien voor donderdag")
    thread.press_on("experiment")
    assert "hoeveel er zo zijn" not in text_of(thread.outcomes[-1])
