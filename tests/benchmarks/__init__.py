"""Speed side by side: `python -m tests.benchmarks` prints the figures and draws them. Not run by pytest."""
