"""What `reisplan rehearse` and `reisplan review` print: how well it asks and grades, on labelled texts.

Without files they take the repository's own examples, each judged by rules fitted on the others.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.coach.judging import rehearsal as playing
from bot.coach.judging.by_model import ModelJudge
from bot.coach.judging.judge import judge
from bot.coach.rehearsal_engine import play_all
from bot.coach.review import grading
from bot.coach.review.by_model import ModelReviewer
from bot.coach.writing.orders import Ask
from prompts import Texts, texts
from prompts.judging import AGENDAS, TRANSCRIPTS, UNSEEN, read_lines

Item = dict[str, Any]


def rehearse(files: Sequence[Path], as_json: bool, language: str = "nl", ask: Ask | None = None) -> None:
    """Play transcripts (JSON lines as in `prompts/judging/transcripts.jsonl`) through the coach.

    With `ask` a language model judges, beside the rules; without files on what the rules weren't fitted on.
    """
    say = texts(language)
    own = UNSEEN if ask else TRANSCRIPTS
    transcripts = _read(files or [own], ("id", "language", "stage_answers"), say)
    if as_json:
        _print_lines(play_all(transcripts, ModelJudge(ask) if ask else judge))
    elif not any(t.get("notes") for t in transcripts):
        print(say("rehearsal.unlabelled"))
    elif ask:
        _rehearse_with(ModelJudge(ask), transcripts, say)
    elif files:
        print(_rehearsal_tables(transcripts, {"coach": play_all(transcripts)}, say))
    else:
        _rehearse_own(transcripts, say)


def _rehearse_own(transcripts: Sequence[Item], say: Texts) -> None:
    """The repository's transcripts, each with a judge fitted on the others; then those never fitted on."""
    from bot.coach.judging.training import cross_validate

    print(say("rehearsal.own", count=len(transcripts)), end="\n\n")
    print(_rehearsal_tables(transcripts, {"coach": cross_validate(transcripts)}, say), end="\n\n")
    unseen = read_lines(UNSEEN)
    print(say("rehearsal.unseen", count=len(unseen)), end="\n\n")
    print(_rehearsal_tables(unseen, {"coach": play_all(unseen)}, say))


def _rehearse_with(model: ModelJudge, transcripts: Sequence[Item], say: Texts) -> None:
    ways = {"model": play_all(transcripts, model), "coach": play_all(transcripts)}
    print(_rehearsal_tables(transcripts, ways, say), end="\n\n")
    print(_by_model(model, say))


def review(files: Sequence[Path], as_json: bool, language: str = "nl", ask: Ask | None = None) -> None:
    """Grade agenda texts (JSON lines with "id", "language" and "text"); with `ask` a model does too."""
    say = texts(language)
    agendas = _read(files or [AGENDAS], ("id", "language", "text") if files else ("id", "language"), say)
    agendas = [{**a, "text": grading.agenda_text(a)} for a in agendas]
    model = ModelReviewer(ask) if ask else None
    if as_json:
        return _print_lines(map(model or grading.grade_agenda, agendas))
    if not any("scores" in a for a in agendas):
        return print(say("rehearsal.unlabelled"))
    by_model = {"model": [model(a) for a in agendas]} if model else {}
    if not files:
        print(say("rehearsal.own", count=len(agendas)), end="\n\n")
    print(_review_tables(agendas, by_model | {"reviewer": _graded(agendas, own=not files)}, say))
    if model:
        print(f"\n{_by_model(model, say)}")
    return None


def _graded(agendas: Sequence[Item], *, own: bool) -> list[Item]:
    """How the rules grade; the repository's own texts by rules fitted on the others."""
    if not own:
        return [grading.grade_agenda(agenda) for agenda in agendas]
    from bot.coach.review.training import cross_validate

    return cross_validate(agendas)


def _by_model(model: ModelJudge | ModelReviewer, say: Texts) -> str:
    return say("rehearsal.by_model", asked=model.asked, unusable=model.unusable)


def _read(files: Sequence[Path], keys: Sequence[str], say: Texts) -> list[Item]:
    """Every line of every file; a missing file or a wrong line ends the command with exit code 2."""
    items = []
    for file in files:
        if not file.is_file():
            _stop(say("rehearsal.no_file", file=file))
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip():
                items.append(_item(line, keys) or _stop(_bad(file, number, keys, say)))
    return items


def _item(line: str, keys: Sequence[str]) -> Item | None:
    try:
        item = json.loads(line)
    except json.JSONDecodeError:
        return None
    return item if isinstance(item, dict) and all(key in item for key in keys) else None


def _bad(file: Path, line: int, keys: Sequence[str], say: Texts) -> str:
    return say("rehearsal.bad_line", file=file, line=line, keys=", ".join(keys))


def _stop(message: str) -> Item:
    print(message, file=sys.stderr)
    raise SystemExit(2)


def _print_lines(items: Any) -> None:
    for item in items:
        print(json.dumps(item, ensure_ascii=False))


def _rehearsal_tables(transcripts: Sequence[Item], played: Mapping[str, Sequence[Item]], say: Texts) -> str:
    """Every way beside the simple ones; in the groups the first of `played`."""
    ways = {
        **played,
        "never": [playing.never(t) for t in transcripts],
        "keywords": [playing.by_keywords(t) for t in transcripts],
    }
    rows = {say(f"rehearsal.{way}"): playing.figures(transcripts, found)[""] for way, found in ways.items()}
    tables = [_figures_table(rows, say)]
    for group, by in playing.GROUPS.items():
        found = playing.figures(transcripts, next(iter(played.values())), by)
        named = {name or say("rehearsal.not_probed"): value for name, value in found.items()}
        heading = say("rehearsal.by", group=say(f"rehearsal.groups.{group}"))
        tables += [heading, _figures_table(named, say)]
    return "\n\n".join(tables)


def _figures_table(rows: Mapping[str, playing.Figures], say: Texts) -> str:
    columns = ("answers", "probed", "right", "needy", "complete")
    return _table(columns, {name: _cells(found, say) for name, found in rows.items()}, say)


def _cells(found: playing.Figures, say: Texts) -> list[str]:
    def share(part: float, total: int) -> str:
        return say("rehearsal.share", share=f"{part:.0%}", total=total) if total else "–"

    return [
        str(found.answers),
        str(found.probed),
        f"{found.precision:.0%}" if found.probed else "–",
        share(found.reach, found.needy),
        share(found.needless, found.complete),
    ]


def _review_tables(agendas: Sequence[Item], graded: Mapping[str, Sequence[Item]], say: Texts) -> str:
    ways = {
        **graded,
        "middling": [grading.always_middling(a) for a in agendas],
        "keywords": [grading.by_keywords(a) for a in agendas],
    }
    parts = []
    for way, found in ways.items():
        agreed = grading.agreement(agendas, found)
        rows = {
            say("rehearsal.overall") if name == "overall" else name: [
                f"{a.kappa:.2f}",
                f"{a.exact:.0%}",
                f"{a.near:.0%}",
            ]
            for name, a in agreed.items()
        }
        parts += [say(f"rehearsal.{way}"), _table(("kappa", "exact", "near"), rows, say)]
    return "\n\n".join(parts)


def _table(columns: Sequence[str], rows: Mapping[str, Sequence[str]], say: Texts) -> str:
    head = ["", *(say(f"rehearsal.columns.{column}") for column in columns)]
    lines = [head, ["---"] * len(head), *([name, *cells] for name, cells in rows.items())]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
