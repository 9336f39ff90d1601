"""Changing a draft as somebody asked in plain words: by a model when there is one, else as word lists can."""

from __future__ import annotations

from collections.abc import Sequence

from bot.coach.conversation import blocks
from bot.coach.conversation.talk import Talk
from bot.coach.conversation.vocabulary import normalise
from bot.coach.drafts import drafting, readability, simplify, wishes
from bot.coach.drafts.draft import Statement, from_json
from bot.coach.drafts.refine import asked_of, is_command
from bot.coach.drafts.wishes import Asked, Wish
from bot.coach.writing import wording
from bot.store.agendas import DraftVersion
from prompts import LANGUAGES
from prompts.readability import word_lists

_ALIASES = 3  # letters; a shorter name is no name


def read(talk: Talk, text: str) -> tuple[str, Asked] | None:
    """The stage whose draft a whole message wants changed ("" when there is none), and how."""
    drafted = {version.stage for version in talk.agenda.versions}
    names = _names(talk, drafted)
    if found := wishes.read_about(text, names):
        return names[found[0]], found[1]
    asked = wishes.read(text)
    on_table = talk.agenda.phase == "draft"
    if asked and on_table and (asked.wish is not Wish.FREE or not is_command(text)):
        return talk.agenda.stage, asked
    if asked and not on_table and asked.wish not in (Wish.FIRST, Wish.FREE) and _is_clear(text):
        return drafting.named(talk, ""), asked
    if (parts := asked_of(text)) and (known := wishes.read(parts[1])):
        return drafting.named(talk, parts[0]), Asked(known.wish, text, known.about)
    return None


def reword(talk: Talk, stage: str, asked: Asked) -> None:
    """Change the newest draft of a stage and show it, with what was done and how it reads."""
    version = drafting.latest(talk, stage)
    if version is None:
        talk.say(talk.t("adjust.nothing"), drafting.buttons_now(talk))
        return
    before = from_json(version.statements)
    after, note = wording.change(talk, stage, before, asked)
    form = version.form
    if after is None:
        adapted = simplify.adapt(before, asked.wish, talk.agenda.language, talk.texts, asked.about)
        after, form = list(adapted.statements), adapted.form or form
        note = f"{note} {adapted.note}".strip()
    changed = after != before or form != version.form
    if changed:
        _keep(talk, version, after, f"adapted {asked.wish}", form)
        note = f"{note} {_measured(talk, asked.wish, before, after, version.number)}".strip()
    _show(talk, stage, blocks.escape(note))


def _keep(talk: Talk, before: DraftVersion, after: Sequence[Statement], origin: str, form: str) -> None:
    drafting.add_version(
        talk, before.stage, after, origin=origin, author=talk.user, form=form, upto=before.upto
    )
    if _on_table(talk, before.stage):
        drafting.put_on_table(talk)


def _show(talk: Talk, stage: str, note: str) -> None:
    if _on_table(talk, stage):
        drafting.show(talk, note)
        return
    version = drafting.latest(talk, stage)
    title = talk.t("stage.draft", title=talk.curriculum.stage(stage).draft_title)
    parts = [note, title, drafting.text_of(talk, version) if version else ""]
    talk.say("\n".join(part for part in parts if part), drafting.buttons_now(talk))


def _measured(
    talk: Talk, wish: Wish, before: Sequence[Statement], after: Sequence[Statement], number: int
) -> str:
    """Words and readability before and after, and the way back."""
    old, new = (" ".join(s.text for s in statements) for statements in (before, after))
    parts = []
    if len(old.split()) != len(new.split()):
        parts.append(talk.texts("writing.change.words", before=len(old.split()), after=len(new.split())))
    scores = [readability.measure(text, talk.agenda.language).score for text in (old, new)]
    if None not in scores and (scores[0] != scores[1] or wish is Wish.PLAIN):
        parts.append(talk.texts("writing.change.reading", before=scores[0], after=scores[1]))
    parts.append(talk.texts("writing.change.back", number=number))
    return " ".join(parts)


def _on_table(talk: Talk, stage: str) -> bool:
    return stage == talk.agenda.stage and talk.agenda.phase == "draft"


def _is_clear(text: str) -> bool:
    """More than one word, so that it is no answer to a question; "B1" is never one."""
    said = normalise(text)
    return " " in said or said == "b1"


def _names(talk: Talk, drafted: set[str]) -> dict[str, str]:
    """What people call the sections that have a draft."""
    found: dict[str, str] = {}
    for stage in talk.stages:
        aliases = [a for language in LANGUAGES for a in word_lists(language).sections.get(stage.id, [])]
        if stage.id in drafted:
            names = map(normalise, [*aliases, stage.title, stage.draft_title])
            found |= {name: stage.id for name in names if len(name) > _ALIASES}
    return found
