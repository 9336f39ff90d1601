"""What each move does: the same for a button and for the word that stands for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from bot.coach.afterwards import handover, signing
from bot.coach.conversation import blocks, stages
from bot.coach.conversation.sentences import excerpt
from bot.coach.conversation.talk import Talk
from bot.coach.drafts import drafting
from bot.coach.lookups import Passages
from bot.coach.outcome import Choice, Move
from bot.coach.plan import as_quote, assemble, said_so_far, so_far
from bot.coach.review import challenge
from bot.coach.tools import cost, scan, voting
from bot.coach.writing import wording
from bot.coach.writing.orders import Line
from bot.store.agendas import Contribution
from bot.store.base import utc_now

_MOST_PASSAGES = 2
_BOXES, _LONGEST_BOX = (5, 10, 15), 240  # minutes
_SIGNING = ("challenge", "signing")


def make(talk: Talk, move: Move, value: str = "") -> None:
    """Carry out a move in whatever phase the agenda is in."""
    if talk.agenda.status == "paused" and move not in _ALWAYS:
        _resume(talk) if move is Move.NEXT else talk.whisper(talk.user, talk.t("pause.still"), blocks.PAUSED)
        return
    if talk.agenda.status == "finished" and move not in _ALWAYS:
        talk.whisper(talk.user, talk.t("finished"), blocks.FINISHED)
        return
    _MAKE[move](talk, value)


def _next(talk: Talk, _value: str) -> None:
    if talk.agenda.phase == "draft":
        if _said_since_draft(talk) and drafting.draft(talk):
            return
        stages.agree(talk)
    elif talk.agenda.phase in _SIGNING:
        signing.ask(talk)
    else:
        stages.next_step(talk)


def _skip(talk: Talk, _value: str) -> None:
    if talk.agenda.phase in _SIGNING:
        signing.ask(talk)
    else:
        stages.park(talk)


def _back(talk: Talk, _value: str) -> None:
    stages.back(talk)


def _fine(talk: Talk, _value: str) -> None:
    if talk.agenda.phase == "draft":
        stages.agree(talk)
    elif talk.agenda.phase == "challenge":
        signing.ask(talk)
    elif talk.agenda.phase == "signing":
        signing.sign(talk)
    else:
        talk.say(talk.t("stage.fine_without_draft"), drafting.buttons_now(talk))


def _adjust(talk: Talk, _value: str) -> None:
    if talk.agenda.phase != "draft":
        talk.say(talk.t("adjust.nothing"), drafting.buttons_now(talk))
        return
    talk.agenda.awaiting = "adjust"
    talk.say(talk.t("adjust.ask"), (Move.FINE,))


def _restore(talk: Talk, value: str) -> None:
    if value.isdigit() and drafting.latest(talk):
        drafting.restore(talk, int(value))
    else:
        talk.say(talk.t("adjust.nothing"), drafting.buttons_now(talk))


def _challenge(talk: Talk, _value: str) -> None:
    challenge.explain(talk)


def _revisit(talk: Talk, value: str) -> None:
    """Back to the stage that is named, by its id or its title."""
    wanted = value.strip().lower()
    found = [stage.id for stage in talk.stages if wanted in (stage.id, stage.title.lower())]
    if not found or not stages.revisit(talk, found[0]):
        talk.whisper(talk.user, talk.t("stage.unknown", titles=", ".join(s.title for s in talk.stages)))


def _of(act: Callable[[Talk], None]) -> Callable[[Talk, str], None]:
    """A move that takes no value."""
    return lambda talk, _value: act(talk)


def _time_box(talk: Talk, value: str) -> None:
    """So many minutes for the question at hand; without a number, how many."""
    if not value.isdigit() or not 1 <= int(value) <= _LONGEST_BOX:
        choices = [Choice(Move.TIME_BOX, str(n), talk.t("time_box.minutes", minutes=n)) for n in _BOXES]
        talk.say(talk.t("time_box.ask"), (), choices)
        return
    talk.agenda.time_box_ends = utc_now() + timedelta(minutes=int(value))
    talk.note("time box", value)
    wordings = talk.curriculum.moves.time_box
    talk.say(talk.pick("time_box", wordings, minutes=value), drafting.buttons_now(talk))


def _summary(talk: Talk, _value: str) -> None:
    shown = wording.summary(talk, said_so_far(talk)) or so_far(talk)
    text = f"{talk.t('summary.title')}\n{shown}" if shown else f"{talk.t('summary.nothing')}"
    moves = blocks.PAUSED[:1] if talk.agenda.status == "paused" else drafting.buttons_now(talk)
    if talk.agenda.phase == "asking":
        text = f"{text}\n\n{talk.question.opening_short}"
    talk.say(text, moves)


def _stop(talk: Talk, _value: str) -> None:
    for contribution in _said_meanwhile(talk):
        contribution.kind = "aside"
    talk.agenda.status = "paused"
    talk.changed = True
    talk.note("paused")
    talk.say(talk.t("pause.stopped"), blocks.PAUSED)


def _resume(talk: Talk, _value: str = "") -> None:
    if talk.agenda.status != "paused":
        talk.say(talk.t("pause.not_paused", question=_open_question(talk)), drafting.buttons_now(talk))
        return
    talk.agenda.status = "running"
    talk.changed = True
    talk.note("resumed")
    lead = talk.t("pause.resumed", title=talk.stage.title, question=_open_question(talk))
    if meanwhile := _said_meanwhile(talk):
        quotes = "\n".join(as_quote(talk, contribution) for contribution in meanwhile)
        talk.say(f"{lead}\n\n{talk.t('pause.meanwhile')}\n{quotes}", (Move.TAKE_IN, Move.NEXT))
    elif talk.agenda.phase == "draft":
        drafting.show(talk, lead)
    elif talk.agenda.phase in _SIGNING:
        signing.ask(talk)
    else:
        talk.say(lead, drafting.buttons_now(talk))


def _open_question(talk: Talk) -> str:
    return talk.t("pause.draft") if talk.agenda.phase == "draft" else talk.question.opening_short


def _take_in(talk: Talk, _value: str) -> None:
    """What was said while the agenda stood still becomes part of the question at hand."""
    meanwhile = _said_meanwhile(talk)
    for contribution in meanwhile:
        contribution.kind = "answer"
        contribution.stage, contribution.question = talk.agenda.stage, talk.agenda.question
    key = "pause.taken_in" if meanwhile else "pause.nothing_meanwhile"
    talk.say(talk.t(key), drafting.buttons_now(talk))


def _said_meanwhile(talk: Talk) -> list[Contribution]:
    return [c for c in talk.agenda.contributions if c.kind == "paused" and not c.deleted_at]


def _from_whom(talk: Talk, _value: str) -> None:
    shown = drafting.from_whom(talk)
    text = f"*{talk.t('from_whom.title')}*\n{shown}" if shown else talk.t("from_whom.nothing")
    talk.say(text, drafting.buttons_now(talk))


def _guidance(talk: Talk, _value: str) -> None:
    found = _passages(talk)
    if not found:
        talk.say(talk.t("guidance.none"), drafting.buttons_now(talk))
        return
    lines = [
        talk.t(
            "guidance.line",
            number=number,
            title=blocks.escape(passage.title),
            text=blocks.escape(excerpt(passage.text, 320)),
        )
        for number, passage in enumerate(found[:_MOST_PASSAGES], 1)
    ]
    lead = talk.pick("guidance", talk.curriculum.moves.guidance)
    talk.say("\n".join([lead, *lines]), drafting.buttons_now(talk))


def _passages(talk: Talk) -> Sequence[Line]:
    wanted = Passages(talk.question.guidance_query, talk.agenda.language)
    found = talk.shelf(wanted) if talk.shelf else None
    return found.lines if found else ()


def _example(talk: Talk, _value: str) -> None:
    question = talk.question
    example = talk.pick(
        f"example:{question.id}", [e.replace("{", "").replace("}", "") for e in question.examples]
    )
    talk.say(talk.t("example.answer", example=example, question=question.opening_short), blocks.FOLLOW_UP)


def _form(talk: Talk, _value: str) -> None:
    """The stage's working form, ready to run."""
    forms = {form.id: form for form in talk.curriculum.forms}
    form = forms.get(talk.stage.working_form or "") or talk.curriculum.forms[0]
    steps = [f"{number}. {step}" for number, step in enumerate(form.steps, 1)]
    lines = [
        talk.t("form.title", title=form.title, minutes=form.minutes, people=form.people),
        talk.t("form.materials", materials=", ".join(form.materials)) if form.materials else "",
        *steps,
        talk.t("form.brings", brings=form.brings),
    ]
    talk.say("\n".join(line for line in lines if line), drafting.buttons_now(talk))


def _after(talk: Talk, value: str) -> None:
    """A button of what comes after the signing: <what> or <what>#<value>."""
    what, _, given = value.partition("#")
    handover.press(talk, what, given)


def _download(format: str) -> Callable[[Talk, str], None]:
    return lambda talk, _value: signing.hand_over(talk, assemble(talk).title, (format,))


_ALWAYS = {
    Move.RESUME,
    Move.SUMMARY,
    Move.DOWNLOAD_MD,
    Move.DOWNLOAD_DOCX,
    Move.DOWNLOAD_PDF,
    Move.DOWNLOAD_PAGE,
    Move.DOWNLOAD_ROADMAP,
    Move.FROM_WHOM,
    Move.CHALLENGE,
    Move.AFTER,
}
_MAKE: dict[Move, Callable[[Talk, str], None]] = {
    Move.NEXT: _next,
    Move.SKIP: _skip,
    Move.PARK: _skip,
    Move.BACK: _back,
    Move.FINE: _fine,
    Move.ADJUST: _adjust,
    Move.SUMMARY: _summary,
    Move.STOP: _stop,
    Move.RESUME: _resume,
    Move.TAKE_IN: _take_in,
    Move.FROM_WHOM: _from_whom,
    Move.GUIDANCE: _guidance,
    Move.EXAMPLE: _example,
    Move.RESTORE: _restore,
    Move.FORM: _form,
    Move.CHALLENGE: _challenge,
    Move.REVISIT: _revisit,
    Move.TIME_BOX: _time_box,
    Move.COST: cost.open_form,
    Move.SCAN: scan.fill_in,
    Move.SCAN_RESULT: _of(scan.show),
    Move.VOTE: _of(voting.start),
    Move.DOT: voting.dot,
    Move.TALLY: _of(voting.show),
    Move.DECIDE: voting.decide,
    Move.DOWNLOAD_MD: _download("md"),
    Move.DOWNLOAD_DOCX: _download("docx"),
    Move.DOWNLOAD_PDF: _download("pdf"),
    Move.DOWNLOAD_PAGE: _download("page_pdf"),
    Move.DOWNLOAD_ROADMAP: _download("roadmap"),
    Move.AFTER: _after,
}


def _said_since_draft(talk: Talk) -> bool:
    version = drafting.latest(talk)
    return version is not None and any(c.id > version.upto for c in talk.said(talk.agenda.stage))
