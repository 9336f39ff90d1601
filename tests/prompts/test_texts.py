from pathlib import Path

import pytest

from prompts import TextsError, texts
from prompts._texts import validate


def write(folder: Path, language: str, content: str) -> None:
    (folder / language).mkdir(parents=True, exist_ok=True)
    (folder / language / "area.yaml").write_text(content, encoding="utf-8")


def test_the_texts_we_ship_fit_together() -> None:
    validate()


def test_a_key_in_one_language_only_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, "nl", "hoi: Hoi\ndag: Dag")
    write(tmp_path, "en", "hoi: Hi")
    with pytest.raises(TextsError, match=r"area\.dag: only in nl"):
        validate(tmp_path)


def test_other_placeholders_are_an_error(tmp_path: Path) -> None:
    write(tmp_path, "nl", 'hoi: "Hoi {naam}"')
    write(tmp_path, "en", 'hoi: "Hi {name}"')
    with pytest.raises(TextsError, match=r"area\.hoi"):
        validate(tmp_path)


def test_broken_yaml_names_the_file(tmp_path: Path) -> None:
    write(tmp_path, "nl", 'hoi: "Hoi')
    write(tmp_path, "en", "hoi: Hi")
    with pytest.raises(TextsError, match=r"area\.yaml"):
        validate(tmp_path)


def test_another_language_gets_english() -> None:
    assert texts("fr").language == "en"
