"""A message in the thread, from what was typed to what is done with it."""

from __future__ import annotations

from bot.coach.afterwards import handover, reminders, retrospective, signing, spoken
from bot.coach.conversation import (
    agreeing,
    blocks,
    changes,
    commands,
    dates,
    joking,
    markup,
    moves,
    presence,
    vocabulary,
    words,
)
from bot.coach.conversation.listening import let_pass, listen
from bot.coach.conversation.talk import Talk
from bot.coach.drafts import drafting, refine, rewording
from bot.coach.judging.mood import is_about_coach
from bot.coach.outcome import Move, Said
from bot.coach.tools import cost, voting
from bot.store.agendas import Contribution

_FEWEST, _FEW = 4, 6  # words
_DECIDING = ("why:", "minority:")  # what comes next is about a decision


def hear(talk: Talk, said: Said) -> None:
    """Take a message: a move, a question to the knowledge base, a change to the draft, or a contribution."""
    behind = presence.join(talk, said.user, said.name, spoke=True)
    text = cleaned(talk, said.text)
    talk.agenda.since_bot = [*talk.agenda.since_bot, said.user][-10:]
    if talk.agenda.status != "running":
        _while_still(talk, text, said)
    elif (command := commands.read(talk, text)) is not None:
        talk.agenda.awaiting = ""
        moves.make(talk, *command)
    elif (move := _move(talk, text)) is not None:
        _make(talk, move)
    elif words.is_lost(text):
        contribute(talk, said.user, said.ts, text, "aside")
        behind = True
    elif (reworded := rewording.read(talk, words.after_adjust(text))) is not None:
        talk.agenda.awaiting = ""
        contribute(talk, said.user, said.ts, text, "aside")
        rewording.reword(talk, *reworded)
    elif words.asks_coach(text, said.addressed):
        talk.question_asked = text
        talk.agenda.since_bot = []
    elif _is_wish(talk, text):
        _on_draft(talk, said, text)
    elif text and not words.without_orders(text):
        _order(talk, said, text)
    else:
        _take(talk, said, words.without_orders(text))
    if behind:
        presence.catch_up(talk, said.user)


def cleaned(talk: Talk, text: str) -> str:
    """A message as it is kept: names for mentions, and nothing in it that acts when it is repeated."""
    return markup.clean(text, talk.first_names(), talk.agenda.language)


def _take(talk: Talk, said: Said, text: str) -> None:
    """What is neither a move nor a question to the knowledge base, without orders to the bot."""
    joking.heard(talk, said.user, _without_names(talk, text))
    if cost.hear(talk, text):
        pass
    elif talk.agenda.awaiting.startswith(_DECIDING) and text:
        voting.hear(talk, contribute(talk, said.user, said.ts, text))
    elif words.asks_who_this_is(text):
        contribute(talk, said.user, said.ts, text, "aside")
        _say_what_this_is(talk)
    elif (answer := agreeing.with_whom(talk, said.user, text)) is not None:
        agreeing.note(talk, contribute(talk, said.user, said.ts, text), answer)
    elif not text or (_is_light(talk, text) and not _only_answer(talk, text)):
        _greet(talk, said)
    elif _is_aside(talk, said.user, text):
        agreeing.take_up(talk, said.user, text)
        _pass_by(talk, said, contribute(talk, said.user, said.ts, text, "aside"))
    elif talk.agenda.phase == "draft":
        _on_draft(talk, said, text)
    elif talk.agenda.phase in ("challenge", "signing"):
        signing.hear(talk, contribute(talk, said.user, said.ts, text))
    else:
        listen(talk, contribute(talk, said.user, said.ts, text), quiet=said.more, addressed=said.addressed)


def _is_light(talk: Talk, text: str) -> bool:
    laughs = words.laughs(_without_names(talk, text))
    return laughs or words.is_filler(text) or words.only_warms_up(text)


def _without_names(talk: Talk, text: str) -> str:
    """Without the colleague whom a short message was said to: "haha Meral"."""
    names = set(talk.heard_names().values())
    return " ".join(word for word in text.split() if vocabulary.normalise(word) not in names) or text


def _is_aside(talk: Talk, user: str, text: str) -> bool:
    between_people = words.is_logistics(text) or words.is_chatter(text) or words.is_talk(text)
    answers = bool(talk.agenda.awaiting and dates.find(text))
    asks = (words.asks_team(text) and not answers) or _calls(talk, text)
    if _reacts(talk, user, text):
        return True
    aside = between_people or asks or _answers_chatter(talk, user, text) or _hushes(talk, user, text)
    return aside and _mood(talk, text) != "hostile"


def _reacts(talk: Talk, user: str, text: str) -> bool:
    """ "Dat is belachelijk" after a colleague's story is about the story, and not about the coach."""
    before = talk.agenda.contributions[-1] if talk.agenda.contributions else None
    about_colleague = before is not None and before.user != user and len(set(talk.agenda.since_bot)) > 1
    if not about_colleague or len(text.split()) > _FEWEST or words.opposes(text):
        return False
    bare = _mood(talk, text) == "hostile" and not is_about_coach(text, talk.agenda.language)
    return bare or words.exclaims(text)


def _calls(talk: Talk, text: str) -> bool:
    """Nothing but a colleague's name, with a question mark."""
    return text.rstrip().endswith("?") and vocabulary.normalise(text) in talk.heard_names().values()


def _hushes(talk: Talk, user: str, text: str) -> bool:
    """A few words to a colleague by name, about what that one just said aside: "kom op Ilse, een uurtje"."""
    before = talk.agenda.contributions[-1] if talk.agenda.contributions else None
    if before is None or before.kind != "aside" or before.user == user or len(text.split()) > _FEW:
        return False
    named = talk.heard_names().get(before.user, "") in vocabulary.normalise(text).split()
    return named and not words.has_digit(text) and not words.names_person(text)


def _answers_chatter(talk: Talk, user: str, text: str) -> bool:
    """A few words after a colleague's question about lunch, or about the coach, are about that."""
    before = talk.agenda.contributions[-1] if talk.agenda.contributions else None
    if before is None or before.kind != "aside" or before.question != talk.agenda.question:
        return False
    short = len(text.split()) <= _FEW and not words.has_digit(text) and not words.names_person(text)
    chatter = (
        words.is_chatter(before.text)
        or words.asks_who_this_is(before.text)
        or _mood(talk, before.text) == "off_topic"
    )
    return short and before.user != user and chatter


def _mood(talk: Talk, text: str) -> str:
    return talk.judge(text, stage=talk.question, language=talk.agenda.language).mood


def _pass_by(talk: Talk, said: Said, aside: Contribution) -> None:
    """People talk among themselves; about coffee, while nobody has answered, they hear the way back once."""
    waiting = talk.agenda.phase == "asking" and not talk.said(aside.stage, question=aside.question)
    if waiting and not said.more and words.is_chatter(aside.text):
        let_pass(talk, aside)


def _is_wish(talk: Talk, text: str) -> bool:
    """A change to the draft on the table; the words that it names may well be an order to the bot."""
    return talk.agenda.phase == "draft" and refine.is_command(words.after_adjust(text))


def _order(talk: Talk, said: Said, text: str) -> None:
    """Nothing but orders to the bot: kept apart, and answered with the way back."""
    contribution = contribute(talk, said.user, said.ts, text, "aside")
    if not said.more:
        let_pass(talk, contribution, addressed=said.addressed)


def contribute(talk: Talk, user: str, ts: str, text: str, kind: str = "answer") -> Contribution:
    """Keep what somebody said, for the question at hand."""
    agenda = talk.agenda
    contribution = Contribution(
        stage=agenda.stage, question=agenda.question, user=user, ts=ts, text=text, kind=kind
    )
    agenda.contributions.append(contribution)
    talk.session.flush()
    return contribution


def _move(talk: Talk, text: str) -> Move | None:
    """The move a message makes here: agreeing is one only when there is something to agree with."""
    move, phase = words.read_move(text) or words.move_with_excuse(text), talk.agenda.phase
    if phase in ("draft", "challenge", "signing") and (words.is_yes(text) or move is Move.FINE):
        return Move.FINE
    if phase == "asking" and talk.agenda.awaiting == "skip" and (words.is_yes(text) or move is Move.FINE):
        return Move.SKIP
    if phase == "asking" and move is Move.FINE:
        return Move.NEXT if _agrees_to_go_on(talk, talk.agenda.since_bot[-1]) else None
    if move is Move.ADJUST and phase != "draft":
        return None
    return move


def _agrees_to_go_on(talk: Talk, user: str) -> bool:
    """The coach said that this will do, and the last who spoke agrees; others agree with that person."""
    asked = [a.kind for a in talk.agenda.asked if a.question == talk.agenda.question]
    said = talk.said(talk.agenda.stage, question=talk.agenda.question)
    return asked[-1:] in (["thanks"], ["parked"]) and bool(said) and said[-1].user == user


def _make(talk: Talk, move: Move) -> None:
    if move is not Move.NEXT or talk.agenda.awaiting.startswith(_DECIDING):
        talk.agenda.awaiting = ""
    moves.make(talk, move)


def _while_still(talk: Talk, text: str, said: Said) -> None:
    """Paused or finished: only the ways on, and to see what there is."""
    move, finished = words.read_move(text), talk.agenda.status == "finished"
    if finished and (move is None or spoken.may_answer(talk, text)) and _after(talk, text, said):
        return
    if move in (Move.NEXT, Move.SKIP) and handover.waits(talk):
        handover.press(talk, "skip")
    elif move is not None:
        moves.make(talk, move)
    elif words.asks_coach(text, said.addressed):
        talk.question_asked = text
    elif not (text := words.without_orders(text)):
        return
    elif handover.waits(talk) and not words.is_filler(text) and not words.is_logistics(text):
        handover.hear(talk, contribute(talk, said.user, said.ts, text), more=said.more)
    elif talk.agenda.awaiting == "step" and (dates.find(text) or words.says_i(text)):
        signing.add_step(talk, contribute(talk, said.user, said.ts, text))
    elif talk.agenda.status == "paused" and not words.is_filler(text) and not words.is_logistics(text):
        contribute(talk, said.user, said.ts, text, "paused")
        if presence.first_time(talk, "still"):
            talk.whisper(said.user, talk.t("pause.still"), blocks.PAUSED)


def _after(talk: Talk, text: str, said: Said) -> bool:
    """What a button below a signed plan does, said in words."""
    if spoken.wants_other_day(text) and not retrospective.under_way(talk):
        reminders.ask_new_day(talk, aloud=not dates.find(text))
    elif what := spoken.wish(text):
        spoken.grant(talk, what)
        return True
    elif not spoken.may_answer(talk, text):
        return False
    if handover.waits(talk) and (dates.find(text) or spoken.may_answer(talk, text)):
        handover.hear(talk, contribute(talk, said.user, said.ts, text), more=said.more)
    return True


def _only_answer(talk: Talk, text: str) -> bool:
    """A lone "ja" or "prima" answers a question that nobody has answered yet."""
    return (
        talk.agenda.phase == "asking"
        and words.is_verdict(text)
        and not talk.said(talk.agenda.stage, question=talk.agenda.question)
    )


def _greet(talk: Talk, said: Said) -> None:
    """Pleasantries pass in silence, unless they are meant for the coach."""
    if said.addressed:
        _say_what_this_is(talk)


def _say_what_this_is(talk: Talk) -> None:
    talk.say(f"{talk.curriculum.moves.identity} {talk.question.opening_short}", drafting.buttons_now(talk))


def _on_draft(talk: Talk, said: Said, text: str) -> None:
    """Something said while a draft lies on the table: a change to it, or more to go into it."""
    awaited = talk.agenda.awaiting == "adjust"
    wish = words.after_adjust(text)
    if (number := refine.version_wanted(wish)) is not None:
        drafting.restore(talk, number)
    elif awaited or wish != text or refine.is_command(wish):
        changes.adjust(talk, contribute(talk, said.user, said.ts, wish, "edit"))
    else:
        contribution = contribute(talk, said.user, said.ts, text)
        listen(talk, contribution, quiet=True)
        if contribution.kind == "answer" and not talk.replies and not said.more:
            _more_for_draft(talk, text)


def _more_for_draft(talk: Talk, text: str) -> None:
    if words.corrects(text) and drafting.draft(talk):
        return
    if talk.agenda.awaiting != "added":
        talk.agenda.awaiting = "added"
        talk.say(talk.t("stage.added"), blocks.FOLLOW_UP)
