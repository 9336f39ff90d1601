"""Articles and numbered clauses that a document writes as plain paragraphs, as headings and lists."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.document import Block

_ARTICLE = re.compile(
    r"(?:Artikel|Article|Art\.|Section|Clause|§)\s*\d+[a-z]?(?:[.:]\d+)*[a-z]?[.:]?(?:\s+[^\W\d_][^.;:!?]{1,90})?"
)
_NUMBER = re.compile(r"\d{1,2}[.)]\s+\S")
_LETTER = re.compile(r"[a-z][.)]\s+\S")
_FEWEST = 2  # articles in a document, clauses in a row


def structured(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with articles as headings of what follows, and clauses in a row as a list."""
    return tuple(_listed(_under_articles(blocks)))


def _under_articles(blocks: Sequence[Block]) -> Sequence[Block]:
    if sum(map(_is_article, blocks)) < _FEWEST:
        return blocks
    found: list[Block] = []
    article, above = "", None
    for block in blocks:
        if _is_article(block):
            article, above = block.text, block.headings
        elif article and block.headings == above:
            found.append(replace(block, headings=(*block.headings, article)))
        else:
            found.append(block)
    return found


def _is_article(block: Block) -> bool:
    return block.kind == "paragraph" and _ARTICLE.fullmatch(block.text) is not None


def _listed(blocks: Iterable[Block]) -> Iterator[Block]:
    run: list[Block] = []
    for block in blocks:
        if run and not _goes_on(run[-1], block):
            yield from _as_list(run)
            run = []
        if _is_clause(block):
            run.append(block)
        else:
            yield block
    yield from _as_list(run)


def _is_clause(block: Block) -> bool:
    return block.kind == "paragraph" and bool(_NUMBER.match(block.text) or _LETTER.match(block.text))


def _goes_on(last: Block, block: Block) -> bool:
    return _is_clause(block) and (last.headings, last.page) == (block.headings, block.page)


def _as_list(run: Sequence[Block]) -> Iterator[Block]:
    """A letter stays: other clauses refer to it ("under c")."""
    if len(run) < _FEWEST:
        yield from run
        return
    indent = "   " if _NUMBER.match(run[0].text) else ""
    lines = [f"{indent}- {block.text}" if _LETTER.match(block.text) else block.text for block in run]
    yield replace(run[0], kind="list", text="\n".join(lines))
