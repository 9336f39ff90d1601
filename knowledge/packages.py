"""Where a package that carries a model lies, without importing what else is in it."""

from importlib.util import find_spec
from pathlib import Path

from knowledge.errors import ModelMissing


def folder(package: str, model: str) -> Path:
    """The folder of an installed package; raises ModelMissing with the name of the model that it carries."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModelMissing(model, package)
    return Path(spec.origin).parent
