"""Lets `python -m bot.cli` run the command."""

from bot.cli import main

main()
