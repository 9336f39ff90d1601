"""Prompts, interface texts and the coaching curriculum: data that anyone can edit, validated at start."""

from prompts._texts import LANGUAGES, Texts, TextsError, texts

__all__ = ["LANGUAGES", "Texts", "TextsError", "texts"]
