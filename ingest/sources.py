"""`sources.yaml`: what a maintainer wants in the knowledge base, and how often to look again."""

import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, ValidationError, model_validator
from pydantic_core import ErrorDetails

from ingest.errors import Mistake, SourcesInvalid

_CODES = {
    "extra_forbidden": "unknown",
    "literal_error": "choice",
    "url_parsing": "address",
    "url_scheme": "address",
    "url_type": "address",
}
_PERIODS = {
    "always": timedelta(0),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
}


class Declared(BaseModel):
    """One source: files (`path`), a page (`url`), pages (`urls`) or a site (`sitemap`)."""

    model_config = ConfigDict(extra="forbid")

    path: str = ""
    url: HttpUrl | None = None
    urls: list[HttpUrl] = Field(default_factory=list)
    sitemap: HttpUrl | None = None
    collection: str = ""
    language: Literal["nl", "en", ""] = ""
    owner: str = ""
    audience: str = ""
    refresh: Literal["always", "daily", "weekly", "monthly"] = "daily"
    private: bool = False
    """Whether pages may come from an internal network."""

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if sum(map(bool, (self.path, self.url, self.urls, self.sitemap))) != 1:
            raise ValueError("name exactly one of path, url, urls and sitemap")
        return self

    @property
    def period(self) -> timedelta:
        """How long a fetched page counts as fresh."""
        return _PERIODS[self.refresh]

    @property
    def pages(self) -> list[str]:
        return [str(page) for page in ([self.url] if self.url else self.urls)]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    sources: list[Declared]


def is_file_of_sources(path: str | Path) -> bool:
    """Tell whether a path is one, by its name; one that is gone isn't."""
    return Path(path).suffix.lower() in (".yaml", ".yml") and Path(path).exists()


def read_sources(file: Path) -> list[Declared]:
    """Read a file of sources; paths in it go from the file's folder. Raises SourcesInvalid."""
    try:
        text = file.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        declared = _File.model_validate(yaml.safe_load(text)).sources
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SourcesInvalid(file, [Mistake("yaml", line)]) from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SourcesInvalid(file, [Mistake("unreadable", detail=type(error).__name__)]) from error
    except ValidationError as error:
        mistakes = [_mistake(detail, node) for detail in error.errors()]
        raise SourcesInvalid(file, sorted(mistakes, key=lambda mistake: mistake.line)) from error
    return [
        source.model_copy(update={"path": (file.parent / source.path).as_posix()}) if source.path else source
        for source in declared
    ]


def _mistake(detail: ErrorDetails, node: yaml.Node | None) -> Mistake:
    place = detail["loc"]
    if len(place) < 2:  # not even a list of sources
        return Mistake("shape", _line_of(place, node))
    field = str(place[2]) if len(place) > 2 else ""
    code = _CODES.get(detail["type"], "value") if field else "place"
    choices = re.findall(r"'(\w+)'", str(detail.get("ctx", {}).get("expected", "")))
    told = {"unknown": Declared.model_fields, "choice": choices}.get(code, ())
    return Mistake(code, _line_of(place, node), field, ", ".join(told))


def _line_of(place: Sequence[int | str], node: yaml.Node | None) -> int:
    """Return the line of the deepest part of `place` that is in the file."""
    line = 1
    for part in place:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == part), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            found = (node.value[part], node.value[part])
        else:
            found = None
        if not found:
            break
        line, node = found[0].start_mark.line + 1, found[1]
    return line
