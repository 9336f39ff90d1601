"""The `rich_text` block and what it is made of."""

from bot.workplace.block_kit.rules import (
    Rule,
    anything,
    by_type,
    flag,
    items,
    number,
    one_of,
    shape,
    text,
    url,
)

_STYLES = ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink")
_STYLE = shape({}, dict.fromkeys(_STYLES, flag))


def _kind(name: str, required: dict[str, Rule], optional: dict[str, Rule] | None = None) -> Rule:
    return shape({"type": one_of(name), **required}, {"style": _STYLE, **(optional or {})})


_PARTS: dict[str, Rule] = {
    "text": _kind("text", {"text": text(13_200, least=0)}),
    "link": _kind("link", {"url": url(3000)}, {"text": text(3000, least=0), "unsafe": flag}),
    "emoji": _kind("emoji", {"name": text(255)}, {"unicode": text(255), "skin_tone": number(1, 6)}),
    "user": _kind("user", {"user_id": text(255)}),
    "usergroup": _kind("usergroup", {"usergroup_id": text(255)}),
    "channel": _kind("channel", {"channel_id": text(255)}),
    "team": _kind("team", {"team_id": text(255)}),
    "broadcast": _kind("broadcast", {"range": one_of("here", "channel", "everyone")}),
    "color": _kind("color", {"value": text(255)}),
    "date": _kind(
        "date",
        {"timestamp": number(0, 9_999_999_999), "format": text(255)},
        {"url": url(3000), "fallback": text(255)},
    ),
    "citation": anything,
}
_INLINE = items(by_type(_PARTS), 10_000, least=0)
_SECTION = shape({"type": one_of("rich_text_section"), "elements": _INLINE})

RICH_TEXT_PARTS: dict[str, Rule] = {
    "rich_text_section": _SECTION,
    "rich_text_preformatted": shape(
        {"type": one_of("rich_text_preformatted"), "elements": _INLINE},
        {"border": number(0, 1), "language": text(255)},
    ),
    "rich_text_quote": shape(
        {"type": one_of("rich_text_quote"), "elements": _INLINE}, {"border": number(0, 1)}
    ),
    "rich_text_list": shape(
        {
            "type": one_of("rich_text_list"),
            "style": one_of("bullet", "ordered"),
            "elements": items(by_type({"rich_text_section": _SECTION}), 10_000),
        },
        {"indent": number(0, 8), "offset": number(0, 1_000_000), "border": number(0, 1)},
    ),
}

rich_text = shape(
    {"type": one_of("rich_text"), "elements": items(by_type(RICH_TEXT_PARTS), 10_000)},
    {"block_id": text(255)},
)
