"""How often the follow-ups in labelled transcripts were right, and simple ways to compare them with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.coach.judging.signals import read_signs

Transcript = dict[str, Any]
Outcome = dict[str, Any]


def never(transcript: Transcript) -> Outcome:
    """The simplest way: ask nothing further."""
    return {"id": transcript["id"], "probes": []}


def by_keywords(transcript: Transcript) -> Outcome:
    """A simple way: short isn't concrete, without a digit isn't measurable, without an "I" has no owner."""
    probes = []
    for index, answer in enumerate(transcript["stage_answers"]):
        signs = read_signs(answer["text"], transcript["language"])
        if signs.counts["words"] < 6:
            probes.append({"index": index, "criterion": "concrete", "text": ""})
        elif not signs.has("digits"):
            probes.append({"index": index, "criterion": "measurable", "text": ""})
        elif not signs.has("owner_words"):
            probes.append({"index": index, "criterion": "owner", "text": ""})
    return {"id": transcript["id"], "probes": probes}


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over answers. `right`: the criterion asked about is among those lacking."""

    answers: int
    probed: int
    right: int
    needy: int  # answers that lack two or more things
    needy_probed: int
    complete: int  # answers that lack nothing
    complete_probed: int

    @property
    def precision(self) -> float:
        return self.right / self.probed if self.probed else 0.0

    @property
    def reach(self) -> float:
        return self.needy_probed / self.needy if self.needy else 0.0

    @property
    def needless(self) -> float:
        return self.complete_probed / self.complete if self.complete else 0.0


Row = tuple[str, Transcript, list[str], str | None]  # group, transcript, lacks, criterion asked about


def figures(
    transcripts: Sequence[Transcript], outcomes: Iterable[Outcome], by: Callable[[Row], str] | None = None
) -> dict[str, Figures]:
    """Figures over all answers (under ""), or per group that `by` names; only labelled answers count."""
    asked = {outcome["id"]: {p["index"]: p["criterion"] for p in outcome["probes"]} for outcome in outcomes}
    groups: dict[str, list[Row]] = {}
    for transcript in transcripts:
        for note in transcript.get("notes", ()):
            criterion = asked.get(transcript["id"], {}).get(note["index"])
            row: Row = (
                transcript["stage_answers"][note["index"]]["stage"],
                transcript,
                note["lacks"],
                criterion,
            )
            groups.setdefault(by(row) if by else "", []).append(row)
    return {group: _count(rows) for group, rows in sorted(groups.items())}


def _count(rows: Sequence[Row]) -> Figures:
    needy = [row for row in rows if len(row[2]) >= 2]
    complete = [row for row in rows if not row[2]]
    return Figures(
        answers=len(rows),
        probed=sum(row[3] is not None for row in rows),
        right=sum(row[3] in row[2] for row in rows if row[3] is not None),
        needy=len(needy),
        needy_probed=sum(row[3] is not None for row in needy),
        complete=len(complete),
        complete_probed=sum(row[3] is not None for row in complete),
    )


GROUPS: dict[str, Callable[[Row], str]] = {
    "criterion": lambda row: row[3] or "",
    "question": lambda row: row[0],
    "profile": lambda row: str(row[1].get("profile", "")),
    "language": lambda row: str(row[1]["language"]),
}
