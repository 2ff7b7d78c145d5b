"""A change-tracking archive of Chinese policy documents; its diff and comparison read their prose and numbers.

>>> from archive import diff_texts, read_figures, read_passages
>>> [figure.text for figure in read_figures("全年新增停车位4500个。", published_on="2024-03-08")]
['4500个']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archive.archive import Archive
    from archive.diffing import diff_texts
    from archive.texts import read_figures, read_passages

__version__ = "0.1.0"
__all__ = ["Archive", "__version__", "diff_texts", "read_figures", "read_passages"]

_HOMES = {
    "Archive": "archive.archive",
    "diff_texts": "archive.diffing",
    "read_figures": "archive.texts",
    "read_passages": "archive.texts",
}


def __getattr__(name: str) -> Any:
    """What the package offers, loaded when first asked for: importing ``archive`` alone takes milliseconds."""
    if name not in _HOMES:
        raise AttributeError(f"module 'archive' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
