.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help install demo test check browser

help: ## list these commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-10s %s\n", $$1, $$2}'

$(VENV)/.installed: pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11, 2))' || { echo "Reisplan needs Python 3.11.2 or newer. Try: make PYTHON=python3.12 install"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e '.[dev]'
	@touch $@

install: $(VENV)/.installed ## set up .venv with the command .venv/bin/reisplan

demo: install ## start the workplace and the bot on this machine; needs no Slack and no key
	$(BIN)/reisplan demo

browser: ## install Debian's Chromium, which the tests drive, and a font with emoji
	@{ command -v chromium && fc-list | grep -q "Noto Color Emoji"; } >/dev/null || { \
	  SUDO=$$(command -v sudo || true); $$SUDO apt-get update -qq \
	  && $$SUDO apt-get install -y -qq chromium fonts-noto-color-emoji; }

test: install $(VENV)/.installed-dev browser ## install what the tests need and run all of them
	$(BIN)/python -m pytest

check: install $(VENV)/.installed-dev ## lint, formatting, types and import rules
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
