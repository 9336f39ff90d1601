"""What goes into the coach and what comes out of it. No Slack client here: the caller delivers."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

Block = dict[str, Any]


class Move(StrEnum):
    """What a button does, or a word that stands for it."""

    NEXT = "next"
    SKIP = "skip"
    PARK = "park"
    BACK = "back"
    FINE = "fine"
    ADJUST = "adjust"
    SUMMARY = "summary"
    STOP = "stop"
    RESUME = "resume"
    TAKE_IN = "take_in"
    FROM_WHOM = "from_whom"
    GUIDANCE = "guidance"
    EXAMPLE = "example"
    FORM = "form"
    RESTORE = "restore"
    CHALLENGE = "challenge"
    REVISIT = "revisit"
    VOTE = "vote"
    DOT = "dot"
    TALLY = "tally"
    DECIDE = "decide"
    SCAN = "scan"
    SCAN_RESULT = "scan_result"
    COST = "cost"
    TIME_BOX = "time_box"
    DOWNLOAD_MD = "download_md"
    DOWNLOAD_DOCX = "download_docx"
    DOWNLOAD_PDF = "download_pdf"
    DOWNLOAD_PAGE = "download_page"
    DOWNLOAD_ROADMAP = "download_roadmap"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Choice:
    """A button that says more than which move: what it reads, and the value that goes with the move."""

    move: Move
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Start:
    """An agenda to begin in a thread; `members` are (user, name) of those who were named at the start.

    `key` tells one wish to begin from another, so that a second one in a thread hears that there is one.
    """

    team: str
    channel: str
    thread_ts: str
    user: str
    name: str = ""
    organisation: str = ""
    scope: str = ""
    minutes: int = 90
    language: str = "nl"
    quoting: str = "names"
    members: tuple[tuple[str, str], ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A message in the thread, as Slack gives its text.

    `addressed`: it mentions the bot. `more`: other messages of this thread are waiting behind it, so that the
    coach had better listen on.
    """

    user: str
    name: str
    ts: str
    text: str
    addressed: bool = False
    more: bool = False


@dataclass(frozen=True, slots=True)
class File:
    name: str
    content: bytes
    title: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """A message to post. `to` is the only person who sees it; `key` tells it from the others of one outcome.

    `formats` are those of its `files`: of `bot.coach.documents.export`, or "radar" for a self-scan's picture.
    """

    kind: str
    text: str
    blocks: tuple[Block, ...] = ()
    to: str | None = None
    files: tuple[File, ...] = ()
    key: str = "0"
    formats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the coach does after one thing happened.

    `question`: hand this to the answerer, and put `back` below the answer. `changed`: the pinned overview has
    to be updated. `nudge_after`: seconds of silence after which to call `nudge`, None when not.
    """

    replies: tuple[Reply, ...] = ()
    question: str | None = None
    back: str = ""
    changed: bool = False
    nudge_after: int | None = None
    agenda: str = ""


def to_json(outcome: Outcome) -> dict[str, Any]:
    """The outcome without its files, which are made again from the agenda."""
    data = asdict(outcome)
    for reply in data["replies"]:
        del reply["files"]
    return data


def from_json(data: dict[str, Any]) -> Outcome:
    """The outcome as it was, less its files."""
    replies = tuple(
        Reply(**{**reply, "blocks": tuple(reply["blocks"]), "formats": tuple(reply["formats"])})
        for reply in data["replies"]
    )
    return Outcome(**{**data, "replies": replies})
