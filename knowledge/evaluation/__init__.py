"""Measuring retrieval: question sets, what counts as found, measures, baselines, ablation."""
