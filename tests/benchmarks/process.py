"""Each measurement in a process of its own, so that none warms up or weighs down another."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from typing import Any

_KIB = 1 if sys.platform != "darwin" else 1024  # what ru_maxrss counts in


def run(module: str, *arguments: object) -> dict[str, Any]:
    """Run a module of this package and return what it tells; its other output goes to stderr."""
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", *map(str, arguments)]
    ran = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    return dict(json.loads(ran.stdout.splitlines()[-1]))


def tell(result: dict[str, Any]) -> None:
    """Print a result with the most memory that this process held, in MB, and how busy the machine is."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / _KIB
    print(json.dumps({**result, "memory": round(memory), "load": round(os.getloadavg()[0], 1)}))
