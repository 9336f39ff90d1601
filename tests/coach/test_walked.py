"""What a team met that walked through an agenda by hand, with the judge that teams meet."""

from __future__ import annotations

from datetime import date

import pytest

from bot import home
from bot.coach import Move, privacy
from bot.coach.conversation import dates, words
from bot.coach.judging.judge import judge
from bot.store.base import Store
from prompts import texts
from prompts.curriculum import load_curriculum
from tests.coach.conftest import Thread, text_of

CASE = "gister belde een boer uit Holten, die wacht al sinds maart op zijn vergunning"


@pytest.fixture
def team(store: Store) -> Thread:
    """A Dutch sprint with the real judge."""
    thread = Thread(store, judge)
    thread.start(organisation="waterschap Oosterdiep", minutes=20)
    return thread


@pytest.fixture
def long_team(store: Store) -> Thread:
    """A Dutch agenda with all nine stages and the real judge."""
    team = Thread(store, judge)
    team.start(organisation="bibliotheek De Waaier")
    return team


def draft_of(team: Thread, stage: str = "") -> list[str]:
    plan = team.plan()
    section = next(s for s in plan.sections if s.stage == (stage or plan.stage))
    return [line.rstrip(".") for line in section.lines]


def test_the_home_tab_shows_the_promise_and_not_the_whole_message(store: Store) -> None:
    thread = Thread(store)
    thread.start()
    thread.say("Karin", "Maandag belde een vrouw die haar vader wilde afmelden, 3 keer doorverbonden.")
    thread.say("Joost", "weten we niet")
    thread.say("Joost", "gevoel, hoor. Ik zoek het na in het zaaksysteem.")
    shown = thread.read(lambda a: home._next(a, "U-Joost", load_curriculum("nl"), texts("nl")))  # type: ignore[arg-type]
    assert shown == "Jij zou nog: “Ik zoek het na in het zaaksysteem.”"


@pytest.mark.parametrize(
    ("said", "owner"),
    [
        ("Willem belt voor vrijdag 11 december drie ondernemers.", "Willem"),
        ("Op 11 december loopt Fatima van de balie mee met drie bezoekers.", "Fatima"),
        ("Ik heb Willem gevraagd, dus ik bel vrijdag 11 december.", "Karin"),
        ("Karin belt Willem op vrijdag 11 december.", "Karin"),
        ("Iedereen belt op vrijdag 11 december een ondernemer.", ""),
        ("Vrijdag begint het in Amsterdam met drie ondernemers.", ""),
    ],
)
def test_who_does_the_step_needn_t_have_written(store: Store, said: str, owner: str) -> None:
    thread = Thread(store)
    thread.start()
    thread.press_on("first-step")
    thread.say("Karin", said)
    thread.say("Karin", "verder")
    assert thread.plan().first_step.owner == owner  # type: ignore[union-attr]


def test_a_day_that_comes_later_belongs_to_the_step_before_it(team: Thread) -> None:
    team.press_on("first-step")
    team.say("Karin", "Joost maakt het lijstje")
    team.say("Joost", "ok, voor vrijdag 11 december")
    drafted = text_of(team.say("Karin", "verder"))
    assert "Joost maakt het lijstje, voor vrijdag 11 december.¹ ²" in drafted
    assert "nog niet afgesproken" not in drafted and "Door meer dan één" not in drafted
    step = team.plan().first_step
    assert step and (step.owner, step.due) == ("Joost", "vrijdag 11 december")


def test_who_and_when_may_stand_beside_the_first_step(team: Thread) -> None:
    team.press_on("first-step")
    for name, text in (
        ("Sam", "we bellen tien boeren"),
        ("Joost", "ik bel ze"),
        ("Meral", "vrijdag 11 december"),
    ):
        team.say(name, text)
    team.say("Karin", "verder")
    step = team.plan().first_step
    assert step and step.day and (step.owner, step.due) == ("Joost", "Vrijdag 11 december")
    assert step.text.startswith("We bellen tien boeren")


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("voor vrijdag 11 december", True),
        ("by Friday", True),
        ("vrijdag bellen we tien boeren", False),
        ("voor ons", False),
    ],
)
def test_a_day_alone_is_no_statement(text: str, only: bool) -> None:
    assert dates.is_only(text) is only


def test_a_short_answer_that_nobody_deepened_is_named(team: Thread) -> None:
    team.press_on("value")
    assert "?" in text_of(team.say("Joost", "betere dienstverlening"))
    team.say("Karin", "dat een boer in de winter weet of hij in het voorjaar kan zaaien")
    assert "nog niet in dit concept (1): “Betere dienstverlening”" in text_of(team.say("Karin", "verder"))


def test_a_short_answer_that_its_speaker_deepened_is_done_with(team: Thread) -> None:
    team.press_on("value")
    team.say("Joost", "betere dienstverlening")
    team.say("Joost", "dat een boer in de winter weet of hij in het voorjaar kan zaaien")
    assert "etere dienstverlening" not in text_of(team.say("Karin", "verder"))


def test_what_nobody_could_be_called_for_gives_way_to_who_does_it(team: Thread) -> None:
    team.press_on("first-step")
    team.say("Karin", "Het MT gaat ermee aan de slag")
    team.say("Joost", "Ik bel maandag 7 december tien boeren, Karin telt mee.")
    drafted = text_of(team.say("Karin", "verder"))
    assert "tien boeren" in drafted and "Het MT gaat" not in drafted.partition("Ook gezegd")[0]


def test_an_answer_that_was_asked_for_a_number_stays(team: Thread) -> None:
    team.press_on("value")
    assert "sneller" in text_of(team.say("Joost", "kinderen krijgen sneller hulp"))
    team.say("Karin", "dat een gezin binnen 6 weken iemand heeft die blijft")
    assert "Kinderen krijgen sneller hulp.¹" in text_of(team.say("Karin", "verder"))


def test_an_example_that_was_given_is_not_missing(team: Thread) -> None:
    for name, text in (
        ("Karin", "onze systemen zijn verouderd"),
        ("Meral", CASE),
        ("Joost", "dat komt omdat we te weinig mensen hebben"),
        ("Meral", "dat ligt eraan dat niemand opschrijft wat er is beloofd"),
    ):
        team.say(name, text)
    drafted = text_of(team.say("Karin", "verder"))
    assert "Holten" in drafted and "uit het echt" not in drafted


def test_words_of_whoever_is_forgotten_dont_stay_behind_a_colleague(team: Thread) -> None:
    team.press_on("first-step")
    team.say("Sam", "we maken een lijstje voor alle boeren")
    team.say("Joost", "ok, voor vrijdag 11 december")
    team.say("Karin", "verder")
    assert "lijstje" in " ".join(draft_of(team))
    with team.store.session() as session:
        privacy.delete_person(session, "U-Sam")
    assert "lijstje" not in " ".join(draft_of(team))


def test_who_only_agrees_stands_behind_a_colleagues_words(team: Thread) -> None:
    team.press_on("direction")
    team.say("Meral", "Wij zeggen binnen een week nee, ook als dat betekent dat we meer bezwaren krijgen")
    assert text_of(team.say("Sam", "eens met Meral")) == "" == text_of(team.say("Joost", "+1"))
    drafted = text_of(team.say("Karin", "verder"))
    assert "bezwaren krijgen.¹ ² ³" in drafted and "Meral, Sam en Joost ¹ ² ³" in drafted
    assert "Eens" not in drafted


def test_agreement_goes_with_the_words_that_it_was_about(team: Thread) -> None:
    team.press_on("direction")
    team.say("Meral", "Wij zeggen binnen een week nee, ook als dat betekent dat we meer bezwaren krijgen")
    team.say("Sam", "eens met Meral")
    team.say("Karin", "verder")
    meral = team.read(lambda agenda: next(c.ts for c in agenda.contributions if "week nee" in c.text))
    with team.store.session() as session:
        team.coach().deleted(session, team._agenda(session), str(meral))
    assert draft_of(team) == []


def test_an_answer_to_the_coach_is_no_agreement_with_a_colleague(team: Thread) -> None:
    team.say("Karin", "onze systemen zijn verouderd")
    team.say("Joost", "klopt")
    assert "Karin en Joost" not in text_of(team.say("Karin", "verder"))


def test_colleagues_who_see_it_otherwise_are_quoted_side_by_side(team: Thread) -> None:
    team.say("Sam", CASE)
    said = text_of(team.say("Meral", "bij ons is dat anders, de meeste krijgen binnen 4 weken antwoord"))
    assert "“Bij ons is dat anders" in said and "Holten" in said
    drafted = text_of(team.say("Karin", "verder"))
    assert "Meral: “Bij ons is dat anders" in drafted


def test_a_denial_stays_whole(store: Store) -> None:
    team = Thread(store, judge)
    team.start(organisation="Port Ellen", language="en")
    team.say("Joost", "that's because we only have two engineers")
    said = text_of(team.say("Meral", "no it isn't, it's because nobody writes down what was promised"))
    assert "Meral says “No it isn't, it's because nobody writes down what was promised”" in said
    assert "two engineers" in text_of(team.say("Karin", "next"))


def test_an_angry_question_gets_a_human_answer(team: Thread) -> None:
    team.say("Karin", CASE)
    said = text_of(team.say("Meral", "wat een onzin vragen zijn dit, hebben we geen werk te doen?"))
    assert said
    assert text_of(team.say("Joost", "haha Meral")) == ""
    assert "onzin" not in text_of(team.say("Karin", "verder"))


def test_lunch_stays_out_of_the_draft(team: Thread) -> None:
    team.say("Karin", CASE)
    team.say("Joost", "wat eten we vanmiddag?")
    team.say("Sam", "soep denk ik")
    team.say("Meral", "sorry. Bij ons stond maandag een man van 81 aan de balie, drie keer in een week")
    drafted = text_of(team.say("Karin", "verder"))
    assert "Soep" not in drafted and "eten" not in drafted and "orry" not in drafted
    assert "man van 81" in drafted


def test_who_doesnt_know_leaves_the_answer_of_a_colleague_alone(team: Thread) -> None:
    team.say("Meral", "Vorige maand belde een moeder 4 keer, elke keer een andere medewerker aan de lijn")
    assert text_of(team.say("Sam", "weet ik niet")) == ""
    assert "Nog open" not in text_of(team.say("Karin", "verder"))


def test_what_nobody_knew_is_found_out_by_whoever_is_named_later(team: Thread) -> None:
    team.press_on("users")
    team.say("Karin", "weten we niet")
    team.say("Meral", "geen idee")
    assert text_of(team.say("Joost", "ik ook niet")) == ""
    assert "Voor wanneer?" in text_of(team.say("Karin", "Meral kan tien mensen bellen"))
    assert "10 december" in text_of(team.say("Meral", "ok, dat doe ik voor 10 december"))
    team.say(
        "Sam", "een boer van 60 wilde weten of hij in het voorjaar kan zaaien, dat zei hij aan de telefoon"
    )
    assert "Meral kan tien mensen bellen” (10 december)" in text_of(team.say("Karin", "verder"))


def test_certainty_is_no_doubt_to_be_praised(store: Store) -> None:
    team = Thread(store, judge)
    team.start(organisation="Port Ellen", language="en")
    said = text_of(
        team.say("Meral", "last Tuesday an old lady rang about a broken boiler, third time in two weeks")
    )
    assert "how sure" not in said


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_stands_on_a_button_can_be_said(language: str) -> None:
    area = texts(language).area("agenda")
    labels = {
        key.removeprefix("buttons."): label for key, label in area.items() if key.startswith("buttons.")
    }
    assert labels
    assert {move: words.read_move(str(label)) for move, label in labels.items()} == {m: m for m in labels}


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("summary so far", Move.SUMMARY),
        ("samenvatting tot nu toe", Move.SUMMARY),
        ("what do others do about this?", Move.GUIDANCE),
        ("wat doen andere gemeenten?", Move.GUIDANCE),
    ],
)
def test_a_facilitator_is_heard_in_more_words(text: str, move: Move) -> None:
    assert words.read_move(text) is move


def test_a_plan_without_a_day_says_that_a_day_is_missing(team: Thread) -> None:
    team.press_on("first-step")
    team.say("Joost", "ik maak het lijstje met de boeren die wachten")
    for _ in range(3):
        team.say("Karin", "verder")
    closing = text_of(team.say("Karin", "klopt"))
    assert "Wat nog ontbreekt: een datum bij de eerste stap." in closing


def test_the_review_reads_a_try_and_a_form_where_they_were_asked_for(team: Thread) -> None:
    for name, text in (
        ("Sam", "boeren bellen ons plat over de vergunning voor een sloot dempen"),
        ("Sam", CASE),
        ("Sam", "verder"),
        ("Sam", "klopt"),
    ):
        team.say(name, text)
    team.press_on("direction")
    team.say("Meral", "Wij zeggen binnen een week nee, ook als dat betekent dat we meer bezwaren krijgen")
    team.say("Sam", "verder")
    team.say("Sam", "klopt")
    for _ in range(6):
        team.say("Sam", "overslaan")
        if team.read(lambda agenda: agenda.phase) == "challenge":
            break
    team.say("Sam", "per onderdeel")
    told = team.outcomes[-1].replies[0].text
    assert "*Werkvormen*, 0 van 2" in told and "*Experiment*, 0 van 2" in told


def test_no_more_is_not_vague(team: Thread) -> None:
    team.say("Joost", "haar zoon van 9 ging in die tijd meer dan een maand niet meer naar school")
    team.say("Karin", "verder")
    assert "Vage woorden zie ik niet" in text_of(team.say("Karin", "concreter"))


def test_a_working_form_is_offered_once(store: Store) -> None:
    team = Thread(store, judge)
    team.start(organisation="waterschap Oosterdiep")
    team.press_on("people")
    offered = "\n".join(text_of(outcome) for outcome in team.outcomes)
    form = next(
        form
        for form in load_curriculum("nl").forms
        if form.id == load_curriculum("nl").stage("people").working_form
    )
    assert form.title in offered
    team.press(Move.BACK)
    assert form.title not in text_of(team.press(Move.PARK))
    shown = text_of(team.press(Move.FORM))
    assert f"Dit houden jullie over: {form.brings}." in shown
    assert all(str(part) in shown for part in (form.minutes, form.people, *form.materials, *form.steps))


@pytest.mark.parametrize("text", ["goeiemorgen allemaal", "hoi!", "morgen"])
def test_a_greeting_is_no_answer(team: Thread, text: str) -> None:
    assert text_of(team.say("Karin", text)) == ""


def test_who_wonders_who_this_is_is_told(team: Thread) -> None:
    assert "Ik ben software" in text_of(team.say("Joost", "hoi! wie is dit?"))
    assert text_of(team.say("Karin", "een bot die ons gaat coachen")) == ""
    team.say("Karin", CASE)
    assert "een bot" not in text_of(team.say("Karin", "verder")).lower()


def test_an_errand_that_a_colleague_asked_for_gets_its_owner(team: Thread) -> None:
    team.say("Karin", CASE)
    team.say("Joost", "kan iemand dat nakijken?")
    assert text_of(team.say("Meral", "doe ik, voor donderdag")).count("donderdag") == 1
    drafted = text_of(team.say("Karin", "verder"))
    assert "Kan iemand dat nakijken? Meral: “doe ik, voor donderdag”." in drafted.partition("Nog open")[2]


@pytest.mark.parametrize(
    "text",
    [
        "weten we dat zeker of zeggen we dat omdat het mooi klinkt",
        "en wie is daar de baas van",
        "kan iemand dat nakijken?",
        "are we sure or do we just like the sound of it",
    ],
)
def test_a_question_without_its_mark_is_one(text: str) -> None:
    assert words.asks_team(text)


@pytest.mark.parametrize(
    "text", ["wie belt krijgt geen antwoord", "hebben we vorige week gedaan", "hoe dat moet staat nergens"]
)
def test_what_only_looks_like_a_question_is_none(text: str) -> None:
    assert not words.asks_team(text)


def test_a_lone_i_is_asked_for_a_day(team: Thread) -> None:
    team.say("Joost", CASE)
    team.press_on("first-step")
    assert text_of(team.say("Karin", "Joost?")) == ""
    said = text_of(team.say("Joost", "ja ik"))
    assert "?" in said and "één keer per jaar" not in said and "meer mag ook" not in said.lower()
    team.say("Joost", "vanaf 1 december")
    assert "“Ja ik, vanaf 1 december.”" in text_of(team.say("Karin", "verder"))
    step = team.plan().first_step
    assert step and (step.owner, step.due) == ("Joost", "1 december")


@pytest.mark.parametrize(
    ("language", "wish"), [("nl", "haal de tweede zin weg"), ("en", "remove the second sentence")]
)
def test_a_sentence_may_be_counted_in_words(store: Store, language: str, wish: str) -> None:
    team = Thread(store, judge)
    team.start(organisation="Oosterdiep", language=language)
    team.say("Karin", CASE)
    team.say("Joost", "Maandag stond er een man van 81 drie keer voor een dichte balie.")
    team.say("Karin", "verder" if language == "nl" else "next")
    assert "man van 81" not in text_of(team.say("Karin", wish))
    assert len(draft_of(team)) == 1


def test_when_one_is_good_was_said() -> None:
    thread = Thread(Store("sqlite://"), judge)
    thread.start(organisation="Oosterdiep")
    thread.press_on("quality-cost")
    thread.say("Dirk", "een aanvraag kost ons 5 tot 7 uur, keer 65 euro")
    thread.say("Anouk", "en goed is het als ze niet terug hoeven te bellen")
    assert "goed is gegaan" not in text_of(thread.say("Anouk", "verder"))


@pytest.mark.parametrize("said", ["dat is belachelijk", "goeie", "wat goed"])
def test_a_reaction_to_a_colleague_is_no_mood_and_no_answer(team: Thread, said: str) -> None:
    team.say("Karin", "onze systemen zijn verouderd")
    team.say("Joost", CASE)
    team.outcomes.clear()
    with team.store.session() as session:
        team._agenda(session).since_bot = ["U-Joost"]
    assert text_of(team.say("Meral", said)) == ""
    assert said not in text_of(team.say("Karin", "verder")).lower()


def test_the_same_words_to_the_coach_are_heard_as_anger(team: Thread) -> None:
    assert text_of(team.say("Meral", "dit is belachelijk"))
    assert text_of(team.say("Karin", "verder"))


def test_an_angry_word_about_ones_own_work_opposes_nobody(team: Thread) -> None:
    team.say("Karin", CASE)
    team.say("Joost", "ons formulier is onzin, dat weet iedereen")
    assert "allebei" not in "\n".join(text_of(outcome) for outcome in team.outcomes)


def test_who_isnt_sure_to_agree_disagrees(store: Store) -> None:
    team = Thread(store, judge)
    team.start(organisation="Westmoor", language="en")
    team.press_on("direction")
    team.say("Tom", "We never ask twice for the same paper, even if that means a mistake now and then")
    said = text_of(team.say("Lena", "not sure I agree with that, the auditors want it twice"))
    assert "auditors want it twice" in said and "never ask twice" in said


@pytest.mark.parametrize(
    ("text", "day"), [("before the 4th of December", "4th of December"), ("voor 4 dec", "4 dec")]
)
def test_a_day_of_a_month_in_more_ways(text: str, day: str) -> None:
    assert dates.find(text) == day and dates.resolve(text, date(2026, 11, 26)) == date(2026, 12, 4)


def test_a_period_alone_is_a_date() -> None:
    assert dates.is_only("From 7 to 18 December.")


def test_an_empty_answer_is_neither_praised_nor_carried_along(team: Thread) -> None:
    team.say("Karin", CASE)
    with team.store.session() as session:
        agenda = team._agenda(session)
        agenda.asked.clear()
    assert "waardeloos" not in text_of(team.say("Joost", "ons formulier is echt waardeloos"))
    team.say("Karin", "verder")
    assert "waardeloos" not in text_of(team.say("Karin", "klopt"))


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("iemand moet die brieven aanpassen", "Wie van jullie wordt dat?"),
        ("ik neem dat mee naar het overleg en dan kijken we met elkaar", "zonder daarop te wachten?"),
    ],
)
def test_what_puts_a_first_step_off_is_asked_after(team: Thread, said: str, asked: str) -> None:
    team.press_on("first-step")
    assert asked in text_of(team.say("Henk", said))
    assert team.read(lambda agenda: agenda.contributions[-1].kind) == "answer"


@pytest.mark.parametrize(
    "said", ["il ring the first 10 on mon 7 dec", "I'll ring the first ten on Mon 7 Dec"]
)
def test_a_day_in_short_is_not_asked_for(store: Store, said: str) -> None:
    team = Thread(store, judge)
    team.start(organisation="Port Ellen", language="en", minutes=20)
    team.press_on("first-step")
    team.say("Deb", said)
    team.say("Deb", "next")
    step = team.plan().first_step
    assert step and step.due.lower() == "mon 7 dec"
    assert "date" not in team.read(lambda agenda: [a.criterion for a in agenda.asked])  # type: ignore[operator]


def test_who_says_first_that_they_dont_know_may_say_more(store: Store) -> None:
    team = Thread(store, judge)
    team.start(organisation="Westmoor", language="en")
    team.say("Bel", "Honestly? I couldn't tell you. We only see the ones who come back.")
    (kind,) = team.read(lambda agenda: [a.kind for a in agenda.asked])  # type: ignore[misc]
    assert kind == "unknown"


def test_who_has_had_enough_of_sessions_gets_a_human_word(team: Thread) -> None:
    said = text_of(team.say("Karel", "alweer zo'n sessie. vorig jaar ook al, niks mee gedaan"))
    assert said.startswith("Snap ik.")


RAMBLING = (
    "Goedemiddag! Ik heb er zin in. Nou ik zal maar gewoon beginnen he, want ik moet om vier uur weg. "
    "Vorige week, of nee wacht, de week daarvoor, kwam er een mevrouw binnen met een map vol brieven van de "
    "belastingdienst en die zei tegen Mo, ik snap er niks meer van, mijn man deed dat altijd en die is er "
    "niet meer. En toen hebben we haar doorgestuurd naar het spreekuur maar dat was pas over twee weken"
)


def test_who_rambles_is_heard_for_the_case(team: Thread) -> None:
    praise = text_of(team.say("Hetty", RAMBLING))
    assert "vier uur" not in praise and "zin in" not in praise
    drafted = text_of(team.say("Hetty", "verder"))
    assert "een mevrouw binnen met een map vol brieven" in drafted
    assert "zin in" not in drafted and "beginnen" not in drafted


def test_a_question_back_leaves_what_the_coach_waits_for(team: Thread) -> None:
    team.press_on("users")
    team.say("Sjoerd", "weten we niet hoeveel er zo zijn")
    assert text_of(team.say("Ilse", "Ik kan het laten uitdraaien")).endswith("Voor wanneer?")
    assert text_of(team.say("Ramon", "voor wanneer?")) == ""
    assert "(donderdag)" in text_of(team.say("Ilse", "donderdag"))
    assert "wanneer?" not in " ".join(draft_of(team, "users"))


def test_a_few_words_to_who_was_angry_are_no_answer(team: Thread) -> None:
    team.say("Ilse", "Ik vind dit zonde van mijn dinsdagmiddag")
    assert text_of(team.say("Sjoerd", "Kom op Ilse, een uurtje")) == ""
    assert team.read(lambda agenda: [c.kind for c in agenda.contributions]) == ["aside", "aside"]


def test_when_it_is_good_is_not_asked_of_who_said_it(long_team: Thread) -> None:
    long_team.press_on("quality-cost")
    long_team.say("Ramon", "het is goed gegaan als niemand iets twee keer hoeft te sturen")
    asked = long_team.read(lambda agenda: [a.criterion for a in agenda.asked])
    assert "quality" not in asked  # type: ignore[operator]


def test_praise_gives_back_the_words_that_earned_it(long_team: Thread) -> None:
    long_team.press_on("quality-cost")
    said = text_of(
        long_team.say("Bert", "een vraag kost 20 minuten. goed is het als iemand niet terug hoeft te komen")
    )
    assert "“Goed is het als iemand niet terug hoeft te komen”" in said


def test_who_goes_about_it_was_said(long_team: Thread) -> None:
    long_team.press_on("process")
    long_team.say("Bert", "het spreekuur hangt aan de afspraken van de gemeente. daar gaat Wilma over")
    assert "Wie hierover beslist" not in text_of(long_team.say("Bert", "verder"))


def test_giving_in_is_no_errand(store: Store) -> None:
    team = Thread(store, judge)
    team.start(organisation="Westmoor", language="en")
    team.press_on("direction")
    team.say("Olu", "We give one name per call, even if that means the name gets rung at bad times")
    team.say("Freya", "Could we rotate weekly?")
    assert text_of(team.say("Jan", "I could live with weekly")) == ""
    assert not team.read(lambda agenda: agenda.open_points)


def test_sentences_of_one_message_are_one_quotation(store: Store) -> None:
    team = Thread(store, judge)
    team.start(organisation="Westmoor", language="en")
    team.say("Jan", "I took the second call. I told her someone would come. Nobody came.")
    drafted = text_of(team.say("Jan", "next"))
    assert "Jan: “I took the second call. I told her someone would come. Nobody came.”¹" in drafted


def test_a_time_before_the_case_makes_no_quotation(team: Thread) -> None:
    team.say("Karin", "ja, vorige week. Een man wilde de afvalpas van zijn moeder opzeggen. 3x doorverbonden")
    drafted = text_of(team.say("Karin", "verder"))
    assert "Vorige week. Een man wilde" in drafted and "“" not in drafted


def test_two_fillers_are_a_filler(team: Thread) -> None:
    assert words.is_filler("nee oké") and words.is_filler("ja mooi") and not words.is_filler("nee drie")


def test_the_home_tab_says_who_takes_the_first_step(team: Thread) -> None:
    team.press_on("first-step")
    team.say("Joost", "Ik bel maandag 7 december vijf boeren.")
    for word in ("verder", "klopt", "verder", "klopt"):
        team.say("Joost", word)
    step = team.plan().first_step
    shown = team.read(
        lambda a: home._next(a, "U-Karin", load_curriculum("nl"), texts("nl"), step)  # type: ignore[arg-type]
    )
    assert shown == "De eerste stap: Joost, 7 december. Dan kom ik erop terug."


@pytest.mark.parametrize(
    ("language", "proposed", "accepted"),
    [
        ("en", "Could rotate weekly?", "I could live with weekly"),
        ("nl", "zullen we elke week wisselen?", "daar kan ik mee leven"),
    ],
)
def test_a_proposal_that_a_colleague_can_live_with_is_drafted(
    store: Store, language: str, proposed: str, accepted: str
) -> None:
    team = Thread(store, judge)
    team.start(organisation="Westmoor", language=language)
    team.press_on("direction")
    team.say("Olu", "We give one name per call, even if that means the name gets rung at bad times")
    team.say("Freya", proposed)
    assert text_of(team.say("Jan", accepted)) == ""
    drafted = text_of(team.say("Olu", "next"))
    assert f"Freya: “{proposed[0].upper()}{proposed[1:]}”" in drafted and accepted not in drafted


@pytest.mark.parametrize("asked", ["kan iemand dat nakijken?", "wie betaalt dat?", "zullen we koffie halen?"])
def test_what_proposes_nothing_stays_out_whatever_is_said_to_it(team: Thread, asked: str) -> None:
    team.say("Karin", CASE)
    team.say("Joost", asked)
    team.say("Meral", "goed idee")
    assert asked[5:] not in text_of(team.say("Karin", "verder"))
