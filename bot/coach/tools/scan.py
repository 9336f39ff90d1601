"""The self-scan: everyone fills it in alone, and what they see differently is where the talk begins."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean

from bot.coach.conversation import blocks
from bot.coach.conversation.talk import Talk
from bot.coach.drafts import drafting
from bot.coach.outcome import Choice, File, Move, Reply
from bot.coach.tools import radar
from bot.store.agendas import ScanAnswer
from prompts.curriculum import Statement

LEVELS = 5
FILL = "fill"  # the value of the button that opens the form
_AXIS = 20  # characters in the table


@dataclass(frozen=True, slots=True)
class Spread:
    """How far people find a statement true, 1 to 5: the answers, lowest first."""

    statement: Statement
    levels: tuple[int, ...]

    @property
    def mean(self) -> float:
        return fmean(self.levels)

    @property
    def width(self) -> int:
        return self.levels[-1] - self.levels[0]


def fill_in(talk: Talk, value: str) -> None:
    """Offer the scan, or keep somebody's answers: "3,4,2,…", one for each statement, in order."""
    scan = talk.curriculum.scan
    levels = [int(n) for n in value.split(",") if n.isdigit()]
    if not levels:
        _offer(talk)
    elif len(levels) != len(scan.statements) or not all(1 <= n <= LEVELS for n in levels):
        talk.whisper(talk.user, talk.t("scan.wrong", count=len(scan.statements)))
    else:
        _keep(talk, levels)
        people = len({answer.user for answer in talk.agenda.scan})
        talk.whisper(talk.user, talk.t("scan.kept", people=people), (Move.SCAN_RESULT,))


def show(talk: Talk) -> None:
    """The spread in a table and a picture, and where people differ most."""
    found = spreads(talk)
    if not found:
        talk.say(talk.t("scan.nobody"), drafting.buttons_now(talk))
        return
    people = len({answer.user for answer in talk.agenda.scan})
    parts = [
        talk.t("scan.result", people=people),
        f"```{_table(talk, found)}```",
        _difference(talk, found),
        talk.curriculum.scan.reading if people == 1 else "",
    ]
    text = "\n".join(part for part in parts if part)
    built = blocks.message(text, drafting.buttons_now(talk), talk.agenda.id, talk.texts)
    key = str(len(talk.replies))
    talk.replies.append(Reply("scan", text, built, files=(picture(talk),), key=key, formats=("radar",)))
    talk.agenda.since_bot = []
    talk.note("scan", f"{people} people")


def spreads(talk: Talk) -> list[Spread]:
    """Per statement what people answered; [] when nobody has."""
    given: dict[str, list[int]] = {}
    for answer in talk.agenda.scan:
        given.setdefault(answer.statement, []).append(answer.level)
    return [Spread(s, tuple(sorted(given[s.id]))) for s in talk.curriculum.scan.statements if s.id in given]


def answers_of(talk: Talk, user: str) -> dict[str, int]:
    """What this person filled in before, by statement."""
    return {answer.statement: answer.level for answer in talk.agenda.scan if answer.user == user}


def picture(talk: Talk) -> File:
    """The spread as a radar plot, with the same in words."""
    found = spreads(talk)
    axes = [(s.statement.axis, float(s.levels[0]), s.mean, float(s.levels[-1])) for s in found]
    legend = (talk.t("scan.mean"), talk.t("scan.range"))
    values = "; ".join(_in_words(talk, spread) for spread in found)
    alt = talk.t("scan.alt", values=values)
    name = f"{talk.t('scan.file')}.png"
    return File(name, radar.draw(axes, LEVELS, legend), talk.t("scan.file_title"), alt)


def _offer(talk: Talk) -> None:
    scan = talk.curriculum.scan
    lines = [f"{n}. {statement.text}" for n, statement in enumerate(scan.statements, 1)]
    levels = ", ".join(f"{n} = {level.lower()}" for n, level in enumerate(scan.levels, 1))
    text = "\n".join([f"*{scan.title}*", scan.introduction, *lines, talk.t("scan.how", levels=levels)])
    talk.say(text, (Move.SCAN_RESULT,), [Choice(Move.SCAN, FILL, talk.t("scan.fill"))])


def _keep(talk: Talk, levels: list[int]) -> None:
    before = {answer.statement: answer for answer in talk.agenda.scan if answer.user == talk.user}
    for statement, level in zip(talk.curriculum.scan.statements, levels, strict=True):
        if statement.id in before:
            before[statement.id].level = level
        else:
            answer = ScanAnswer(user=talk.user, statement=statement.id, level=level)
            talk.agenda.scan.append(answer)


def _table(talk: Talk, found: list[Spread]) -> str:
    """Fixed columns: what it is about, from which answer to which, and the mean."""
    head = f"{'':{_AXIS}} {talk.t('scan.column_range'):>8} {talk.t('scan.column_mean'):>9}"
    rows = [f"{s.statement.axis[:_AXIS]:{_AXIS}} {_range(s):>8} {_number(talk, s.mean):>9}" for s in found]
    return "\n".join([head, *rows])


def _difference(talk: Talk, found: list[Spread]) -> str:
    """The statement people differ about most, as the way into the question at hand."""
    widest = max(found, key=lambda spread: spread.width)
    if widest.width == 0:
        return talk.t("scan.same") if len(widest.levels) > 1 else ""
    levels = talk.curriculum.scan.levels
    return talk.t(
        "scan.difference",
        axis=widest.statement.axis.lower(),
        statement=widest.statement.text,
        low=levels[widest.levels[0] - 1].lower(),
        high=levels[widest.levels[-1] - 1].lower(),
        question=talk.question.opening_short,
    )


def _in_words(talk: Talk, spread: Spread) -> str:
    return f"{spread.statement.axis} {_range(spread)} ({_number(talk, spread.mean)})"


def _range(spread: Spread) -> str:
    low, high = spread.levels[0], spread.levels[-1]
    return str(low) if low == high else f"{low}-{high}"


def _number(talk: Talk, value: float) -> str:
    return f"{value:.1f}".replace(".", talk.t("scan.decimal"))
