"""A file that a person hands to the archive as a whole: corrections, or formulations of one's own."""

from __future__ import annotations

from pathlib import Path

from archive.errors import BadInput

#: Far more than a person writes; a larger file is another one, named by mistake.
_LARGEST = 8_000_000


def given_file(path: Path) -> tuple[str, str]:
    """The name and the text of a file in UTF-8, line ends as LF. Raises BadInput for what cannot be read."""
    try:
        if path.stat().st_size > _LARGEST:
            raise BadInput(f"{path.name}: larger than {_LARGEST // 1_000_000} MB; is it the right file?")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{path.name}: not UTF-8 text (byte {error.start})") from None
    except OSError as error:
        raise BadInput(f"{path.name}: cannot be read ({error.strerror})") from None
    return path.name, text
