"""Whole teams through the workplace, over Slack's own API, with the real bot: from form to reisplan."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from prompts.curriculum import load_curriculum
from tests.coach.transcript import TEAMS
from tests.conftest import Launch
from tests.product import COMMAND, Driver, Product, clean_environment, wait_for

PEOPLE = ("karin", "joost", "meral", "sam")
Lines = Sequence[tuple[str, str]]


def lines_of(team: str, most: int | None = None) -> Lines:
    """Who says what in a written team, at `most` so many lines; people are cast in order of appearance."""
    _, *lines = (TEAMS / f"{team}.txt").read_text(encoding="utf-8").splitlines()
    spoken = [line.partition(": ") for line in lines]
    cast = dict(zip(dict.fromkeys(name for name, _, _ in spoken), PEOPLE, strict=False))
    return [(cast[name], text) for name, _, text in spoken[:most]]


class Team:
    """A thread of an agenda in which people speak, one after another."""

    def __init__(self, product: Product, organisation: str, **form: str) -> None:
        self.product = product
        self.driver: Driver = product.driver
        self.channel = self.driver.channels["innovatie"]
        known = {message["ts"] for message in self.driver.messages(self.channel)}
        assert self.driver.command("karin", self.channel, "agenda")["ok"]
        state = {name: {"value": value} for name, value in {"organisation": organisation, **form}.items()}
        view = self.driver.wait_for_view("karin")
        assert self.driver.act("view", "karin", view_id=view["id"], state=state)["ok"]
        self.thread = wait_for(lambda: self._root(known), "the agenda's first message")
        product.quiet()

    def _root(self, known: set[str]) -> str:
        found = [m["ts"] for m in self.driver.messages(self.channel) if m["ts"] not in known]
        return str(found[0]) if found else ""

    def say(self, name: str, text: str) -> str:
        """Say something, and return its ts once the coach has dealt with it."""
        ts = self.driver.post(name, self.channel, text, self.thread)
        self.product.quiet()
        return ts

    def play(self, lines: Lines) -> None:
        for name, text in lines:
            self.say(name, text)

    def said(self) -> list[str]:
        """What the coach said in the thread, for everybody."""
        messages = self.driver.replies(self.channel, self.thread)
        return [str(m["text"]) for m in messages if not m.get("is_ephemeral")]

    def reminders(self) -> list[str]:
        """What the coach came back for, in order."""
        cues = ("is het zover", "Hoe is het gegaan")
        return [cue for text in self.said() for cue in cues if cue in text]

    def plan(self) -> dict[str, Any]:
        """The agenda as `reisplan agenda export` gives it."""
        listed = self._command("list", "--json").splitlines()
        (found,) = [a for a in map(json.loads, listed) if a["thread_ts"] == self.thread]
        return dict(json.loads(self._command("export", str(found["id"]), "--format", "json")))

    def _command(self, *arguments: str) -> str:
        command = [str(COMMAND), "agenda", *arguments, "--data", str(self.product.folder)]
        return subprocess.run(
            command, capture_output=True, text=True, check=True, env=clean_environment(), timeout=120
        ).stdout


def is_traceable(plan: dict[str, Any]) -> bool:
    """Every word of every statement was said in the contributions that it comes from."""
    words = re.compile(r"\w+")
    for section in plan["sections"]:
        for statement in section["statements"]:
            source = " ".join(c["text"] for c in statement["contributions"]).lower()
            if set(words.findall(statement["text"].lower())) - set(words.findall(source)):
                return False
    return True


def nothing_twice(said: Sequence[str]) -> bool:
    """No question of the coach comes back word for word; how to go on may."""
    questions = Counter(q for text in said for q in re.findall(r"[^.?!\n]+\?", text) if len(q) > 30)
    return all(count == 1 for count in questions.values())


def test_four_people_make_a_whole_reisplan(launch: Launch) -> None:
    team = Team(launch(), "gemeente Lommerdam")
    team.play(lines_of("nl-four"))
    plan, said = team.plan(), team.said()
    assert plan["status"] == "finished" and is_traceable(plan)
    assert "geteld, of is dat je gevoel?" in "\n".join(said)
    assert any("te weinig mensen hebben" in text and "Kan dat allebei waar zijn?" in text for text in said)
    spoken = {c["user"] for s in plan["sections"] for t in s["statements"] for c in t["contributions"]}
    assert spoken >= {team.driver.id(name) for name in PEOPLE}


def test_a_stubborn_team_hears_nothing_twice(office: Product) -> None:
    team = Team(office, "veiligheidsregio Kustland")
    team.play(lines_of("nl-stubborn", 18))
    assert nothing_twice(team.said())
    assert is_traceable(team.plan())
    assert team.plan()["sections"][0]["open"]


def test_a_team_that_disagrees_keeps_both_sides(office: Product) -> None:
    team = Team(office, "waterschap Binnenmaas")
    team.play(lines_of("nl-disagree", 11))
    value = team.plan()["sections"][1]
    text = " ".join(statement["text"] for statement in value["statements"])
    assert "geen rekening krijgt" in text and "eerlijk betalen" in text
    assert "allebei wel wat" not in text
    assert any("Coby" not in t and "“" in t and "allebei waar" in t for t in team.said())


def test_an_english_team_is_coached_in_english(office: Product) -> None:
    team = Team(office, "Harrowmere licensing", language="en")
    team.play(lines_of("en-team", 16))
    said = "\n".join(team.said())
    assert "counted, or is that your feeling?" in said and "verder" not in said
    assert "What we do it for" in said and is_traceable(team.plan())


def test_a_thread_over_weeks_survives_restarts_and_follows_edits(launch: Launch) -> None:
    product = launch(knowledge=False)
    team = Team(product, "gemeente Lommerdam", time="weeks")
    case = team.say("karin", "Maandag belde een vrouw die haar vader wilde afmelden, 3 keer doorverbonden.")
    spare = team.say("joost", "Vorige week telden we er 12, allemaal naasten die het niet meer wisten.")
    _weeks_pass(product)
    edited = "Maandag belde een man van 83, 4 keer doorverbonden."
    team.driver.client("karin").chat_update(channel=team.channel, ts=case, text=edited)
    team.driver.client("joost").chat_delete(channel=team.channel, ts=spare)
    product.quiet()
    team.say("meral", "verder")
    section = team.plan()["sections"][0]
    assert [statement["text"] for statement in section["statements"]] == [edited]
    team.say("karin", "klopt")
    _weeks_pass(product)
    for _ in load_curriculum("nl").stages[1:]:
        team.say("sam", "overslaan")
    step = "Ik bel over drie weken die man van 83"
    team.play([("karin", "verder"), ("karin", "klopt"), ("joost", step)])
    assert team.plan()["first_step"]["due"] == "over drie weken"
    _weeks_pass(product)
    assert not team.reminders()
    _weeks_pass(product)
    wait_for(lambda: len(team.reminders()) == 2, "both reminders")
    assert set(team.reminders()) == {"is het zover", "Hoe is het gegaan"}
    product.restart()
    product.quiet()
    assert not _still_planned(product) and len(team.reminders()) == 2


def test_a_look_at_a_silent_team_keeps_its_time_over_a_restart(launch: Launch) -> None:
    product = launch(knowledge=False)
    team = Team(product, "gemeente Lommerdam", time="sprint")
    said, planned = len(team.said()), _planned(product)
    assert len(planned) == 1
    product.restart()
    assert _planned(product) == planned and len(team.said()) == said
    _forget_what_was_queued(product)
    assert _planned(product) and len(team.said()) == said
    _weeks_pass(product)
    wait_for(lambda: not _still_planned(product), "the coach has looked in")
    assert len(team.said()) == said + 1
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
    _change(product, "reisplan.db", "update agendas set last_at = datetime(last_at, '+1 minute')")
    _change(
        product, "dbos.db", "update workflow_status set delay_until_epoch_ms = 0 where status = 'DELAYED'"
    )
    product.start()
    wait_for(lambda: _planned(product) not in ([], planned), "the next look is planned")
    assert len(_planned(product)) == 1 and len(team.said()) == said


def _weeks_pass(product: Product) -> None:
    """Everything stops, two weeks go by for all who wait for something, and everything starts again."""
    product.stop()
    _change(product, "reisplan.db", "update agendas set last_at = datetime(last_at, '-14 days')")
    earlier = "delay_until_epoch_ms = delay_until_epoch_ms - 14 * 24 * 3600 * 1000"
    _change(product, "dbos.db", f"update workflow_status set {earlier} where status = 'DELAYED'")
    product.start()


def _forget_what_was_queued(product: Product) -> None:
    """As if the bot was killed after it wrote down that it looks in later, and before it queued that."""
    product.stop()
    _change(product, "dbos.db", "delete from workflow_status where status = 'DELAYED'")
    product.start()
    wait_for(lambda: _planned(product), "what was written down is queued again")


def _change(product: Product, database: str, statement: str) -> None:
    connection = sqlite3.connect(Path(product.folder) / database)
    with connection:
        connection.execute(statement)
    connection.close()


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
