"""BM25 that follows changes scores as an index built anew does."""

import bm25s
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.lexical import LexicalIndex

CHUNKS = st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=12), min_size=1, max_size=8)
QUESTION = ["a", "b", "c", "a", "nowhere"]


@settings(deadline=None, max_examples=60)
@given(st.lists(CHUNKS, min_size=1, max_size=6), st.randoms(use_true_random=False), st.booleans())
def test_scores_as_one_built_anew(batches: list[list[list[str]]], random, compact: bool) -> None:
    index, chunks = LexicalIndex.build([]), []
    gone: set[int] = set()
    for batch in batches:
        index, chunks = index.with_added(batch), [*chunks, *batch]
        lost = {row for row in range(len(chunks) - 1) if random.random() < 0.2}
        index, gone = index.without(lost), gone | lost
    kept = [tokens for row, tokens in enumerate(chunks) if row not in gone]
    model = bm25s.BM25()
    model.index(kept, show_progress=False)
    known = [token for token in QUESTION if any(token in tokens for tokens in kept)]
    wanted = model.get_scores(known) if known else np.zeros(len(kept))
    if compact:
        np.testing.assert_allclose(index.compacted().scores(QUESTION), wanted, rtol=1e-4, atol=1e-6)
    else:
        scores = index.scores(QUESTION)
        assert not scores[sorted(gone)].any()
        np.testing.assert_allclose(np.delete(scores, sorted(gone)), wanted, rtol=1e-4, atol=1e-6)
    for token in QUESTION:
        assert (token in index) == (token in known)
        assert index.rarity(token) == LexicalIndex.build(kept).rarity(token)


def test_many_small_additions_make_few_segments() -> None:
    index = LexicalIndex.build([])
    for number in range(300):
        index = index.with_added([["a", f"w{number}"]])
    assert len(index._segments) <= 10
