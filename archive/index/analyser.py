"""Who derived the rows: the identity of the code and data that analyse a text."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

#: All that decides what is derived from a text.
_PARTS = ("model.py", "reading", "quantities", "analysis", "data")


@cache
def analyser_identity() -> str:
    """A hash (16 hexadecimal digits) over the analysing code and its data; another one may derive other rows."""
    digest = hashlib.sha256()
    root = resources.files("archive")
    for part in _PARTS:
        for name, body in _files(root.joinpath(part), part):
            digest.update(f"{name}\n{len(body)}\n".encode())
            digest.update(body)
    return digest.hexdigest()[:16]


def _files(entry: Traversable, name: str) -> list[tuple[str, bytes]]:
    if entry.is_file():
        return [(name, entry.read_bytes())] if name.endswith((".py", ".toml")) else []
    found = []
    for child in sorted(entry.iterdir(), key=lambda child: child.name):
        found += _files(child, f"{name}/{child.name}")
    return found
