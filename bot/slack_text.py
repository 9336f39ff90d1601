"""Slack's way of writing text, to plain text and back."""

from __future__ import annotations

import html
import re

_REFERENCE = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_ONLY_LINKS = re.compile(r"(?:\s*<(?:https?://|mailto:)[^<>]*>)+\s*")
_BROADCAST = re.compile(r"@(?=(channel|here|everyone|kanaal|iedereen)\b)", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\]]+)\]\((?:[^()\s]|\([^()]*\))*\)")
_WORD_JOINER = "\u2060"


def plain(text: str) -> str:
    """Return what a person sees of a message in Slack's notation: labels of links, names without brackets.

    A message that is nothing but links keeps the addresses: their labels aren't what somebody says.
    """
    if _ONLY_LINKS.fullmatch(text):
        text = re.sub(r"\|[^<>]*>", ">", text)
    return html.unescape(_REFERENCE.sub(_label, text)).strip()


def without_mention(text: str, user: str) -> str:
    """Return the text without the mentions of `user`."""
    return re.sub(rf"<@{re.escape(user)}(\|[^>]*)?>[:,]?", " ", text).strip()


def mentioned(text: str) -> set[str]:
    """Return the ids of the users that the text mentions."""
    return set(re.findall(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>", text))


def escape(text: str) -> str:
    """Return text that Slack shows to the letter: nothing in it becomes a mention, a broadcast or a link."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return unbroadcast(safe)


def unbroadcast(text: str) -> str:
    """Return text in which no "@channel" calls everyone."""
    return _BROADCAST.sub(f"@{_WORD_JOINER}", text)


def mrkdwn(markdown: str) -> str:
    """Return Slack's mrkdwn for the Markdown of a passage, with everything that could act taken out."""
    text = escape(_LINK.sub(r"\1", markdown))
    text = re.sub(r"^#{1,6}\s+(.+)$", r"*\1*", text, flags=re.MULTILINE)
    text = re.sub(r"\*\*(.+?)\*\*|__(.+?)__", lambda match: f"*{match[1] or match[2]}*", text)
    return re.sub(r"^(\s*)[-*+]\s+", r"\1• ", text, flags=re.MULTILINE)


def shorten(text: str, limit: int) -> str:
    """Return the text cut at a word, with an ellipsis, when it is longer than `limit`."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return head[: head.rfind(" ") if " " in head.strip() else None].rstrip() + "…"


def _label(match: re.Match[str]) -> str:
    target, label = match[1], match[2]
    if target.startswith(("@", "#")):
        return f"{target[0]}{label}" if label else target
    if target.startswith("!"):
        return label or f"@{target[1:].split('^')[0]}"
    return label or target.removeprefix("mailto:")
