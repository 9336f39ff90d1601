"""What a person reads in a Slack message, without what would act or advertise when it is repeated."""

from __future__ import annotations

import html
import re

from prompts import texts

_LINK = re.compile(r"<(?:https?|mailto):[^|>]+\|([^>]+)>|<((?:https?|mailto):[^>]+)>")
_MENTION = re.compile(r"<@([UWB][A-Z0-9]*)(?:\|([^>]*))?>")
_SPECIAL = re.compile(
    r"<!(?:subteam\^[A-Z0-9]+|date\^\d+\^[^|>]*|[a-z]+)(?:\|([^>]*))?>|<#[A-Z0-9]+(?:\|([^>]*))?>"
)
_FORMATTING = re.compile(r"(?<!\w)(```|[*_~`])(\S(?:.*?\S)?)\1(?!\w)", re.DOTALL)
_ADDRESS = re.compile(
    r"!\[[^\]]*\]\([^)\s]*\)|\b(?:h(?:tt|xx)ps?|ftp|file|slack):/*\S*\w/?|\bwww\.\S*\w/?", re.IGNORECASE
)
_BROADCAST = re.compile(r"<?[@!](?:channel|here|everyone|kanaal|iedereen)\b(?:\|[^>]*)?>?", re.IGNORECASE)
_BRACKETED = re.compile(r"<([@#!][^<>]*)>")


def clean(text: str, names: dict[str, str], language: str = "nl") -> str:
    """What a person reads in a Slack message: names for mentions, labels for links, no marks.

    An address becomes "(link)" and a call to everybody "the channel", in `language`: nothing that people
    said acts or advertises when it is repeated.
    """
    text = _MENTION.sub(lambda m: f"@{names[m[1]]}" if m[1] in names else "", text)
    text = _LINK.sub(lambda m: m[1] or m[2], text)
    text = _SPECIAL.sub(lambda m: m[1] or m[2] or "", text)
    text = _FORMATTING.sub(r"\2", _FORMATTING.sub(r"\2", text))
    text = "".join(c for c in html.unescape(text) if c.isprintable() or c == "\n")
    text = _inert(text, language)
    return "\n".join(line for line in (" ".join(part.split()) for part in text.split("\n")) if line)


def _inert(text: str, language: str) -> str:
    t = texts(language)
    text = _ADDRESS.sub(t("agenda.inert.link"), text)
    text = _BROADCAST.sub(t("agenda.inert.channel"), text)
    return _BRACKETED.sub(r"\1", text)
