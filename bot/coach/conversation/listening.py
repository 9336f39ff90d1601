"""What the coach does with a contribution: one follow-up, a word of thanks, or nothing at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.coach.conversation import blocks, dates, open_points, situations, words
from bot.coach.conversation.asking import (
    ask,
    asked,
    enough,
    remember,
    unused,
    whole_quote,
)
from bot.coach.conversation.sentences import LONGEST, capitals, excerpt, sentences, tidy
from bot.coach.conversation.talk import Talk
from bot.coach.drafts.draft import alike, gist, telling_words
from bot.coach.drafts.likeness import Likeness, differently_worded
from bot.coach.judging.judge import SEVERAL_SURELY, Judgement, Lack, shows
from bot.coach.judging.quote import whole_clauses
from bot.coach.outcome import Move
from bot.coach.writing.checks import figures
from bot.store.agendas import Contribution, OpenPoint
from prompts.curriculum import Criterion, placeholders

MOST_FOLLOW_UPS = 2
_MOODS = {"hostile": "hostile", "joke": "joke", "off_topic": "off_topic", "hurt": "hurt"}
_TELLING = 3  # words; shorter says too little to be set beside something else
_BOTH = 120  # characters of each of two who differ
_SAYS_MUCH = 7  # words; after such an answer the same thing isn't asked again
_REMARK = 10  # words; shorter after a complete answer is a remark on it
_QUOTED = 14  # words of a clause that is given back
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
        _differ(talk, contribution, aloud=False)
        return
    if judgement.probe is None:
        open_points.answered(talk, contribution)
    followed = (
        _differ(talk, contribution) or _agree(talk, contribution) or _probe(talk, contribution, judgement)
    )
    if not followed and not _acknowledge(talk, contribution, judgement) and addressed:
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
        talk.say(_parked(talk, contribution, point.text), (Move.NEXT,))
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
    mine = _words(contribution)[:1] in (["ik"], ["i'll"], ["wij"], ["we"]) and not words.names_person(text)
    return bool(mine or dates.find(text) or words.takes_on(text) or names & set(_words(contribution)))


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
        ask(talk, "mood", criterion, wordings, contribution, _quotable(contribution, judgement))
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
    return any(c.user != contribution.user and c.good and len(c.text.split()) >= _REMARK for c in said)


def _who_finds_out(talk: Talk, contribution: Contribution, judgement: Judgement) -> None:
    """Who finds out, how or before when: after what the answer lacks most, in words not used before."""
    finding = talk.question.unknown
    lacking = [lack.criterion for lack in judgement.lacks if lack.criterion in finding]
    quote = _quotable(contribution, judgement)
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
    short = len(text.split()) <= _SAYS_MUCH and (words.takes_on(text) or words.claims(text))
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


def _differ(talk: Talk, contribution: Contribution, *, aloud: bool = True) -> bool:
    """Two people pull apart: both are quoted side by side, no verdict. Not `aloud`: only in the draft."""
    if not words.opposes(contribution.text) or asked(talk, "differ"):
        return False
    others = [c for c in talk.said(contribution.stage) if c.user != contribution.user]
    plain = [c for c in others if not words.promise(c.text)] or others
    telling = [c for c in plain if len(gist(c).split()) > _TELLING] or plain
    if not telling:
        return False
    other = telling[-1]
    if not aloud:
        remember(talk, "differ", str(other.id), "", "", contribution)
        return False
    text = talk.pick(
        "differ",
        talk.curriculum.moves.differ,
        name_a=talk.t("one") if talk.anonymous else talk.name(other.user),
        quote_a=whole_quote(gist(other), _BOTH),
        name_b=talk.t("other") if talk.anonymous else talk.name(contribution.user),
        quote_b=whole_quote(gist(contribution), _BOTH),
    )
    text = capitals(text) if talk.anonymous else text
    remember(talk, "differ", str(other.id), text, text, contribution)
    talk.say(text)
    return True


def _agree(talk: Talk, contribution: Contribution) -> bool:
    """Several people say the same: once a question, it is said that they do."""
    said = talk.said(contribution.stage, question=contribution.question)
    if len(_words(contribution)) <= _TELLING or asked(talk, "agree"):
        return False
    others = [c for c in said if c.user != contribution.user]
    same = [c for c in others if alike(gist(c), gist(contribution))] or _meaning(talk, contribution, others)
    if not same:
        return False
    users = dict.fromkeys([*(c.user for c in same), contribution.user])
    wordings = talk.curriculum.moves.agree
    names, quote = talk.together([*users]), whole_quote(gist(same[0]))
    text = capitals(talk.pick("agree", wordings, names=names, quote=quote))
    remember(talk, "agree", "", text, text, contribution)
    talk.say(text)
    return True


def _meaning(talk: Talk, contribution: Contribution, others: Sequence[Contribution]) -> list[Contribution]:
    """Those who mean the same in other words, where that can be looked up."""
    said, language = gist(contribution), talk.agenda.language
    near = [c for c in others if differently_worded(gist(c), said, language)]
    if talk.shelf is None or not near:
        return []
    found = talk.shelf(Likeness((said, *map(gist, near)), language))
    return [near[other - 1] for line in found.lines for one, other in [line.ids] if one == 0] if found else []


def _probe(talk: Talk, contribution: Contribution, judgement: Judgement) -> bool:
    """Ask after the one lack that matters most; when two have been asked, note it and let it rest."""
    vague = situations.always(talk.curriculum, talk.question.id, contribution.text)
    if vague and not _probed(talk, vague.criterion) and _follow_ups(talk) < MOST_FOLLOW_UPS:
        return ask(talk, "probe", vague.criterion, vague.wordings, contribution, vague.quote)
    lacks = _still_lacking(talk, contribution, judgement)
    if not lacks:
        return False
    if _follow_ups(talk) >= MOST_FOLLOW_UPS:
        return _let_rest(talk, contribution, lacks[0])
    heard = situations.heard(talk.curriculum, talk.question.id, contribution.text, lacks)
    if heard and ask(talk, "probe", heard.criterion, heard.wordings, contribution, heard.quote):
        return True
    wordings = talk.question.probes.get(lacks[0], ())
    return ask(talk, "probe", lacks[0], wordings, contribution, _quotable(contribution, judgement))


def _still_lacking(talk: Talk, contribution: Contribution, judgement: Judgement) -> list[Criterion]:
    """What to ask after, the most pressing first; nothing when it is a remark on an answer that is there."""
    if judgement.probe is None or _is_remark(talk, contribution, judgement.probe, len(judgement.lacks)):
        return []
    others = [
        c for c in talk.said(contribution.stage, question=contribution.question) if c is not contribution
    ]
    lacks = [judgement.probe, *(lack for lack in judgement.lacks if lack is not judgement.probe)]
    says_much = len(contribution.text.split()) >= _SAYS_MUCH
    return [
        lack.criterion
        for lack in lacks
        if not any(lack.criterion in c.good for c in others)
        and (says_much or not any(open_points.gives(talk, lack.criterion, c) for c in others))
        and not (says_much and _probed(talk, lack.criterion))
    ]


def _is_remark(talk: Talk, contribution: Contribution, first: Lack, lacks: int) -> bool:
    """A few words after a complete answer, unless they surely open something new."""
    short = asked(talk, "thanks") and len(contribution.text.split()) < _REMARK
    return short and not (lacks > 1 and first.score >= SEVERAL_SURELY)


def _probed(talk: Talk, criterion: str) -> bool:
    return any(
        a.kind == "probe" and a.criterion == criterion and a.question == talk.agenda.question
        for a in talk.agenda.asked
    )


def _quotable(contribution: Contribution, judgement: Judgement) -> str:
    return telling_words(contribution) if words.is_filler(judgement.quote) else judgement.quote


def _let_rest(talk: Talk, contribution: Contribution, criterion: Criterion) -> bool:
    """Two follow-ups were enough: say once what stays open."""
    gap = "" if _is_there(talk, contribution, criterion) else talk.question.gaps.get(criterion, "")
    if gap and not asked(talk, "parked"):
        remember(talk, "parked", criterion, gap, gap, contribution)
        talk.say(_parked(talk, contribution, gap), (Move.NEXT,))
    return True


def _is_there(talk: Talk, contribution: Contribution, criterion: Criterion) -> bool:
    """A colleague gave a whole answer that doesn't lack it."""
    said = talk.said(contribution.stage, question=contribution.question)
    whole = [c for c in said if c is not contribution and len(c.text.split()) >= _REMARK]
    return any(criterion not in c.lacks for c in whole)


def _parked(talk: Talk, contribution: Contribution, gap: str) -> str:
    return talk.pick("park", talk.curriculum.moves.park, gap=gap, quote=whole_quote(contribution.text))


def _acknowledge(talk: Talk, contribution: Contribution, judgement: Judgement) -> bool:
    """Once a question: what was good about it, and how to go on."""
    if asked(talk, "thanks"):
        return False
    by_criterion = talk.curriculum.acknowledgements
    praise = [
        (c, quote) for c in judgement.good if c in by_criterion and (quote := _proof(talk, c, contribution))
    ]
    criterion, quote = praise[0] if praise else (None, _own_quote(contribution, judgement))
    empty = len(contribution.text.split()) < _SAYS_MUCH and len(judgement.lacks) > 1
    thanks = None if empty else unused(talk, by_criterion[criterion or "any"], contribution, quote)
    on, buttons = enough(talk, contribution)
    text = f"{capitals(thanks[1])} {on}" if thanks else on
    remember(talk, "thanks", "", thanks[0] if thanks else on, text, contribution)
    talk.say(text, buttons)
    return True


def _own_quote(contribution: Contribution, judgement: Judgement) -> str:
    """What stands for the whole; of a long message that says nothing telling, no clause does."""
    long = len(_words(contribution)) > LONGEST
    return telling_words(contribution) or ("" if long else judgement.quote)


def _proof(talk: Talk, criterion: Criterion, contribution: Contribution) -> str:
    """The words that earn praise for this; "" when there are none, as hollow praise is worse than silence."""
    parts = _clauses(contribution)
    if criterion == "uncertainty" and not words.hedges(contribution.text):
        return ""
    if criterion == "measurable":
        return next((part for part in parts if words.counts(part)), "")
    if criterion == "cost":
        return next((part for part in parts if any(c.isdigit() for c in part)), "")
    if criterion == "user":
        return next((p for p in parts if words.names_person(p) and not words.speaks_for_team(p)), "")
    if criterion == "evidence":
        return next((part for part in parts if words.went_and_asked(part)), "")
    if criterion == "small":
        first = words.strip_lead_in(sentences(contribution.text)[0])
        return first if figures(contribution.text) else ""
    if criterion == "date":
        return dates.find(contribution.text)
    if criterion == "owner":
        firsts = set(talk.heard_names().values())
        mine = talk.stage.id in ("first-step", "experiment") and words.says_i(contribution.text)
        return telling_words(contribution) if mine or firsts & set(_words(contribution)) else ""
    return "" if criterion == "coherence" else _showing(talk, criterion, contribution)


def _showing(talk: Talk, criterion: Criterion, contribution: Contribution) -> str:
    """The clause that has it, wherever it stands in the message."""
    telling = [part for part in _clauses(contribution) if len(part.split()) > _TELLING]
    return next((part for part in telling if shows(part, criterion, talk.agenda.language)), "")


def _clauses(contribution: Contribution) -> list[str]:
    """What can be given back of each of its sentences: the whole when it is short, else its clauses."""
    said = [words.strip_lead_in(sentence) for sentence in sentences(contribution.text)]
    parts = [part for s in said for part in whole_clauses(s[0].upper() + s[1:], _QUOTED)]
    return [words.strip_conjunction(part) for part in parts]


def _words(contribution: Contribution) -> list[str]:
    return words.normalise(contribution.text).split()


def _follow_ups(talk: Talk) -> int:
    return sum(a.kind == "probe" and a.question == talk.agenda.question for a in talk.agenda.asked)


__all__ = ["MOST_FOLLOW_UPS", "let_pass", "listen"]
