"""What people say beside each other: where they pull apart, and where they say the same."""

from __future__ import annotations

from collections.abc import Sequence

from bot.coach.conversation import words
from bot.coach.conversation.asking import asked, remember, whole_quote
from bot.coach.conversation.sentences import capitals
from bot.coach.conversation.talk import Talk
from bot.coach.conversation.vocabulary import normalise
from bot.coach.drafts.draft import alike, gist
from bot.coach.drafts.likeness import Likeness, differently_worded
from bot.store.agendas import Contribution

_TELLING = 3  # words; shorter says too little to be set beside something else
_BOTH = 120  # characters of each of two who differ


def differ(talk: Talk, contribution: Contribution, *, aloud: bool = True) -> bool:
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


def agree(talk: Talk, contribution: Contribution) -> bool:
    """Several people say the same: once a question, it is said that they do."""
    said = talk.said(contribution.stage, question=contribution.question)
    if len(normalise(contribution.text).split()) <= _TELLING or asked(talk, "agree"):
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
