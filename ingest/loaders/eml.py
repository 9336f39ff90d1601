"""E-mail: subject, date, body and attachments; what it quotes of earlier mails is left out."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath

from bs4 import BeautifulSoup

from ingest import loaders
from ingest.document import Block, Document, UnreadableError
from ingest.loaders import html, text
from ingest.loaders.metadata import humanised

_QUOTED = re.compile(r"^(?:>.*|On .{5,200} wrote:|Op .{5,200} schreef .{2,100}:)$", re.MULTILINE)
_EARLIER = re.compile(
    r"^(?:-{2,} ?(?:Original Message|Oorspronkelijk bericht|Forwarded message|Doorgestuurd bericht) ?-{2,}"
    r"[ \t]*|_{10,}[ \t]*|\*?(?:From|Van):.{1,200}\n(?:.{1,200}\n)?\*?(?:Sent|Date|Verzonden|Datum):.*)$.*",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^-- ?$.*", re.MULTILINE | re.DOTALL)
_QUOTES = "blockquote[type=cite], .gmail_quote, #divRplyFwdMsg ~ *, #divRplyFwdMsg, #appendonsend ~ *"


def load(data: bytes, document: str) -> Document:
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise UnreadableError("broken")
    if message.get_content_type() == "multipart/encrypted":
        raise UnreadableError("encrypted")
    title = " ".join(str(message["subject"] or "").split()) or humanised(document)
    body = _body(message, document)
    blocks = (*(body.blocks if body else ()), *_attached(message))
    return Document(document, title, blocks, body.language if body else "", _date(message))


def _body(message: EmailMessage, document: str) -> Document | None:
    part = message.get_body(("plain", "html"))
    if part is None:
        return None
    try:
        content = str(part.get_content())
    except (LookupError, ValueError) as error:
        raise UnreadableError("broken") from error
    if part.get_content_subtype() == "html":
        return html.load(_own_markup(content).encode(), document)
    own = _SIGNATURE.sub("", _QUOTED.sub("", content))
    return text.load(f"\n\n{_EARLIER.sub('', own) or own}".encode(), document)


def _own_markup(content: str) -> str:
    soup = BeautifulSoup(content, "lxml")
    for quote in soup.select(_QUOTES):
        quote.decompose()
    return str(soup)


def _attached(message: EmailMessage) -> Iterator[Block]:
    """Read the attachments that can be read, each under its own name."""
    for part in message.iter_attachments():
        name = PurePosixPath(part.get_filename() or "").name
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and name and not name.endswith(".eml"):
            try:
                found = loaders.load(content, name)
            except UnreadableError:
                continue
            yield from (replace(block, headings=(name, *block.headings)) for block in found.blocks)


def _date(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(str(message["date"])).date().isoformat()
    except (TypeError, ValueError):
        return ""
