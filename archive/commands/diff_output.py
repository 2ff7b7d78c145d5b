"""A diff of two versions or files, as the bytes that the terminal or a file gets."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from archive.commands.running import Running
from archive.errors import BadInput

if TYPE_CHECKING:
    from archive.diffing import Diff


@dataclass(frozen=True, slots=True)
class Made:
    """A diff with the addresses of what it compares: none where they are plain files."""

    diff: Diff
    title: str
    addresses: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """How a diff is to be shown."""

    form: str
    language: str
    context: int | None
    side_by_side: bool
    to_file: bool


def diff_of(running: Running, old: str, new: str | None) -> Made:
    """The diff of two plain files, or of two versions of the archive. Raises BadInput for one of each."""
    from archive.diffing import diff_texts
    from archive.workflow.arriving import is_plain_file, plain_text

    files = [name for name in (old, new) if name is not None and is_plain_file(name)]
    if len(files) == 2 and new is not None:
        return Made(diff_texts(plain_text(old), plain_text(new)), f"{Path(old).name} → {Path(new).name}")
    if files and new is not None:
        other = new if files == [old] else old
        raise BadInput(f"{other}: no such file; two plain files are compared, or two documents of the archive")
    if files:
        raise BadInput(f"{old}: a plain file; name a second one to compare it with")
    if missing := next((name for name in (old, new) if name is not None and "." in name), None):
        raise BadInput(f"{missing}: neither a file nor a document; archive list shows the documents there are")
    with running.reading_texts() as archive:
        first, second = archive.diff_addresses(old, new)
        return Made(archive.diff(first, second), f"{first} → {second}", (first, second))


def weighty_terms(running: Running, made: Made) -> Sequence[str]:
    """The formulations and projects that the versions name; none where plain files are compared."""
    from archive.addresses import find_version
    from archive.index import questions

    if made.addresses is None:
        return ()
    with running.reading_texts() as archive:
        first, second = (find_version(archive.connection, address).id for address in made.addresses)
        return questions.weighty_terms(archive.index, first, second)


def diff_bytes(made: Made, look: Look, ranked_by: Sequence[str] | None = None) -> bytes:
    """The diff as text or as a file of that format; with `ranked_by`, weightiest first, more so what touches those."""
    from archive.diffing.rendering.ranked import ranked_rows, ranking
    from archive.publishing.languages import diff_wording

    result, wording = made.diff, diff_wording(look.language)
    context = 1 if look.context is None else look.context
    if look.form == "json":
        sides = [(name.partition("@")[0], int(name.partition("@")[2])) for name in made.addresses or ()]
        found = result.to_dict(*sides) | (ranking(result, ranked_by) if ranked_by is not None else {})
        return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()
    if look.form == "html":
        from archive.diffing.rendering.html import render_html

        around = 2 if look.context is None else look.context
        return render_html(
            result, title=made.title, side_by_side=look.side_by_side, context=around, wording=wording
        ).encode()
    if look.form == "unified":
        from archive.diffing.rendering.unified import render_unified

        return render_unified(result).encode()
    if look.form == "docx":
        from archive.diffing.rendering.docx import render_docx

        return render_docx(result)
    ranked = None if ranked_by is None else ranked_rows(result, ranked_by)
    if look.form == "markdown":
        from archive.diffing.rendering.markdown import render_markdown

        return render_markdown(result, context=context, wording=wording, ranked=ranked).encode()
    from archive.diffing.rendering.terminal import render_terminal

    color = sys.stdout.isatty() and not look.to_file
    width = shutil.get_terminal_size().columns if color else 100
    return render_terminal(result, context=context, width=width, color=color, wording=wording, ranked=ranked).encode()
