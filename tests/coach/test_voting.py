"""Dots on what came up, and the decision that is the team's own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.coach import Move, privacy
from bot.coach.conversation.blocks import read_choice
from bot.store.base import Store, utc_now
from tests.coach.conftest import Thread, text_of

OPTIONS = {
    "Karin": "Wij sturen niemand door, ook als dat betekent dat je meer werk hebt.",
    "Joost": "Wij bellen iedereen terug, ook als dat betekent dat de balie later opengaat.",
    "Meral": "Wij schrijven geen brieven meer, ook als dat betekent dat we moeten bellen.",
}


@pytest.fixture
def ballot(store: Store) -> Thread:
    """A vote on three options, by button."""
    thread = Thread(store)
    thread.start(organisation="gemeente Lommerdam")
    for _ in range(3):
        thread.say("Karin", "overslaan")
    for name, text in OPTIONS.items():
        thread.say(name, text, more=True)
    thread.press(Move.VOTE)
    return thread


def dots(thread: Thread) -> list[tuple[str, int]]:
    return thread.read(lambda a: sorted((d.user, d.option + 1) for d in a.votes[-1].dots))  # type: ignore[return-value]


def test_every_option_is_a_button_that_says_which(ballot: Thread) -> None:
    (reply,) = ballot.outcomes[-1].replies
    rows = [block["elements"] for block in reply.blocks if block["type"] == "actions"]
    moves = [read_choice(button)[0] for button in rows[0]]
    assert moves == [Move.DOT] * 4
    assert all(text.rstrip(".") in reply.text for text in OPTIONS.values())
    assert all(len(button["text"]["text"]) <= 75 for button in rows[0])


def test_nobody_has_more_than_three_dots_and_the_oldest_moves(ballot: Thread) -> None:
    for option in (1, 1, 2, 3):
        outcome = ballot.press(Move.DOT, f"1:{option}")
    assert dots(ballot) == [("U-Karin", 1), ("U-Karin", 2), ("U-Karin", 3)]
    assert outcome.replies[0].to == "U-Karin" and "●" in outcome.replies[0].text and outcome.changed
    ballot.press(Move.DOT, "1:0")
    assert dots(ballot) == []


def test_words_do_what_the_buttons_do(ballot: Thread) -> None:
    (yours,) = ballot.say("Joost", "stip 1 1 3").replies
    assert yours.text.startswith("Jouw stippen: 2 op optie 1, 1 op optie 3.")
    assert dots(ballot) == [("U-Joost", 1), ("U-Joost", 1), ("U-Joost", 3)]
    ballot.say("Joost", "ik stem op 2")
    assert dots(ballot) == [("U-Joost", 2)]
    assert "(van 1)" in text_of(ballot.say("Karin", "uitslag"))


def test_the_team_decides_otherwise_than_the_dots_with_reason_and_minority(ballot: Thread) -> None:
    ballot.press(Move.DOT, "1:1")
    ballot.press(Move.TALLY)
    assert "Waarom" in text_of(ballot.press(Move.DECIDE, "1:2"))
    assert "anders" in text_of(ballot.say("Joost", "omdat we dat morgen al kunnen doen"))
    shown = text_of(ballot.say("Meral", "ik vind brieven belangrijker"))
    for part in (OPTIONS["Joost"], "Joost: “omdat we dat morgen", "Meral: “ik vind brieven"):
        assert part in shown
    section = next(s for s in ballot.plan().sections if s.stage == "direction")
    assert len(section.decided) == 3
    assert ballot.read(lambda a: a.votes[-1].options[0]["text"]) == OPTIONS["Karin"]
    draft = text_of(ballot.say("Karin", "verder"))
    assert "omdat we dat morgen" not in draft.partition("Besloten")[0]  # the decision is a record of its own


def test_a_decision_without_minority(ballot: Thread) -> None:
    ballot.say("Karin", "uitslag")
    ballot.say("Karin", "besluit 1")
    ballot.say("Karin", "het scheelt mensen een telefoontje")
    assert "Anders gezien" not in text_of(ballot.say("Joost", "niemand"))
    assert ballot.read(lambda a: a.votes[-1].minority) == []


def test_only_those_who_havent_voted_are_reminded_and_once(ballot: Thread, store: Store) -> None:
    ballot.press(Move.DOT, "1:1", name="Joost")
    reminded = []
    for _ in range(2):
        with store.session() as session:
            outcome = ballot.coach().nudge(session, ballot._agenda(session), utc_now() + timedelta(hours=2))
            reminded.append({reply.to for reply in outcome.replies})
    assert reminded == [{"U1", "U-Karin", "U-Meral"}, set()]


def test_dots_stand_in_the_pinned_message(ballot: Thread, store: Store) -> None:
    ballot.press(Move.DOT, "1:3")
    with store.session() as session:
        assert "3. ● 1" in ballot.coach().overview(session, ballot._agenda(session)).text


def test_there_is_nothing_to_vote_on_without_options(thread: Thread) -> None:
    assert "twee mogelijkheden" in text_of(thread.say("Karin", "stemmen"))


def test_who_is_forgotten_takes_dots_and_options_along(ballot: Thread, store: Store) -> None:
    ballot.press(Move.DOT, "1:1", name="Joost")
    with store.session() as session:
        privacy.delete_person(session, "U-Joost")
        left = str(privacy.export_agenda(ballot._agenda(session)))
    assert "U-Joost" not in left and "bellen iedereen" not in left


def test_a_reaction_is_no_option(store: Store) -> None:
    thread = Thread(store)
    thread.start()
    for name, text in OPTIONS.items():
        thread.say(name, text, more=True)
    thread.say("Joost", "nee daar ben ik het niet mee eens, dan zit ik straks alleen", more=True)
    thread.say("Karin", "daar kan ik mee leven", more=True)
    thread.press(Move.VOTE)
    assert {o["text"] for o in thread.read(lambda a: a.votes[-1].options)} == set(OPTIONS.values())  # type: ignore[attr-defined]
