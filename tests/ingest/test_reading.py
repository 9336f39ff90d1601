"""The process that documents are read in: it is replaced when it takes too long or ends."""

import io
from pathlib import Path

import pytest
from docx import Document as Word

from ingest.document import UnreadableError
from ingest.loaders import LARGEST
from ingest.reading import Reader


@pytest.fixture
def word(tmp_path: Path) -> Path:
    written = Word()
    written.add_paragraph("Een vergunning kost 40 euro.")
    buffer = io.BytesIO()
    written.save(buffer)
    (tmp_path / "prijs.docx").write_bytes(buffer.getvalue())
    return tmp_path / "prijs.docx"


def test_what_takes_too_long_is_told_and_the_next_one_is_read(word: Path) -> None:
    with Reader(seconds=0.001) as hasty, pytest.raises(UnreadableError, match="too_heavy"):
        hasty.read(word, "prijs.docx", largest=LARGEST)
    with Reader() as reader:
        assert (
            reader.read(word, "prijs.docx", largest=LARGEST).blocks[0].text == "Een vergunning kost 40 euro."
        )


def test_a_reader_that_is_ended_by_the_system_is_replaced(word: Path) -> None:
    with Reader() as reader:
        reader.read(word, "prijs.docx", largest=LARGEST)
        assert reader._worker
        reader._worker.kill()
        reader._worker.join()
        with pytest.raises(UnreadableError, match="too_heavy"):
            reader.read(word, "prijs.docx", largest=LARGEST)
        assert reader.read(word, "prijs.docx", largest=LARGEST).title == "Prijs"


def test_what_is_wrong_with_a_file_comes_back(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"\x89PNG")
    with Reader() as reader, pytest.raises(UnreadableError) as error:
        reader.read(tmp_path / "a.pdf", "a.pdf", largest=LARGEST)
    assert (error.value.code, error.value.detail) == ("mislabelled", "png")


def test_no_process_is_left(word: Path) -> None:
    with Reader() as reader:
        reader.read(word, "prijs.docx", largest=LARGEST)
        worker = reader._worker
    assert worker and worker.exitcode is not None
