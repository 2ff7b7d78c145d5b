"""Files, folders and standard input: what there is to read, and its bytes when they are asked for."""

from __future__ import annotations

import os
import stat
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from typing import BinaryIO, NoReturn

from archive.errors import BadInput
from archive.intake.manifest import MANIFEST
from archive.reading.formats import show_name
from archive.reading.formats.limits import MAX_FILE_BYTES

STANDARD_INPUT = "-"

#: Controls, lone surrogates (bytes that are no UTF-8), and the two separators of lines.
_UNFIT = frozenset({"Cc", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class FileInput:
    """One file to take in."""

    path: Path | None  # absolute, links resolved; None for standard input
    name: str  # within its folder, with / between parts; "-" for standard input
    folder: Path | None  # the folder it was found in, absolute: that is where its manifest lies
    load: Callable[[], bytes]  # raises BadInput, naming the file, where it cannot be read or is too large


def walk(
    paths: Iterable[str | os.PathLike[str]], glob: str | None = None, standard_input: BinaryIO | None = None
) -> Iterator[FileInput]:
    """Every file at or under `paths`, each once: paths in their order, a folder's files sorted by name.

    Hidden files, links inside folders, Word's lock files and ``manifest.toml`` are passed over. `glob` is matched
    against names in folders (``*.txt``; with a / in it, against the whole name within the folder). All paths are looked
    at before the first file is given out, so that a mistake in one is told before anything is recorded. Raises BadInput
    for a path that is missing or has nothing to read, and for a name with line breaks, controls or ``..`` in it.
    """
    found: dict[Path | None, FileInput] = {}
    given = [os.fspath(path) for path in paths]
    for path in given:
        for file in _files_at(path, glob, standard_input):
            found.setdefault(file.path, file)
    if given and not found:
        raise BadInput(f"{show_name(given[0])}: {MANIFEST} says things of other files, and there is none beside it")
    return iter(found.values())


def _files_at(path: str, glob: str | None, standard_input: BinaryIO | None) -> list[FileInput]:
    if path == STANDARD_INPUT:
        return [FileInput(None, STANDARD_INPUT, None, partial(_load_stream, standard_input))]
    shown = show_name(path)
    try:
        mode = os.stat(path).st_mode
        real = Path(os.path.realpath(path))
    except FileNotFoundError:
        raise BadInput(f"{shown}: there is no such file or folder") from None
    except (OSError, ValueError) as error:
        raise BadInput(f"{shown}: {_reason(error)}") from None
    if stat.S_ISDIR(mode):
        return _files_in(real, shown, glob)
    if not stat.S_ISREG(mode):
        raise BadInput(f"{shown}: neither a file nor a folder")
    # The name that was typed, even where it is a link: it is what the user knows the file by.
    name = os.path.basename(path)
    if name == MANIFEST:
        return []
    _check_name(name)
    return [FileInput(real, name, Path(os.path.realpath(os.path.dirname(path) or ".")), partial(_load, path))]


def _files_in(folder: Path, shown: str, glob: str | None) -> list[FileInput]:
    names = sorted(name for name in _names_in(folder, shown) if glob is None or _matches(name, glob))
    if not names:
        besides = f" that matches {show_name(glob)}" if glob is not None else ""
        raise BadInput(f"{shown}: nothing to read in this folder{besides}")
    for name in names:
        _check_name(name)
    return [FileInput(folder / name, name, folder, partial(_load, str(folder / name))) for name in names]


def _names_in(folder: Path, shown: str) -> Iterator[str]:
    """The names of a folder's regular files, whole; links are not followed, so there are no loops to run into."""
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        try:
            entries = list(os.scandir(folder / prefix))
        except OSError as error:
            raise BadInput(f"{shown}/{show_name(prefix)}: {_reason(error)}") from None
        for entry in entries:
            if entry.name.startswith((".", "~$")) or entry.name == MANIFEST:
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{prefix}{entry.name}/")
            elif entry.is_file(follow_symlinks=False):
                yield prefix + entry.name


def _matches(name: str, glob: str) -> bool:
    if "/" not in glob:
        return fnmatchcase(name.rpartition("/")[2], glob)
    return fnmatchcase(name, glob) or fnmatchcase(name, glob.replace("**/", ""))


def _check_name(name: str) -> None:
    if any(unicodedata.category(character) in _UNFIT for character in name):
        raise BadInput(f"'{show_name(name)}': a name with line breaks, controls or unreadable bytes; rename the file")
    if ".." in name:
        raise BadInput(f"'{show_name(name)}': a name with '..' in it; rename the file")


def _load(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            return _bounded(file, path, size) if size < MAX_FILE_BYTES else _too_large(path, f"{size:,} bytes")
    except OSError as error:
        raise BadInput(f"{show_name(path)}: {_reason(error)}") from None


def _load_stream(stream: BinaryIO | None) -> bytes:
    return _bounded(sys.stdin.buffer if stream is None else stream, "standard input")


def _bounded(file: BinaryIO, path: str, expected: int = 0) -> bytes:
    raw = file.read(expected + 1)  # with room for all there may be, reading a small file costs several times as much
    if len(raw) > expected:
        raw += file.read(MAX_FILE_BYTES - len(raw))
    return raw if len(raw) < MAX_FILE_BYTES else _too_large(path, "too large")


def _too_large(path: str, size: str) -> NoReturn:
    raise BadInput(f"{show_name(path)}: {size}: a file must be smaller than {MAX_FILE_BYTES:,} bytes")


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else str(error)) or "it cannot be read"
