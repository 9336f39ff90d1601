"""Thanks for an answer with the words in it that were good, and says how to go on."""

from __future__ import annotations

from bot.coach.conversation import dates, words
from bot.coach.conversation.asking import asked, enough, remember, unused
from bot.coach.conversation.probing import SAYS_MUCH
from bot.coach.conversation.sentences import LONGEST, capitals, sentences
from bot.coach.conversation.talk import Talk
from bot.coach.conversation.trimming import strip_conjunction, strip_lead_in
from bot.coach.conversation.vocabulary import normalise
from bot.coach.drafts.draft import telling_words
from bot.coach.judging.judge import Judgement, shows
from bot.coach.judging.quote import whole_clauses
from bot.coach.writing.checks import figures
from bot.store.agendas import Contribution
from prompts.curriculum import Criterion

_TELLING = 3  # words; a shorter clause shows too little
_QUOTED = 14  # words of a clause that is given back


def acknowledge(talk: Talk, contribution: Contribution, judgement: Judgement) -> bool:
    """Once a question: what was good about it, and how to go on."""
    if asked(talk, "thanks"):
        return False
    by_criterion = talk.curriculum.acknowledgements
    praise = [
        (c, quote) for c in judgement.good if c in by_criterion and (quote := _proof(talk, c, contribution))
    ]
    criterion, quote = praise[0] if praise else (None, _own_quote(contribution, judgement))
    empty = len(contribution.text.split()) < SAYS_MUCH and len(judgement.lacks) > 1
    thanks = None if empty else unused(talk, by_criterion[criterion or "any"], contribution, quote)
    on, buttons = enough(talk, contribution)
    text = f"{capitals(thanks[1])} {on}" if thanks else on
    remember(talk, "thanks", "", thanks[0] if thanks else on, text, contribution)
    talk.say(text, buttons)
    return True


def _own_quote(contribution: Contribution, judgement: Judgement) -> str:
    """What stands for the whole; of a long message that says nothing telling, no clause does."""
    long = len(normalise(contribution.text).split()) > LONGEST
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
        first = strip_lead_in(sentences(contribution.text)[0])
        return first if figures(contribution.text) else ""
    if criterion == "date":
        return dates.find(contribution.text)
    if criterion == "owner":
        firsts = set(talk.heard_names().values())
        mine = talk.stage.id in ("first-step", "experiment") and words.says_i(contribution.text)
        return (
            telling_words(contribution) if mine or firsts & set(normalise(contribution.text).split()) else ""
        )
    return "" if criterion == "coherence" else _showing(talk, criterion, contribution)


def _showing(talk: Talk, criterion: Criterion, contribution: Contribution) -> str:
    """The clause that has it, wherever it stands in the message."""
    telling = [part for part in _clauses(contribution) if len(part.split()) > _TELLING]
    case = [part for part in telling if criterion == "concrete" and words.has_case(part)]
    found = [part for part in telling if shows(part, criterion, talk.agenda.language)]
    return next(iter(case + found), "")


def _clauses(contribution: Contribution) -> list[str]:
    """What can be given back of each of its sentences: the whole when it is short, else its clauses."""
    said = [strip_lead_in(sentence) for sentence in sentences(contribution.text)]
    parts = [part for s in said for part in whole_clauses(s[0].upper() + s[1:], _QUOTED)]
    return [strip_conjunction(part) for part in parts if not words.is_unknown(part)]
