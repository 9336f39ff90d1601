"""Coming back for the first step, and the look back that becomes the next version."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace

import pytest

from bot.coach.afterwards import handover, reminders, retrospective
from bot.coach.afterwards.reminders import Reminder
from bot.coach.conversation.hearing import contribute
from bot.coach.conversation.talk import Talk
from bot.coach.outcome import Outcome
from bot.coach.plan import FirstStep, Plan, assemble
from bot.handlers import handover as handler
from bot.inbox import Arrival, Inbox
from bot.store import Delivery
from tests.coach.conftest import CHANNEL, THREAD, Thread, text_of
from tests.coach.sample_plan import sample_plan

STEP = "Ik bel vanaf 7 december 2026 drie nabestaanden."


def step(day: date | None) -> Plan:
    return sample_plan(first_step=FirstStep("Meral belt", "Meral", "U-Meral", "", day))


def planned(plan: Plan, now: datetime) -> list[tuple[str, str]]:
    return [(r.kind, r.due.isoformat()) for r in reminders.reminders(plan, now)]


def test_it_comes_back_the_working_day_before_and_on_the_day() -> None:
    # Monday 7 December; 9 o'clock in Amsterdam is 8 in UTC in winter.
    assert planned(step(date(2026, 12, 7)), datetime(2026, 11, 23, 12)) == [
        ("before", "2026-12-04T08:00:00"),
        ("day", "2026-12-07T15:00:00"),
    ]


def test_a_day_in_the_weekend_is_asked_after_on_monday_and_summer_time_counts() -> None:
    assert planned(step(date(2026, 7, 4)), datetime(2026, 6, 1)) == [
        ("before", "2026-07-03T07:00:00"),
        ("day", "2026-07-06T14:00:00"),
    ]


def test_on_a_holiday_nobody_is_called() -> None:
    assert planned(step(date(2026, 12, 25)), datetime(2026, 12, 1)) == [
        ("before", "2026-12-24T08:00:00"),
        ("day", "2026-12-28T15:00:00"),
    ]
    assert planned(step(date(2027, 3, 30)), datetime(2027, 3, 1))[0] == ("before", "2027-03-26T08:00:00")


def test_what_has_gone_by_is_not_planned() -> None:
    assert planned(step(date(2026, 11, 23)), datetime(2026, 11, 23, 12)) == [("day", "2026-11-23T15:00:00")]
    assert planned(step(date(2026, 11, 20)), datetime(2026, 11, 23, 12)) == []


def test_a_step_without_a_day_is_asked_after_two_weeks_later() -> None:
    assert planned(step(None), datetime(2026, 11, 23, 12)) == [("day", "2026-12-07T15:00:00")]


def test_an_agenda_that_is_not_finished_has_none() -> None:
    assert reminders.reminders(sample_plan(status="running"), datetime(2026, 11, 23)) == []
    assert reminders.reminders(sample_plan(first_step=None), datetime(2026, 11, 23)) == []


def test_a_reminder_names_its_day_and_knows_how_long_to_wait() -> None:
    reminder = Reminder("day", date(2026, 12, 7), datetime(2026, 12, 7, 15))
    assert reminder.key == "day:2026-12-07"
    assert reminder.delay(datetime(2026, 12, 7, 14)) == 3600 and reminder.delay(datetime(2027, 1, 1)) == 0


class Afterwards:
    """A signed agenda, and what is done in its thread later."""

    def __init__(self, thread: Thread) -> None:
        self.thread, self.count = thread, 0
        thread.say("Karin", "Vorige week werd een zoon van 40 drie keer doorverbonden door ons.")
        thread.say("Karin", "verder")
        thread.say("Karin", "klopt")
        with thread.store.session() as session:
            agenda = thread._agenda(session)
            agenda.stage = agenda.question = agenda.stages[-1].stage
            talk = thread.coach()._talk(session, agenda, "U-Karin")
            said = contribute(talk, "U-Karin", "300.1", STEP)
            from bot.coach.drafts import drafting
            from bot.coach.drafts.draft import Statement

            statement = Statement(STEP, (said.id,), "U-Karin")
            drafting.add_version(talk, agenda.stage, [statement], origin="drafted", author="", upto=said.id)
            agenda.status = agenda.phase = "finished"
            agenda.signed_by = "U-Karin"
            agenda.last_at = agenda.finished_at = datetime(2026, 11, 23)

    def do(self, act: Callable[[Talk], object], user: str = "U-Karin") -> str:
        with self.thread.store.session() as session:
            talk = self.thread.coach()._talk(session, self.thread._agenda(session), user)
            act(talk)
            self.last = Outcome(tuple(talk.replies))
            return "\n".join(reply.text for reply in talk.replies)

    def press(self, what: str, value: str = "") -> str:
        return self.do(lambda talk: handover.press(talk, what, value))

    def say(self, text: str) -> str:
        self.count += 1

        def hear(talk: Talk) -> None:
            assert handover.waits(talk)
            handover.hear(talk, contribute(talk, talk.user, f"400.{self.count}", text))

        return self.do(hear)

    def remind(self, key: str, today: date = date(2026, 12, 1)) -> str:
        return self.do(lambda talk: reminders.remind(talk, assemble(talk), key, today))

    def type(self, text: str) -> str:
        """Say something in the thread, as people do."""
        return text_of(self.thread.say("Karin", text))

    def state(self) -> Plan:
        return self.thread.plan()

    def buttons(self) -> list[str]:
        rows = [b for reply in self.last.replies for b in reply.blocks if b["type"] == "actions"]
        return [element["action_id"] for row in rows for element in row["elements"]]


@pytest.fixture
def later(thread: Thread) -> Afterwards:
    return Afterwards(thread)


def test_the_owner_is_called_by_name_in_the_thread(later: Afterwards) -> None:
    text = later.remind("before:2026-12-07")
    assert text.startswith("<@U-Karin>, 7 december is het zover: “Ik bel vanaf 7 december 2026")
    assert later.buttons() == ["handover_other_day"]


def test_on_the_day_it_asks_how_it_went(later: Afterwards) -> None:
    assert "Hoe is het gegaan?" in later.remind("day:2026-12-07")
    assert later.buttons() == [
        "handover_went_well",
        "handover_went_half",
        "handover_went_not",
        "handover_other_day",
    ]


def test_a_team_that_wants_no_names_is_not_called_by_name(later: Afterwards) -> None:
    later.do(lambda talk: setattr(talk.agenda, "quoting", "anonymous"))
    assert "<@" not in later.remind("before:2026-12-07")


def test_a_reminder_about_a_day_that_moved_stays_silent(later: Afterwards) -> None:
    assert later.remind("day:2026-12-06") == ""
    later.press("other_day")
    assert "geen dag" in later.say("ooit")
    assert "14 december 2026" in later.say("dat wordt 14 december 2026")
    assert later.state().first_step.day == date(2026, 12, 14)  # type: ignore[union-attr]
    assert later.state().first_step.text == "Ik bel vanaf 14 december 2026 drie nabestaanden"  # type: ignore[union-attr]
    assert later.remind("day:2026-12-07") == "" and later.remind("day:2026-12-14")


def test_three_questions_become_the_next_version(later: Afterwards) -> None:
    assert "wie merkte er iets van" in later.press("went_half")
    assert "niet verwacht" in later.say("Twee van de drie zeiden dat één keer bellen genoeg was.")
    assert "doorgaan, aanpassen of stoppen" in later.say("Dat de derde pas na 61 dagen bericht kreeg.")
    assert "welke dag" in later.say("We gaan door met bellen van nabestaanden.")
    shown = later.say("Ik bel er nog tien, voor 21 december 2026.")
    assert "versie 2" in shown and "61 dagen" in shown and "nog tien" in shown
    assert later.buttons() == ["handover_sign_again"]
    plan = later.state()
    assert any("61 dagen" in line for line in plan.sections[0].lines)
    assert any("zoon van 40" in line for line in plan.sections[0].lines)
    assert plan.first_step.day == date(2026, 12, 21)  # type: ignore[union-attr]
    assert plan.signed_by == ""


def test_until_it_is_signed_again_the_pinned_message_names_nobody(later: Afterwards) -> None:
    later.press("went_well")
    later.say("Alle 3 gebeld, ze waren blij dat iemand het vroeg.")
    later.press("skip")
    later.press("skip")
    with later.thread.store.session() as session:
        shown = later.thread.coach().overview(session, later.thread._agenda(session)).text
    assert "heeft nog niemand getekend" in shown


def test_the_next_version_is_signed_by_a_person_and_once(later: Afterwards) -> None:
    later.press("went_well")
    later.say("Alle 3 gebeld, ze waren blij dat iemand het vroeg.")
    later.press("skip")
    later.press("skip")
    assert "Versie 2" in later.press("sign_again")
    assert later.last.replies[0].files and later.state().signed_by == "Karin"
    assert later.press("sign_again") == ""


def test_every_statement_of_the_next_version_was_said(later: Afterwards) -> None:
    later.press("went_not")
    later.say("De wethouder was 2 weken ziek, dus niemand mocht bellen.")
    later.press("skip")
    later.say("Ik probeer het opnieuw op 11 januari 2027.")
    plan = later.state()
    for section in plan.sections:
        for statement in section.statements:
            assert statement.contributions
            assert set(statement.contributions) <= set(plan.contributions)


def test_nothing_said_changes_nothing(later: Afterwards) -> None:
    before = later.state()
    later.press("went_not")
    for _ in range(3):
        last = later.press("skip")
    assert "blijft het reisplan zoals het is" in last
    assert later.state().sections == before.sections and later.state().signed_by == "Karin"


def test_a_second_press_does_not_begin_again(later: Afterwards) -> None:
    later.press("went_well")
    assert later.press("went_not") == ""
    assert later.thread.read(lambda agenda: agenda.used[retrospective.KIND]) == 1


def test_a_reminder_never_breaks_into_a_look_back(later: Afterwards) -> None:
    later.press("went_well")
    assert later.remind("day:2026-12-07") == ""


def test_a_bot_that_was_away_until_the_day_announces_it_no_more(later: Afterwards) -> None:
    assert later.remind("before:2026-12-07", date(2026, 12, 7)) == ""
    assert later.remind("day:2026-12-07", date(2026, 12, 9))


@pytest.mark.parametrize(
    ("said", "lead"),
    [
        ("gelukt!", "Fijn"),
        ("half", "Half is ook iets"),
        ("niet gelukt, sorry", "Ook dat is nieuws"),
        ("klaar", "Fijn"),
    ],
)
def test_how_it_went_may_be_said_in_words(later: Afterwards, said: str, lead: str) -> None:
    later.remind("day:2026-12-07")
    answer = later.type(said)
    assert answer.startswith(lead) and "wie merkte er iets van" in answer
    assert "niet verwacht" in later.type("Twee van de drie zeiden dat één keer bellen genoeg was.")


def test_a_story_is_the_first_answer(later: Afterwards) -> None:
    later.remind("day:2026-12-07")
    story = "ik belde er één, ze was blij maar de monteur kwam een dag te laat"
    assert "niet verwacht" in later.type(story) and "wie merkte" not in later.type(
        "dat het regende op 7 december"
    )
    later.type("Ik bel er nog tien, voor 21 december 2026.")
    assert any("monteur" in line for line in later.state().sections[0].lines)


@pytest.mark.parametrize(("state", "told"), [("failed", ["U-Karin"]), ("sent", [])])
def test_whoever_does_the_step_hears_it_when_the_thread_is_archived(
    later: Afterwards, state: str, told: list[str]
) -> None:
    arrival = Arrival("remind:1", "remind", "T1", CHANNEL, THREAD, "", {"reminder": "day:2026-12-07"})
    store = later.thread.store
    Inbox(store).accept(arrival)
    services = SimpleNamespace(store=store, coach=later.thread.coach())
    handler.remind(services, arrival)  # type: ignore[arg-type]
    with store.session() as session:
        for delivery in session.query(Delivery).filter_by(phase=0):
            delivery.state = state
    handler.remind_elsewhere(services, arrival)  # type: ignore[arg-type]
    with store.session() as session:
        sent = [delivery.arguments for delivery in session.query(Delivery).filter_by(phase=1)]
    assert [call["channel"] for call in sent] == told
    assert all(
        "Hoe is het gegaan?" in call["text"] and "niet meer kan schrijven" in call["text"] for call in sent
    )


def test_small_talk_after_the_question_begins_nothing(later: Afterwards) -> None:
    later.remind("day:2026-12-07")
    assert later.type("even koffie halen") == ""
    assert "wie merkte" in later.type("deels")


def test_another_day_may_be_said_in_words(later: Afterwards) -> None:
    later.remind("before:2026-12-07")
    assert "Welke dag" in later.type("andere dag")
    later.type("14 december 2026")
    later.remind("day:2026-12-14")
    assert "21 december 2026" in later.type("verzet naar 21 december 2026")
    assert later.state().first_step.day == date(2026, 12, 21)  # type: ignore[union-attr]


def test_a_new_day_in_the_last_answer_is_part_of_it(later: Afterwards) -> None:
    later.press("went_half")
    later.press("skip")
    later.press("skip")
    assert "versie 2" in later.type("ik verzet het naar 21 december 2026")


@pytest.mark.parametrize(
    ("said", "button"), [("deel met collega's", "handover_share"), ("zet in een canvas", "handover_canvas")]
)
def test_a_form_is_a_button_away_for_who_asks_in_words(later: Afterwards, said: str, button: str) -> None:
    later.type(said)
    (reply,) = later.thread.outcomes[-1].replies
    assert reply.blocks[-1]["elements"][0]["action_id"] == button


def test_who_asks_for_an_adviser_where_there_is_none_hears_so(later: Afterwards) -> None:
    assert "geen adviseur" in later.type("afspraak maken")
