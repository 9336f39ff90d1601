"""What a turn has worded by a model, and what it says when nothing was written."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.coach.conversation import blocks
from bot.coach.conversation.talk import Talk
from bot.coach.drafts import readability
from bot.coach.drafts.draft import Statement
from bot.coach.drafts.wishes import Asked, Wish
from bot.coach.writing.advice import AdviceOrder
from bot.coach.writing.checks import figures, particulars
from bot.coach.writing.orders import Line, Source, Written
from bot.coach.writing.probes import ProbeOrder
from bot.coach.writing.sections import ChangeOrder, SectionOrder, SummaryOrder
from bot.store.agendas import Contribution

_MOST_HEARD = 12  # messages that a follow-up may build on
_MOST_SUMMED_UP = 60
_BY_RULE = (Wish.LIST, Wish.PROSE)  # what needs no model
_FEWEST, _MOST = 3, 6  # sentences of a section


def probe(talk: Talk, criterion: str, contribution: Contribution, stand_in: str) -> str:
    """The follow-up, worded from what was said; the curriculum's wording, `stand_in`, when there is none."""
    if talk.desk is None:
        return stand_in
    question = talk.question
    said = [c for c in talk.said(contribution.stage, question=question.id) if c is not contribution]
    order = ProbeOrder(
        language=talk.agenda.language,
        question=question.opening_short,
        lack=next((gap for name, gap in question.gaps.items() if name == criterion), criterion),
        example=stand_in,
        asked=tuple(asked.text for asked in talk.agenda.asked if asked.text),
        said=sources(talk, [*said[-_MOST_HEARD:], contribution]),
    )
    written = talk.desk(order)
    return blocks.escape(written.lines[0].text) if written and written.lines else stand_in


def sources(talk: Talk, said: Sequence[Contribution]) -> tuple[Source, ...]:
    """What people said as the model gets it; without names where the team wants none."""
    names = talk.names()
    return tuple(Source(c.id, names.get(c.user, ""), c.text) for c in said)


def section(
    talk: Talk, composed: Sequence[Statement], *, apart: Collection[int]
) -> tuple[list[Statement], str]:
    """The section as the model wrote it, and what to tell about that; what was composed when it didn't.

    Where people differ (`apart`) they stay quoted, and what the model left out stays in their own words.
    """
    quoted = [s for s in composed if s.speaker and set(s.contributions) & set(apart)]
    used = {id for s in composed if s not in quoted for id in s.contributions}
    said = [c for c in talk.said(talk.agenda.stage) if c.id in used]
    if talk.desk is None or not said:
        return list(composed), ""
    order = SectionOrder(
        language=talk.agenda.language,
        title=talk.stage.draft_title,
        question=talk.stage.opening_short,
        said=sources(talk, said),
        limit=max(_FEWEST, min(_MOST, len(composed))),
    )
    written = talk.desk(order)
    if written is None or not written.lines:
        failed = written is None or bool(written.failure)
        return list(composed), talk.texts("writing.failed" if failed else "writing.unsupported")
    lines = statements_of(written, composed)
    missed = [s for s in composed if s in quoted or not _says(lines, s, talk.agenda.language)]
    note = talk.texts("writing.dropped" if written.dropped else "writing.by_model")
    return _in_place(lines, missed), note


def change(
    talk: Talk, stage: str, draft: Sequence[Statement], asked: Asked
) -> tuple[list[Statement] | None, str]:
    """The draft as the model changed it, None when it didn't; and what to tell about that."""
    if talk.desk is None or asked.wish in _BY_RULE:
        return None, ""
    language = {Wish.ENGLISH: "en", Wish.DUTCH: "nl"}.get(asked.wish, talk.agenda.language)
    cited = {id for statement in draft for id in statement.contributions}
    said = [
        c for c in talk.agenda.contributions if not c.deleted_at and (c.id in cited or _answers(c, stage))
    ]
    order = ChangeOrder(
        language=language,
        title=talk.curriculum.stage(stage).draft_title,
        draft=tuple(Line(statement.text, statement.contributions) for statement in draft),
        wish=asked.text,
        said=sources(talk, said),
        limit=max(_MOST, len(draft) + 1),
    )
    written = talk.desk(order)
    if written is None or not written.lines:
        failed = written is None or bool(written.failure)
        return None, talk.texts(f"writing.change.{'without' if failed else 'unsupported'}")
    lines = statements_of(written, draft)
    if asked.wish not in (Wish.SHORT, Wish.SHORTER) and (written.dropped or asked.wish is not Wish.FREE):
        lines = _in_place(lines, _unsaid(lines, draft))
    kept = talk.texts("writing.change.kept") if written.dropped else ""
    if not _is_as_wished(lines, draft, asked.wish, language):
        return None, talk.texts("writing.change.unsupported")
    return lines, f"{talk.texts('writing.change.by_model')} {kept}".strip()


def summary(talk: Talk, said: Sequence[Contribution]) -> str:
    """What was said, summed up by the model with who said it; "" without a model or when nothing held."""
    if talk.desk is None or len(said) < _FEWEST:
        return ""
    heard = said[-_MOST_SUMMED_UP:]
    order = SummaryOrder(talk.agenda.language, talk.question.opening_short, sources(talk, heard), _MOST)
    written = talk.desk(order)
    if written is None or not written.lines:
        return ""
    lines = [f"• {blocks.escape(line.text)}{_by(talk, line, heard)}" for line in written.lines]
    return "\n".join([*lines, talk.texts("writing.summary")])


def _by(talk: Talk, line: Line, said: Sequence[Contribution]) -> str:
    """Whose words the line rests on; "" in a team without names."""
    users = dict.fromkeys(c.user for c in said if c.id in line.ids)
    return "" if talk.anonymous else f" ({', '.join(talk.name(user) for user in users)})"


def advice(talk: Talk, points: Sequence[str], plan: str) -> list[str]:
    """What would help most, worded from the team's own plan; [] without a model, "" where it didn't hold."""
    if talk.desk is None or not points:
        return []
    written = talk.desk(AdviceOrder(talk.agenda.language, tuple(points), plan))
    return [blocks.escape(line.text) for line in written.lines] if written else []


def _answers(contribution: Contribution, stage: str) -> bool:
    return contribution.stage == stage and contribution.kind == "answer"


def _unsaid(lines: Sequence[Statement], draft: Sequence[Statement]) -> list[Statement]:
    """Statements of the draft that nothing rests on any more, or that lost a figure."""
    covered = {id for line in lines for id in line.contributions}
    text = " ".join(line.text for line in lines)
    return [
        s
        for s in draft
        if s not in lines and not (set(s.contributions) & covered and figures(s.text) <= figures(text))
    ]


def _is_as_wished(lines: Sequence[Statement], draft: Sequence[Statement], wish: Wish, language: str) -> bool:
    """It changed, and what can be measured went the right way."""
    after, before = (" ".join(s.text for s in statements) for statements in (lines, draft))
    if wish in (Wish.SHORT, Wish.SHORTER):
        return len(after.split()) < len(before.split())
    if wish is Wish.PLAIN:
        scores = [readability.measure(text, language).score for text in (before, after)]
        return after != before and (None in scores or scores[1] >= scores[0])  # type: ignore[operator]
    return after != before


def statements_of(written: Written, before: Sequence[Statement]) -> list[Statement]:
    """The model's lines; one that stood there already stays who said it."""
    known = {statement.text: statement for statement in before}
    return [known.get(line.text) or Statement(line.text, line.ids, by_model=True) for line in written.lines]


def _says(lines: Sequence[Statement], statement: Statement, language: str) -> bool:
    """The lines rest on the same contributions, and have the statement's figures, times and names."""
    ids = set(statement.contributions)
    about = [line for line in lines if ids & set(line.contributions)]
    text = " ".join(line.text for line in about)
    covered = {id for line in about for id in line.contributions}
    return ids <= covered and particulars(statement.text, language) <= particulars(text, language)


def _in_place(lines: Sequence[Statement], missed: Sequence[Statement]) -> list[Statement]:
    """What was missed, behind the last line that rests on nothing later."""
    result = list(lines)
    for statement in missed:
        first = min(statement.contributions)
        earlier = [at for at, line in enumerate(result) if min(line.contributions) <= first]
        result.insert(earlier[-1] + 1 if earlier else 0, statement)
    return result
