"""The curriculum an agenda began with: kept, so that an upgrade never changes the questions under way."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from sqlalchemy.orm import Session

from bot.store.agendas import CurriculumSnapshot
from prompts.curriculum import Curriculum


def keep(session: Session, curriculum: Curriculum) -> str:
    """Store the curriculum once; the hash of its content."""
    content = curriculum.model_dump_json()
    digest = hashlib.sha256(content.encode()).hexdigest()
    if session.get(CurriculumSnapshot, digest) is None:
        snapshot = CurriculumSnapshot(
            hash=digest, language=curriculum.language, version=curriculum.version, content=content
        )
        session.add(snapshot)
        session.flush()
    return digest


def load(session: Session, digest: str) -> Curriculum:
    """The curriculum with this hash; pydantic.ValidationError if a release can't read the older form."""
    return _parse(session.get_one(CurriculumSnapshot, digest).content)


@lru_cache(maxsize=16)
def _parse(content: str) -> Curriculum:
    return Curriculum.model_validate_json(content)
