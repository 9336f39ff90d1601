"""What the coach does with a contribution: one follow-up, a word of thanks, or nothing at all."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from bot.coach.conversation import blocks, dates, open_points, words
from bot.coach.conversation.asking import (
    ask,
    asked,
    enough,
    remember,
    unused,
)
from bot.coach.conversation.comparing import agree, differ
from bot.coach.conversation.praising import acknowledge
from bot.coach.conversation.probing import REMARK, SAYS_MUCH, parked, probe, quotable
from bot.coach.conversation.sentences import excerpt, tidy
from bot.coach.conversation.talk import Talk
from bot.coach.conversation.vocabulary import normalise
from bot.coach.judging.judge import Judgement
from bot.coach.outcome import Move
from bot.store.agendas import Contribution, OpenPoint
from prompts.curriculum import Criterion, placeholders

_MOODS = {"hostile": "hostile", "joke": "joke", "off_topic": "off_topic", "hurt": "hurt"}
_ASIDES = ("hostile", "joke", "off_topic")
# Stages where taking something on is the answer itself and not an errand on the side.
_PROMISES_ARE_ANSWERS = ("first-step", "experiment", "people")


def listen(talk: Talk, contribution: Contribution, *, quiet: bool, addressed: bool = False) -> None:
    """Hold a contribution against the question and follow up on it, at most once.

    `quiet`: say nothing. `addressed`: it was said to the coach, which then always answers.
    """
    judgement = _judge(talk, contribution)
    contribution.lacks = [lack.criterion for lack in judgement.lacks]
    contribution.good = list(judgement.good)
    if words.is_to_coach(contribution.text) and not judgement.good and judgement.mood == "ok":
        judgement = replace(judgement, mood="hostile")
    if judgement.mood == "hostile" or (judgement.mood in _ASIDES and not judgement.good):
        contribution.kind = "aside"
    if _answers_open_point(talk, contribution) or _mood(talk, contribution, judgement, quiet):
        return
    if _claims(talk, contribution):
        return
    if _takes_up(talk, contribution) or _errand(talk, contribution) or _promise(talk, contribution):
        return
    if _unknown(talk, contribution, judgement):
        return
    if _feeling(talk, contribution):
        return
    if quiet or (_talking_together(talk, contribution) and not addressed):
        differ(talk, contribution, aloud=False)
        return
    if judgement.probe is None:
        open_points.answered(talk, contribution)
    followed = differ(talk, contribution) or agree(talk, contribution) or probe(talk, contribution, judgement)
    if not followed and not acknowledge(talk, contribution, judgement) and addressed:
        talk.say(*enough(talk, contribution))


def _judge(talk: Talk, contribution: Contribution) -> Judgement:
    earlier = [
        c.text for c in talk.said(contribution.stage, question=contribution.question) if c is not contribution
    ]
    return talk.judge(contribution.text, stage=talk.question, language=talk.agenda.language, earlier=earlier)


def _answers_open_point(talk: Talk, contribution: Contribution) -> bool:
    """The coach asked who finds out, or before when; this is the answer if it reads like one."""
    kind, _, id = talk.agenda.awaiting.partition(":")
    if kind not in ("unknown", "due"):
        return False
    talk.agenda.awaiting = ""
    point = next(p for p in talk.agenda.open_points if p.id == int(id))
    if kind == "due" and not dates.find(contribution.text):
        return False
    if words.is_unknown(contribution.text):
        contribution.kind = "aside"
        talk.say(parked(talk, contribution, point.text), (Move.NEXT,))
        return True
    if not _reads_as_plan(talk, contribution):
        return False
    contribution.kind = "plan"
    open_points.settle(talk, point, contribution)
    _keep(talk, point)
    return True


def _keep(talk: Talk, point: OpenPoint) -> None:
    """Say what went on the list; ask for a day when there is none."""
    wordings = talk.curriculum.moves.kept or (talk.t("unknown.kept", point="{point}"),)
    text = talk.pick("kept", wordings, point=blocks.escape(open_points.errand(talk, point).rstrip(".")))
    if point.due or not point.owner:
        talk.say(text, (Move.NEXT,))
    else:
        talk.agenda.awaiting = f"due:{point.id}"
        talk.say(f"{text} {talk.t('unknown.due')}")


def _reads_as_plan(talk: Talk, contribution: Contribution) -> bool:
    """It names a colleague or a day, or takes something on; a story about users is an answer after all."""
    text = contribution.text
    names = set(talk.heard_names().values())
    mine = normalise(contribution.text).split()[:1] in (
        ["ik"],
        ["i'll"],
        ["wij"],
        ["we"],
    ) and not words.names_person(text)
    return bool(
        mine or dates.find(text) or words.takes_on(text) or names & set(normalise(contribution.text).split())
    )


def _mood(talk: Talk, contribution: Contribution, judgement: Judgement, quiet: bool) -> bool:
    """A human answer to what isn't an answer, once a question; after that the coach lets it pass."""
    key = _MOODS.get(judgement.mood)
    if key is None:
        return False
    if not quiet and not asked(talk, "mood"):
        _humanly(talk, contribution, judgement, key)
    return True


def _humanly(talk: Talk, contribution: Contribution, judgement: Judgement, key: str) -> None:
    """A human word; to somebody who is annoyed a real question after it, to the rest the way back."""
    wordings = getattr(talk.curriculum.moves, key)
    if key != "hostile":
        criterion = "on-topic" if key in _ASIDES else ""
        ask(talk, "mood", criterion, wordings, contribution, quotable(contribution, judgement))
        return
    word = unused(talk, wordings, contribution, "")
    if word is None:
        return
    question = None if word[1].endswith("?") else _first_question(talk, contribution, judgement)
    if question is None:
        remember(talk, "mood", "", *word, contribution)
        talk.say(word[1])
        return
    text = f"{word[1]} {question.text}"
    remember(talk, "mood", question.criterion, word[0], text, contribution)
    remember(talk, "asked", question.criterion, question.wording, question.text, contribution)
    talk.say(text)


class _Question(NamedTuple):
    criterion: Criterion
    wording: str
    text: str


def _first_question(talk: Talk, contribution: Contribution, judgement: Judgement) -> _Question | None:
    """A follow-up that quotes nothing, after what the question is about most."""
    lacking = {lack.criterion for lack in judgement.lacks}
    for criterion in sorted(talk.question.criteria, key=lambda c: c not in lacking):
        plain = [w for w in talk.question.probes.get(criterion, ()) if "quote" not in placeholders(w)]
        if (chosen := unused(talk, plain, contribution, "")) is not None:
            return _Question(criterion, *chosen)
    return None


def let_pass(talk: Talk, contribution: Contribution, *, addressed: bool = False) -> None:
    """An order to the bot is not followed or repeated: the way back, once a question or when addressed."""
    if not addressed and asked(talk, "mood"):
        return
    if not ask(talk, "mood", "on-topic", talk.curriculum.moves.off_topic, contribution, ""):
        talk.say(talk.question.opening_short)


def _unknown(talk: Talk, contribution: Contribution, judgement: Judgement) -> bool:
    """Nobody knows: an open point, and the question who finds out."""
    whole = words.is_unknown(contribution.text)
    if not whole and (judgement.mood != "unknown" or words.opposes(contribution.text)):
        return False
    if whole:
        contribution.kind = "aside"
    if any(p.kind == "unknown" for p in open_points.of(talk, question=contribution.question)):
        return whole
    one = words.speaks_for_one(contribution.text) and not open_points.gap_asked(talk)
    if whole and one and _known_to_colleague(talk, contribution):
        return True
    said = tidy(contribution.text) if words.doubts_about(contribution.text) else ""
    about = said or open_points.gap_asked(talk) or talk.question.opening_short
    point = open_points.add(talk, "unknown", about, contribution)
    talk.agenda.awaiting = f"unknown:{point.id}"
    _who_finds_out(talk, contribution, judgement)
    return True


def _known_to_colleague(talk: Talk, contribution: Contribution) -> bool:
    """Somebody else gave a whole answer to this question."""
    said = talk.said(contribution.stage, question=contribution.question)
    return any(c.user != contribution.user and c.good and len(c.text.split()) >= REMARK for c in said)


def _who_finds_out(talk: Talk, contribution: Contribution, judgement: Judgement) -> None:
    """Who finds out, how or before when: after what the answer lacks most, in words not used before."""
    finding = talk.question.unknown
    lacking = [lack.criterion for lack in judgement.lacks if lack.criterion in finding]
    quote = quotable(contribution, judgement)
    for criterion in dict.fromkeys([*lacking, *finding]):
        if ask(talk, "unknown", criterion, finding[criterion], contribution, quote):
            return
    talk.say(talk.t("unknown.ask"))


def _feeling(talk: Talk, contribution: Contribution) -> bool:
    """It wasn't counted: that is said with it, and who will count."""
    wordings = talk.curriculum.moves.feeling
    if not words.is_feeling(contribution.text) or not wordings or asked(talk, "unknown"):
        return False
    contribution.kind = "aside"
    about = talk.question.gaps.get("measurable") or talk.question.opening_short
    point = open_points.add(talk, "unknown", about, contribution)
    talk.agenda.awaiting = f"unknown:{point.id}"
    ask(talk, "unknown", "measurable", wordings, contribution, "")
    return True


def _takes_up(talk: Talk, contribution: Contribution) -> bool:
    """What nobody knew is found out after all, by whoever says so or is named for it."""
    waiting = [
        p
        for p in open_points.of(talk, question=contribution.question)
        if p.kind == "unknown" and p.answer is None
    ]
    taken = words.takes_on(contribution.text) or words.assigns(contribution.text, talk.heard_names().values())
    if not waiting or not taken or talk.stage.id in _PROMISES_ARE_ANSWERS:
        return False
    contribution.kind = "plan"
    open_points.settle(talk, waiting[-1], contribution)
    _keep(talk, waiting[-1])
    return True


def _claims(talk: Talk, contribution: Contribution) -> bool:
    """A lone "ik" or "doe ik" where somebody was looked for: it has a name, and is asked for a day."""
    if talk.stage.id not in _PROMISES_ARE_ANSWERS or not words.claims(contribution.text):
        return False
    contribution.lacks, contribution.good = [], ["owner"]
    said = talk.said(contribution.stage, question=contribution.question)
    dated = any(dates.find(c.text) for c in said) or "date" not in talk.question.probes
    plain = [w for w in talk.question.probes.get("date", ()) if "quote" not in placeholders(w)]
    if dated or not ask(talk, "probe", "date", plain, contribution, ""):
        talk.say(*enough(talk, contribution))
    return True


def _errand(talk: Talk, contribution: Contribution) -> bool:
    """Somebody takes on what a colleague just asked for: "kan iemand dat nakijken?", "doe ik"."""
    text, earlier = contribution.text, [c for c in talk.agenda.contributions if c.id < contribution.id]
    before = earlier[-1] if earlier else None
    if before is None or before.user == contribution.user or talk.stage.id in _PROMISES_ARE_ANSWERS:
        return False
    asked_for = before.kind == "aside" and before.text.rstrip().endswith("?")
    short = len(text.split()) <= SAYS_MUCH and (words.takes_on(text) or words.claims(text))
    if not (asked_for and short):
        return False
    point = open_points.add(talk, "promise", tidy(before.text), contribution, contribution.user)
    contribution.kind = "plan"
    _keep(talk, point)
    return True


def _promise(talk: Talk, contribution: Contribution) -> bool:
    """Somebody will find something out: it goes on the list, in their words."""
    task = words.promise(contribution.text)
    if task is None or talk.stage.id in _PROMISES_ARE_ANSWERS or asked(talk, "promise"):
        return False
    point = open_points.add(talk, "promise", open_points.gap_asked(talk), contribution, contribution.user)
    if point.due:
        _keep(talk, point)
        return True
    talk.agenda.awaiting = f"due:{point.id}"
    name, said = talk.shown_name(contribution.user), blocks.escape(excerpt(task, 80))
    text = talk.pick("noted", talk.curriculum.moves.noted, name=name, task=said)
    remember(talk, "promise", "", text, text, contribution)
    talk.say(text)
    return True


def _talking_together(talk: Talk, contribution: Contribution) -> bool:
    """People talk to each other: someone is addressed, or several have spoken since the coach did."""
    others = [m.name for m in talk.agenda.members if m.user != contribution.user]
    if words.addresses(contribution.text, others):
        return True
    since = talk.agenda.since_bot
    return len(since) >= 3 and len(set(since)) >= 2
