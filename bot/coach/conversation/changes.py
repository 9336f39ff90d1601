"""Changes to what was said and written: edits and deletions in Slack, and new texts for a draft."""

from __future__ import annotations

from collections.abc import Sequence

from bot.coach.conversation import agreeing, blocks, markup, open_points, words
from bot.coach.conversation.asking import unsay
from bot.coach.conversation.sentences import tidy
from bot.coach.conversation.talk import Talk
from bot.coach.drafts import drafting
from bot.coach.drafts.draft import Statement, from_json
from bot.coach.drafts.following import followed
from bot.coach.tools import voting
from bot.store.agendas import Contribution
from bot.store.base import utc_now

_DRAFTED = ("answer", agreeing.ACCEPTED)  # kinds of contributions that are in drafts


def adjust(talk: Talk, contribution: Contribution) -> None:
    """Change the draft as asked, or say that it can't be done this way."""
    if not drafting.adjust(talk, contribution):
        contribution.kind = "aside"
        talk.agenda.awaiting = "adjust"
        talk.say(talk.t("adjust.unchanged"), blocks.DRAFT)


def rewrite(talk: Talk, text: str, ts: str) -> None:
    """The draft's whole new text, from a form; what is new in it stands in the editor's name."""
    from bot.coach.conversation.hearing import contribute

    if talk.agenda.phase != "draft":
        talk.say(talk.t("adjust.nothing"), drafting.buttons_now(talk))
        return
    contribution = contribute(
        talk,
        talk.user,
        f"edit:{ts or utc_now().isoformat()}",
        markup.clean(text, {}, talk.agenda.language),
        "edit",
    )
    if not drafting.adjust(talk, contribution, whole=True):
        contribution.kind = "aside"
        drafting.show(talk, talk.pick("no_change", talk.curriculum.moves.no_change))


def edit(talk: Talk, ts: str, text: str) -> None:
    """A contribution reads differently now; sentences of drafts that rest on it alone are taken anew."""
    contribution = _find(talk, ts)
    text = markup.clean(text, talk.first_names(), talk.agenda.language)
    drafted = contribution is None or contribution.kind in _DRAFTED
    text = words.without_orders(text) if drafted else text
    if contribution is None or contribution.text == text:
        return
    if not text:
        delete(talk, ts)
        return
    contribution.text, contribution.edited_at = text, utc_now()
    if contribution.kind in _DRAFTED and (words.is_filler(text) or words.asks_coach(text, False)):
        contribution.kind = "aside"
    talk.user = contribution.user
    talk.note("edited", f"contribution {contribution.id}", contribution.stage)
    if _follow_edit(talk, contribution):
        name, title = (
            talk.shown_name(contribution.user),
            talk.curriculum.stage(contribution.stage).draft_title,
        )
        talk.say(talk.t("edited.note", name=name, title=title), drafting.buttons_now(talk))


def delete(talk: Talk, ts: str) -> None:
    """A contribution is gone: its words are erased, and what only rested on them leaves the drafts."""
    contribution = _find(talk, ts)
    if contribution is None:
        return
    erase(talk, contribution)
    if _follow_deletion(talk, contribution):
        title = talk.curriculum.stage(contribution.stage).draft_title
        talk.say(talk.t("edited.deleted", title=title), drafting.buttons_now(talk))


def erase(talk: Talk, contribution: Contribution) -> None:
    """Remove the words of a contribution wherever they are kept; that it was there stays on record."""
    open_points.forget(talk.agenda, {tidy(contribution.text)})
    contribution.text, contribution.deleted_at = "", utc_now()
    contribution.lacks, contribution.good = [], []
    voting.forget(talk.agenda, {contribution.id})
    for asked in talk.agenda.asked:
        if asked.contribution == contribution.id:
            unsay(asked)
    for turn in talk.agenda.turns:
        turn.outcome = {**turn.outcome, "replies": [], "question": None, "back": ""}
    talk.user = contribution.user
    talk.note("deleted", f"contribution {contribution.id}", contribution.stage)


def _find(talk: Talk, ts: str) -> Contribution | None:
    return next((c for c in talk.agenda.contributions if c.ts == ts and not c.deleted_at), None)


def _follow_edit(talk: Talk, contribution: Contribution) -> bool:
    """A new version of the stage's draft where the newest rests on what was edited; False when it doesn't."""
    newest = drafting.latest(talk, contribution.stage)
    before = from_json(newest.statements) if newest else []
    after = _followed(talk, before, contribution)
    if newest is None or after == before:
        return False
    drafting.add_version(
        talk,
        newest.stage,
        after,
        origin=f"edited {contribution.id}",
        author=contribution.user,
        form=newest.form,
        upto=newest.upto,
    )
    return True


def _follow_deletion(talk: Talk, contribution: Contribution) -> bool:
    """Take the words out of every version; True when the newest one changed."""
    newest, changed = drafting.latest(talk, contribution.stage), False
    for version in talk.agenda.versions:
        before = from_json(version.statements)
        after = _followed(talk, before, contribution)
        if after != before:
            version.statements = [statement.as_json() for statement in after]
            changed = changed or version is newest
    talk.changed = talk.changed or changed
    return changed


def _followed(talk: Talk, statements: Sequence[Statement], contribution: Contribution) -> list[Statement]:
    said = talk.agenda.contributions
    return [kept for statement in statements for kept in followed(statement, [contribution.id], said)]
