"""A section by the model: sentences with the contributions each rests on, and only those that hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.coach.conversation.sentences import sentences, tidy
from bot.coach.writing.checks import invents, is_in, is_inert, mentions
from bot.coach.writing.orders import Ask, Line, Source, Supports, Written, ask_for
from prompts.writing import Kind, load_writing

_LONGEST = 40  # words of a sentence
_FEWEST = 2  # sentences
_MARK = re.compile(r"\[(\d+(?:\s*[,;]\s*\d+)*)\]")
_MARKS_BEHIND = re.compile(r"([.!?])((?:\s*\[[\d\s,;]+\])+)")
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d+[.)])\s+")


@dataclass(frozen=True, slots=True)
class SectionOrder:
    """A first draft of what was said, at most `limit` sentences."""

    language: str
    title: str
    question: str
    said: tuple[Source, ...]
    limit: int

    def write(self, ask: Ask, supports: Supports) -> Written:
        return _told(self, "section", {"title": self.title, "question": self.question}, ask, supports)


@dataclass(frozen=True, slots=True)
class SummaryOrder:
    """What was said so far, for who was away; `question` is the one that is open now."""

    language: str
    question: str
    said: tuple[Source, ...]
    limit: int

    def write(self, ask: Ask, supports: Supports) -> Written:
        return _told(self, "summary", {"question": self.question}, ask, supports)


@dataclass(frozen=True, slots=True)
class ChangeOrder:
    """A draft in another form, as somebody wished; `language` is what it comes out in."""

    language: str
    title: str
    draft: tuple[Line, ...]
    wish: str
    said: tuple[Source, ...]
    limit: int

    def write(self, ask: Ask, supports: Supports) -> Written:
        places = {source.id: place for place, source in enumerate(self.said, 1)}
        draft = "\n".join(
            line.text + "".join(f"[{places[id]}]" for id in line.ids if id in places) for line in self.draft
        )
        writing = load_writing(self.language)
        reply = ask_for(
            ask,
            "change",
            self.language,
            system={"language": writing.languages[self.language], "limit": self.limit},  # type: ignore[index]
            human={
                "title": self.title,
                "draft": draft,
                "wish": " ".join(self.wish.split()),
                "said": numbered(self.said),
            },
        )
        known = {line.text: line.ids for line in self.draft}
        return _checked(reply, self.said, self.language, self.limit, supports, known)


def _told(
    order: SectionOrder | SummaryOrder, kind: Kind, human: dict[str, str], ask: Ask, supports: Supports
) -> Written:
    """What people said, told anew by the model."""
    limits = {"most": min(_FEWEST, order.limit), "limit": order.limit}
    said = {"said": numbered(order.said)}
    reply = ask_for(ask, kind, order.language, system=limits, human={**human, **said})
    return _checked(reply, order.said, order.language, order.limit, supports)


def numbered(said: Sequence[Source]) -> str:
    """One message a line, by its place."""
    return "\n".join(
        f"[{place}] {f'{source.name}: ' if source.name else ''}{' '.join(source.text.split())}"
        for place, source in enumerate(said, 1)
    )


def _checked(
    reply: str,
    said: Sequence[Source],
    language: str,
    limit: int,
    supports: Supports,
    known: dict[str, tuple[int, ...]] | None = None,
) -> Written:
    """The sentences that hold; one that stood in the draft (`known`) may stay as it is."""
    kept, dropped = [], 0
    for text, places in _claims(reply):
        if known and text in known:
            kept.append(Line(text, known[text]))
        elif line := _held(text, places, said, language, supports):
            kept.append(line)
        else:
            dropped += 1
    unique = list({line.text: line for line in kept}.values())
    return Written(tuple(unique[:limit]), dropped)


def _claims(reply: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Each sentence with the numbers behind it; a line with one set of marks at its end shares them."""
    for line in reply.splitlines():
        text = _MARKS_BEHIND.sub(r"\2\1", _BULLET.sub("", line).strip())
        at_end = _numbers(text[text.rstrip(" .!?").rfind("[") :]) if text.rstrip(" .!?").endswith("]") else ()
        for sentence in sentences(text):
            clean = re.sub(r"\s+([.,!?:;])", r"\1", _MARK.sub("", sentence)).strip()
            if clean:
                yield tidy(clean), _numbers(sentence) or at_end


def _numbers(text: str) -> tuple[int, ...]:
    found = (int(number) for marks in _MARK.findall(text) for number in re.findall(r"\d+", marks))
    return tuple(dict.fromkeys(found))


def _held(
    text: str, places: Sequence[int], said: Sequence[Source], language: str, supports: Supports
) -> Line | None:
    """The sentence with the contributions that it rests on; None when they don't carry it."""
    if not places or not all(1 <= place <= len(said) for place in places) or "…" in text:
        return None
    cited = [said[place - 1] for place in places]
    texts, names = [source.text for source in cited], [source.name for source in cited]
    others = {source.name for source in said if source.name and source.name not in names}
    holds = (
        len(text.split()) <= _LONGEST
        and not text.endswith("?")
        and is_inert(text, language)
        and is_in(text, language)
        and not invents(text, texts, names, language)
        and not any(mentions(text, name) and not mentions(" ".join(texts), name) for name in others)
        and supports(text, texts, language)
    )
    return Line(text, tuple(source.id for source in cited)) if holds else None
