"""The coach: a state machine over the database that takes what people do and says what to post."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.coach import snapshots
from bot.coach.afterwards import reminders
from bot.coach.conversation import blocks, changes, markup, moves, presence, stages
from bot.coach.conversation import overview as pinned
from bot.coach.conversation.hearing import hear
from bot.coach.conversation.talk import SPRINT, Judge, Reviewer, Talk
from bot.coach.documents import export
from bot.coach.drafts import drafting
from bot.coach.lookups import Lookup
from bot.coach.outcome import Move, Outcome, Reply, Said, Start, from_json, to_json
from bot.coach.plan import Plan, assemble
from bot.coach.review.rubric import review
from bot.coach.tools import scan
from bot.coach.writing.orders import Desk, Order
from bot.store.agendas import Agenda, Member, StageState, Turn
from bot.store.base import utc_now
from prompts.curriculum import Curriculum


class Coach:
    """Guides agendas in threads. Everything it remembers is in the database; the caller commits and delivers.

    Every method may be called again with the same key (a message's ts, a button press) and then returns
    the same outcome without doing anything.
    """

    def __init__(
        self,
        curricula: Mapping[str, Curriculum],
        judge: Judge,
        reviewer: Reviewer = review,
        adviser: bool | None = None,
        desk: Desk[Order] | None = None,
        shelf: Desk[Lookup] | None = None,
    ) -> None:
        self._curricula = curricula
        self._judge = judge
        self._reviewer = reviewer
        self._adviser = adviser
        self._desk = desk
        self._shelf = shelf

    def working_from(self, desk: Desk[Order] | None, shelf: Desk[Lookup] | None = None) -> Coach:
        """This coach with what a language model wrote, and what was looked up, for the turn at hand."""
        return Coach(self._curricula, self._judge, self._reviewer, self._adviser, desk, shelf)

    def start(self, session: Session, start: Start) -> Outcome:
        """Begin an agenda in a thread: a welcome with the first question. Once a thread."""
        agenda = find(session, start.team, start.channel, start.thread_ts)
        welcome = _welcome if agenda is None else _already
        agenda = agenda or self._new(session, start)
        return self._turn(session, agenda, f"start:{start.key}", start.user, welcome)

    def hear(self, session: Session, agenda: Agenda, said: Said) -> Outcome:
        """Take a message in the thread."""
        return self._turn(session, agenda, said.ts, said.user, lambda talk: hear(talk, said))

    def move(
        self,
        session: Session,
        agenda: Agenda,
        user: str,
        move: Move,
        value: str = "",
        ts: str = "",
        name: str = "",
    ) -> Outcome:
        """Take a button press or a submitted form; `ts` tells one press from another (Slack's action_ts).

        For `adjust` a value is the whole new text of the draft; for `restore` it is the version's number.
        """

        def make(talk: Talk) -> None:
            presence.join(talk, user, name)
            if move is Move.ADJUST and value:
                changes.rewrite(talk, value, ts)
            else:
                talk.agenda.awaiting = "" if move is not Move.NEXT else talk.agenda.awaiting
                moves.make(talk, move, value)

        return self._turn(session, agenda, f"{move}:{ts}" if ts else "", user, make)

    def edited(self, session: Session, agenda: Agenda, ts: str, text: str, event: str = "") -> Outcome:
        """A message was edited in Slack: the contribution and the drafts that rest on it follow."""
        key = f"edited:{ts}:{event}" if event else ""
        return self._turn(session, agenda, key, "", lambda talk: changes.edit(talk, ts, text))

    def deleted(self, session: Session, agenda: Agenda, ts: str) -> Outcome:
        """A message was deleted in Slack: its words go, and what only rested on them."""
        return self._turn(session, agenda, f"deleted:{ts}", "", lambda talk: changes.delete(talk, ts))

    def nudge(self, session: Session, agenda: Agenda, now: datetime) -> Outcome:
        """After a silence: once a question in the thread, and once ever in private to who hasn't spoken."""
        return self._turn(session, agenda, "", "", lambda talk: presence.nudge(talk, now))

    def remind(self, session: Session, agenda: Agenda, key: str) -> Outcome:
        """Come back for the first step; `key` names one of `bot.coach.afterwards.reminders.reminders`."""
        return self._turn(
            session,
            agenda,
            "",
            "",
            lambda talk: reminders.remind(talk, assemble(talk), key, utc_now().date()),
        )

    def overview(self, session: Session, agenda: Agenda) -> Reply:
        """The pinned message as it should read now."""
        return pinned.overview(self._talk(session, agenda))

    def plan(self, session: Session, agenda: Agenda) -> Plan:
        """The reisplan as it stands; `bot.coach.documents.export` makes documents of it."""
        return assemble(self._talk(session, agenda))

    def draft_text(self, session: Session, agenda: Agenda) -> str:
        """The newest draft of the stage at hand, to be edited in a form; "" when there is none."""
        version = drafting.latest(self._talk(session, agenda))
        return drafting.plain_text(version) if version else ""

    def from_whom(self, session: Session, agenda: Agenda) -> str:
        """Who said what in the newest draft, as mrkdwn; "" when there is none."""
        return drafting.from_whom(self._talk(session, agenda))

    def scan_answers(self, session: Session, agenda: Agenda, user: str) -> dict[str, int]:
        """What this person filled in before in the self-scan, by statement."""
        return scan.answers_of(self._talk(session, agenda), user)

    def cost_filled(self, session: Session, agenda: Agenda) -> dict[str, str]:
        """What was filled in so far for the cost per unit, by field."""
        return {given.field: given.text for given in agenda.cost}

    def curriculum(self, session: Session, agenda: Agenda) -> Curriculum:
        """The curriculum that this agenda runs on."""
        return snapshots.load(session, agenda.curriculum)

    def _new(self, session: Session, start: Start) -> Agenda:
        curriculum = self._curricula.get(start.language) or self._curricula["en"]
        road = curriculum.for_sprint() if start.minutes <= SPRINT else curriculum.stages
        agenda = Agenda(
            team=start.team,
            channel=start.channel,
            thread_ts=start.thread_ts,
            organisation=markup.clean(start.organisation, {}, curriculum.language),
            scope=markup.clean(start.scope, {}, curriculum.language),
            minutes=start.minutes,
            language=curriculum.language,
            quoting=start.quoting,
            curriculum=snapshots.keep(session, curriculum),
            stage=road[0].id,
            question=road[0].id,
            started_by=start.user,
        )
        agenda.stages = [StageState(stage=stage.id, position=i) for i, stage in enumerate(road)]
        people = dict([*start.members, (start.user, start.name)])
        agenda.members = [
            Member(user=user, name=markup.clean(name, {}, curriculum.language))
            for user, name in people.items()
        ]
        session.add(agenda)
        session.flush()
        return agenda

    def _talk(self, session: Session, agenda: Agenda, user: str = "") -> Talk:
        curriculum = snapshots.load(session, agenda.curriculum)
        return Talk(
            session,
            agenda,
            curriculum,
            self._judge,
            user,
            self._reviewer,
            self._adviser,
            self._desk,
            self._shelf,
        )

    def _turn(
        self, session: Session, agenda: Agenda, key: str, user: str, act: Callable[[Talk], Any]
    ) -> Outcome:
        talk = self._talk(session, agenda, user)
        if key and (turn := session.get(Turn, (agenda.id, key))):
            return _with_files(from_json(turn.outcome), talk)
        act(talk)
        agenda.last_at = utc_now() if user else agenda.last_at
        outcome = talk.outcome(nudge_after=presence.patience(talk), back=_way_back(talk))
        if key:
            agenda.turns.append(Turn(agenda=agenda.id, key=key, outcome=to_json(outcome)))
        session.flush()
        return outcome


def find(session: Session, team: str, channel: str, thread_ts: str) -> Agenda | None:
    """The agenda of a thread."""
    return session.scalar(
        select(Agenda).where(Agenda.team == team, Agenda.channel == channel, Agenda.thread_ts == thread_ts)
    )


def _welcome(talk: Talk) -> None:
    agenda, curriculum = talk.agenda, talk.curriculum
    sprint = agenda.minutes <= SPRINT
    long = agenda.minutes > 8 * 60
    time = talk.t("start.weeks") if long else talk.t("start.minutes", minutes=agenda.minutes)
    agreed = talk.t("start.agreed", time=time, quoting=talk.t(f"start.{agenda.quoting}"))
    welcome = curriculum.welcome_sprint if sprint else curriculum.welcome
    scope = f" {talk.t('plan.scope')}: {blocks.escape(agenda.scope)}." if agenda.scope else ""
    stages.open_stage(talk, talk.stage, f"{welcome}\n{agreed}{scope}\n")


def _already(talk: Talk) -> None:
    talk.say(f"{talk.t('start.already')} {talk.question.opening_short}", drafting.buttons_now(talk))


def _way_back(talk: Talk) -> str:
    if talk.question_asked is None or talk.agenda.status != "running":
        return ""
    if talk.agenda.phase != "asking":
        return talk.t("pause.draft") if talk.agenda.phase == "draft" else ""
    return talk.pick("return_to", talk.curriculum.moves.return_to, question=talk.question.opening_short)


def _with_files(outcome: Outcome, talk: Talk) -> Outcome:
    if not any(reply.formats for reply in outcome.replies):
        return outcome
    wanted = {name for reply in outcome.replies for name in reply.formats}
    made = {"radar": scan.picture(talk)} if "radar" in wanted and talk.agenda.scan else {}
    made |= export.possible(assemble(talk), talk.texts, sorted(wanted - {"radar"}))[0]
    replies = [
        _attach(reply, [made[name] for name in reply.formats if name in made]) for reply in outcome.replies
    ]
    return Outcome(
        tuple(replies), outcome.question, outcome.back, outcome.changed, outcome.nudge_after, outcome.agenda
    )


def _attach(reply: Reply, files: list[Any]) -> Reply:
    return Reply(reply.kind, reply.text, reply.blocks, reply.to, tuple(files), reply.key, reply.formats)


__all__ = ["Coach", "blocks", "find"]
