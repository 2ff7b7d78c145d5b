"""The states of one file in the history of a git repository, read with the ``git`` program."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.errors import BadInput
from archive.reading.formats import show_name
from archive.reading.formats.limits import MAX_FILE_BYTES

#: Seconds that git may take to list a file's history.
TIMEOUT = 300.0
MAX_COMMITS = 100_000

#: A repository's own settings must start no program: no pager, hook, monitor, textconv or remote.
_GIT = (
    "git", "--no-pager", "--no-replace-objects", "--literal-pathspecs",
    "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false",
    "-c", "protocol.allow=never", "-c", "log.showSignature=false", "-c", "log.follow=false",
)  # fmt: skip
_LOG = (
    "log", "--follow", "--topo-order", "--raw", "-z", "--no-abbrev", "--no-color", "--no-ext-diff", "--no-textconv",
    "--no-notes", "--no-mailmap", "--encoding=UTF-8", "--format=%x01%H%x02%aI%x02%s%x03",
)  # fmt: skip
_COMMIT = re.compile(r"\x01([0-9a-f]{40,64})\x02([^\x02]*)\x02([^\x03]*)\x03([^\x01]*)")
_CHANGE = re.compile(r":\d{6} (\d{6}) [0-9a-f]+ ([0-9a-f]+) ([A-Z])\d*\x00([^\x00]*)(?:\x00([^\x00:][^\x00]*))?")
_REGULAR = frozenset({"100644", "100755"})


@dataclass(frozen=True, slots=True)
class CommitInput:
    """One state of a file: its bytes as a commit left them."""

    raw: bytes
    commit: str  # the full id
    authored_at: str  # ISO 8601 with offset, as the author's clock had it
    subject: str  # the first line of the message
    path: str  # in the repository, as it was called then


def file_history(repo: Path | str, path: str) -> Iterator[CommitInput]:
    """Every state of the file at `path` (relative to `repo`), oldest first, through its renames.

    Commits that left its bytes as they were, deleted it, or made a link of it are passed over. Raises BadInput where
    git is missing, `repo` is no repository, the path is unknown to it, or a state is too large.
    """
    shown = f"{show_name(str(repo))}, {show_name(path)}"
    if not path or "\n" in path or "\x00" in path or ".." in Path(path).parts:
        raise BadInput(f"{shown}: the path must lie in the repository, without line breaks or '..'")
    if not Path(repo).is_dir():
        raise BadInput(f"{show_name(str(repo))}: there is no such folder")
    listing = _run(repo, [*_LOG, f"--max-count={MAX_COMMITS}", "--", path], shown)
    states = _states(listing.decode("utf-8", "replace"))
    if not states:
        raise BadInput(f"{shown}: no commit of this branch has that file")
    return _with_bytes(repo, states, shown)


def _states(listing: str) -> list[tuple[str, str, str, str, str]]:
    """Blob, commit, date, subject and path of each state, oldest first, none twice in a row."""
    states: list[tuple[str, str, str, str, str]] = []
    for commit, date, subject, changes in reversed(_COMMIT.findall(listing)):
        change = _CHANGE.search(changes)
        if change is None or change[1] not in _REGULAR or (states and states[-1][0] == change[2]):
            continue
        states.append((change[2], commit, date, _one_line(subject), change[5] or change[4]))
    return states


def _with_bytes(
    repo: Path | str, states: Sequence[tuple[str, str, str, str, str]], shown: str
) -> Iterator[CommitInput]:
    for blob, commit, date, subject, path in states:
        size = int(_run(repo, ["cat-file", "-s", blob], shown))
        if size >= MAX_FILE_BYTES:
            raise BadInput(
                f"{shown}: {size:,} bytes at commit {commit[:12]}; a file must be smaller than {MAX_FILE_BYTES:,}"
            )
        yield CommitInput(_run(repo, ["cat-file", "blob", blob], shown), commit, date, subject, path)


def _run(repo: Path | str, arguments: Sequence[str], shown: str) -> bytes:
    # The user's variables could point git at another repository, or have it start a program of their choice.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            [*_GIT, *arguments],
            cwd=repo,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except FileNotFoundError:
        raise BadInput("the git program is not installed: histories of repositories are read with it") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BadInput(f"{shown}: git did not answer: {show_name(str(error))}") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
        reason = next((line for line in said if line.startswith(("fatal:", "error:"))), said[-1])
        raise BadInput(f"{shown}: git says: {show_name(reason.removeprefix('fatal: '))}")
    return done.stdout


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
