"""Whole teams through the workplace, with the real bot: from form to reisplan, typed at its page."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from prompts.curriculum import load_curriculum
from tests.conftest import Launch
from tests.e2e.conftest import OpenDesk
from tests.e2e.desk import Desk
from tests.e2e.team import PEOPLE, Team, change, is_traceable, lines_of, nothing_twice, weeks_pass
from tests.product import Product, wait_for


def test_four_people_make_a_whole_reisplan_in_ninety_minutes(launch: Launch, open_desk: OpenDesk) -> None:
    product = launch()
    team = Team(product, "gemeente Lommerdam", desk=open_desk(product).put_welcome_away(), time="session")
    team.play(lines_of("nl-four"))
    plan, said = team.plan(), team.said()
    assert plan["status"] == "finished" and is_traceable(plan)
    assert [section["stage"] for section in plan["sections"]] == [s.id for s in load_curriculum("nl").stages]
    assert "geteld, of is dat je gevoel?" in "\n".join(said)
    assert any("te weinig mensen hebben" in text and "Kan dat allebei waar zijn?" in text for text in said)
    spoken = {c["user"] for s in plan["sections"] for t in s["statements"] for c in t["contributions"]}
    assert spoken >= {team.driver.id(name) for name in PEOPLE}
    shown = team.shown()
    assert all(section["title"] in shown for section in plan["sections"] if section["statements"])


def test_a_stubborn_team_hears_nothing_twice(office: Product, desk: Desk) -> None:
    team = Team(office, "veiligheidsregio Kustland", desk=desk)
    team.play(lines_of("nl-stubborn", 18))
    assert nothing_twice(team.said())
    assert is_traceable(team.plan())
    assert team.plan()["sections"][0]["open"]
    assert team.said()[-1].splitlines()[0].replace("*", "") in team.shown()


def test_a_team_that_disagrees_keeps_both_sides(office: Product, desk: Desk) -> None:
    team = Team(office, "waterschap Binnenmaas", desk=desk)
    team.play(lines_of("nl-disagree", 11))
    value = team.plan()["sections"][1]
    text = " ".join(statement["text"] for statement in value["statements"])
    assert "geen rekening krijgt" in text and "eerlijk betalen" in text
    assert "allebei wel wat" not in text
    assert any("Coby" not in t and "“" in t and "allebei waar" in t for t in team.said())
    assert "eerlijk betalen" in team.shown()


def test_an_english_team_is_coached_in_english(office: Product, desk: Desk) -> None:
    team = Team(office, "Harrowmere licensing", desk=desk, language="en")
    team.play(lines_of("en-team", 16))
    said = "\n".join(team.said())
    assert "counted, or is that your feeling?" in said and "verder" not in said
    assert "What we do it for" in said and is_traceable(team.plan())
    assert "What we do it for" in team.shown()


def test_a_thread_over_weeks_survives_restarts_and_follows_edits(launch: Launch, open_desk: OpenDesk) -> None:
    product = launch(knowledge=False)
    team = Team(product, "gemeente Lommerdam", desk=open_desk(product).put_welcome_away(), time="weeks")
    case = team.say("karin", "Maandag belde een vrouw die haar vader wilde afmelden, 3 keer doorverbonden.")
    spare = team.say("joost", "Vorige week telden we er 12, allemaal naasten die het niet meer wisten.")
    weeks_pass(product)
    edited = "Maandag belde een man van 83, 4 keer doorverbonden."
    team.driver.client("karin").chat_update(channel=team.channel, ts=case, text=edited)
    team.driver.client("joost").chat_delete(channel=team.channel, ts=spare)
    product.quiet()
    team.say("meral", "verder")
    section = team.plan()["sections"][0]
    assert [statement["text"] for statement in section["statements"]] == [edited]
    team.say("karin", "klopt")
    weeks_pass(product)
    for _ in load_curriculum("nl").stages[1:]:
        team.say("sam", "overslaan")
    step = "Ik bel over drie weken die man van 83"
    team.play([("karin", "verder"), ("karin", "klopt"), ("joost", step)])
    assert team.plan()["first_step"]["due"] == "over drie weken"
    weeks_pass(product)
    assert not team.reminders()
    weeks_pass(product)
    wait_for(lambda: len(team.reminders()) == 2, "both reminders")
    assert set(team.reminders()) == {"is het zover", "Hoe is het gegaan"}
    product.restart()
    product.quiet()
    assert not _still_planned(product) and len(team.reminders()) == 2
    team.press("joost", "handover_went_half")
    assert "wie merkte er iets van" in team.said()[-1]
    team.play([("joost", "Hij nam niet op, zijn buurvrouw wel."), ("karin", "Dat zij hem elke dag ziet.")])
    team.say("joost", "Ik bel haar over twee weken, en hem daarna.")
    assert "versie 2" in team.said()[-1] and "zijn buurvrouw wel" in team.said()[-1]
    team.press("karin", "handover_sign_again")
    assert "Versie 2" in "\n".join(team.said()[-4:]) and team.plan()["signed_by"]


def test_a_look_at_a_silent_team_keeps_its_time_and_invites_the_quiet_one_in_private(launch: Launch) -> None:
    product = launch(knowledge=False)
    team = Team(product, "gemeente Lommerdam", time="sprint", people=[product.driver.id("sam")])
    said, planned = len(team.said()), _planned(product)
    assert len(planned) == 1
    product.restart()
    assert _planned(product) == planned and len(team.said()) == said
    _forget_what_was_queued(product)
    assert _planned(product) and len(team.said()) == said
    weeks_pass(product)
    wait_for(lambda: not _still_planned(product), "the coach has looked in")
    product.quiet()
    assert len(team.said()) == said + 1
    (invitation,) = team.whispered("sam")
    assert "Sam" in invitation and load_curriculum("nl").stages[0].opening_short in invitation
    assert invitation not in team.whispered("karin") + team.said()
    product.restart()
    assert not _still_planned(product) and len(team.said()) == said + 1


def test_a_thread_plans_one_look_however_much_is_said(office: Product) -> None:
    team = Team(office, "gemeente Lommerdam")
    (first,) = _planned(office, team.thread)
    for text in ("Maandag belde een vrouw, 3 keer doorverbonden.", "En dinsdag weer een.", "En een man."):
        team.say("karin", text)
    assert _planned(office, team.thread) == [first]


def test_a_look_that_comes_too_early_plans_the_next(launch: Launch) -> None:
    product = launch(knowledge=False)
    team = Team(product, "gemeente Lommerdam")
    said, planned = len(team.said()), _planned(product)
    product.stop()
    change(product, "reisplan.db", "update agendas set last_at = datetime(last_at, '+1 minute')")
    change(product, "dbos.db", "update workflow_status set delay_until_epoch_ms = 0 where status = 'DELAYED'")
    product.start()
    wait_for(lambda: _planned(product) not in ([], planned), "the next look is planned")
    assert len(_planned(product)) == 1 and len(team.said()) == said


def _forget_what_was_queued(product: Product) -> None:
    """As if the bot was killed after it wrote down that it looks in later, and before it queued that."""
    product.stop()
    change(product, "dbos.db", "delete from workflow_status where status = 'DELAYED'")
    product.start()
    wait_for(lambda: _planned(product), "what was written down is queued again")


def _planned(product: Product, thread: str = "") -> list[tuple[str, int]]:
    """What waits for its time (in one thread), and until when."""
    connection = sqlite3.connect(f"file:{Path(product.folder) / 'dbos.db'}?mode=ro", uri=True, timeout=30)
    query = "select workflow_uuid, delay_until_epoch_ms from workflow_status where status = 'DELAYED'"
    found = connection.execute(query).fetchall()
    connection.close()
    return sorted((key, until) for key, until in found if thread in key)


def _still_planned(product: Product) -> int:
    query = "select count(*) from incoming where done_at is null and kind in ('nudge', 'remind')"
    return product.count("reisplan.db", query)
