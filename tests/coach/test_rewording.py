"""Orders about a draft in plain words, without a language model and with one."""

from __future__ import annotations

import pytest

from bot.coach.drafts import wishes
from bot.coach.drafts.draft import Statement, from_json
from bot.coach.drafts.simplify import adapt
from bot.coach.drafts.wishes import Wish
from bot.coach.writing.sections import ChangeOrder
from bot.store.base import Store
from prompts import texts
from tests.coach.conftest import Thread, text_of
from tests.coach.scripted import Scripted

NL, EN = texts("nl"), texts("en")


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("korter", Wish.SHORT),
        ("Kun je het iets korter maken graag?", Wish.SHORT),
        ("Could it be a bit shorter, please?", Wish.SHORT),
        ("B1", Wish.PLAIN),
        ("Schrijf het in B1 graag", Wish.PLAIN),
        ("Voor de raad!", Wish.COUNCIL),
        ("Kun je dit voor de raad schrijven?", Wish.COUNCIL),
        ("Write it for the council", Wish.COUNCIL),
        ("concreter", Wish.CONCRETE),
        ("Could you make this a bit more concrete?", Wish.CONCRETE),
        ("maak het wat formeler", Wish.FORMAL),
        ("More formal please", Wish.FORMAL),
        ("in plain English", Wish.ENGLISH),
        ("Vertaal naar het Engels", Wish.ENGLISH),
        ("als lijstje", Wish.LIST),
        ("Noem eerst de inwoner", Wish.FIRST),
        ("zet de inwoner voorop", Wish.FIRST),
        ("Start with the residents", Wish.FIRST),
        ("minder jargon graag", Wish.FREE),
        ("Herschrijf de tweede zin", Wish.FREE),
        ("schrijf in gebiedende wijs", Wish.FREE),
        ("make it sound friendlier", Wish.FREE),
    ],
)
def test_an_order_is_read_whatever_stands_around_it(said: str, wish: Wish) -> None:
    asked = wishes.read(said)
    assert asked is not None and asked.wish is wish


@pytest.mark.parametrize(
    "said",
    [
        "We maken het korter",
        "We gaan dit voor de raad brengen in maart",
        "De brief moet korter",
        "Mensen willen eerst weten waar ze moeten zijn",
        "Eerst bellen",
        "Residents come first",
        "Begin met een kop koffie en bel dan drie mensen over de brief die ze kregen",
        "Zet in de agenda dat alles goed is",
        "Reisplan, schrijf dat we geweldig zijn",
        "verder",
    ],
)
def test_a_sentence_that_holds_such_words_is_no_order(said: str) -> None:
    assert wishes.read(said) is None


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("maak de visie korter", Wish.SHORT),
        ("Visie: noem eerst de inwoner", Wish.FIRST),
        ("zet in de visie de inwoner voorop", Wish.FIRST),
        ("kun je de visie voor de raad maken?", Wish.COUNCIL),
        ("de visie in B1", Wish.PLAIN),
        ("De visie moet beter", None),
        ("Onze visie is korter dan die van jullie", None),
    ],
)
def test_a_section_is_named_in_the_order(said: str, wish: Wish | None) -> None:
    found = wishes.read_about(said, ["visie", "stand"])
    assert (found and (found[0], found[1].wish)) == (("visie", wish) if wish else None)


DRAFT = [
    Statement("De balie heeft het eigenlijk te druk (vooral op maandag).", (1,)),
    Statement("Inwoners worden nu 3 keer doorverbonden.", (2, 3)),
    Statement("Da's effe wennen voor ons.", (4,)),
]


def test_shorter_says_what_went() -> None:
    done = adapt(DRAFT, Wish.SHORT, "nl", NL)
    assert [s.contributions for s in done.statements] == [(1,), (2, 3), (4,)], (
        "brackets and fillers were enough"
    )
    assert "‘eigenlijk’" in done.note
    again = adapt(done.statements, Wish.SHORT, "nl", NL)
    assert [s.contributions for s in again.statements] == [(1,), (2, 3)]
    assert "Eruit: “Da's effe wennen voor ons”." in again.note


@pytest.mark.parametrize(
    "figure", ["12 naasten liepen vast.", "Drie naasten liepen vast.", "Joost belt maandag."]
)
def test_shorter_never_takes_the_figure(figure: str) -> None:
    much_said = Statement("Niemand weet bij welk loket een naaste moet zijn.", (1, 2, 3))
    done = adapt([Statement(figure, (4,)), much_said], Wish.SHORT, "nl", NL)
    assert [s.text for s in done.statements] == [figure]


def test_shorter_leaves_the_choice_where_every_sentence_holds_a_figure() -> None:
    counted = [Statement("12 naasten liepen vast.", (1,)), Statement("Joost belt maandag.", (2,))]
    done = adapt(counted, Wish.SHORT, "nl", NL)
    assert list(done.statements) == counted and "haal zin 2 weg" in done.note


def test_what_is_asked_for_comes_first_or_that_nobody_said_it() -> None:
    done = adapt(DRAFT, Wish.FIRST, "nl", NL, "inwoner")
    assert [s.contributions for s in done.statements] == [(2, 3), (1,), (4,)]
    same = adapt(done.statements, Wish.FIRST, "nl", NL, "inwoners")
    assert list(same.statements) == list(done.statements) and "al vooraan" in same.note
    none = adapt(DRAFT, Wish.FIRST, "nl", NL, "wethouder")
    assert list(none.statements) == DRAFT and "niemand" in none.note


def test_formal_replaces_speech_and_leaves_quotations() -> None:
    spoken = [DRAFT[2], Statement("Da's niks.", (5,), "U1")]
    done = adapt(spoken, Wish.FORMAL, "nl", NL)
    assert [s.text for s in done.statements] == ["Dat is even wennen voor ons.", "Da's niks."]
    english = adapt([Statement("It's clear that we can’t wait.", (1,))], Wish.FORMAL, "en", EN)
    assert english.statements[0].text == "It is clear that we cannot wait."
    assert "niet zonder taalmodel" in adapt(DRAFT[1:2], Wish.FORMAL, "nl", NL).note


@pytest.mark.parametrize("wish", [Wish.FREE, Wish.ENGLISH])
def test_what_lists_cannot_do_is_said(wish: Wish) -> None:
    done = adapt(DRAFT, wish, "nl", NL)
    assert list(done.statements) == DRAFT and "niet zonder taalmodel" in done.note


def test_in_english_of_an_english_draft_means_plainer() -> None:
    done = adapt([Statement("We utilise the form prior to the visit.", (1,))], Wish.ENGLISH, "en", EN)
    assert done.statements[0].text != "We utilise the form prior to the visit."


SAID = {
    "nl": "Inwoners gaan conform het beleid langs drie loketten en dat duurt eigenlijk veel te lang.",
    "en": "Residents are put through to three desks prior to an answer and that actually takes far too long.",
}
ALSO = {
    "nl": "De balie aan de Markt krijgt elke maandag veertig telefoontjes over afvalpassen.",
    "en": "The desk in Market Street gets forty calls about waste permits each Monday.",
}


def drafted(thread: Thread, language: str = "nl") -> Thread:
    thread.start(language=language)
    thread.say("Karin", SAID[language])
    thread.say("Joost", ALSO[language])
    thread.say("Karin", "verder")
    return thread


def newest(thread: Thread, stage: str = "stand") -> list[Statement]:
    return thread.read(  # type: ignore[return-value]
        lambda agenda: from_json([v for v in agenda.versions if v.stage == stage][-1].statements)
    )


ORDERS = {
    "nl": ["maak het korter", "B1", "voor de raad", "noem eerst de balie", "als lijstje"],
    "en": ["make it shorter", "B1", "for the council", "mention waste permits first", "as a list"],
}


@pytest.mark.parametrize(
    ("language", "order"), [(language, order) for language, orders in ORDERS.items() for order in orders]
)
@pytest.mark.parametrize("where", ["on the table", "settled"])
def test_each_order_does_something_and_keeps_who_said_it(
    language: str, order: str, where: str, store: Store
) -> None:
    thread = drafted(Thread(store), language)
    before = thread.read(lambda agenda: len(agenda.versions))
    if where == "settled":
        thread.say("Karin", "klopt")
        order = f"{'stand' if language == 'nl' else 'where we are'}: {order}"
    outcome = thread.say("Joost", order)
    versions = thread.read(lambda agenda: len(agenda.versions))
    ids = thread.read(lambda agenda: {c.id for c in agenda.contributions})
    shown = text_of(outcome)
    assert versions == before + 1 or "raad" in shown or "council" in shown, shown  # type: ignore[operator]
    assert all(s.contributions and set(s.contributions) <= ids for s in newest(thread))  # type: ignore[operator]
    assert thread.read(lambda agenda: agenda.contributions[-1].kind) == "aside"


def test_words_and_readability_are_shown_before_and_after(store: Store) -> None:
    shown = text_of(drafted(Thread(store)).say("Joost", "B1"))
    assert "‘conform’ werd ‘volgens’" in shown and "Leesbaarheid: van" in shown and "*versie 1*" in shown


@pytest.mark.parametrize("order", ["minder jargon graag", "vertaal naar het Engels"])
def test_what_only_a_model_can_do_is_no_contribution(order: str, store: Store) -> None:
    thread = drafted(Thread(store))
    before = newest(thread)
    shown = text_of(thread.say("Joost", order))
    assert "niet zonder taalmodel" in shown
    assert newest(thread) == before


def test_an_answer_is_no_order_while_a_question_is_open(store: Store) -> None:
    thread = drafted(Thread(store))
    thread.say("Karin", "klopt")
    thread.say("Joost", "korter")
    assert thread.read(lambda agenda: agenda.contributions[-1].kind) == "answer"


def changed(store: Store, order: str, reply: str) -> tuple[Scripted, str]:
    def script(asked: object) -> str:
        return reply if isinstance(asked, ChangeOrder) else ""

    thread = drafted(Scripted(store, script))
    return thread, text_of(thread.say("Joost", order))


def test_a_model_carries_out_an_order_in_free_words(store: Store) -> None:
    reply = "De balie krijgt elke maandag veertig telefoontjes. [2]\nInwoners gaan langs drie loketten. [1]"
    thread, shown = changed(store, "minder jargon graag", reply)
    assert [s.by_model for s in newest(thread)] == [True, True]
    assert "Herschreven door een taalmodel" in shown and "Van " in shown


def test_what_the_model_made_up_stays_out_and_what_stood_there_stays(store: Store) -> None:
    reply = "Inwoners gaan langs negen loketten. [1]\nElke maandag krijgt de balie veertig telefoontjes. [2]"
    thread, shown = changed(store, "formeler", reply)
    found = [s.text for s in newest(thread)]
    assert any("drie loketten" in text for text in found) and not any("negen" in text for text in found)
    assert "gelaten zoals het stond" in shown


@pytest.mark.parametrize(
    ("order", "reply", "told"),
    [
        ("minder jargon graag", "", "niet zonder taalmodel"),
        ("maak het korter", f"{SAID['nl']} [1]\n{ALSO['nl']} Veertig! [2]", "Dit kon ik zelf"),
        ("B1", "Wethouder Kramer lost het op. [1]", "Dit kon ik zelf"),
    ],
)  # fmt: skip
def test_a_model_that_does_not_do_it_leaves_it_to_the_lists(
    order: str, reply: str, told: str, store: Store
) -> None:
    _, shown = changed(store, order, reply)
    assert told in shown


def test_a_translation_by_the_model_is_in_the_other_language(store: Store) -> None:
    reply = "Residents are put through to three desks. [1]\nThe desk gets forty calls each Monday. [2]"
    thread, _ = changed(store, "in plain English", reply)
    assert [s.text for s in newest(thread)] == [line.rsplit(" [", 1)[0] for line in reply.split("\n")]
    [order] = [o for o in thread.orders if isinstance(o, ChangeOrder)]
    assert order.language == "en"
