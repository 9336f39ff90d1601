"""Whole agendas through the coach, on real SQLite, with a new coach for every message."""

from __future__ import annotations

import json

import pytest

from bot.coach import Move, Outcome, Said, Start, find
from bot.coach.documents.export import as_json, export
from bot.store.agendas import Agenda
from bot.store.base import Store
from prompts.curriculum import load_curriculum
from tests.coach.conftest import Thread, text_of

LONG = "Maandag belde een vrouw die haar vader wilde afmelden, ze werd drie keer doorverbonden."


def test_the_welcome_says_it_is_software_and_asks_the_first_question(store: Store) -> None:
    outcome = Thread(store).start(organisation="gemeente Lommerdam")
    (reply,) = outcome.replies
    assert "software" in reply.text
    assert load_curriculum("nl").stages[0].opening[0] in reply.text
    assert outcome.changed


def test_two_people_go_from_start_to_a_signed_reisplan(thread: Thread) -> None:
    for stage in load_curriculum("nl").stages:
        for question in stage.questions:
            thread.say("Karin", f"{LONG} Dat was bij {question.id}.")
            thread.say("Joost", f"Vorige week telden we er 12 bij {question.id}, allemaal naasten.")
            asked = thread.say("Karin", "verder")
        assert "(concept)" in text_of(asked)
        followed = thread.say("Joost", "klopt")
    assert "Voor iemand tekent" in text_of(followed)
    assert "*klopt*" in text_of(thread.say("Joost", "verder"))
    signed = thread.say("Karin", "ja klopt")
    (reply,) = signed.replies
    assert [file.name.rsplit(".", 1)[1] for file in reply.files] == ["md", "docx", "pdf"]
    markdown = reply.files[0].content.decode()
    assert markdown.startswith("# Reisplan van gemeente Lommerdam")
    assert "Getekend door: Karin" in markdown
    assert all(stage.draft_title in markdown for stage in load_curriculum("nl").stages)
    assert thread.read(lambda agenda: agenda.status) == "finished"


def test_every_statement_leads_back_to_who_said_it(thread: Thread) -> None:
    thread.say("Karin", LONG)
    thread.say("Joost", "Vorige week telden we er 12, allemaal naasten.")
    thread.say("Karin", "verder")
    section = as_json(thread.plan())["sections"][0]
    sources = [source for statement in section["statements"] for source in statement["contributions"]]
    assert {(s["user"], s["ts"]) for s in sources} == {("U-Karin", "200.0001"), ("U-Joost", "200.0002")}
    assert all(statement["contributions"] for statement in section["statements"])


def test_a_message_that_comes_again_changes_nothing_and_gets_the_same(thread: Thread) -> None:
    first = thread.deliver("Karin", "onduidelijk", "300.1")
    again = thread.deliver("Karin", "onduidelijk", "300.1")
    assert first == again
    assert thread.read(lambda agenda: len(agenda.contributions)) == 1
    assert thread.read(lambda agenda: len(agenda.asked)) == 1


def test_a_signed_reisplan_that_comes_again_carries_its_files(store: Store) -> None:
    thread = Thread(store)
    thread.start(minutes=20)
    for _ in load_curriculum("nl").for_sprint():
        thread.say("Karin", "overslaan")
    first = thread.deliver("Karin", "klopt", "300.1")
    again = thread.deliver("Karin", "klopt", "300.1")
    assert [file.name for file in first.replies[0].files] == [file.name for file in again.replies[0].files]


def test_a_start_that_comes_again_is_one_agenda(store: Store) -> None:
    thread = Thread(store)
    assert thread.start() == thread.start()


def test_a_vague_answer_gets_one_probe_and_a_question_at_most_two(thread: Thread) -> None:
    replies = [
        text_of(thread.say(name, text))
        for name, text in [
            ("Karin", "onduidelijk"),
            ("Joost", "traag"),
            ("Karin", "oud"),
            ("Joost", "duur"),
            ("Karin", "stroef"),
        ]
    ]
    probes = thread.read(lambda agenda: [a.text for a in agenda.asked if a.kind == "probe"])
    assert replies[:2] == probes
    assert replies[2]  # parked: what is open is written down
    assert replies[3:] == ["", ""]


def test_a_stubborn_team_reaches_the_end_without_hearing_a_probe_twice(thread: Thread) -> None:
    for _ in range(60):
        for answer in ("prima", "ja", "weet niet", "verder"):
            thread.say("Jelle", answer)
        if thread.read(lambda agenda: agenda.phase) == "signing":
            break
    thread.say("Jelle", "klopt")
    assert thread.read(lambda agenda: agenda.status) == "finished"
    texts = thread.read(lambda agenda: [a.text for a in agenda.asked if a.kind in ("probe", "unknown")])
    assert len(texts) == len(set(texts))  # type: ignore[arg-type]


def test_a_complete_answer_is_thanked_once_and_then_people_are_left_alone(thread: Thread) -> None:
    assert text_of(thread.say("Karin", LONG))
    assert thread.say("Joost", "Vorige week telden we er 12, allemaal naasten.").replies == ()


def test_the_coach_keeps_out_of_a_conversation(thread: Thread) -> None:
    thread.say("Karin", LONG)
    thread.say("Joost", "Dat klopt wel met wat ik zelf zie bij ons.")
    thread.say("Meral", "Bij de telefoon is het echt anders hoor.")
    assert thread.say("Joost", "anders?").replies == ()
    assert thread.say("Karin", "traag, Joost").replies == ()


def test_those_who_wait_behind_a_message_are_heard_first(thread: Thread) -> None:
    assert thread.say("Karin", "onduidelijk", more=True).replies == ()
    assert text_of(thread.say("Karin", "traag"))


def test_people_who_differ_are_quoted_side_by_side_and_stay_in_the_draft(thread: Thread) -> None:
    thread.say("Karin", "Mensen worden van loket naar loket gestuurd na een overlijden.")
    reply = text_of(thread.say("Meral", "Het echte probleem is dat we te weinig mensen hebben."))
    assert "loket naar loket" in reply and "te weinig mensen" in reply
    assert "Karin" in reply and "Meral" in reply
    draft = text_of(thread.say("Joost", "verder"))
    assert "Karin: “" in draft and "Meral: “" in draft


def test_we_dont_know_becomes_an_open_point_with_who_and_when(thread: Thread) -> None:
    assert text_of(thread.say("Karin", "weten we eerlijk gezegd niet"))
    reply = text_of(thread.say("Joost", "ik tel het voor vrijdag 4 december"))
    assert "ik tel het voor vrijdag 4 december" in reply
    (point,) = thread.read(lambda agenda: [(p.owner, p.due) for p in agenda.open_points])  # type: ignore[misc]
    assert point == ("U-Joost", "vrijdag 4 december")
    after = text_of(thread.say("Karin", "verder"))
    assert "Publieke waarde" in after  # nothing to draft, so on with what is open kept
    assert thread.plan().sections[0].open


def test_an_offer_to_find_out_goes_on_the_list(thread: Thread) -> None:
    thread.say("Karin", LONG)
    reply = text_of(thread.say("Joost", "dat is een gevoel, ik kan het nazoeken in het zaaksysteem"))
    assert "*Joost: dat is een gevoel, ik kan het nazoeken in het zaaksysteem*" in reply
    assert "vrijdag" in text_of(thread.say("Joost", "vrijdag"))


def test_next_without_an_answer_asks_once_and_then_leaves_the_question_open(thread: Thread) -> None:
    assert "Publieke waarde" not in text_of(thread.say("Karin", "verder"))
    assert "Publieke waarde" in text_of(thread.say("Karin", "verder"))
    assert thread.read(lambda agenda: agenda.stages[0].state) == "parked"


@pytest.mark.parametrize(("word", "state"), [("overslaan", "parked"), ("skip", "parked")])
def test_skip_parks_the_stage(thread: Thread, word: str, state: str) -> None:
    thread.say("Karin", word)
    assert thread.read(lambda agenda: (agenda.stages[0].state, agenda.stage)) == (state, "value")


def test_back_reopens_the_stage_before_with_what_was_said(thread: Thread) -> None:
    thread.say("Karin", LONG)
    thread.say("Karin", "verder")
    thread.say("Karin", "klopt")
    assert "Stand" in text_of(thread.say("Joost", "terug"))
    thread.say("Joost", "Gisteren nog een man met hetzelfde verhaal aan de balie.")
    draft = text_of(thread.say("Karin", "verder"))
    assert "drie keer doorverbonden" in draft and "aan de balie" in draft and "versie 2" in draft


def test_stop_keeps_everything_and_resume_goes_on(thread: Thread) -> None:
    thread.say("Karin", LONG)
    thread.say("Karin", "stop")
    assert thread.say("Joost", "Dit gaat over iets heel anders dan de agenda.").replies[0].to == "U-Joost"
    assert thread.say("Joost", "En dit ook, we zijn gewoon aan het praten.").replies == ()
    assert load_curriculum("nl").stages[0].opening_short in text_of(thread.say("Karin", "hervat"))
    answers = thread.read(lambda agenda: [c.text for c in agenda.contributions if c.kind == "answer"])
    assert answers == [LONG]


@pytest.mark.parametrize("taken", [True, False])
def test_what_was_said_meanwhile_is_offered_when_the_team_goes_on(thread: Thread, taken: bool) -> None:
    thread.say("Karin", LONG)
    thread.say("Karin", "stop")
    thread.say("Joost", "Vorige week telden we er 12, allemaal naasten.")
    assert "Joost: “Vorige week telden we er 12" in text_of(thread.say("Karin", "hervat"))
    if taken:
        thread.press(Move.TAKE_IN)
    assert ("telden we er 12" in text_of(thread.say("Karin", "verder"))) is taken


def test_summary_gives_what_there_is_without_moving_on(thread: Thread) -> None:
    thread.say("Karin", LONG)
    assert LONG in text_of(thread.say("Joost", "samenvatting"))
    assert thread.read(lambda agenda: agenda.stage) == "stand"


def test_a_question_to_the_knowledge_base_is_handed_back_and_the_stage_goes_on(thread: Thread) -> None:
    outcome = thread.say("Karin", "Wat is de Wmebv?")
    assert outcome.question == "Wat is de Wmebv?"
    assert load_curriculum("nl").stages[0].opening_short in outcome.back
    assert outcome.replies == ()
    assert thread.say("Karin", "hoeveel mensen hebben hier last van?", addressed=True).question


def test_a_question_among_colleagues_is_left_to_them(thread: Thread) -> None:
    assert thread.say("Karin", "hoe doen jullie dat eigenlijk?") == Outcome(
        nudge_after=900, agenda=thread.outcomes[0].agenda
    )


def test_agreeing_with_a_colleague_is_no_move(thread: Thread) -> None:
    thread.say("Karin", LONG)
    assert thread.say("Joost", "klopt").replies == ()
    assert thread.read(lambda agenda: agenda.phase) == "asking"


def test_a_correction_of_the_draft_makes_a_new_version(thread: Thread) -> None:
    thread.say("Karin", LONG)
    thread.say("Karin", "verder")
    reply = text_of(thread.say("Joost", "Nee, het waren er vorige week twaalf in totaal."))
    assert "versie 2" in reply and "twaalf" in reply


def test_more_about_a_draft_waits_for_next(thread: Thread) -> None:
    thread.say("Karin", LONG)
    thread.say("Karin", "verder")
    assert "*verder*" in text_of(
        thread.say("Joost", "Vorige maand was er ook een man met hetzelfde verhaal.")
    )
    assert thread.say("Meral", "Ja en in september ook twee keer zo'n geval.").replies == ()
    assert "versie 2" in text_of(thread.say("Karin", "verder"))


def test_buttons_and_words_do_the_same(store: Store) -> None:
    worded, pressed = Thread(store), Thread(store)
    worded.start()
    worded.say("Karin", LONG)
    by_word = [text_of(worded.say("Karin", word)) for word in ("verder", "klopt")]
    pressed.store = Store("sqlite://")
    pressed.start()
    pressed.say("Karin", LONG)
    assert by_word == [text_of(pressed.press(move)) for move in (Move.NEXT, Move.FINE)]


def test_an_english_agenda_is_english_and_understands_both(store: Store) -> None:
    thread = Thread(store)
    thread.start(language="en", organisation="Harrowmere")
    thread.say("Shauna", "Last Thursday a flower seller gave up at the postcode box.")
    assert "(draft)" in text_of(thread.say("Ken", "ok, let's move on"))
    assert "2 of 9" in text_of(thread.say("Ken", "klopt"))


def test_a_sprint_is_shorter(store: Store) -> None:
    thread = Thread(store)
    thread.start(minutes=20)
    stages = thread.read(lambda agenda: [state.stage for state in agenda.stages])
    assert stages == [stage.id for stage in load_curriculum("nl").for_sprint()]


def test_twenty_teams_dont_mix(store: Store) -> None:
    coach, agendas = Thread(store).coach(), {}
    for number in range(20):
        team = {"team": "T1", "channel": f"C{number % 3}", "thread_ts": f"100.{number}", "user": "U1"}
        with store.session() as session:
            coach.start(session, Start(**team, name="Karin", organisation=f"gemeente {number}"))
            agendas[number] = find(session, "T1", team["channel"], team["thread_ts"]).id  # type: ignore[union-attr]
    for text in ("Maandag belde mevrouw {0}, ze werd drie keer doorverbonden.", "verder", "klopt"):
        for number, id in agendas.items():
            said = Said("U1", "Karin", f"200.{number}.{text[:4]}", text.format(f"Nummer{number}"))
            with store.session() as session:
                coach.hear(session, session.get_one(Agenda, id), said)
    for number, id in agendas.items():
        with store.session() as session:
            plan = as_json(coach.plan(session, session.get_one(Agenda, id)))
        (statement,) = plan["sections"][0]["statements"]
        assert plan["organisation"] == f"gemeente {number}" and f"Nummer{number}," in statement["text"]


def test_a_running_agenda_keeps_the_questions_it_began_with(
    thread: Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = load_curriculum("nl").model_copy(
        update={"version": "2027.1", "stages": load_curriculum("nl").stages[:1]}
    )
    monkeypatch.setattr("tests.coach.conftest.load_curriculum", lambda _language: newer)
    thread.say("Karin", LONG)
    thread.say("Karin", "verder")
    assert "Publieke waarde" in text_of(thread.say("Karin", "klopt"))


def test_the_first_step_may_still_get_its_name_after_signing(store: Store) -> None:
    thread = Thread(store)
    thread.start(minutes=20)
    for _ in load_curriculum("nl").for_sprint():
        thread.say("Karin", "overslaan")
    thread.say("Karin", "klopt")
    outcome = thread.say("Joost", "Ik bel maandag 7 december vijf nabestaanden")
    assert "Ik bel maandag 7 december vijf nabestaanden" in outcome.replies[0].files[0].content.decode()
    step = thread.plan().first_step
    assert step is not None and (step.owner, step.due) == ("Joost", "maandag 7 december")


def test_anonymous_teams_are_quoted_without_names(store: Store) -> None:
    thread = Thread(store)
    thread.start(quoting="anonymous", name="")
    thread.say("Karin", "Ik zie er elke week wel een paar bij naasten.")
    draft = text_of(thread.say("Joost", "verder"))
    assert "“Ik zie er elke week" in draft and "Karin" not in draft
    assert "Karin" not in text_of(thread.say("Joost", "van wie?"))
    with store.session() as session:
        agenda = thread._agenda(session)
        for format in ("md", "json"):
            assert b"Karin" not in export(session, agenda, format)


def test_export_gives_valid_json(thread: Thread, store: Store) -> None:
    thread.say("Karin", LONG)
    thread.say("Karin", "verder")
    with store.session() as session:
        data = json.loads(export(session, thread._agenda(session), "json"))
    assert data["sections"][0]["statements"][0]["contributions"][0]["text"] == LONG


def test_a_second_start_in_a_thread_goes_on_with_the_first(thread: Thread) -> None:
    outcome = thread.start(key="another")
    assert "al een agenda" in text_of(outcome) and "software" not in text_of(outcome)


def test_who_talks_to_the_coach_gets_an_answer(thread: Thread) -> None:
    thread.say("Karin", LONG)
    assert text_of(thread.say("Joost", "Bij ons aan de balie gaat het ook zo.", addressed=True))


def test_remarks_and_errands_of_the_day_stay_out(thread: Thread) -> None:
    thread.say("Karin", LONG)
    thread.say("Sam", "ik moet zo weg, tot morgen")
    assert "weg" not in text_of(thread.say("Karin", "overslaan? ik moet zo weg"))
    assert thread.read(lambda agenda: agenda.stages[0].state) == "parked"


def test_what_somebody_knows_after_all_is_open_no_more(thread: Thread) -> None:
    thread.say("Karin", "geen idee")
    thread.say("Joost", "Elke maand komt een man kijken of de foto van zijn straat erbij zit.")
    thread.say("Karin", "verder")
    assert not thread.plan().sections[0].open
