"""Site generators' additions to Markdown, turned into Markdown and HTML or taken out.

Hugo, Jekyll and Liquid, Eleventy and Jinja, MkDocs, Docusaurus and MDX, kramdown, GitHub alerts. What stands
in code is left alone.
"""

import re
from collections.abc import Callable

from ingest.loaders.admonitions import unfold_admonitions

_CODE = re.compile(
    r"^(?P<indent>[ \t>]*(?:[-*+]|\d+\.)?[ \t]*)(?P<fence>`{3,}|~{3,})"
    r"[^\n]*\n.*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(?P<ticks>`{1,2})(?!`)(?:[^`\n]|\n(?!\n))+?(?<!`)(?P=ticks)(?!`)"
    r"|<pre\b.*?</pre>",
    re.DOTALL | re.MULTILINE,
)
_LIQUID_CODE = re.compile(
    r"^[ \t]*\{%-?\s*highlight\s+(\w*)[^%]*%\}((?:(?!\{%-?\s*highlight).)*?)\{%-?\s*endhighlight\s*-?%\}",
    re.DOTALL | re.MULTILINE,
)
_COMMENTS = re.compile(
    r"<!--(?:(?!<!--).)*?-->|\{%-?\s*comment\s*-?%\}(?:(?!\{%-?\s*comment).)*?\{%-?\s*endcomment\s*-?%\}"
    r"|\{#(?![\w{])(?:(?!\{#).)*?#\}|\{/\*(?:(?!\{/\*).)*?\*/\}",
    re.DOTALL,
)
_LOOP = re.compile(r"\{%-?\s*for\b(?:(?!\{%-?\s*for\b).)*?\{%-?\s*endfor\s*-?%\}", re.DOTALL)
_TARGET = re.compile(r"\]\(\s*\{[{%](?:(?!\{[{%]).){0,2000}?[%}]\}[^)(\n]*\)", re.DOTALL)
_SPACED_TARGET = re.compile(r"\]\((?!<|\S*\s+[\"'(])[^()\n]*(?:\([^()\n]*\))?[^()\n]*[ \t][^()\n]*\)")
_ATTRIBUTE = re.compile(r"=[ \t]*([\"'])\s*\{[{%](?:(?!\{[{%]).){0,2000}?[%}]\}[^\"'{]*\1", re.DOTALL)
_TAG = re.compile(
    r"(?P<lead>^[ \t]*(?:[-*+][ \t]+)?)?"
    r"(?:\{\{[<%](?P<hugo>(?:(?!\{\{|\{%).)*?)/?[%>]\}\}|\{%-?(?P<liquid>(?:(?!\{\{|\{%).)*?)-?%\})"
    r"(?P<end>[ \t]*$)?",
    re.DOTALL | re.MULTILINE,
)
_OUTPUT = re.compile(r"\{\{(?![<%])(?:(?!\{\{).)*?\}\}", re.DOTALL)
_PARAMETER = re.compile(r"([\w-]+)\s*[=:]\s*(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`[^`]*`)", re.DOTALL)
_TITLES = ("title", "heading", "caption", "label", "summary")
_TEXTS = ("text", "content", "quote", "body", "question", "answer", "description")
_LINKS = (
    "button",
    "link",
    "card",
    "featured-resource",
    "img",
    "image",
    "figure",
    "youtube",
    "video",
    "asset",
)

_IMPORT = re.compile(
    r"^(?:import\s+(?:[\w*${},\s]{1,400}?\sfrom\s+)?[\"'][^\"'\n]+[\"'];?[ \t]*(?:\n|$)?)+", re.MULTILINE
)
_EXPORT = re.compile(
    r"^export\s+(?:const|let|default|function)\b.*?(?=\n[ \t]*\n|\Z)", re.DOTALL | re.MULTILINE
)
_JSX_VALUE = re.compile(r"(?<=[\w-])=\{(?:[^{}]|\{[^{}]{0,2000}\}){0,2000}\}")
_COMPONENT = re.compile(r"</?(?P<name>[A-Z][\w.]*)(?P<attributes>(?:\s[^<>]*)?)/?>")
_ASSIGNED_TAG = re.compile(r"</?\w+=[^<>\n]*>")
_PLACEHOLDER = re.compile(r"<([a-z][\w -]*?)>", re.IGNORECASE)
_HTML = re.compile(
    r"(?:a|abbr|address|article|aside|audio|b|blockquote|body|br|button|canvas|caption|center|cite|code|col|colgroup|dd|del|"
    r"details|dfn|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|"
    r"input|ins|kbd|label|legend|li|link|main|map|mark|meta|nav|noscript|object|ol|optgroup|option|p|picture|pre|q|s|samp|"
    r"script|section|select|small|source|span|strong|style|sub|summary|sup|svg|table|tbody|td|textarea|tfoot|th|thead|time|"
    r"title|tr|tt|u|ul|var|video|wbr|path|g)\b",
    re.IGNORECASE,
)

_HEADING_ATTRIBUTES = re.compile(r"^(#{1,6}\s.*?)[ \t]*\{:?[^{}\n]*\}[ \t]*$", re.MULTILINE)
_ATTRIBUTES = re.compile(
    r"(?<=[)\]*_\"'>])\{:?[ \t]*[^{}\n]*\}|(?<![ \t])[ \t]*\{:?[ \t]*[.#][\w .#=\"'-]*\}|\{:[^{}\n]*\}"
)
_CONTENTS = re.compile(r"^\s*(?:\[\[?_?TOC_?\]?\]|\{:toc\}|\$\{toc\})\s*$", re.MULTILINE | re.IGNORECASE)
_SNIPPET = re.compile(r"^[ \t]*(?:-{2,}8<-{2,}|@include|!include).*$", re.MULTILINE)
_WIKI_LINK = re.compile(r"\[\[(?:[^\]|\n]+\|)?([^\]|\n]+)\]\]")
_TASK = re.compile(r"^([ \t>]*(?:[-*+]|\d+[.)])[ \t]+)\[[ xX]\][ \t]+", re.MULTILINE)
_BUTTON = re.compile(r"\[[^\]\n]*\]\([^)\n]*\)[ \t]*\{[^}\n]*(?:button|btn)[^}\n]*\}")
_ICON = re.compile(r":(?:material|octicons|fontawesome|simple)-[\w-]+:")
_ALERT = re.compile(r"^([ \t>]*)\[!(\w+)\][-+]?[ \t]*(.*)$", re.MULTILINE)


def plain_markdown(text: str) -> str:
    """Return CommonMark with HTML that says what the page would say."""
    text = _LIQUID_CODE.sub(r"\n```\1\n\2\n```\n", text)
    text = _outside_code(text, _without_templates)
    return unfold_admonitions(text)


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    """Apply `change` to the text with every piece of code held out of its reach."""
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[0])
        return f"\ue000{len(held) - 1}\ue001"

    changed = change(_CODE.sub(hold, text))
    return re.sub(r"\ue000(\d+)\ue001", lambda match: held[int(match[1])], changed)


def _without_templates(text: str) -> str:
    text = _COMMENTS.sub("", text)
    text = _LOOP.sub(lambda match: "" if "{{" in match[0] else match[0], text)
    text = _JSX_VALUE.sub("", text)
    text = _SPACED_TARGET.sub("](#)", _TARGET.sub("](#)", text))
    text = _ATTRIBUTE.sub('=""', text)
    text = _TAG.sub(_shortcode, text)
    text = _OUTPUT.sub("", text)
    return _without_markup(_without_components(text))


def _shortcode(match: re.Match[str]) -> str:
    """Keep what a shortcode says in its parameters; the text between a pair stays where it is."""
    call = (match["hugo"] or match["liquid"] or "").strip()
    name = re.split(r"[\s\"']", call, maxsplit=1)[0].strip("/")
    gap = "\n\n" if match["lead"] is not None or match["end"] is not None else ""
    if not call or call.startswith(("/", "end")) or name.startswith(_LINKS):
        return gap
    said = _said(call)
    return f"\n\n{said}\n\n" if said else gap


def _said(call: str) -> str:
    values = {
        key.lower(): re.sub(r"\\(.)", r"\1", value[1:-1]).strip() for key, value in _PARAMETER.findall(call)
    }
    titles = [f"**{values[key].strip('*')}**" for key in _TITLES if values.get(key)]
    texts = [values[key] for key in _TEXTS if values.get(key)]
    cite = f" ({values['cite']})" if values.get("cite") and texts else ""
    return "\n\n".join([*titles, *texts]) + cite


def _without_components(text: str) -> str:
    """Take out MDX imports, exports and tags; a placeholder such as `<naam>` stays as text."""
    text = _EXPORT.sub("", _IMPORT.sub("", text))
    text = _COMPONENT.sub(_component, _ASSIGNED_TAG.sub("", text))
    return _PLACEHOLDER.sub(lambda match: match[0] if _HTML.match(match[1]) else f"&lt;{match[1]}&gt;", text)


def _component(match: re.Match[str]) -> str:
    if (
        f"</{match['name']}>" not in match.string
        and not match[0].endswith("/>")
        and not match["attributes"].strip()
    ):
        return match[0] if _HTML.fullmatch(match["name"]) else f"&lt;{match['name']}&gt;"
    said = _said(match["attributes"])
    return f"\n\n{said}\n\n" if said else ""


def _without_markup(text: str) -> str:
    text = _HEADING_ATTRIBUTES.sub(r"\1", _BUTTON.sub("", text))
    text = _ATTRIBUTES.sub("", text)
    text = _CONTENTS.sub("", _SNIPPET.sub("", text))
    text = _TASK.sub(r"\1", text)
    text = _WIKI_LINK.sub(r"\1", _ICON.sub("", text))
    return _ALERT.sub(
        lambda match: f"{match[1]}{'**' + match[3] + '**' if match[3] else ''}\n{match[1].rstrip()}", text
    )
