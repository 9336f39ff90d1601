"""What the coach does with a contribution: one follow-up, a word of thanks, or nothing at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.coach.conversation import blocks, dates, open_points, words
from bot.coach.conversation.sentences import capitals, excerpt, sentences
from bot.coach.conversation.talk import Talk
from bot.coach.drafts.draft import alike, clauses, gist, telling_words
from bot.coach.judging.judge import Judgement
from bot.store.agendas import Asked, Contribution, OpenPoint
from prompts.curriculum import Criterion, placeholders

MOST_FOLLOW_UPS = 2
_MOODS = {"hostile": "hostile", "joke": "joke", "off_topic": "off_topic", "hurt": "hurt"}
_TELLING = 3  # words; shorter says too little to be set beside something else
_QUOTE = 80  # characters of someone's own words in a follow-up
_REMARK = 10  # words; shorter after a complete answer is a remark on it
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
    if judgement.mood in _ASIDES and not judgement.good:
        contribution.kind = "aside"
    if _answers_open_point(talk, contribution) or _mood(talk, contribution, judgement, quiet):
        return
    if _unknown(talk, contribution, judgement) or _promise(talk, contribution):
        return
    if quiet or (_talking_together(talk, contribution) and not addressed):
        _differ(talk, contribution, aloud=False)
        return
    if judgement.probe is None:
        open_points.answered(talk, contribution)
    followed = (
        _differ(talk, contribution) or _agree(talk, contribution) or _probe(talk, contribution, judgement)
    )
    if not followed and not _acknowledge(talk, contribution, judgement) and addressed:
        talk.say(talk.pick("enough", talk.curriculum.moves.enough), blocks.FOLLOW_UP)


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
        talk.say(_parked(talk, contribution, point.text), blocks.FOLLOW_UP)
        return True
    if not _reads_as_plan(talk, contribution):
        return False
    contribution.kind = "plan"
    open_points.settle(talk, point, contribution)
    kept = blocks.escape(open_points.line(talk, point).rstrip("."))
    talk.say(talk.t("unknown.kept", point=kept), blocks.FOLLOW_UP)
    return True


def _reads_as_plan(talk: Talk, contribution: Contribution) -> bool:
    """It names a colleague or a day, or takes something on; a story about users is an answer after all."""
    text = contribution.text
    names = {words.normalise(m.name.split()[0]) for m in talk.agenda.members if m.name.split()}
    return bool(dates.find(text) or words.takes_on(text) or names & set(_words(contribution)))


def _mood(talk: Talk, contribution: Contribution, judgement: Judgement, quiet: bool) -> bool:
    """A human answer to what isn't an answer, once a question; after that the coach lets it pass."""
    key = _MOODS.get(judgement.mood)
    if key is None:
        return False
    if not quiet and not _asked(talk, "mood"):
        wordings = getattr(talk.curriculum.moves, key)
        _ask(talk, "mood", judgement.mood, wordings, contribution, judgement.quote)
    return True


def let_pass(talk: Talk, contribution: Contribution, *, addressed: bool = False) -> None:
    """An order to the bot is not followed or repeated: the way back, once a question or when addressed."""
    if not addressed and _asked(talk, "mood"):
        return
    if not _ask(talk, "mood", "off_topic", talk.curriculum.moves.off_topic, contribution, ""):
        talk.say(talk.question.opening_short, blocks.FOLLOW_UP)


def _unknown(talk: Talk, contribution: Contribution, judgement: Judgement) -> bool:
    """Nobody knows: an open point, and the question who finds out."""
    whole = words.is_unknown(contribution.text)
    if not whole and judgement.mood != "unknown":
        return False
    if whole:
        contribution.kind = "aside"
    if any(p.kind == "unknown" for p in open_points.of(talk, question=contribution.question)):
        return whole
    about = open_points.gap_asked(talk) or talk.question.opening_short
    point = open_points.add(talk, "unknown", about, contribution)
    talk.agenda.awaiting = f"unknown:{point.id}"
    _ask(talk, "unknown", "", talk.question.unknown, contribution, judgement.quote)
    return True


def _promise(talk: Talk, contribution: Contribution) -> bool:
    """Somebody will find something out: it goes on the list, in their words."""
    task = words.promise(contribution.text)
    if task is None or talk.stage.id in _PROMISES_ARE_ANSWERS or _asked(talk, "promise"):
        return False
    point = open_points.add(talk, "promise", open_points.gap_asked(talk), contribution, contribution.user)
    name, said = talk.shown_name(contribution.user), blocks.escape(excerpt(task, 80))
    if point.due:
        talk.say(talk.t("unknown.kept", point=f"*{name}: {said}*"), blocks.FOLLOW_UP)
    else:
        talk.agenda.awaiting = f"due:{point.id}"
        text = talk.pick("noted", talk.curriculum.moves.noted, name=name, task=said)
        _remember(talk, "promise", "", text, text, contribution)
        talk.say(text, blocks.FOLLOW_UP)
    return True


def _talking_together(talk: Talk, contribution: Contribution) -> bool:
    """People talk to each other: someone is addressed, or several have spoken since the coach did."""
    others = [m.name for m in talk.agenda.members if m.user != contribution.user]
    if words.addresses(contribution.text, others):
        return True
    since = talk.agenda.since_bot
    return len(since) >= 3 and len(set(since)) >= 2


def _differ(talk: Talk, contribution: Contribution, *, aloud: bool = True) -> bool:
    """Two people pull apart: both are quoted side by side, no verdict. Not `aloud`: only in the draft."""
    if not words.opposes(contribution.text) or _asked(talk, "differ"):
        return False
    others = [c for c in talk.said(contribution.stage) if c.user != contribution.user]
    telling = [c for c in others if len(gist(c).split()) > _TELLING] or others
    if not telling:
        return False
    other = telling[-1]
    if not aloud:
        _remember(talk, "differ", str(other.id), "", "", contribution)
        return False
    text = talk.pick(
        "differ",
        talk.curriculum.moves.differ,
        name_a=talk.t("one") if talk.anonymous else talk.name(other.user),
        quote_a=_quote(gist(other)),
        name_b=talk.t("other") if talk.anonymous else talk.name(contribution.user),
        quote_b=_quote(gist(contribution)),
    )
    text = capitals(text) if talk.anonymous else text
    _remember(talk, "differ", str(other.id), text, text, contribution)
    talk.say(text, blocks.FOLLOW_UP)
    return True


def _agree(talk: Talk, contribution: Contribution) -> bool:
    """Several people say the same: once a question, it is said that they do."""
    said = talk.said(contribution.stage, question=contribution.question)
    same = [c for c in said if c.user != contribution.user and alike(gist(c), gist(contribution))]
    if not same or len(_words(contribution)) <= _TELLING or _asked(talk, "agree"):
        return False
    users = dict.fromkeys([*(c.user for c in same), contribution.user])
    names = [talk.name(user) for user in users]
    together = (
        talk.t("several") if talk.anonymous else talk.t("and", first=", ".join(names[:-1]), last=names[-1])
    )
    wordings = talk.curriculum.moves.agree
    text = capitals(talk.pick("agree", wordings, names=together, quote=_quote(gist(same[0]))))
    _remember(talk, "agree", "", text, text, contribution)
    talk.say(text, blocks.FOLLOW_UP)
    return True


def _probe(talk: Talk, contribution: Contribution, judgement: Judgement) -> bool:
    """Ask after the one lack that matters most; when two have been asked, note it and let it rest."""
    lack = judgement.probe
    if lack is None or _answered_already(talk, contribution, lack.criterion):
        return False
    if _follow_ups(talk) >= MOST_FOLLOW_UPS:
        return _let_rest(talk, contribution, lack.criterion)
    wordings = talk.question.probes.get(lack.criterion, ())
    return _ask(talk, "probe", lack.criterion, wordings, contribution, judgement.quote)


def _answered_already(talk: Talk, contribution: Contribution, criterion: str) -> bool:
    """A colleague said it, or the answer is there and this is a remark on it."""
    others = [
        c for c in talk.said(contribution.stage, question=contribution.question) if c is not contribution
    ]
    remark = _asked(talk, "thanks") and len(contribution.text.split()) < _REMARK
    return remark or any(criterion in c.good for c in others)


def _let_rest(talk: Talk, contribution: Contribution, criterion: Criterion) -> bool:
    """Two follow-ups were enough: say once what stays open."""
    gap = talk.question.gaps.get(criterion, "")
    if gap and not _asked(talk, "parked"):
        _remember(talk, "parked", criterion, gap, gap, contribution)
        talk.say(_parked(talk, contribution, gap), blocks.FOLLOW_UP)
    return True


def _parked(talk: Talk, contribution: Contribution, gap: str) -> str:
    return talk.pick("park", talk.curriculum.moves.park, gap=gap, quote=_quote(contribution.text))


def _acknowledge(talk: Talk, contribution: Contribution, judgement: Judgement) -> bool:
    """Once a question: what was good about it, and how to go on."""
    if _asked(talk, "thanks"):
        return False
    by_criterion = talk.curriculum.acknowledgements
    praise = [
        (c, quote) for c in judgement.good if c in by_criterion and (quote := _proof(talk, c, contribution))
    ]
    criterion, quote = praise[0] if praise else (None, telling_words(contribution) or judgement.quote)
    thanks = _unused(talk, by_criterion[criterion or "any"], contribution, quote)
    enough = talk.pick("enough", talk.curriculum.moves.enough)
    text = f"{thanks[1]} {enough}" if thanks else enough
    _remember(talk, "thanks", "", thanks[0] if thanks else enough, text, contribution)
    talk.say(text, blocks.FOLLOW_UP)
    return True


def _proof(talk: Talk, criterion: Criterion, contribution: Contribution) -> str:
    """The words that earn praise for this; "" when there are none, as hollow praise is worse than silence."""
    parts = clauses(contribution)
    if criterion == "measurable":
        return next((part for part in parts if words.counts(part)), "")
    if criterion == "cost":
        return next((part for part in parts if any(c.isdigit() for c in part)), "")
    if criterion == "user":
        return next((part for part in parts if words.names_person(part)), "")
    if criterion == "small":
        return excerpt(words.strip_lead_in(sentences(contribution.text)[0]), _QUOTE)
    if criterion == "date":
        return dates.find(contribution.text)
    if criterion == "owner":
        firsts = {words.normalise(m.name.split()[0]) for m in talk.agenda.members if m.name.split()}
        mine = talk.stage.id in ("first-step", "experiment") and words.says_i(contribution.text)
        return telling_words(contribution) if mine or firsts & set(_words(contribution)) else ""
    return "" if criterion == "coherence" else telling_words(contribution)


def _words(contribution: Contribution) -> list[str]:
    return words.normalise(contribution.text).split()


def _ask(
    talk: Talk, kind: str, criterion: str, wordings: Sequence[str], contribution: Contribution, quote: str
) -> bool:
    """Say a wording that this thread hasn't had; False when none is left."""
    fit = telling_words(contribution) if words.is_filler(quote) else quote
    chosen = _unused(talk, wordings, contribution, fit)
    if chosen is None:
        return False
    _remember(talk, kind, criterion, *chosen, contribution)
    talk.say(chosen[1], blocks.FOLLOW_UP)
    return True


def _unused(talk: Talk, wordings: Sequence[str], said: Contribution, quote: str) -> tuple[str, str] | None:
    """A wording not yet used in this thread, and how it reads filled in."""
    used = {asked.wording for asked in talk.agenda.asked} | {asked.text for asked in talk.agenda.asked}
    short = blocks.escape(excerpt(quote, _QUOTE))
    for wording in wordings:
        needs = placeholders(wording)
        if wording in used or ("quote" in needs and not short) or ("name" in needs and talk.anonymous):
            continue
        text = wording.format(quote=short, name=talk.name(said.user))
        if text not in used:
            return wording, text
    return None


def _remember(
    talk: Talk, kind: str, criterion: str, wording: str, text: str, contribution: Contribution
) -> None:
    asked = Asked(
        question=talk.agenda.question,
        kind=kind,
        criterion=criterion,
        wording=wording,
        text=text,
        contribution=contribution.id,
    )
    talk.agenda.asked.append(asked)


def _asked(talk: Talk, kind: str) -> bool:
    return any(a.kind == kind and a.question == talk.agenda.question for a in talk.agenda.asked)


def _follow_ups(talk: Talk) -> int:
    return sum(a.kind == "probe" and a.question == talk.agenda.question for a in talk.agenda.asked)


def _quote(text: str) -> str:
    return blocks.escape(excerpt(words.strip_lead_in(text), 90))


__all__ = ["MOST_FOLLOW_UPS", "OpenPoint", "listen"]
