"""Questions and their answers: a pipeline of small steps, one a module."""
