"""Markdown as site generators keep it: front matter, shortcodes, admonitions, HTML and JSX among the text."""

from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from ingest.document import Block, Document, UnreadableError
from ingest.loaders.blocks import blocks_of, first_heading, parse_html, without_title
from ingest.loaders.metadata import (
    date_of,
    humanised,
    language_of,
    split_front_matter,
    summary_of,
    title_of,
)
from ingest.loaders.shortcodes import plain_markdown
from ingest.loaders.text import decode


def load(data: bytes, document: str) -> Document:
    metadata, text = split_front_matter(decode(data))
    body = parse_html(_parser().render(plain_markdown(text)))
    title = title_of(metadata) or first_heading(body) or humanised(document)
    blocks = without_title(blocks_of(body), title)
    blocks = (*_summary(summary_of(metadata), blocks), *blocks)
    if not blocks:
        raise UnreadableError("empty")
    return Document(document, title, blocks, language_of(metadata), date_of(metadata, document))


def _summary(summary: str, blocks: tuple[Block, ...]) -> list[Block]:
    """Return what the site shows above the text, unless the text says it itself."""
    said = _letters(" ".join(block.text for block in blocks))
    return [Block("paragraph", summary)] if summary and _letters(summary) not in said else []


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).disable("code")
    return parser.use(footnote_plugin).use(deflist_plugin)
