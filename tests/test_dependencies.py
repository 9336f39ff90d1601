"""The locked versions, on the oldest Python that the README promises."""

import re
import tomllib
from importlib.metadata import distributions

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tests.product import ROOT

LOCKED = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OLDEST = str(PROJECT["requires-python"]).removeprefix(">=")


def test_the_readmes_promise_the_oldest_python_that_is_supported() -> None:
    for name in ("README.md", "README.nl.md"):
        assert re.findall(r"Python (\d\S+)", (ROOT / name).read_text(encoding="utf-8")) == [OLDEST]


def test_every_locked_version_runs_on_the_oldest_python() -> None:
    installed = {canonicalize_name(found.name): found for found in distributions()}
    locked = [Requirement(line) for line in LOCKED]
    here = [(lock, found) for lock in locked if (found := installed.get(canonicalize_name(lock.name)))]
    assert len(here) > 0.9 * len(locked)  # a few are for other platforms or Pythons
    assert [str(lock) for lock, found in here if found.version not in lock.specifier] == []
    needs = {str(lock): found.metadata["Requires-Python"] or "" for lock, found in here}
    assert {lock: need for lock, need in needs.items() if OLDEST not in SpecifierSet(need)} == {}
