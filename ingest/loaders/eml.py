"""E-mail: subject, date and body; what it quotes of earlier mails and its attachments are left out."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from ingest.document import Document, UnreadableError
from ingest.loaders import html, text
from ingest.loaders.metadata import humanised

_QUOTED = re.compile(r"^(?:>.*|On .{5,200} wrote:|Op .{5,200} schreef .{2,100}:)$", re.MULTILINE)
_SIGNATURE = re.compile(r"^-- ?$.*", re.MULTILINE | re.DOTALL)


def load(data: bytes, document: str) -> Document:
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise UnreadableError("broken")
    if message.get_content_type() == "multipart/encrypted":
        raise UnreadableError("encrypted")
    found = _body(message, document)
    title = " ".join(str(message["subject"] or "").split()) or humanised(document)
    return Document(document, title, found.blocks, found.language, _date(message))


def _body(message: EmailMessage, document: str) -> Document:
    part = message.get_body(("plain", "html"))
    if part is None:
        raise UnreadableError("empty")
    try:
        content = str(part.get_content())
    except (LookupError, ValueError) as error:
        raise UnreadableError("broken") from error
    if part.get_content_subtype() == "html":
        return html.load(content.encode(), document)
    return text.load(f"\n\n{_SIGNATURE.sub('', _QUOTED.sub('', content))}".encode(), document)


def _date(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(str(message["date"])).date().isoformat()
    except (TypeError, ValueError):
        return ""
