"""Asks after what an answer lacks, at most twice a question; then says once what stays open."""

from __future__ import annotations

from bot.coach.conversation import open_points, situations, words
from bot.coach.conversation.asking import ask, asked, remember, whole_quote
from bot.coach.conversation.talk import Talk
from bot.coach.drafts.draft import telling_words
from bot.coach.judging.judge import SEVERAL_SURELY, Judgement, Lack
from bot.coach.outcome import Move
from bot.store.agendas import Contribution
from prompts.curriculum import Criterion

MOST_FOLLOW_UPS = 2
SAYS_MUCH = 7  # words; after such an answer the same thing isn't asked again
REMARK = 10  # words; shorter after a complete answer is a remark on it


def probe(talk: Talk, contribution: Contribution, judgement: Judgement) -> bool:
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
    return ask(talk, "probe", lacks[0], wordings, contribution, quotable(contribution, judgement))


def _still_lacking(talk: Talk, contribution: Contribution, judgement: Judgement) -> list[Criterion]:
    """What to ask after, the most pressing first; nothing when it is a remark on an answer that is there."""
    if judgement.probe is None or _is_remark(talk, contribution, judgement.probe, len(judgement.lacks)):
        return []
    others = [
        c for c in talk.said(contribution.stage, question=contribution.question) if c is not contribution
    ]
    lacks = [judgement.probe, *(lack for lack in judgement.lacks if lack is not judgement.probe)]
    says_much = len(contribution.text.split()) >= SAYS_MUCH
    return [
        lack.criterion
        for lack in lacks
        if not any(lack.criterion in c.good for c in others)
        and (says_much or not any(open_points.gives(talk, lack.criterion, c) for c in others))
        and not (says_much and _probed(talk, lack.criterion))
    ]


def _is_remark(talk: Talk, contribution: Contribution, first: Lack, lacks: int) -> bool:
    """A few words after a complete answer, unless they surely open something new."""
    short = asked(talk, "thanks") and len(contribution.text.split()) < REMARK
    return short and not (lacks > 1 and first.score >= SEVERAL_SURELY)


def _probed(talk: Talk, criterion: str) -> bool:
    return any(
        a.kind == "probe" and a.criterion == criterion and a.question == talk.agenda.question
        for a in talk.agenda.asked
    )


def quotable(contribution: Contribution, judgement: Judgement) -> str:
    return telling_words(contribution) if words.is_filler(judgement.quote) else judgement.quote


def _let_rest(talk: Talk, contribution: Contribution, criterion: Criterion) -> bool:
    """Two follow-ups were enough: say once what stays open."""
    gap = "" if _is_there(talk, contribution, criterion) else talk.question.gaps.get(criterion, "")
    if gap and not asked(talk, "parked"):
        remember(talk, "parked", criterion, gap, gap, contribution)
        talk.say(parked(talk, contribution, gap), (Move.NEXT,))
    return True


def _is_there(talk: Talk, contribution: Contribution, criterion: Criterion) -> bool:
    """A colleague gave a whole answer that doesn't lack it."""
    said = talk.said(contribution.stage, question=contribution.question)
    whole = [c for c in said if c is not contribution and len(c.text.split()) >= REMARK]
    return any(criterion not in c.lacks for c in whole)


def parked(talk: Talk, contribution: Contribution, gap: str) -> str:
    return talk.pick("park", talk.curriculum.moves.park, gap=gap, quote=whole_quote(contribution.text))


def _follow_ups(talk: Talk) -> int:
    return sum(a.kind == "probe" and a.question == talk.agenda.question for a in talk.agenda.asked)
