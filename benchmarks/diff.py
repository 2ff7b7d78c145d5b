"""How fast is the diff? Beside wikidiff2, `git diff --word-diff` and fast-diff-match-patch on the bare characters.

``python -m benchmarks.diff [FOLDER]``: FOLDER holds one folder a law with its versions, oldest first by name.
wikidiff2 comes with Debian's php-cli and php-wikidiff2; without it, its column is left out.
"""

from __future__ import annotations

import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from archive.diffing import diff_texts

ROUNDS = 5
BARE = "fast-diff-match-patch"  # on the bare characters
BY_LINE = "the same, lines first"
SEEDS = Path(__file__).parents[1] / "seeds"

Pair = tuple[str, str, str]  # name, old text, new text


def main(argv: Sequence[str]) -> int:
    """Print seconds and ratios for small documents, for reversed lines and for a long text; returns 0."""
    small = [*amendments(Path(argv[0])), *edited_seeds()] if argv else list(edited_seeds())
    long = long_text(1_700_000)
    lines = long_text(800_000).replace("。", "。\n").splitlines(keepends=True)
    lines = [f"{number}{line}" for number, line in enumerate(lines) if line.strip()]
    reversed_lines = ("reversed lines", "".join(lines), "".join(reversed(lines)))
    edited_lines = "\n".join(
        edited(line, 0.1, number) if number % 20 == 0 else line for number, line in enumerate(long.split("\n"))
    )
    everywhere = ("5 MB, 5% of characters", long, edited(long, 0.05, 1))
    here_and_there = ("5 MB, 5% of lines", long, edited_lines)
    diff_texts("预热。", "预热了。")
    compare("amendments and edited seeds", small, ROUNDS, limits={"wikidiff2": 1.0})
    compare("800,000 characters, lines reversed", [reversed_lines], 2, characters=False, limits={"wikidiff2": 2.0})
    compare("5 MB, 5% of lines edited", [here_and_there], 2, limits={BARE: 1.0})
    compare("5 MB, 5% of characters edited", [everywhere], 1, lines=False, limits={BARE: 1.0})
    for name, old, new in (reversed_lines, here_and_there, everywhere):
        print(f"memory, {name}: {memory(old, new):.1f} times the text (limit 20)")
    return 0


def compare(
    title: str,
    pairs: Sequence[Pair],
    rounds: int,
    *,
    characters: bool = True,
    lines: bool = True,
    limits: Mapping[str, float],
) -> None:
    """Print what each engine takes for all the pairs together, and how many times that ours takes.

    Ours is measured as far as the blocks, and as far as the JSON; the peers write no more than their own result.
    """
    print(title)
    ours = sum(best(lambda old=old, new=new: diff_texts(old, new), rounds) for _, old, new in pairs)  # type: ignore[misc]
    with_json = sum(
        best(lambda old=old, new=new: diff_texts(old, new).to_dict(), rounds)  # type: ignore[misc]
        for _, old, new in pairs
    )
    print(f"  archive.diffing           {ours:9.4f} s\n  archive.diffing with JSON {with_json:9.4f} s")
    peers: dict[str, float | None] = {}
    with tempfile.TemporaryDirectory() as folder:
        files = written(pairs, Path(folder))
        if lines:
            peers["wikidiff2"] = wikidiff2(files, rounds)
            peers["git diff --word-diff"] = git_words(files)
    if characters:
        peers[BARE] = sum(best(matcher(old, new, False), 1) for _, old, new in pairs)
        peers[BY_LINE] = sum(best(matcher(old, new, True), rounds) for _, old, new in pairs)
    for name, seconds in peers.items():
        if seconds is None:
            print(f"  {name:25} not installed")
            continue
        limit = f" (limit {limits[name]:.1f})" if name in limits else ""
        ratios = f"ours is {ours / seconds:.2f} of it{limit}, {with_json / seconds:.2f} with JSON"
        print(f"  {name:25} {seconds:9.4f} s, {ratios}")


def best(run: Callable[[], object], rounds: int) -> float:
    """The processor seconds of the fastest of some rounds: other work on the machine is not counted."""
    fastest = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        run()
        fastest = min(fastest, time.process_time() - start)
    return fastest


def matcher(old: str, new: str, by_line: bool) -> Callable[[], object]:
    """A run of fast-diff-match-patch with no time limit, on the bare characters or by lines first."""
    from fast_diff_match_patch import diff

    return lambda: diff(old, new, timelimit=0, checklines=by_line)


def wikidiff2(files: Sequence[Path], rounds: int) -> float | None:
    """Its seconds for all pairs of files, without reading them or starting PHP; None where it is not installed."""
    php = shutil.which("php")
    if (
        php is None
        or "wikidiff2" not in subprocess.run([php, "-m"], capture_output=True, text=True, check=False).stdout
    ):
        return None
    script = Path(__file__).with_name("diff.php")
    command = [php, "-d", "memory_limit=-1", str(script), str(rounds), *map(str, files)]
    return sum(map(float, subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()))


def git_words(files: Sequence[Path]) -> float | None:
    """The seconds of `git diff --word-diff`, starting it each time included; None where it is not installed."""
    if shutil.which("git") is None:
        return None
    start = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    for old, new in zip(files[::2], files[1::2], strict=True):
        command = ["git", "diff", "--no-index", "--word-diff", str(old), str(new)]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    return sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) - start


def written(pairs: Sequence[Pair], folder: Path) -> list[Path]:
    """Old and new file of each pair, in turn."""
    files = []
    for number, (_, old, new) in enumerate(pairs):
        for side, text in (("old", old), ("new", new)):
            file = folder / f"{number}-{side}.txt"
            file.write_text(text, encoding="utf-8")
            files.append(file)
    return files


def memory(old: str, new: str) -> float:
    """The most that a diff holds at once, in times the UTF-8 bytes of both texts."""
    tracemalloc.start()
    diff_texts(old, new)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / len((old + new).encode())


def amendments(folder: Path) -> list[Pair]:
    """Each law of a folder before and after its amendment."""
    pairs = []
    for law in sorted(path for path in folder.iterdir() if path.is_dir()):
        old, new = sorted(law.glob("*.txt"))[:2]
        pairs.append((law.name, old.read_text(encoding="utf-8"), new.read_text(encoding="utf-8")))
    return pairs


def edited_seeds() -> list[Pair]:
    """Each seed beside itself with 1%, 5% and 30% random edits."""
    texts = [(path.name, path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt"))]
    return [
        (f"{name} {share:.0%}", text, edited(text, share, 1)) for name, text in texts for share in (0.01, 0.05, 0.3)
    ]


def long_text(length: int) -> str:
    """So many characters of report, no two paragraphs the same."""
    chance = random.Random(3)
    paragraphs = [line for path in sorted(SEEDS.glob("*.txt")) for line in path.read_text(encoding="utf-8").split("\n")]
    lines: list[str] = []
    size = 0
    while size < length:
        line = chance.choice(paragraphs)
        lines.append(f"{line[: len(line) // 2]}{len(lines)}{line[len(line) // 2 :]}")
        size += len(lines[-1]) + 1
    return "\n".join(lines)


def edited(text: str, share: float, seed: int) -> str:
    """`text` with edits of one to five characters that touch about that share of it."""
    chance = random.Random(seed)
    pool = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动5"
    out: list[str] = []
    at = 0
    while at < len(text):
        if chance.random() >= share / 3:
            out.append(text[at])
            at += 1
            continue
        size, kind = chance.randint(1, 5), chance.randrange(3)
        if kind:
            out.extend(chance.choice(pool) for _ in range(size))
        if kind != 1:
            at += size
    return "".join(out)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
