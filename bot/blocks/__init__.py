"""Pure builders of Block Kit blocks and views."""
