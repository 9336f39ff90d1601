"""`sources.yaml`: what a maintainer wants in the knowledge base, and how often to look again."""

from datetime import timedelta
from pathlib import Path
from typing import Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, ValidationError, model_validator

from ingest.errors import SourcesInvalid

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


def read_sources(file: Path) -> list[Declared]:
    """Read a file of sources; paths in it go from the file's folder. Raises SourcesInvalid."""
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        declared = _File.model_validate(content).sources
    except yaml.YAMLError as error:
        raise SourcesInvalid(file, str(error)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SourcesInvalid(file, str(error)) from error
    except ValidationError as error:
        raise SourcesInvalid(file, "; ".join(_problem(detail) for detail in error.errors())) from error
    return [
        source.model_copy(update={"path": (file.parent / source.path).as_posix()}) if source.path else source
        for source in declared
    ]


def _problem(detail: object) -> str:
    assert isinstance(detail, dict)
    place = ".".join(str(part + 1 if isinstance(part, int) else part) for part in detail["loc"])
    return f"{place}: {detail['msg']}"
