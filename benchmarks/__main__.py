"""``make bench`` or ``make bench ledger``: runs the measurements named, or all."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path


def names() -> list[str]:
    """The measurements there are: every module here that has a ``main``."""
    folder = Path(__file__).parent
    return sorted(
        path.stem
        for path in folder.glob("*.py")
        if not path.stem.startswith("__") and "\ndef main(" in path.read_text("utf-8")
    )


def main(arguments: list[str]) -> None:
    """Run the measurements named in `arguments` (what follows ``--`` is passed on to them), or all of them."""
    wanted, options = arguments, []
    if "--" in arguments:
        at = arguments.index("--")
        wanted, options = arguments[:at], arguments[at + 1 :]
    known = names()
    for name in set(wanted).difference(known):
        sys.exit(f"no measurement {name}; there are {', '.join(known)}")
    for name in wanted or known:
        print(f"== {name}", flush=True)
        import_module(f"benchmarks.{name}").main(options)


if __name__ == "__main__":
    main(sys.argv[1:])
