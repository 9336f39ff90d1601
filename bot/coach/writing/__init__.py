"""What a language model words for the coach; each sentence is checked against what the team said."""
