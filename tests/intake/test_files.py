"""What there is to read under a path: each file once, in one order, and mistakes told before anything is read."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import BadInput
from archive.intake.files import walk
from archive.reading.formats.limits import MAX_FILE_BYTES


def lay(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"这是{name}", encoding="utf-8")
    return folder


def names(*paths: Path | str, glob: str | None = None) -> list[str]:
    return [file.name for file in walk(paths, glob)]


def test_a_folder_gives_its_files_sorted_at_any_depth_without_what_is_hidden(tmp_path: Path) -> None:
    lay(tmp_path, "乙/2.txt", "甲.md", "a.txt", ".git/config", ".secret", "乙/.x.txt", "manifest.toml", "~$甲.docx")
    assert names(tmp_path) == ["a.txt", "乙/2.txt", "甲.md"]
    files = list(walk([tmp_path]))
    assert [file.load().decode() for file in files] == ["这是a.txt", "这是乙/2.txt", "这是甲.md"]
    assert {file.folder for file in files} == {tmp_path.resolve()}


@settings(max_examples=50, deadline=None)
@given(wanted=st.sets(st.text("ab1", min_size=1, max_size=4), min_size=1), data=st.data())
def test_no_file_is_given_twice_however_it_is_named(
    tmp_path_factory: pytest.TempPathFactory, wanted: set[str], data: st.DataObject
) -> None:
    folder = lay(tmp_path_factory.mktemp("folder"), *(f"in/{name}" for name in wanted))
    again = [folder / "in" / name for name in sorted(wanted)]
    paths = data.draw(st.permutations([folder, folder / "in", folder / "in" / ".." / "in", *again]))
    found = [file.path for file in walk(paths)]
    assert sorted(map(str, found)) == sorted(str(path.resolve()) for path in again)


@pytest.mark.parametrize(
    ("glob", "expected"),
    [
        ("*.txt", ["a.txt", "sub/b.txt"]),
        ("sub/*", ["sub/b.txt", "sub/c.md"]),
        ("**/*.txt", ["a.txt", "sub/b.txt"]),
        ("[ab].*", ["a.txt", "sub/b.txt"]),
    ],
)
def test_a_glob_chooses_among_the_files_of_a_folder(tmp_path: Path, glob: str, expected: list[str]) -> None:
    assert names(lay(tmp_path, "a.txt", "sub/b.txt", "sub/c.md"), glob=glob) == expected


def test_links_inside_a_folder_lead_nowhere(tmp_path: Path) -> None:
    lay(tmp_path, "outside.txt", "folder/a.txt")
    (tmp_path / "folder" / "loop").symlink_to(tmp_path / "folder")
    (tmp_path / "folder" / "out.txt").symlink_to(tmp_path / "outside.txt")
    (tmp_path / "folder" / "broken.txt").symlink_to("nowhere")
    assert names(tmp_path / "folder") == ["a.txt"]
    assert names(tmp_path / "folder" / "out.txt") == ["out.txt"]


def test_a_folder_reached_by_parent_parts_is_as_good_as_any(tmp_path: Path) -> None:
    lay(tmp_path, "in/a.txt", "b.txt")
    assert names(tmp_path / "in" / "..") == ["b.txt", "in/a.txt"]
    assert names(tmp_path / "in" / ".." / "b.txt") == ["b.txt"]


def test_standard_input_is_read_once() -> None:
    files = list(walk(["-", "-"], standard_input=BytesIO("工作报告".encode())))
    assert [(file.name, file.path, file.load().decode()) for file in files] == [("-", None, "工作报告")]


def test_a_manifest_among_the_paths_is_passed_over(tmp_path: Path) -> None:
    lay(tmp_path, "a.txt", "manifest.toml")
    assert names(tmp_path / "a.txt", tmp_path / "manifest.toml") == ["a.txt"]
    with pytest.raises(BadInput, match=r"manifest\.toml"):
        walk([tmp_path / "manifest.toml"])


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("坏\n名.txt", r"'坏\\n名\.txt': a name with line breaks"),
        ("a\x1b[1m.txt", "controls"),
        ("a..b.txt", r"'\.\.' in it"),
    ],
)
def test_an_unfit_name_is_told_in_one_line_before_any_file_is_given(tmp_path: Path, name: str, reason: str) -> None:
    lay(tmp_path, "0-good.txt", name)
    for path in (tmp_path, tmp_path / name):
        with pytest.raises(BadInput, match=reason) as refusal:
            walk([path])
        assert str(refusal.value).isprintable()


def test_a_name_that_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/\xd5\xe3.txt", "wb") as file:
        file.write(b"x")
    with pytest.raises(BadInput, match="unreadable bytes"):
        walk([tmp_path])


def test_what_cannot_be_read_is_told_with_its_name(tmp_path: Path) -> None:
    lay(tmp_path, "folder/.hidden", "a.txt")
    os.mkfifo(tmp_path / "pipe")
    for path, reason in (
        (tmp_path / "missing.txt", "no such file"),
        (tmp_path / "a.txt" / "b", "Not a directory"),
        (tmp_path / "folder", "nothing to read in this folder$"),
        (tmp_path / "pipe", "neither a file nor a folder"),
        ("nul\x00", "null"),
        ("很" * 5000, "too long"),
    ):
        with pytest.raises(BadInput, match=reason) as refusal:
            walk([tmp_path / "a.txt", path])
        assert "\n" not in str(refusal.value)
    with pytest.raises(BadInput, match=r"nothing to read in this folder that matches \*\.pdf"):
        walk([tmp_path], "*.pdf")


def test_a_file_that_goes_away_before_it_is_read_is_told(tmp_path: Path) -> None:
    (file,) = walk([lay(tmp_path, "a.txt") / "a.txt"])
    (tmp_path / "a.txt").unlink()
    with pytest.raises(BadInput, match=r"a\.txt: No such file"):
        file.load()


def test_a_file_of_fifty_megabytes_is_refused_without_reading_it(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as out:
        out.truncate(MAX_FILE_BYTES)
    (file,) = walk([tmp_path])
    with pytest.raises(BadInput, match=r"big\.txt: 50,000,000 bytes: a file must be smaller"):
        file.load()
    (stream,) = walk(["-"], standard_input=BytesIO(bytes(MAX_FILE_BYTES)))
    with pytest.raises(BadInput, match="standard input: too large"):
        stream.load()
