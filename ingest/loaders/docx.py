"""Word documents, through mammoth's HTML."""

import io
import zipfile

import mammoth  # type: ignore[import-untyped]

from ingest.document import Document, UnreadableError
from ingest.loaders.blocks import blocks_of, first_heading, parse_html, without_title
from ingest.loaders.metadata import date_of, humanised
from ingest.loaders.office import open_zip, properties

_STYLES = "\n".join(
    [
        *(f"p[style-name='{name}'] => h1.title:fresh" for name in ("Title", "Titel")),
        *(f"p[style-name='{name}'] => p:fresh" for name in ("Subtitle", "Ondertitel")),
        *(f"p[style-name='Kop {level}'] => h{level}:fresh" for level in range(1, 7)),
        *(f"p[style-name^='{name}'] =>" for name in ("toc ", "TOC ", "Inhopg")),
    ]
)


def load(data: bytes, document: str) -> Document:
    about = properties(open_zip(data))
    try:
        markup = mammoth.convert_to_html(io.BytesIO(data), style_map=_STYLES, convert_image=_no_image).value
    except (KeyError, ValueError, OSError, AttributeError, zipfile.BadZipFile) as error:
        raise UnreadableError("broken") from error
    body = parse_html(markup)
    written_title = body.find("h1", class_="title")
    title = (written_title.get_text(" ", strip=True) if written_title else about.title) or first_heading(body)
    title = title or humanised(document)
    blocks = without_title(blocks_of(body), title)
    return Document(document, title, blocks, about.language, about.date or date_of({}, document))


@mammoth.images.img_element  # type: ignore[untyped-decorator]
def _no_image(_image: object) -> dict[str, str]:
    return {}
