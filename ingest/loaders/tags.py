"""What HTML tags are to a reader: blocks, headings in disguise, furniture."""

import re
from collections.abc import Iterator
from typing import TypeGuard

from bs4 import Tag
from bs4.element import NavigableString, PageElement

HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {
    *HEADINGS, "p", "div", "section", "article", "main", "header", "footer", "aside", "figure", "figcaption",
    "form", "fieldset", "legend", "ul", "ol", "li", "dl", "dt", "dd", "table", "pre", "blockquote", "details",
    "summary", "hr", "body", "html", "address", "center", "hgroup",
}  # fmt: skip
_SKIPPED = {
    "script", "style", "nav", "noscript", "template", "svg", "iframe", "button", "select", "option",
    "textarea", "input", "img", "picture", "video", "audio", "canvas", "object", "embed", "head", "dialog",
    "map", "progress", "math",
}  # fmt: skip
_BUTTON = re.compile(r"\b(?:btn|button|cta)\b")
_INVISIBLE = re.compile(r"(?:display:\s*none|visibility:\s*hidden)", re.IGNORECASE)
_LONGEST_BOLD_TITLE = 90


def is_block(node: PageElement) -> TypeGuard[Tag]:
    """Say whether a tag is a block or holds one."""
    if not isinstance(node, Tag):
        return False
    return node.name in _BLOCKS or any(
        inner.name in _BLOCKS for inner in node.descendants if isinstance(inner, Tag)
    )


def is_skipped(tag: Tag) -> bool:
    hidden = (
        tag.has_attr("hidden")
        or tag.get("aria-hidden") == "true"
        or "footnotes-sep" in (tag.get("class") or [])
        or bool(_INVISIBLE.search(str(tag.get("style", ""))))
    )
    return (
        tag.name in _SKIPPED or hidden or tag.get("role") in ("navigation", "search", "dialog", "alertdialog")
    )


def is_contents(tag: Tag) -> bool:
    """Say whether a list is a table of contents: every item a link to a heading of the same page."""
    items = tag.find_all("li")
    links = [link for item in items if (link := item.find("a")) and str(link.get("href", "")).startswith("#")]
    return len(items) > 1 and len(links) == len(items) and _letters(tag) == sum(map(_letters, links))


def _letters(tag: Tag) -> int:
    return len("".join(tag.get_text().split()))


def is_bold_title(tag: Tag) -> bool:
    """Say whether a paragraph is a heading in disguise: short, wholly bold, with text after it."""
    text = tag.get_text().strip()
    bold = [child for child in tag.children if not (isinstance(child, NavigableString) and not child.strip())]
    following = tag.find_next_sibling()
    return (
        len(bold) == 1
        and isinstance(bold[0], Tag)
        and bold[0].name in ("strong", "b")
        and 0 < len(text) <= _LONGEST_BOLD_TITLE
        and not text.endswith((".", "!", ",", ";"))
        and isinstance(following, Tag)
        and following.name in ("p", "ul", "ol", "table", "dl", "div", "blockquote", "pre")
        and not (following.name == "p" and _is_only_bold(following))
        and bool(following.get_text().strip())
    )


def _is_only_bold(tag: Tag) -> bool:
    return _letters(tag) == sum(_letters(bold) for bold in tag.find_all(["strong", "b"]))


def unwrapped(item: Tag) -> Iterator[PageElement]:
    """Yield the children of a list item, those of plain wrappers in their place."""
    for child in item.children:
        if isinstance(child, Tag) and child.name not in ("p", "ul", "ol", "a") and _is_plain_wrapper(child):
            yield from unwrapped(child)
        else:
            yield child


def _is_plain_wrapper(tag: Tag) -> bool:
    return tag.name in ("div", "section", "span", "strong", "em", "b", "i") and is_block(tag)


def note_of(sup: Tag) -> str:
    link = sup.find("a")
    target = str(link.get("href", "")) if link else ""
    return target[1:] if target.startswith("#") else ""
