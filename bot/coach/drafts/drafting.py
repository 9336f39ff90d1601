"""Drafts in the thread: making a version, showing it, changing it, and saying where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.coach.conversation import agreeing, blocks, dates, joking, open_points, vocabulary, words
from bot.coach.conversation.sentences import excerpt, sentences, tidy
from bot.coach.conversation.talk import SPRINT, Talk
from bot.coach.drafts import readability
from bot.coach.drafts.draft import (
    AGREED,
    Statement,
    compose,
    from_json,
    gist,
    is_joke,
    references,
    render,
    superscript,
)
from bot.coach.drafts.likeness import Likeness, merged
from bot.coach.drafts.refine import Refined, refine
from bot.coach.outcome import Move
from bot.coach.tools import decisions
from bot.coach.writing import wording
from bot.store.agendas import Asked, Contribution, DraftVersion

_ECHO_LIMIT = 70
_ECHOED = ("stand", "value", "experiment")  # what the question after it builds on
_SHORT = 7  # words
_CLOSE = 5  # points of readability; a draft that near to plain is left in peace
_ADDED = ("date", "measurable", "cost")  # what is asked for beside an answer
_DOING = ("experiment", "first-step")  # where a name is, too
_SINCE = 4  # sentences added to a draft that people changed
# Statements in a draft. A longer one is better than a need that went missing; past this it is named below.
_LIMIT, _SPRINT_LIMIT = 8, 6
_MOST_NAMED = 6
_TELLING = 3  # letters; a longer word names a stage
# Stages that come to a choice: with this many sentences there is something to vote on.
_CHOOSING, _OPTIONS = ("direction", "people", "experiment", "first-step"), 3


def latest(talk: Talk, stage: str = "") -> DraftVersion | None:
    versions = [v for v in talk.agenda.versions if v.stage == (stage or talk.agenda.stage)]
    return max(versions, key=lambda version: version.number, default=None)


def draft(talk: Talk) -> bool:
    """Write down what was said in this stage and show it; False when there is nothing to write down.

    What people changed by hand stays, with what was said since after it; the same text is no new version.
    """
    before, note = latest(talk), ""
    written = from_json(before.statements) if before else []
    if before and written and before.origin != "coach":
        since = [c for c in talk.said(talk.agenda.stage) if c.id > before.upto]
        statements = [*written, *compose(since, limit=_SINCE)]
    elif before and any(s.by_model for s in written) and not _news(talk, before):
        statements = written
    else:
        statements, note = wording.section(talk, _composed(talk), apart=_side_by_side(talk))
    if not statements:
        return False
    if statements == written:
        put_on_table(talk)
    else:
        form = before.form if before else "text"
        origin = "added" if before and before.origin != "coach" else "coach"
        save(talk, statements, origin=origin, author="coach", form=form)
    show(talk, note=note)
    return True


def _news(talk: Talk, version: DraftVersion) -> bool:
    return any(c.id > version.upto for c in talk.said(version.stage))


def _composed(talk: Talk) -> list[Statement]:
    said, apart = talk.said(talk.agenda.stage), _side_by_side(talk)
    composed = compose(
        said,
        limit=(_SPRINT_LIMIT if talk.agenda.minutes <= SPRINT else _LIMIT) + bool(apart),
        side_by_side=apart,
        outdone=_outdone(talk, said),
    )
    return [*_with_who_agrees(talk, _each_once(talk, composed, apart)), *_taken_up(talk)]


def _taken_up(talk: Talk) -> list[Statement]:
    """Proposals that colleagues agreed to, as they were put."""
    found = talk.said(talk.agenda.stage, kinds=(agreeing.ACCEPTED,))
    return [Statement(tidy(c.text), (c.id,), c.user) for c in found]


def _with_who_agrees(talk: Talk, statements: Sequence[Statement]) -> list[Statement]:
    """Colleagues who agreed with an answer stand behind the sentence that comes of it."""
    agreed, result = agreeing.behind(talk, talk.agenda.stage), []
    for statement in statements:
        ids = [id for answer in statement.contributions for id in agreed.pop(answer, ())]
        result.append(replace(statement, contributions=(*statement.contributions, *ids)))
    return result


def _each_once(talk: Talk, composed: Sequence[Statement], apart: set[int]) -> list[Statement]:
    """What several people say in other words becomes one statement; those who differ stay apart."""
    places = [at for at, s in enumerate(composed) if not apart & set(s.contributions)]
    authors = {c.id: c.user for c in talk.said(talk.agenda.stage)}
    if talk.shelf is None or len({authors[composed[at].contributions[0]] for at in places}) < 2:
        return list(composed)
    found = talk.shelf(Likeness(tuple(composed[at].text for at in places), talk.agenda.language))
    pairs = [tuple(places[at] for at in line.ids) for line in found.lines] if found else []
    return merged(composed, pairs)


def save(
    talk: Talk, statements: Sequence[Statement], *, origin: str, author: str, form: str = "text"
) -> None:
    """Add a version of this stage's draft, to be agreed on."""
    upto = max((c.id for c in talk.agenda.contributions), default=0)
    add_version(talk, talk.agenda.stage, statements, origin=origin, author=author, form=form, upto=upto)
    put_on_table(talk)


def put_on_table(talk: Talk) -> None:
    """The newest draft of this stage waits to be agreed on."""
    talk.agenda.phase, talk.agenda.awaiting = "draft", ""
    talk.state.state = "draft"


def add_version(
    talk: Talk,
    stage: str,
    statements: Sequence[Statement],
    *,
    origin: str,
    author: str,
    form: str = "text",
    upto: int,
) -> None:
    """Add a version of a stage's draft, wherever the agenda is."""
    before = latest(talk, stage)
    version = DraftVersion(
        stage=stage,
        number=before.number + 1 if before else 1,
        author=author,
        origin=origin,
        form=form,
        upto=upto,
        statements=[statement.as_json() for statement in statements],
    )
    talk.agenda.versions.append(version)
    talk.changed = True
    talk.note("drafted", f"{origin} {version.number}", stage)


def show(talk: Talk, lead: str = "", note: str = "") -> None:
    """Post the newest version with its buttons, and how it reads when that is hard."""
    version = latest(talk)
    if version is None:
        return
    title = talk.t("stage.draft", title=talk.stage.draft_title)
    if version.number > 1:
        title += f" · {talk.t('stage.version', number=version.number)}"
    points = [blocks.escape(line) for line in open_points.lines(talk, talk.agenda.stage)]
    missing = talk.t("stage.open", points=" ".join(points)) if points else ""
    also = blocks.escape(left_out(talk, talk.agenda.stage))
    together = said_by_several(talk, version)
    joked = " ".join(f"“{blocks.escape(excerpt(c.text))}”" for c in joking.laughed_at(talk, version.stage))
    joked = talk.t("stage.joked", quotes=joked) if joked else ""
    reading = _reading(talk, version)
    decided = "\n".join(blocks.escape(line) for line in decisions.of(talk, version.stage))
    parts = [lead, title, text_of(talk, version), decided, together, also, joked, missing, note, reading]
    votes = talk.agenda.stage in _CHOOSING and len(version.statements) >= _OPTIONS
    talk.say("\n".join(part for part in parts if part), (*blocks.DRAFT, *((Move.VOTE,) if votes else ())))


def left_out(talk: Talk, stage: str) -> str:
    """What was said in a stage and found no place in its draft, in one line; "" when there is nothing."""
    version = latest(talk, stage)
    if version is None or version.origin not in ("coach", "added"):
        return ""
    used = {id for statement in from_json(version.statements) for id in statement.contributions}
    said = talk.said(stage)
    outdone = _outdone(talk, said)
    passed = used | _deepened(said, outdone)
    missed = [
        c
        for c in said
        if c.id <= version.upto
        and c.id not in passed
        and (c.id in outdone or _says_something(c))
        and not _is_in(gist(c), plain_text(version))
    ]
    quotes = " ".join(f"“{excerpt(gist(c), _ECHO_LIMIT)}”" for c in missed[:_MOST_NAMED])
    return talk.t("stage.left_out", quotes=quotes, count=len(missed)) if missed else ""


def _is_in(few: str, text: str) -> bool:
    """A word or two that stand in it already, in this form or another: "bellen" in "ik bel er drie"."""
    said = [word[:_TELLING] for word in vocabulary.normalise(few).split()]
    there = {word[:_TELLING] for word in vocabulary.normalise(text).split()}
    return len(said) <= _TELLING - 1 and set(said) <= there


def said_by_several(talk: Talk, version: DraftVersion) -> str:
    """Who said the same in a draft, with its marks; "" where everybody said something else."""
    said = talk.said(version.stage, kinds=("answer", AGREED))
    authors = {c.id: c.user for c in said if not dates.is_only(c.text)}
    statements = from_json(version.statements)
    numbers = references(statements)
    found = []
    for statement in statements:
        users = list(dict.fromkeys(authors[id] for id in statement.contributions if id in authors))
        if len(users) > 1 and not statement.by_model:
            marks = " ".join(superscript(numbers[id]) for id in statement.contributions if id in authors)
            found.append(f"{talk.together(users)} {marks}".strip())
    return talk.t("stage.shared", who="; ".join(found)) if found else ""


def _says_something(contribution: Contribution) -> bool:
    """There is a sentence in it for a draft, and it wasn't meant as a joke."""
    return (
        len(gist(contribution).split()) > _TELLING
        and not is_joke(contribution)
        and bool(compose([contribution]))
    )


def _reading(talk: Talk, version: DraftVersion) -> str:
    """How well the draft reads by a published formula, when it reads harder than B1."""
    text, language = plain_text(version), talk.agenda.language
    found = readability.measure(text, language)
    if found.score is None or found.score >= readability.TARGET - _CLOSE:
        return ""
    return f"_{readability.in_a_sentence(text, language, talk.texts)}_"


def text_of(talk: Talk, version: DraftVersion) -> str:
    """The draft as it reads in Slack, with reference marks."""
    statements = from_json(version.statements)
    numbers, names = references(statements), talk.names()
    shown = [blocks.escape(line) for line in render(statements, names, version.stage, numbers)]
    return "\n".join(f"• {line}" for line in shown) if version.form == "list" else " ".join(shown)


def plain_text(version: DraftVersion) -> str:
    """The draft without marks, as it stands in a form to be edited."""
    return "\n".join(statement.text for statement in from_json(version.statements))


def adjust(talk: Talk, contribution: Contribution, *, whole: bool = False) -> bool:
    """Change the draft as `contribution` says; False when it can't be. `whole`: it is the new text itself."""
    version = latest(talk)
    if version is None:
        return False
    refined = refine(
        Refined(from_json(version.statements), version.form), contribution.text, contribution.id, whole=whole
    )
    if refined is None:
        return False
    save(talk, refined.statements, origin="adjusted", author=talk.user, form=refined.form)
    show(talk)
    return True


def named(talk: Talk, what: str) -> str:
    """The stage whose draft these words name, else the one at hand or drafted last; "" without a draft."""
    drafted = {version.stage: version.id for version in talk.agenda.versions}
    wanted = set(vocabulary.normalise(what).split())
    for stage in talk.stages:
        titles = set(vocabulary.normalise(f"{stage.title} {stage.draft_title}").split())
        if stage.id in drafted and any(len(word) > _TELLING for word in wanted & titles):
            return stage.id
    at_hand = talk.agenda.stage
    return at_hand if at_hand in drafted else max(drafted, key=lambda stage: drafted[stage], default="")


def restore(talk: Talk, number: int) -> None:
    """Put an earlier version back, as a new one."""
    versions = {v.number: v for v in talk.agenda.versions if v.stage == talk.agenda.stage}
    if number not in versions:
        talk.say(talk.t("adjust.no_version", number=number, total=len(versions)), blocks.DRAFT)
        return
    chosen = versions[number]
    save(talk, from_json(chosen.statements), origin=f"restored {number}", author=talk.user, form=chosen.form)
    show(talk)


def from_whom(talk: Talk) -> str:
    """What each mark in the newest draft stands for; "" when there is no draft."""
    version = latest(talk)
    if version is None:
        return ""
    said = {c.id: c for c in talk.agenda.contributions}
    key = "from_whom.line_anonymous" if talk.agenda.quoting == "anonymous" else "from_whom.line"
    lines = []
    for id, number in references(from_json(version.statements)).items():
        if (contribution := said.get(id)) and not contribution.deleted_at:
            text = blocks.escape(excerpt(contribution.text, 280))
            values = {"mark": superscript(number), "text": text}
            if key == "from_whom.line":
                values["name"] = talk.name(contribution.user)
            lines.append(talk.t(key, **values))
    return "\n".join(lines)


def echo(talk: Talk) -> str:
    """A sentence of what was just agreed, to carry into the next question; "" when none is fit for that."""
    if talk.agenda.stage not in _ECHOED:
        return ""
    version = latest(talk)
    statements = from_json(version.statements) if version else []
    probed = {asked.contribution for asked in talk.agenda.asked if asked.kind in ("probe", "unknown")}
    probed |= {c.id for c in talk.said(talk.agenda.stage) if len(c.lacks) > 1}
    whole = [
        s
        for s in statements
        if not s.speaker and not probed & set(s.contributions) and not dates.is_only(s.text)
    ]
    plain = [s.text for s in whole if len(s.text) <= _ECHO_LIMIT and len(sentences(s.text)) == 1]
    fitting = [text for text in plain if len(text.split()) > _SHORT - 3 and not words.points_back(text)]
    if not fitting:
        return ""
    quote = blocks.escape(excerpt(fitting[0], _ECHO_LIMIT))
    return talk.pick("echo", talk.texts.many("agenda.stage.echo"), quote=quote)


def _side_by_side(talk: Talk) -> set[int]:
    return {
        id
        for asked in talk.agenda.asked
        if asked.kind == "differ" and talk.curriculum.stage(asked.question).id == talk.agenda.stage
        for id in (asked.contribution or 0, int(asked.criterion or 0))
    }


def _outdone(talk: Talk, said: Sequence[Contribution]) -> set[int]:
    """Short answers that the coach asked after and that somebody followed up on.

    Who was asked for a name, a day or a number was asked for more, and not for something else; unless it was
    because nobody could be called ("het MT gaat ermee aan de slag").
    """
    asked = {a.contribution for a in talk.agenda.asked if a.kind == "probe" and not _asked_for_more(talk, a)}
    kept = _side_by_side(talk)
    return {
        c.id
        for c in said
        if c.id in asked - kept
        and any(later.id > c.id and later.question == c.question for later in said)
        and len(c.text.split()) <= _SHORT
        and not words.has_digit(c.text)
    }


def _asked_for_more(talk: Talk, asked: Asked) -> bool:
    if asked.criterion != "owner":
        return asked.criterion in _ADDED
    nobody = [w for s in talk.curriculum.situations for w in s.probes.get("owner", ())]
    return asked.question in _DOING and asked.wording not in nobody


def _deepened(said: Sequence[Contribution], outdone: set[int]) -> set[int]:
    """Those of them that the same person said better; the others are named below the draft."""
    later = {(c.user, c.question): c.id for c in said}
    return {c.id for c in said if c.id in outdone and later[c.user, c.question] > c.id}


def buttons_now(talk: Talk) -> tuple[Move, ...]:
    """The buttons that fit the phase the agenda is in."""
    by_phase = {
        "draft": blocks.DRAFT,
        "challenge": blocks.CHALLENGE,
        "signing": blocks.SIGNING,
        "finished": blocks.FINISHED,
    }
    return by_phase.get(talk.agenda.phase) or question_buttons(talk)


def question_buttons(talk: Talk) -> tuple[Move, ...]:
    """Those below a stage's question: what there is for this stage, and no way back from the first."""
    moves = [move for move in blocks.QUESTION if move is not Move.BACK or talk.state.position]
    if talk.stage.working_form:
        moves.append(Move.FORM)
    if talk.state.position == 0 and talk.agenda.minutes > SPRINT:
        moves.append(Move.SCAN)
    if talk.stage.id == "quality-cost":
        moves.append(Move.COST)
    return tuple(moves)
