"""Is a text Dutch or English?"""

from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from lingua import LanguageDetector

Language = Literal["nl", "en"]


def detect(text: str) -> Language:
    """The language of a text, also of a short question; Dutch when nothing tells."""
    from lingua import Language as Lingua

    return "en" if _detector().detect_language_of(text) == Lingua.ENGLISH else "nl"


@cache
def _detector() -> "LanguageDetector":
    from lingua import Language as Lingua
    from lingua import LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_languages(Lingua.DUTCH, Lingua.ENGLISH).build()
