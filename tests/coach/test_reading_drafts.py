"""Drafts that read as sentences, and jokes that stay out of them."""

from __future__ import annotations

import pytest

from bot.coach.drafts.clauses import in_sentences
from bot.coach.drafts.draft import from_json
from tests.coach.conftest import Thread, text_of

ONCE = "dat iemand na een overlijden maar één keer belt"


@pytest.mark.parametrize(
    ("stage", "said", "shown"),
    [
        ("value", "Dat iemand maar één keer belt.", "We willen dat iemand maar één keer belt."),
        (
            "value",
            "Zodat kinderen op tijd naar school gaan.",
            "We doen dit zodat kinderen op tijd naar school gaan.",
        ),
        ("value", "Om mensen sneller te helpen.", "We doen dit om mensen sneller te helpen."),
        ("value", "Dan hoeft niemand meer te bellen.", "Als het lukt, hoeft niemand meer te bellen."),
        ("value", "That people only tell us once.", "What we want is that people only tell us once."),
        ("value", "Then nobody has to call twice.", "If this works, nobody has to call twice."),
        ("people", "Dat collega's zelf mogen beslissen.", "Nodig is dat collega's zelf mogen beslissen."),
        ("experiment", "Of mensen de brief snappen.", "We willen weten of mensen de brief snappen."),
        ("experiment", "Whether people get the letter.", "We want to know whether people get the letter."),
    ],
)
def test_a_clause_is_shown_as_the_sentence_it_means(stage: str, said: str, shown: str) -> None:
    assert list(in_sentences([said], stage)) == [shown]


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        ("value", "Dat is bij ons ook zo geregeld."),
        ("value", "Dat kost een gezin veel geld."),
        ("value", "Dan weer dit, dan weer dat."),
        ("value", "That is what we want to see."),
        ("stand", "Dat iemand maar één keer belt."),
        ("experiment", "Of we doen het gewoon maandag."),
        ("experiment", "Of mensen de brief snappen?"),
        ("value", "Om tien uur gaat de balie open."),
    ],
)
def test_what_is_a_sentence_already_stays_as_it_is(stage: str, said: str) -> None:
    assert list(in_sentences([said], stage)) == [said]


def test_a_second_clause_goes_on_from_the_first() -> None:
    said = ["Dat iemand maar één keer belt.", "Dat we geen brieven meer sturen.", "Er waren 14 klachten."]
    assert list(in_sentences(said, "value"))[1:] == ["En dat we geen brieven meer sturen.", said[2]]


def test_only_what_was_said_is_kept(thread: Thread) -> None:
    for text in ("Vorige week werd een man drie keer doorverbonden.", "verder", "klopt", ONCE):
        thread.say("Karin", text)
    assert f"We willen {ONCE}.¹" in text_of(thread.say("Karin", "verder"))
    kept = thread.read(lambda agenda: from_json(agenda.versions[-1].statements)[0].text)
    assert kept == f"{ONCE[0].upper()}{ONCE[1:]}."
    assert thread.plan().sections[1].lines == [f"We willen {ONCE}."]


def joke(thread: Thread, text: str, *after: tuple[str, str]) -> str:
    thread.say("Karin", "Vorige week werd een man van 83 drie keer doorverbonden.")
    thread.say("Meral", text)
    for name, reaction in after:
        thread.say(name, reaction)
    return text_of(thread.say("Karin", "verder"))


def test_what_people_laughed_at_is_named_below_the_draft(thread: Thread) -> None:
    draft = joke(thread, "dan sturen wij de postbode maar op cursus", ("Joost", "hahaha"))
    above, _, below = draft.partition("Volgens mij een grapje")
    assert "postbode" not in above and "dan sturen wij de postbode maar op cursus" in below


def test_a_joke_that_is_taken_back_is_gone(thread: Thread) -> None:
    serious = "Maar serieus, de mensen aan de balie mogen zelf niets beslissen."
    draft = joke(thread, "dan sturen wij de postbode maar op cursus", ("Meral", serious))
    assert "postbode" not in draft and "mogen zelf niets beslissen" in draft


@pytest.mark.parametrize(
    ("text", "reaction"),
    [
        ("een vrouw belde of haar moeder nog leefde", ("Joost", "haha")),
        ("de printer staat in de kelder, dat duurt 20 minuten", ("Joost", "lol")),
        ("de postbode komt hier vaker dan de wethouder", ("Joost", "dat is waar")),
        ("de postbode komt hier vaker dan de wethouder", ("Meral", "haha")),
        ("de postbode komt hier vaker dan de wethouder", ("Joost", "serieus probleem is dat niemand belt")),
    ],
)
def test_a_real_contribution_stays(thread: Thread, text: str, reaction: tuple[str, str]) -> None:
    draft = joke(thread, text, reaction)
    assert text[1:] in draft.partition("Volgens mij een grapje")[0]
