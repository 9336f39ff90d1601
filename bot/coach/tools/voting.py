"""Dots: three a person on what came up in a stage. The dots inform; the team decides, with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from bot.coach.conversation import blocks, words
from bot.coach.conversation.sentences import excerpt
from bot.coach.conversation.talk import Talk
from bot.coach.drafts import drafting
from bot.coach.drafts.draft import Statement, compose, from_json
from bot.coach.outcome import Choice, Move
from bot.coach.tools import decisions
from bot.store.agendas import Agenda, Contribution, Dot, Vote

DOTS = 3  # a person
GONE = "…"
_FEWEST, _MOST = 2, 6  # options
_LABEL = 60


def current(talk: Talk) -> Vote | None:
    """The vote that hasn't been decided on."""
    return next((vote for vote in reversed(talk.agenda.votes) if vote.state != "decided"), None)


def start(talk: Talk) -> None:
    """Put what came up in this stage to the vote; a vote that is under way is shown again."""
    vote = current(talk)
    if vote is None or vote.stage != talk.agenda.stage:
        options = _options(talk)
        if len(options) < _FEWEST:
            talk.say(talk.t("vote.too_few"), drafting.buttons_now(talk))
            return
        shown = [{"text": option.text, "contributions": list(option.contributions)} for option in options]
        vote = Vote(stage=talk.agenda.stage, options=shown, state="open")
        talk.agenda.votes.append(vote)
        talk.session.flush()
        talk.note("vote", "opened")
    talk.changed = True
    lines = [f"{n}. {blocks.escape(option['text'])}" for n, option in enumerate(vote.options, 1)]
    text = "\n".join([talk.t("vote.open", dots=DOTS), *lines])
    clear = Choice(Move.DOT, f"{vote.id}:0", talk.t("vote.clear"))
    talk.say(text, (Move.TALLY,), [*_buttons(talk, vote, Move.DOT), clear])


def dot(talk: Talk, value: str) -> None:
    """Dots of the person at hand: "12:3" is a dot on option 3 of vote 12 and "12:0" none; "1,1,3" are all."""
    vote = current(talk)
    id, pressed, option = value.rpartition(":")
    if vote is None or vote.state != "open" or (pressed and id != str(vote.id)):
        talk.whisper(talk.user, talk.t("vote.over"))
        return
    chosen = [int(n) for n in option.split(",") if n.isdigit() and int(n) <= len(vote.options)]
    theirs = [d for d in vote.dots if d.user == talk.user]
    if 0 in chosen or not pressed:
        vote.dots = [d for d in vote.dots if d.user != talk.user]
    elif len(theirs) == DOTS:
        vote.dots.remove(theirs[0])  # the oldest dot moves
    added = [n for n in chosen if n][:DOTS]
    vote.dots.extend(Dot(user=talk.user, option=n - 1) for n in added)
    talk.changed = True
    mine = Counter(d.option + 1 for d in vote.dots if d.user == talk.user)
    put = [talk.t("vote.put", count=count, option=n) for n, count in sorted(mine.items())]
    shown = ", ".join(put) or talk.t("vote.none")
    left = DOTS - mine.total()
    talk.whisper(talk.user, f"{talk.t('vote.yours', dots=shown, left=left)}\n{tally(talk, vote)}")


def show(talk: Talk) -> None:
    """How the dots lie, and which the team decides on."""
    vote = current(talk)
    if vote is None:
        talk.say(talk.t("vote.not_open"), drafting.buttons_now(talk))
        return
    vote.state = "closed"
    talk.note("vote", "closed")
    talk.changed = True
    voters = len({d.user for d in vote.dots})
    text = "\n".join([talk.t("vote.result", voters=voters), tally(talk, vote), talk.t("vote.decide")])
    talk.say(text, (), _buttons(talk, vote, Move.DECIDE))


def decide(talk: Talk, value: str) -> None:
    """The team's decision, which needn't follow the dots; the next message gives the reason."""
    vote = current(talk)
    id, pressed, option = value.rpartition(":")
    number = int(option) if option.isdigit() else 0
    if vote is None or (pressed and id != str(vote.id)) or not 1 <= number <= len(vote.options):
        talk.whisper(talk.user, talk.t("vote.not_open"))
        return
    vote.state, vote.chosen, vote.decided_by = "decided", number - 1, talk.user
    talk.agenda.awaiting = f"why:{vote.id}"
    talk.note("vote", f"decided {number}")
    talk.changed = True
    talk.say(talk.t("vote.why", option=blocks.escape(vote.options[number - 1]["text"])), (Move.NEXT,))


def hear(talk: Talk, contribution: Contribution) -> bool:
    """The reason for a decision, then the view of who sees it otherwise; False when neither is awaited."""
    kind, _, id = talk.agenda.awaiting.partition(":")
    vote = next((v for v in talk.agenda.votes if str(v.id) == id), None)
    if kind not in ("why", "minority") or vote is None:
        return False
    talk.agenda.awaiting = ""
    contribution.kind = "decision"
    if kind == "why":
        vote.reason = contribution.id
        talk.agenda.awaiting = f"minority:{vote.id}"
        talk.say(talk.t("vote.minority"), (Move.NEXT,))
        return True
    if words.denies(contribution.text):
        contribution.kind = "aside"
    else:
        vote.minority = [*vote.minority, contribution.id]
    talk.changed = True
    talk.say(f"{talk.t('vote.recorded')}\n{decisions.record(talk, vote)}", drafting.buttons_now(talk))
    return True


def tally(talk: Talk, vote: Vote) -> str:
    """The options with their dots, most first, in words beside the dots."""
    counts = Counter(d.option for d in vote.dots)
    order = sorted(range(len(vote.options)), key=lambda n: -counts[n])
    return "\n".join(
        f"{n + 1}. {'●' * counts[n]} {counts[n]} · {blocks.escape(excerpt(vote.options[n]['text'], _LABEL))}"
        for n in order
    )


def forget(agenda: Agenda, ids: Collection[int]) -> None:
    """Take options that rest on these contributions alone out of the votes; their dots keep their place."""
    for vote in agenda.votes:
        vote.options = [
            option if left or not option["contributions"] else {"text": GONE, "contributions": []}
            for option in vote.options
            for left in [[id for id in option["contributions"] if id not in ids]]
        ]
        vote.minority = [id for id in vote.minority if id not in ids]
        vote.reason = None if vote.reason in ids else vote.reason


def remind(talk: Talk) -> None:
    """Once a vote, in private, those who haven't voted."""
    vote = current(talk)
    if vote is None or vote.state != "open" or vote.reminded:
        return
    vote.reminded = True
    voted = {d.user for d in vote.dots}
    for member in talk.agenda.members:
        if member.user not in voted:
            talk.whisper(member.user, talk.t("vote.remind", dots=DOTS), (), _buttons(talk, vote, Move.DOT))


def _options(talk: Talk) -> Sequence[Statement]:
    """The sentences of the stage's draft, else those a draft would have, less what only reacts to another."""
    version = drafting.latest(talk)
    drafted = from_json(version.statements) if version else []
    found = drafted or compose(talk.said(talk.agenda.stage), limit=_MOST)
    names = [member.name for member in talk.agenda.members]
    return [option for option in found if not _reacts(option.text, names)][:_MOST]


def _reacts(text: str, names: Sequence[str]) -> bool:
    return words.leans(text) or words.opposes(text) or words.addresses(text, names)


def _buttons(talk: Talk, vote: Vote, move: Move) -> list[Choice]:
    return [
        Choice(move, f"{vote.id}:{n}", f"{n}. {excerpt(option['text'], _LABEL)}")
        for n, option in enumerate(vote.options, 1)
    ]
