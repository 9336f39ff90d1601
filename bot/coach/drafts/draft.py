"""Drafts: a few sentences that people said, lightly edited, each with the contributions it comes from."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.coach.conversation import dates, words
from bot.coach.conversation.sentences import LONGEST, sentences, tidy
from bot.coach.conversation.sentences import words as words_of
from bot.coach.conversation.trimming import (
    strip_address,
    strip_conjunction,
    strip_joiner,
    strip_lead_in,
    strip_tail,
)
from bot.coach.drafts.clauses import in_sentences
from bot.coach.judging.quote import whole_clauses
from bot.store.agendas import Contribution

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
AGREED = "concurs"  # what kind a contribution is that only agrees with a colleague's
_ALIKE, _WITHIN = 0.6, 0.85
_SAYS_SOMETHING = 4  # words
_CLAUSE = 14  # words in a part of a sentence that is given back
_MORE = 2  # sentences over the limit, for what belongs together
_LONG_ENOUGH = 10  # words; a sentence of that length can be understood without the one it leans on


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a draft. `speaker` (user id) is set when it stands as a quotation; `by_model` when a
    language model worded it.
    """

    text: str
    contributions: tuple[int, ...]
    speaker: str = ""
    by_model: bool = False

    def as_json(self) -> dict[str, Any]:
        mark = {"by_model": True} if self.by_model else {}
        return {"text": self.text, "contributions": list(self.contributions), "speaker": self.speaker, **mark}


@dataclass(frozen=True, slots=True)
class _Candidate:
    statement: Statement
    order: tuple[int, int]
    score: float
    joke: bool = False
    span: int = 1  # sentences of the message that it holds

    @property
    def end(self) -> tuple[int, int]:
        """Where its last sentence stands."""
        order, place = self.order
        return order, place + self.span - 1


def from_json(data: Sequence[dict[str, Any]]) -> list[Statement]:
    return [
        Statement(item["text"], tuple(item["contributions"]), item["speaker"], item.get("by_model", False))
        for item in data
    ]


def compose(
    contributions: Sequence[Contribution],
    *,
    limit: int = 4,
    side_by_side: Collection[int] = (),
    outdone: Collection[int] = (),
) -> list[Statement]:
    """Choose at most `limit` sentences, in the order in which they were said.

    Everyone who spoke comes first, then what is most specific. Those whose ids are in `side_by_side`
    differ: they are quoted, and stay in. Those in `outdone` were asked after and answered better since:
    they only count when there is nothing else.
    """
    candidates = _completed(
        [c for i, said in enumerate(contributions) for c in _candidates(i, said, side_by_side)]
    )
    heard_out = {said.id for said in contributions if said.user in _users(contributions, side_by_side)}
    solid = [c for c in candidates if _is_solid(c, outdone) and _stands(c, candidates, heard_out)]
    chosen: list[_Candidate] = []
    more = [c for c in candidates if not words.is_verdict(c.statement.text)]
    for candidate in _by_claim(solid or more or candidates, side_by_side):
        twin = next((c for c in chosen if _same(c.statement.text, candidate.statement.text)), None)
        if twin:
            chosen[chosen.index(twin)] = _said_by_both(twin, candidate)
        elif len(chosen) < limit and _length([*chosen, candidate]) <= limit + _MORE:
            chosen.append(candidate)
    return _joined(_in_context(sorted(chosen, key=lambda c: c.order), heard_out))


def is_joke(contribution: Contribution) -> bool:
    return bool(words.LAUGHING.search(contribution.text))


def gist(contribution: Contribution) -> str:
    """The sentence that says most, as it was said."""
    candidates = _candidates(0, contribution, ())
    return max(candidates, key=lambda c: c.score).statement.text if candidates else contribution.text


def clauses(contribution: Contribution, limit: int = 80) -> list[str]:
    """The parts of its main sentence that can be read on their own, in order."""
    parts = whole_clauses(gist(contribution), _CLAUSE)
    return [strip_conjunction(part) for part in parts if len(part) <= limit]


def telling_words(contribution: Contribution) -> str:
    """The first clause that says something; "" when all are long."""
    found = clauses(contribution)
    if len(words_of(contribution.text)) > LONGEST:
        long = [part for part in found if len(part.split()) >= _SAYS_SOMETHING]
        found = [part for part in long if words.names_person(part) or has_digit(part)]
    longest = max(found, key=len, default="")
    scrap = len(longest.split()) < _SAYS_SOMETHING - 1 and len(words_of(contribution.text)) > _CLAUSE
    return next((part for part in found if len(part.split()) >= _SAYS_SOMETHING), "" if scrap else longest)


def difference(before: Sequence[Statement], after: Sequence[Statement]) -> list[tuple[str, str]]:
    """What changed from one version to the next, sentence by sentence: ("-", gone) and ("+", new)."""
    old, new = [s.text for s in before], [s.text for s in after]
    return [("-", text) for text in old if text not in new] + [("+", text) for text in new if text not in old]


def superscript(number: int) -> str:
    return str(number).translate(SUPERSCRIPTS)


def references(statements: Sequence[Statement]) -> dict[int, int]:
    """Contribution id → its number in this draft, in order of appearance."""
    ids = dict.fromkeys(id for statement in statements for id in statement.contributions)
    return {id: number for number, id in enumerate(ids, 1)}


def render(
    statements: Sequence[Statement], names: dict[str, str], stage: str, numbers: dict[int, int] | None = None
) -> list[str]:
    """The statements as a reader sees them: quotations with their speaker (once in a row), and marks."""
    lines, before = [], ""
    plain = in_sentences(("" if s.speaker else s.text for s in statements), stage)
    for statement, sentence in zip(statements, plain, strict=True):
        name = names.get(statement.speaker, "")
        by = f"{name}: " if name and statement.speaker != before else ""
        text = f"{by}“{statement.text}”" if statement.speaker else sentence
        lines.append(text + _marks(statement, numbers or {}))
        before = statement.speaker
    return lines


def _marks(statement: Statement, numbers: dict[int, int]) -> str:
    return " ".join(superscript(numbers[id]) for id in statement.contributions if id in numbers)


def _said_in(said: Contribution) -> list[tuple[int, str]]:
    """Its sentences that say something; a question that it answers itself isn't one."""
    kept = [(p, s) for p, s in enumerate(sentences(said.text)) if not _is_left_out(s)]
    return [(p, s) for p, s in kept if not words.asks_team(s)] or kept


def _candidates(order: int, said: Contribution, side_by_side: Collection[int]) -> list[_Candidate]:
    found: list[_Candidate] = []
    joke = is_joke(said)
    for place, sentence in _said_in(said):
        asked_for_case = said.stage == "stand"
        text = tidy(_bare(_from_the_case_on(sentence) if asked_for_case else sentence))
        if not text:
            continue
        quoted = (
            (side_by_side and said.id >= min(side_by_side))
            or words.speaks_of_self(text)
            or len(words_of(text)) <= 3
            or text.startswith("…")
            or text.endswith(("…", "…”", "?"))
            or words.leans(text)
            or words.is_fragment(text)
            or joke
        )
        statement = Statement(text, (said.id,), said.user if quoted else "")
        if found and len(words_of(text)) <= 3 and found[-1].end[1] == place - 1:
            found[-1] = _glued(found[-1], statement, said)
        else:
            found.append(_Candidate(statement, (order, place), _score(text, said), joke))
    whole = [candidate for candidate in found if "…" not in candidate.statement.text]
    cut = [candidate for candidate in found if candidate not in whole]
    return _kept_together(whole if len(whole) > 1 and not _only_one_with_people(cut, whole) else found)


def _only_one_with_people(cut: Sequence[_Candidate], whole: Sequence[_Candidate]) -> bool:
    """The long sentence has the case, and the short ones are what was said around it."""
    cut_ones, others = ([c.statement.text for c in found] for found in (cut, whole))
    return any(map(words.names_person, cut_ones)) and not any(map(words.names_person, others))


def _completed(found: Sequence[_Candidate]) -> list[_Candidate]:
    """A day that somebody named afterwards belongs to what was said before it, and says nothing alone."""
    result: list[_Candidate] = []
    for candidate in found:
        at = _completes(result, candidate) if dates.is_only(candidate.statement.text) else None
        if at is None:
            result.append(candidate)
        else:
            result[at] = _with_day(result[at], candidate)
    return result


def _completes(before: Sequence[_Candidate], day: _Candidate) -> int | None:
    """The place of the sentence that this day belongs to, past a few words of others."""
    for at in reversed(range(len(before))):
        statement = before[at].statement
        if len(words_of(statement.text)) >= _SAYS_SOMETHING - 1 or words.claims(statement.text):
            return at if _may_complete(statement, day.statement) else None
    return None


def _may_complete(statement: Statement, day: Statement) -> bool:
    """Nobody is quoted with the words of another, and a sentence gets one day."""
    same = not statement.speaker or day.speaker == statement.speaker
    return same and not dates.find(statement.text) and not statement.text.endswith(("?", "…"))


def _with_day(before: _Candidate, day: _Candidate) -> _Candidate:
    text, after = before.statement.text, day.statement.text
    ids = tuple(dict.fromkeys(before.statement.contributions + day.statement.contributions))
    joined = replace(
        before.statement, text=f"{text.rstrip('.!')}, {after[0].lower()}{after[1:]}", contributions=ids
    )
    return replace(before, statement=joined, score=max(before.score, day.score))


def _bare(sentence: str) -> str:
    """Without what only belongs to talking: a "ja", an "en", a colleague's name, a "hoor"."""
    return strip_tail(strip_address(strip_joiner(strip_lead_in(sentence))))


def _from_the_case_on(sentence: str) -> str:
    """A sentence too long to quote whole begins at the clause with somebody in it, if that comes late."""
    clauses = sentence.split(", ")
    case = next((at for at, clause in enumerate(clauses) if words.has_case(clause)), 0)
    if len(", ".join(clauses[: case + 1]).split()) <= LONGEST:
        return sentence
    return f"… {strip_conjunction(', '.join(clauses[case:]))}"


def _kept_together(found: list[_Candidate]) -> list[_Candidate]:
    """Two sentences of one message stay together, as the second often means nothing without the first."""
    if len(found) != 2 or found[0].end[1] + 1 != found[1].order[1] or words.leans(found[0].statement.text):
        return found
    first, second = found
    text = f"{first.statement.text} {second.statement.text}"
    opening = "" if words.sets_time(first.statement.text) else first.statement.speaker
    speaker = second.statement.speaker or opening
    statement = Statement(text, first.statement.contributions, speaker)
    score = max(first.score, second.score)
    return [replace(first, statement=statement, score=score, span=first.span + second.span)]


def _length(chosen: Sequence[_Candidate]) -> int:
    return sum(len(sentences(candidate.statement.text)) for candidate in chosen)


def _is_left_out(sentence: str) -> bool:
    return (
        words.is_filler(sentence)
        or words.is_unknown(sentence)
        or words.is_promise_to_find_out(sentence)
        or words.is_to_coach(sentence)
        or words.is_order(sentence)
        or words.is_chatter(sentence)
        or words.is_logistics(sentence)
        or words.is_talk(sentence)
        or words.is_feeling(sentence)
        or words.warms_up(sentence)
    )


def _glued(candidate: _Candidate, statement: Statement, said: Contribution) -> _Candidate:
    """A few words that only mean something after the sentence before them."""
    before, after = candidate.statement.text, statement.text
    telegram = words.is_fragment(before) and before.endswith(".")
    text = f"{before[:-1]}: {after[0].lower()}{after[1:]}" if telegram else f"{before} {after}"
    joined = replace(candidate.statement, text=text)
    return replace(
        candidate,
        statement=joined,
        span=candidate.span + 1,
        score=_score(text, said),
    )


def _score(text: str, said: Contribution) -> float:
    count = len(words_of(text))
    return (
        2.0 * bool(re.search(r"\d", text))
        + min(count, 20) / 10
        + 0.5 * len(said.good)
        - 0.4 * len(said.lacks)
        - 1.0 * (count > LONGEST - 2)
        - 1.5 * (count < 4)
        - 1.0 * text.endswith("?")
        + 0.5 * bool(re.search(r"\s[A-Z]", text))
        - 2.0 * is_joke(said)
    )


def _by_claim(candidates: Sequence[_Candidate], side_by_side: Collection[int]) -> list[_Candidate]:
    """Those who differ, then each contribution's best sentence, then the rest; the best first in each."""
    best: dict[int, _Candidate] = {}
    for candidate in candidates:
        id = candidate.statement.contributions[0]
        if id not in best or candidate.score > best[id].score:
            best[id] = candidate

    def claim(candidate: _Candidate) -> tuple[bool, bool, float]:
        id = candidate.statement.contributions[0]
        first = best[id] is candidate
        return not (first and id in side_by_side), not first, -candidate.score

    return sorted(candidates, key=claim)


def _is_solid(candidate: _Candidate, outdone: Collection[int]) -> bool:
    statement = candidate.statement
    return (
        len(words_of(statement.text)) > 1
        and not words.asks_team(statement.text)
        and statement.contributions[0] not in outdone
    )


def _users(contributions: Sequence[Contribution], ids: Collection[int]) -> set[str]:
    return {said.user for said in contributions if said.id in ids}


def _stands(candidate: _Candidate, candidates: Sequence[_Candidate], heard_out: Collection[int]) -> bool:
    """It means something by itself, or after the sentence before it in the same message.

    Those who differ are heard out: "daar kan ik mee leven" says how it ended.
    """
    text, id = candidate.statement.text, candidate.statement.contributions[0]
    if candidate.joke:
        return False
    if not words.leans(text) or id in heard_out or len(words_of(text)) >= _LONG_ENOUGH or has_digit(text):
        return True
    order, place = candidate.order
    return any(other.end == (order, place - 1) for other in candidates)


def _in_context(chosen: Sequence[_Candidate], heard_out: Collection[int]) -> list[_Candidate]:
    """Without the sentences that leaned on one that wasn't chosen."""
    kept = [c for c in chosen if _stands(c, chosen, heard_out)]
    return kept or list(chosen)


def has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _same(one: str, other: str) -> bool:
    """The same words but for a "ja" or a "gewoon": nobody is quoted for what a colleague said."""
    a, b = set(words_of(one)), set(words_of(other))
    return bool(a & b) and all(words.is_light(word) for word in a ^ b)


def alike(one: str, other: str) -> bool:
    """Nearly the same words, or all that one says is in the other; with the same figures and names."""
    a, b = set(words_of(one)), set(words_of(other))
    if min(len(a), len(b)) == 0 or particulars(one) != particulars(other):
        return False
    within = min(len(a), len(b)) >= _SAYS_SOMETHING and len(a & b) / min(len(a), len(b)) >= _WITHIN
    return within or len(a & b) / len(a | b) >= _ALIKE


def particulars(text: str) -> set[str]:
    """The figures and names in a sentence: with other ones it says something else."""
    names = [part for part in text.split()[1:] if part[:1].isupper()]
    return {word for word in words_of(text) if has_digit(word)} | set(words_of(" ".join(names)))


def _said_by_both(kept: _Candidate, other: _Candidate) -> _Candidate:
    ids = tuple(dict.fromkeys(kept.statement.contributions + other.statement.contributions))
    return replace(kept, statement=replace(kept.statement, contributions=ids))


def _joined(chosen: Sequence[_Candidate]) -> list[Statement]:
    """Neighbouring sentences of one contribution read as one statement."""
    result: list[Statement] = []
    last: tuple[int, int] | None = None
    for candidate in chosen:
        statement, (order, place) = candidate.statement, candidate.order
        previous = result[-1] if result else None
        if previous and last == (order, place - 1) and previous.contributions == statement.contributions:
            speaker = previous.speaker or statement.speaker
            result[-1] = Statement(f"{previous.text} {statement.text}", statement.contributions, speaker)
        else:
            result.append(statement)
        last = candidate.end
    return result
