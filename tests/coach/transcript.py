"""Play a whole agenda and print it as Markdown: `python -m tests.coach.transcript nl-four`.

Only the people's lines are written, in `tests/coach/teams/`; what the coach says is what it says. The first
line of a team holds its language, its minutes and its organisation. Both transcripts in `docs/` are made by
`python -m tests.coach.transcript nl-four > docs/transcript-nl.md` and `… en-team > docs/transcript-en.md`.
"""

# ruff: noqa: E501  # Markdown of 120 characters
from __future__ import annotations

import sys
from pathlib import Path

from bot.coach import Outcome
from bot.coach.judging.judge import judge
from bot.store.base import Store
from tests.coach.conftest import Thread

TEAMS = Path(__file__).parent / "teams"
_TITLES = {
    "nl-four": """\
# Een heel gesprek

Vier collega's van een bedachte gemeente maken een reisplan, in één draad van ongeveer anderhalf uur. De regels van
de mensen zijn geschreven; wat Reisplan zegt is wat het zei, zonder taalmodel en zonder redactie. Gemaakt met
`python -m tests.coach.transcript nl-four > docs/transcript-nl.md`.
""",
    "en-team": """\
# A whole conversation

Three colleagues of an invented council make a reisplan. The people's lines were written; what Reisplan says is what
it said, without a language model and unedited. Made with
`python -m tests.coach.transcript en-team > docs/transcript-en.md`.
""",
}


def play(team: str, thread: Thread) -> list[tuple[str, str, Outcome]]:
    """Who said what and what the coach did then, for a team in `teams/`; the first is the start."""
    head, *lines = (TEAMS / f"{team}.txt").read_text(encoding="utf-8").splitlines()
    language, minutes, organisation = head.split(" ", 2)
    starter = lines[0].partition(": ")[0]
    started = thread.start(
        user=f"U-{starter}", name=starter, organisation=organisation, language=language, minutes=int(minutes)
    )
    spoken = [line.partition(": ")[::2] for line in lines]
    return [("", "", started), *((name, text, thread.say(name, text)) for name, text in spoken)]


def main() -> None:
    team = sys.argv[1]
    print(_TITLES.get(team, f"# {team}\n"))
    for name, text, outcome in play(team, Thread(Store("sqlite://"), judge)):
        if name:
            print(f"> **{name}** · {text}\n>")
        _show(outcome)


def _show(outcome: Outcome) -> None:
    for reply in outcome.replies:
        pressed = [e["text"]["text"] for b in reply.blocks if b["type"] == "actions" for e in b["elements"]]
        aside = f" ({reply.to.removeprefix('U-')})" if reply.to else ""
        files = "".join(f"\n📎 {file.name}" for file in reply.files)
        text = reply.text.replace("*", "**") + files + "".join(f" [{label}]" for label in pressed)
        print(f"> **Reisplan**{aside} · " + text.replace("\n", "  \n> ") + "\n>")
    if outcome.question:
        print(f"> **Reisplan** · *(answer from the knowledge base, with sources)*  \n> {outcome.back}\n>")


if __name__ == "__main__":
    main()
