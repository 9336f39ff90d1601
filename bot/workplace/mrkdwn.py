"""Message text as Slack keeps it: `&`, `<` and `>` escaped, except where they mark a mention or a link."""

import re
from collections.abc import Callable, Mapping

_CONTROL = re.compile(
    r"<(?:@[UWB][A-Z0-9]+(?:\|[^<>]*)?"
    r"|#[CG][A-Z0-9]+(?:\|[^<>]*)?"
    r"|!(?:here|channel|everyone|subteam\^[A-Z0-9]+(?:\|[^<>]*)?|date\^[^<>]+)(?:\|[^<>]*)?"
    r"|(?:https?|slack)://[^<>\s|]+(?:\|[^<>]*)?"
    r"|(?:mailto|tel):[^<>\s|]+(?:\|[^<>]*)?)>"
)
_ENTITY = re.compile(r"&(?:amp|lt|gt);")
_KEPT = re.compile(f"({_CONTROL.pattern}|{_ENTITY.pattern})")
_ADDRESS = re.compile(r"(?<![\w/|<@])https?://[^\s<>`]+[^\s<>`.,;:!?'\")\]]")
_CODE = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")


def escape(text: str) -> str:
    """Escapes what is no mention, link or entity."""
    return "".join(
        part
        if _KEPT.fullmatch(part)
        else part.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        for part in _split(_KEPT, text)
    )


def as_typed(text: str, names: Mapping[str, str]) -> str:
    """What Slack's own client would send for `text`: escaped, addresses as links, @names as mentions."""
    parts = _split(_CODE, escape(text))
    return "".join(part if _CODE.fullmatch(part) else _link(part, names) for part in parts)


def as_command(text: str, names: Mapping[str, str], channels: Mapping[str, str]) -> str:
    """The text of a slash command that asks for escaping: `<@U…|name>`, `<#C…|name>` and `<https://…>`."""
    parts = []
    for part in _split(_CONTROL, text):
        if not _CONTROL.fullmatch(part):
            part = _ADDRESS.sub(lambda match: f"<{match.group()}>", part)
            part = _name(part, "@", names, lambda name, user: f"<@{user}|{name}>")
            part = _name(part, "#", channels, lambda name, channel: f"<#{channel}|{name}>")
        parts.append(part)
    return "".join(parts)


def mentions(text: str) -> set[str]:
    """The users mentioned in `text`."""
    return set(_MENTION.findall(text))


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _link(text: str, names: Mapping[str, str]) -> str:
    parts = _split(_CONTROL, text)
    return "".join(part if _CONTROL.fullmatch(part) else _link_plain(part, names) for part in parts)


def _link_plain(text: str, names: Mapping[str, str]) -> str:
    text = _ADDRESS.sub(lambda match: f"<{match.group()}>", text)
    return _name(text, "@", names, lambda _, user: f"<@{user}>")


def _name(text: str, sign: str, names: Mapping[str, str], written: Callable[[str, str], str]) -> str:
    if sign not in text or not names:
        return text
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(
        rf"(?<![\w{sign}<]){sign}({pattern})(?!\w)",
        lambda match: written(match[1].lower(), names[match[1].lower()]),
        text,
        flags=re.IGNORECASE,
    )


def _split(pattern: re.Pattern[str], text: str) -> list[str]:
    parts, end = [], 0
    for match in pattern.finditer(text):
        parts += [text[end : match.start()], match.group()]
        end = match.end()
    return [part for part in [*parts, text[end:]] if part]
