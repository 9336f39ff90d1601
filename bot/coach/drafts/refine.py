"""Changing a draft to the letter: replace, remove, or a text of one's own. `wishes` reads the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from bot.coach.conversation.sentences import sentences, tidy, words
from bot.coach.conversation.vocabulary import normalise
from bot.coach.drafts.draft import Statement
from bot.coach.writing.checks import has_figure
from prompts import LANGUAGES, texts
from prompts.readability import word_lists

_SAME_SENTENCE = 0.45


@dataclass(frozen=True, slots=True)
class Refined:
    statements: Sequence[Statement]
    form: str = "text"


def refine(draft: Refined, wish: str, contribution: int, *, whole: bool = False) -> Refined | None:
    """The changed draft, None when nothing changes. New words are traced to `contribution`, the wish itself.

    `whole`: the wish is the complete new text.
    """
    changed = rewrite(draft, wish, contribution) if whole else _command(draft, wish, contribution)
    if changed is None and not whole and not is_command(wish):
        changed = _own_words(draft, wish, contribution)
    return changed if changed and changed.statements and changed != draft else None


def is_command(wish: str) -> bool:
    """The wish is one of those that are done to the letter, and not a text."""
    return any(_match(key, wish) for key in ("replace", "remove", "restore"))


def asked_of(text: str) -> tuple[str, str] | None:
    """What a whole message wants changed and how, as ("de visie", "korter") or ("", "maak het korter")."""
    said = normalise(text).removeprefix("reisplan ").removesuffix(" please").removesuffix(" graag")
    if len(said.split()) > 1 and any(said in _phrases(key) for key in ("shorten", "list", "prose")):
        return "", said
    for pattern in _asking():
        if match := pattern.fullmatch(said):
            return match["what"], match["how"]
    return None


def version_wanted(wish: str) -> int | None:
    match = _match("restore", wish)
    return int(match["number"]) if match else None


def rewrite(draft: Refined, text: str, contribution: int) -> Refined:
    """The text sentence by sentence; a sentence that was there keeps those who said it."""
    lines = [tidy(sentence) for sentence in sentences(text)]
    return Refined([_sourced(draft.statements, line, contribution) for line in lines if line], draft.form)


def _command(draft: Refined, wish: str, contribution: int) -> Refined | None:
    if match := _match("replace", wish):
        return _replaced(draft, match["old"], match["new"], contribution)
    if match := _match("remove", wish):
        return _removed(draft, match)
    return None


def weakest(statements: Sequence[Statement]) -> Statement | None:
    """What a draft would lose least by: never a figure or a day. None when everything holds one."""
    loose = [statement for statement in statements if not has_figure(statement.text)]
    return min(loose, key=_weight, default=None)


def _weight(statement: Statement) -> tuple[int, int]:
    return len(statement.contributions), len(statement.text)


def _replaced(draft: Refined, old: str, new: str, contribution: int) -> Refined | None:
    pattern = re.compile(rf"(?<!\w){re.escape(_bare(old))}(?!\w)", re.IGNORECASE)
    changed = []
    for statement in draft.statements:
        text = tidy(pattern.sub(lambda _: _bare(new), statement.text))
        kept = text == statement.text
        ids = statement.contributions if kept else _with(statement.contributions, contribution)
        changed.append(statement if kept else replace(statement, text=text, contributions=ids))
    return replace(draft, statements=changed) if changed != list(draft.statements) else None


def _removed(draft: Refined, match: re.Match[str]) -> Refined | None:
    groups = match.groupdict()
    if number := groups.get("number"):
        left = [s for i, s in enumerate(draft.statements, 1) if i != int(number)]
    else:
        old = normalise(_bare(groups["old"]))
        left = [s for s in draft.statements if old not in normalise(s.text)]
    return replace(draft, statements=left) if left and len(left) < len(draft.statements) else None


def _own_words(draft: Refined, text: str, contribution: int) -> Refined:
    """Several sentences replace the draft; a single one takes the place of its like, or is added."""
    lines = [tidy(sentence) for sentence in sentences(text)]
    if len(lines) > 1:
        return rewrite(draft, text, contribution)
    line = lines[0] if lines else ""
    place = max(range(len(draft.statements)), key=lambda i: _overlap(draft.statements[i].text, line))
    if _overlap(draft.statements[place].text, line) < _SAME_SENTENCE:
        return replace(
            draft, statements=[*draft.statements, Statement(line, (contribution,))] if line else []
        )
    changed = list(draft.statements)
    changed[place] = _sourced(draft.statements, line, contribution)
    return replace(draft, statements=changed)


def _sourced(statements: Sequence[Statement], line: str, contribution: int) -> Statement:
    for statement in statements:
        if normalise(statement.text) == normalise(line):
            return replace(statement, text=line)
    like = max(statements, key=lambda s: _overlap(s.text, line), default=None)
    if like and _overlap(like.text, line) >= _SAME_SENTENCE:
        return Statement(line, _with(like.contributions, contribution))
    return Statement(line, (contribution,))


def _overlap(one: str, other: str) -> float:
    a, b = set(words(one)), set(words(other))
    return len(a & b) / len(a | b) if a | b else 0.0


def _with(ids: tuple[int, ...], id: int) -> tuple[int, ...]:
    return tuple(dict.fromkeys((*ids, id)))


def _bare(text: str) -> str:
    return text.strip().strip("\"'“”‘’*_").rstrip(".")


@cache
def _phrases(key: str) -> frozenset[str]:
    return frozenset(
        normalise(p) for language in LANGUAGES for p in texts(language).many(f"agenda.refine.{key}")
    )


@cache
def _asking() -> tuple[re.Pattern[str], ...]:
    """The ways to ask for a change, ending in one that the coach knows."""
    known = {p for key in ("shorten", "list", "prose") for p in _phrases(key)}
    lists = [word_lists(language).wishes.values() for language in LANGUAGES]
    known |= {normalise(form) for wishes in lists for forms in wishes for form in forms}
    how = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    templates = [t for language in LANGUAGES for t in texts(language).many("agenda.refine.ask")]
    return tuple(
        re.compile(t.replace("{what}", r"(?P<what>\w+(?: \w+){0,4})").replace("{how}", f"(?P<how>{how})"))
        for t in templates
    )


@cache
def _patterns(key: str) -> tuple[re.Pattern[str], ...]:
    templates = [t for language in LANGUAGES for t in texts(language).many(f"agenda.refine.{key}")]
    # A numbered sentence before any text: "remove sentence 2" isn't about the words "sentence 2".
    templates.sort(key=lambda template: "{old}" in template)
    return tuple(re.compile(_as_pattern(template), re.IGNORECASE | re.DOTALL) for template in templates)


def _as_pattern(template: str) -> str:
    pattern = re.escape(template).replace(r"\{old\}", r"(?P<old>.+?)").replace(r"\{new\}", r"(?P<new>.+)")
    return r"^\s*" + pattern.replace(r"\{number\}", r"(?P<number>\d{1,2})") + r"[\s.!]*$"


def _match(key: str, wish: str) -> re.Match[str] | None:
    wish = _numbered(wish.strip())
    return next((match for pattern in _patterns(key) if (match := pattern.match(wish))), None)


def _numbered(wish: str) -> str:
    """ "De tweede zin" as "zin 2": so that one way of asking is enough."""
    for language in LANGUAGES:
        t = texts(language)
        for number, ordinal in enumerate(t.many("agenda.refine.ordinals"), 1):
            spelled, short = (
                t(f"agenda.refine.{key}", n=n) for key, n in (("nth", ordinal), ("number", number))
            )
            wish = re.sub(rf"\b{re.escape(spelled)}\b", short, wish, flags=re.IGNORECASE)
    return wish
