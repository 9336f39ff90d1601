"""A facilitator steers, people agree, and a team that wants no names gets none."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.coach import Move, Outcome
from bot.coach.conversation.blocks import read_choice
from bot.store.base import Store, utc_now
from tests.coach.conftest import Thread, text_of

CASE = "Maandag belde een vrouw die haar vader wilde afmelden, ze werd drie keer doorverbonden."


def nudge(thread: Thread, minutes: int) -> Outcome:
    with thread.store.session() as session:
        return thread.coach().nudge(session, thread._agenda(session), utc_now() + timedelta(minutes=minutes))


@pytest.mark.parametrize("way", ["words", "button"])
def test_a_time_box_says_when_it_is_over(thread: Thread, way: str) -> None:
    if way == "words":
        outcome = thread.say("Karin", "we nemen 10 minuten")
    else:
        asked = thread.press(Move.TIME_BOX).replies[0]
        buttons = [e for block in asked.blocks if block["type"] == "actions" for e in block["elements"]]
        move, _, value = read_choice(buttons[1])
        outcome = thread.press(move, value)
    assert "10 minuten" in text_of(outcome) and 595 <= (outcome.nudge_after or 0) <= 600
    assert nudge(thread, 9).replies == ()
    assert "*verder*" in text_of(nudge(thread, 10))
    assert "tijd is om" not in text_of(nudge(thread, 11)).lower()


def test_ten_minutes_in_an_answer_are_no_time_box(thread: Thread) -> None:
    thread.say("Karin", "10 minuten")
    assert thread.read(lambda agenda: agenda.time_box_ends) is None


def test_a_time_box_ends_with_its_question(thread: Thread) -> None:
    thread.say("Karin", "time box 10")
    thread.say("Karin", "overslaan")
    assert thread.read(lambda agenda: agenda.time_box_ends) is None


def test_the_pinned_message_has_the_facilitators_buttons(thread: Thread, store: Store) -> None:
    with store.session() as session:
        row = thread.coach().overview(session, thread._agenda(session)).blocks[-1]
    moves = [button["action_id"] for button in row["elements"]]
    assert moves == ["agenda_summary", "agenda_park", "agenda_time_box", "agenda_stop"]


def test_those_who_say_the_same_hear_that_they_do_and_once(thread: Thread) -> None:
    thread.say("Karin", "Mensen bellen drie keer voordat iemand ze helpt.")
    said = text_of(thread.say("Joost", "ja mensen bellen drie keer voordat iemand ze helpt"))
    assert "Karin en Joost" in said and "bellen drie keer" in said
    assert text_of(thread.say("Meral", "mensen bellen drie keer voordat iemand ze helpt")) == ""


@pytest.fixture
def nameless(store: Store) -> Thread:
    thread = Thread(store)
    thread.start(quoting="anonymous", name="Karin de Vries")
    return thread


NAMES = ("Karin", "Joost", "Meral")


def test_no_name_stands_beside_words_that_differ_or_agree(nameless: Thread) -> None:
    nameless.say("Karin", "Mensen worden van loket naar loket gestuurd na een overlijden.")
    apart = text_of(nameless.say("Meral", "Het echte probleem is dat we te weinig mensen hebben."))
    alike = text_of(nameless.say("Joost", "mensen worden van loket naar loket gestuurd na een overlijden"))
    assert "De een zegt" in apart and "de ander zegt" in apart
    assert "erschillende mensen" in alike
    promised = text_of(nameless.say("Joost", "ik kan het nazoeken in het zaaksysteem"))
    draft = text_of(nameless.say("Karin", "verder"))
    assert not any(name in apart + alike + promised + draft for name in NAMES)


def test_the_first_step_names_only_who_used_their_own_name(store: Store) -> None:
    owners = []
    for text in ("Ik bel maandag 7 december vijf nabestaanden", "Joost belt maandag 7 december vijf mensen"):
        thread = Thread(Store("sqlite://"))
        thread.start(quoting="anonymous", minutes=20)
        while thread.read(lambda agenda: agenda.stage) != "first-step":
            thread.say("Karin", "overslaan")
        thread.say("Joost", text)
        thread.say("Karin", "verder")
        step = thread.plan().first_step
        assert step is not None
        owners.append((step.owner, step.owner_user))
    assert owners == [("", "U-Joost"), ("Joost", "U-Joost")]


def test_probes_call_nobody_by_name(nameless: Thread) -> None:
    for text in ("traag", "oud", "duur", "stroef"):
        nameless.say("Joost", text)
        nameless.say("Karin", "haha wat een mop 😅")
    assert not any(name in text_of(outcome) for outcome in nameless.outcomes for name in NAMES)


@pytest.mark.parametrize("text", ["jullie zijn echt waardeloos met je vragen", "hou toch op met die vragen"])
def test_who_snaps_at_the_coach_gets_a_human_answer_and_is_not_quoted(thread: Thread, text: str) -> None:
    answer = text_of(thread.say("Meral", text))
    assert answer and text not in answer
    thread.say("Karin", CASE)
    assert text not in text_of(thread.say("Karin", "verder")).lower()


def signed(thread: Thread) -> Outcome:
    thread.start(minutes=20)
    thread.say("Karin", CASE)
    thread.say("Karin", "verder")
    thread.say("Karin", "klopt")
    while thread.read(lambda agenda: agenda.phase) == "asking":
        thread.say("Karin", "overslaan")
    thread.say("Karin", "verder")
    return thread.say("Karin", "klopt")


def test_the_reisplan_comes_as_markdown_word_and_pdf(store: Store) -> None:
    thread = Thread(store)
    (reply,) = signed(thread).replies
    assert [file.name.rsplit(".", 1)[1] for file in reply.files] == ["md", "docx", "pdf"]
    for move in (Move.DOWNLOAD_PAGE, Move.DOWNLOAD_PDF, Move.DOWNLOAD_ROADMAP):
        (file,) = thread.press(move).replies[0].files
        assert file.content
    assert len(thread.say("Joost", "pdf").replies[0].files) == 1


def test_how_it_went_is_asked_and_heard_after_the_signing(store: Store) -> None:
    thread = Thread(store)
    signed(thread)
    asked = text_of(thread.press(Move.AFTER, "went_well"))
    assert asked
    again = text_of(thread.say("Karin", "We belden vijf nabestaanden en drie waren opgelucht."))
    assert again and again != asked
    assert thread.read(lambda agenda: agenda.contributions[-1].kind) == "retro:1"


@pytest.mark.parametrize(("language", "wish"), [("nl", "B1"), ("en", "simpler")])
def test_a_draft_in_officialese_can_be_made_plainer(store: Store, language: str, wish: str) -> None:
    thread = Thread(store)
    thread.start(language=language)
    said = {
        "nl": "Teneinde de dienstverlening te optimaliseren dienen burgers conform het beleid te handelen.",
        "en": "In order to facilitate the service, citizens must utilise the form prior to the appointment.",
    }[language]
    thread.say("Karin", said)
    thread.say("Karin", "next")
    thread.say("Joost", wish)
    versions = thread.read(lambda a: [v.statements[0]["text"] for v in a.versions])
    assert len(versions) == 2 and versions[0] != versions[1]  # type: ignore[arg-type,index]


def test_a_draft_that_reads_hard_says_so(thread: Thread) -> None:
    thread.say(
        "Karin",
        "De gemeentelijke dienstverleningsorganisatie realiseert administratieve lastenverlichting. "
        "Procesoptimalisatie en informatievoorziening faciliteren verantwoordelijkheidsverdeling. "
        "Organisatieontwikkeling ondersteunt gegevensuitwisseling tussen samenwerkingspartners.",
    )
    thread.say("Joost", "Samenwerkingsovereenkomsten belemmeren informatiebeveiligingsverantwoordelijkheden.")
    assert "Flesch" in text_of(thread.say("Karin", "verder"))
    easy = Thread(Store("sqlite://"))
    easy.start()
    easy.say(
        "Karin", "Er kwam een man aan de balie. Zijn moeder was net dood. Hij werd drie keer weggestuurd."
    )
    easy.say("Joost", "Ik zag hem weer. Hij had zijn jas nog aan en hij was boos. Wij ook wel een beetje.")
    assert "Flesch" not in text_of(easy.say("Karin", "verder"))
