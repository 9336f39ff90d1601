"""Plain words in a thread: moves, questions to the knowledge base, "we don't know", promises, opposition.

Words in either language work in any agenda.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from bot.coach.conversation.sentences import sentences
from bot.coach.conversation.trimming import strip_lead_in
from bot.coach.conversation.vocabulary import holds, listed, listed_as_typed, normalise
from bot.coach.outcome import Move
from prompts import LANGUAGES, texts

# Worth recognising as a move only when a person typed it, not when it is buried in a paragraph.
_LONGEST_MOVE = 8
_LONGEST_QUESTION, _LONGEST_SHORT = 12, 6
_LONGEST_OPENING = 20
_FEW = 5
LAUGHING = re.compile(
    "[😀-😆😉😛-😝🤣🤪😅]|:(?:sweat_smile|joy|rofl|laughing|smile|grin|wink|stuck_out_tongue)"
)


def read_move(text: str) -> Move | None:
    """The move a whole message asks for: "ok, ga maar verder" does, "verder loopt het" doesn't."""
    said = normalise(text)
    if not said or len(said.split()) > _LONGEST_MOVE:
        return None
    moves = _moves()
    return next((moves[form] for form in _forms(said) if form in moves), None)


def move_with_excuse(text: str) -> Move | None:
    """The move in a message of which the rest only says why: "Overslaan? Ik moet zo weg.\""""
    parts = sentences(text)
    if len(parts) == 1 and len(text.split()) <= _LONGEST_MOVE:
        parts = tuple(part for part in text.split(",") if part.strip())
    moves = [move for part in parts if (move := read_move(part)) is not None]
    rest = [part for part in parts if read_move(part) is None]
    return (
        moves[0]
        if len(set(moves)) == 1 and all(is_logistics(part) or is_filler(part) for part in rest)
        else None
    )


def is_to_coach(sentence: str) -> bool:
    """It is said to the software, or about it."""
    return holds(sentence, "to_coach")


def is_order(sentence: str) -> bool:
    """It tells the software what to say or do: never something that the team stands for."""
    return bool(_orders().search(sentence))


def without_orders(text: str) -> str:
    """The message without its sentences that give the software orders."""
    if not _orders().search(text):
        return text
    lines = (" ".join(s for s in sentences(line) if not is_order(s)) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def is_chatter(sentence: str) -> bool:
    """A question about coffee and the like, which no agenda needs."""
    said = normalise(sentence).split()
    asks = sentence.rstrip().endswith("?") and len(said) <= _LONGEST_QUESTION
    return asks and not has_digit(sentence) and bool(set(said) & listed("chatter"))


def has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def is_logistics(text: str) -> bool:
    """Coming, going and being busy: nothing for an agenda."""
    said = normalise(text).split()
    if len(said) > _LONGEST_MOVE:
        return False
    return said[:1] in [[hello] for hello in listed("hellos")] or holds(text, "logistics")


def is_yes(text: str) -> bool:
    return normalise(text) in listed("agreeing")


def is_verdict(text: str) -> bool:
    """The whole message is a "ja", "nee" or "prima": the shortest of answers."""
    return normalise(text) in listed("verdicts")


def denies(text: str) -> bool:
    """The whole message says that there is nobody, or nothing."""
    return any(form in listed("denying") for form in _forms(normalise(text)))


def is_filler(text: str) -> bool:
    """A greeting, a thank you, a laugh, a move, or no words at all."""
    said = normalise(text)
    if not re.search(r"\w", said) or read_move(text) is not None:
        return True
    fillers = listed("greetings") | listed("taken_back")
    return any(form in fillers for form in _forms(said)) or set(said.split()) <= fillers


def laughs(text: str) -> bool:
    """The whole message is laughter."""
    said = set(normalise(text).split())
    return said <= listed("laughter") if said else bool(LAUGHING.search(text))


def takes_back(text: str) -> bool:
    """It opens by saying that what this person just said was a joke."""
    said = f"{normalise(text)} "
    return any(said.startswith(f"{opening} ") for opening in listed("taken_back"))


def sets_time(sentence: str) -> bool:
    """It only says when the story happened that follows: "Vorige week."."""
    return normalise(sentence) in listed("times")


def warms_up(sentence: str) -> bool:
    """It opens a message before there is anything in it: "ik heb er zin in"."""
    said = f"{normalise(strip_lead_in(sentence))} "
    empty = len(said.split()) <= _LONGEST_OPENING and not (has_digit(sentence) or names_person(sentence))
    return empty and any(said.startswith(f"{o} ") for o in listed("warming_up"))


def only_warms_up(text: str) -> bool:
    """Every sentence opens the talk, and none has anything in it yet."""
    return all(warms_up(sentence) or is_filler(sentence) for sentence in sentences(text))


def is_talk(text: str) -> bool:
    """Agreeing, conceding, thanking: said to each other, and nothing for an agenda."""
    return len(normalise(text).split()) <= _LONGEST_MOVE and not has_digit(text) and holds(text, "talk")


def is_feeling(text: str) -> bool:
    """A few words that say it wasn't counted."""
    said = normalise(text).split()
    asks = text.rstrip().endswith("?")
    return not asks and len(said) <= _FEW and bool(set(said) & listed("feeling"))


def is_unknown(text: str) -> bool:
    """The whole message says that nobody knows, or begins by saying so and adds little."""
    if doubts_about(text):
        return True
    first, comma, rest = text.partition(",")
    if comma and not has_digit(rest) and len(rest.split()) <= _FEW and is_unknown(first):
        return True
    said = " ".join(word for word in normalise(text).split() if word not in listed("hedges"))
    forms = [*_forms(said), " ".join(said.split()[1:]) if len(said.split()) <= _FEW else said]
    return len(said.split()) <= _LONGEST_MOVE and any(form in listed("unknown") for form in forms)


def doubts_about(text: str) -> bool:
    """It opens with "weten we niet wat" and holds nothing else."""
    said = f"{normalise(text)} "
    opened = any(
        said.startswith(f"{opening} {about} ")
        for opening in listed("unknown")
        for about in listed("unknown_about")
    )
    return (
        opened
        and not has_digit(text)
        and len(sentences(text)) == 1
        and len(said.split()) <= _LONGEST_QUESTION
    )


def asks_team(text: str) -> bool:
    """A question of one person to the others, which nobody can put in a draft."""
    said = normalise(text).split()
    while len(said) > 1 and said[0] in listed("greetings") | listed("lead_ins"):
        said = said[1:]
    if said[0:1] and said[0] in listed("before_interrogatives"):
        said = said[1:] if set(said[1:2]) & listed("interrogatives") else said
    if not said or len(said) > _LONGEST_QUESTION:
        return False
    if not text.rstrip().endswith("?"):
        return _asks_without_mark(said)
    wonders = said[0] in listed("wondering") and bool(set(said[1:2]) & listed("partners"))
    return said[0] in listed("interrogatives") or wonders or _is_short_question(said)


def _is_short_question(said: list[str]) -> bool:
    return len(said) <= _LONGEST_SHORT and said[0] in listed("inversions")


def _asks_without_mark(said: list[str]) -> bool:
    """Typed in haste: "hoe weet je dat nou weer", "wie betaalt dat"."""
    to_us = bool(set(said[2:3]) & listed("partners")) and len(said) <= _LONGEST_MOVE
    about_that = said[-1] in listed("pointers") and len(said) <= _FEW
    asking = bool(set(said[1:2]) & listed("asking_verbs")) and bool(set(said[2:]) & listed("pointers"))
    either = said[0] in listed("wondering") and bool(set(said[1:2]) & listed("partners"))
    choice = either and bool(set(said[2:]) & listed("whether"))
    short = asking and len(said) <= _LONGEST_MOVE
    asks = said[0] in listed("interrogatives") - listed("indefinites")
    return choice or (asks and (to_us or about_that or short))


def points_back(text: str) -> bool:
    """The sentence leans on one before it: "Dat is ...", "Then ..."."""
    return normalise(text).split()[:1] in [[word] for word in listed("pointers")]


def leans(sentence: str) -> bool:
    """It only means something after what was said before it: "Dat is bij ons ook zo"."""
    first, second, *_ = [*normalise(sentence).split(), "", ""]
    return first in listed("leaning") and second in listed("leaning_verbs")


def is_light(word: str) -> bool:
    """A word that a sentence says nothing less without."""
    return any(word in listed(key) for key in ("lead_ins", "hedges", "closing_words", "conjunctions"))


def counts(text: str) -> bool:
    """It holds a figure that somebody counted, and not one that was guessed."""
    counted = "%" in text or holds(text, "counting")
    return has_digit(text) and counted and not holds(text, "roughly")


def went_and_asked(text: str) -> bool:
    """The team itself asked, counted or went to look."""
    return speaks_for_team(text) and holds(text, "asking")


def speaks_for_team(text: str) -> bool:
    """It is about the team itself: "wij", "ik"."""
    return bool(set(normalise(text).split()) & listed("own_side"))


def speaks_for_one(text: str) -> bool:
    """Not about the whole team: no "wij"."""
    return not set(normalise(text).split()) & listed("everybody")


def is_promise_to_find_out(sentence: str) -> bool:
    return holds(sentence, "promises")


def promise(text: str) -> str | None:
    """The sentence in which the speaker takes it on to find something out, or None."""
    return next((line for line in sentences(text) if is_promise_to_find_out(line)), None)


def takes_on(text: str) -> bool:
    """The speaker will do something."""
    return holds(text, "promises") or holds(text, "taking_on")


def names_person(text: str) -> bool:
    """There is somebody in it: a man, a mother, residents."""
    return bool(set(normalise(text).split()) & listed("persons"))


def has_case(clause: str) -> bool:
    """There is somebody in it who isn't people in general."""
    return names_person(clause) and not holds(clause, "crowds")


def proposes(text: str) -> bool:
    """A question that puts something forward for all: "zullen we elke week wisselen?"."""
    said = normalise(strip_lead_in(text)).split()
    opens = any(" ".join(said).startswith(f"{opening} ") for opening in listed("proposing"))
    to_one = bool(set(said[1:2]) & (listed("indefinites") | {"je", "jij", "jullie", "u", "you"}))
    return opens and not to_one and text.rstrip().endswith("?") and len(said) > 2 and not is_chatter(text)


def accepts(text: str) -> bool:
    """A short message that goes along with what a colleague proposed."""
    return len(normalise(text).split()) <= _LONGEST_MOVE and holds(text, "accepting")


def concurs(text: str, names: Iterable[str]) -> bool:
    """The whole message agrees with a colleague, by name or not."""
    if text.strip() in listed_as_typed("concurring_signs"):
        return True
    said = " ".join(word for word in normalise(text).split() if word not in set(names))
    return any(form in listed("concurring") for form in _forms(said))


def claims(text: str) -> bool:
    """The whole message says: I'll do it."""
    return any(form in listed("claims") for form in _forms(normalise(text)))


def exclaims(text: str) -> bool:
    """ "Wat erg", "dat is belachelijk": how somebody finds what was just said."""
    said = f"{normalise(text)} "
    return any(said.startswith(f"{opening} ") for opening in listed("exclaiming"))


def asks_who_this_is(text: str) -> bool:
    """Somebody wonders who they are talking to."""
    said = f" {normalise(text)} "
    return len(said.split()) <= _LONGEST_MOVE and any(f" {q} " in said for q in listed("who_is_this"))


def is_lost(text: str) -> bool:
    """Somebody wonders what this is and where we are, and says little else."""
    said = sentences(text)
    rest = [sentence for sentence in said if not _asks_where_we_are(sentence)]
    return len(rest) < len(said) and all(is_filler(s) or len(s.split()) <= _LONGEST_MOVE for s in rest)


def _asks_where_we_are(sentence: str) -> bool:
    return any(form in listed("lost") for form in _forms(normalise(sentence)))


def says_when_good(text: str) -> bool:
    return holds(text, "good_when")


def hedges(text: str) -> bool:
    """The speaker says that it isn't sure."""
    return holds(text, "unsure")


def assigns(text: str, names: Iterable[str]) -> bool:
    """It opens with a colleague and what that one could do: "Joost kan het navragen"."""
    first, second, *_ = [*normalise(text).split(), "", ""]
    return first in set(names) and second in listed("errands")


def who_does(text: str) -> str:
    """The name beside what somebody will do: "Willem belt", "vrijdag loopt Fatima mee"; "" without one."""
    parts = [re.sub(r"\W+$", "", part) for part in text.split()]
    for before, name, after in zip(["", *parts], parts, [*parts[1:], ""], strict=False):
        beside = {normalise(before), normalise(after)} & listed("doing")
        if beside and name.isalpha() and name.istitle() and normalise(name) not in listed("no_names"):
            return name
    return ""


def opposes(text: str) -> bool:
    """The speaker pulls another way than what was said."""
    return holds(text, "opposition")


def asks_coach(text: str, addressed: bool) -> bool:
    """A question to the knowledge base: to the bot, or in the form of one and not about the team itself."""
    said = normalise(text)
    if not said or not text.rstrip().endswith("?"):
        return (
            any(said.startswith(opening.rstrip(":") + " ") for opening in ("vraag:", "question:"))
            and ":" in text
        )
    opened = any(said.startswith(opening) for opening in listed("asks_knowledge"))
    if addressed:
        return True
    return opened and len(said.split()) <= 25 and not set(said.split()[1:]) & listed("team_words")


def corrects(text: str) -> bool:
    """The message puts something right that stands there."""
    said = normalise(text)
    return any(said == cue or said.startswith(f"{cue} ") for cue in listed("corrections"))


def after_adjust(text: str) -> str:
    """What follows "aanpassen:" or "adjust:", else the text as it is."""
    head, colon, rest = text.partition(":")
    return rest.strip() if colon and read_move(head) is Move.ADJUST and rest.strip() else text


def speaks_of_self(text: str) -> bool:
    """First or second person singular: such a sentence only reads well between quotation marks."""
    return bool(set(normalise(text).split()) & listed("first_person"))


def says_i(text: str) -> bool:
    return bool(set(normalise(text).split()) & {"ik", "i", "i'll", "i'm", "i'd"})


def addresses(text: str, names: Iterable[str]) -> bool:
    """The message talks to one of these people."""
    said = text.lower()
    for name in names:
        first = re.escape(name.lower().split()[0]) if name.split() else "$^"
        if re.search(rf"@{first}|^{first}\b\s*[,:]|,\s*{first}\s*[?!.]*$", said):
            return True
    return False


def is_fragment(sentence: str) -> bool:
    """Told in telegram style: "Vorige week, een man die ..."."""
    return any(re.match(pattern, sentence, re.IGNORECASE) for pattern in _fragments())


def _forms(said: str) -> list[str]:
    """The message and what is left of it without openers and tails."""
    forms, words = [said], said.split()
    while len(words) > 1 and words[0] in listed("lead_ins"):
        words = words[1:]
        forms.append(" ".join(words))
    for form in list(forms):
        words = form.split()
        while len(words) > 1 and words[-1] in listed("tails"):
            words = words[:-1]
            forms.append(" ".join(words))
    return forms


@cache
def _orders() -> re.Pattern[str]:
    """Any of the patterns, in either language; line by line."""
    patterns = (p for language in LANGUAGES for p in texts(language).many("agenda.heard.orders"))
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE | re.MULTILINE)


@cache
def _fragments() -> tuple[str, ...]:
    return tuple(p for language in LANGUAGES for p in texts(language).many("agenda.heard.fragments"))


@cache
def _moves() -> dict[str, Move]:
    return {
        normalise(word): move
        for move in Move
        for language in LANGUAGES
        for word in texts(language).area("agenda").get(f"words.{move}", ())
    }
