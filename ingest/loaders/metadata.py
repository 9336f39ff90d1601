"""Front matter, and the title, date and language that documents give themselves."""

import html
import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

import frontmatter
import yaml
from dateutil import parser as dates

_YAML = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\s*\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_SIMPLE_LINE = re.compile(r"^([A-Za-z][\w-]*)\s*:\s*(\S.*)$", re.MULTILINE)
_COMMENT_LINES = re.compile(r"^\s*#.*$", re.MULTILINE)
_DATE_IN_PATH = re.compile(r"(?<!\d)((?:19|20)\d{2})[-/]?(0[1-9]|1[0-2])[-/]?(0[1-9]|[12]\d|3[01])(?!\d)")
_DATE_KEYS = (
    "lastmod",
    "last_modified",
    "last_updated",
    "updated",
    "modified",
    "date",
    "datum",
    "published",
    "publishdate",
)
_LANGUAGE_KEYS = ("language", "lang", "locale", "taal")
_SUMMARY_KEYS = ("summary", "description", "deck", "toelichting", "samenvatting", "omschrijving")


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Return the front matter, keys in lower case, and the text after it; broken YAML is read by the line."""
    if toml := _TOML.match(text):
        return _lower(_parse_toml(toml[1])), text[toml.end() :]
    block = _YAML.match(text)
    if not block:
        return {}, text
    try:
        metadata, _ = frontmatter.parse(f"---\n{block[1]}\n---\n")
    except (yaml.YAMLError, ValueError):
        metadata = {key: value.strip().strip("'\"") for key, value in _SIMPLE_LINE.findall(block[1])}
    if not metadata and _COMMENT_LINES.sub("", block[1]).strip():
        return {}, text
    return _lower(metadata), text[block.end() :]


def title_of(metadata: Mapping[str, Any]) -> str:
    return plain(metadata.get("title") or metadata.get("titel") or "")


def date_of(metadata: Mapping[str, Any], document: str = "") -> str:
    """Return the date that the document gives itself, else the one in its path, as blogs have."""
    stated = next((found for key in _DATE_KEYS if (found := iso_date(metadata.get(key)))), "")
    in_path = _DATE_IN_PATH.search(document)
    return stated or ("-".join(in_path.groups()) if in_path else "")


def language_of(metadata: Mapping[str, Any]) -> str:
    return next((code for key in _LANGUAGE_KEYS if (code := language_code(metadata.get(key)))), "")


def summary_of(metadata: Mapping[str, Any]) -> str:
    """Return what sums the document up, a whole sentence if there is one; a label of a few words is none."""
    found = [plain(metadata.get(key) or "") for key in _SUMMARY_KEYS]
    found = [text for text in found if len(text.split()) >= 5]
    return next((text for text in found if text.endswith((".", "!", "?"))), found[0] if found else "")


def iso_date(value: object) -> str:
    """Return an ISO date, days before months as in the Netherlands, or "" for what is no date."""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    text = str(value or "").strip()
    if not re.search(r"\d{4}", text):
        return ""
    try:
        return dates.parse(text, dayfirst=not re.match(r"\d{4}", text)).date().isoformat()
    except (ValueError, OverflowError):
        return ""


def language_code(value: object) -> str:
    code = str(value or "").lower().replace("_", "-").split("-")[0]
    return {
        "nl": "nl",
        "nld": "nl",
        "dutch": "nl",
        "nederlands": "nl",
        "en": "en",
        "eng": "en",
        "english": "en",
    }.get(code, "")


def humanised(document: str) -> str:
    """Make a title of a file name; a folder's index page is named after its folder."""
    path = PurePosixPath(document)
    stem = (
        path.parent.name
        if path.stem.lower() in ("index", "_index", "readme") and path.parent.name
        else path.stem
    )
    words = re.sub(r"[-_\s]+", " ", re.sub(r"^\d{4}-\d{2}-\d{2}-|^\d+[-_]", "", stem)).strip() or stem
    return words[:1].upper() + words[1:]


def plain(value: object) -> str:
    """Return text without the Markdown, tags and template code that front matter may hold."""
    if not isinstance(value, str | int | float):
        return ""
    text = html.unescape(str(value))
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|<[^<>]+>", " ", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return " ".join(re.sub(r"(\*\*|__|`)(.+?)\1", r"\2", text).split())


def _parse_toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {
            key: value.strip().strip("'\"")
            for key, value in re.findall(r"^(\w+)\s*=\s*(.+)$", text, re.MULTILINE)
        }


def _lower(metadata: Mapping[str, Any]) -> dict[str, Any]:
    return {str(key).lower(): value for key, value in metadata.items()}
