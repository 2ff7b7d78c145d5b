"""Each commit that changed a file is one state of it, oldest first."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from archive.errors import BadInput
from archive.intake import git_history
from archive.intake.git_history import file_history


def git(repo: Path, *arguments: str, day: int = 1) -> str:
    when = f"2024-03-{day:02d}T09:00:00+08:00"
    environment = os.environ | {
        "GIT_AUTHOR_DATE": when,
        "GIT_COMMITTER_DATE": "2026-01-01T00:00:00+00:00",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    identity = ("-c", "user.name=甲", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=repo, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def commit(repo: Path, message: str, day: int, **files: str) -> str:
    for name, text in files.items():
        (repo / f"{name}.txt").write_bytes(text.encode())
    git(repo, "add", "-A")
    git(repo, "commit", "-m", message, day=day)
    return git(repo, "rev-parse", "HEAD")


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    git(tmp_path, "init")
    return tmp_path


def test_each_change_of_the_file_is_a_state_dated_by_its_commit(repo: Path) -> None:
    first = commit(repo, "初稿\n\n正文", 1, law="第一条\r\n")
    commit(repo, "别的文件", 2, other="x")
    third = commit(repo, "修订：第一条", 3, law="第一条 修订\n", other="y")
    states = list(file_history(repo, "law.txt"))
    assert [(s.raw.decode(), s.commit, s.authored_at, s.subject, s.path) for s in states] == [
        ("第一条\r\n", first, "2024-03-01T09:00:00+08:00", "初稿", "law.txt"),
        ("第一条 修订\n", third, "2024-03-03T09:00:00+08:00", "修订：第一条", "law.txt"),
    ]


def test_a_renamed_file_is_followed(repo: Path) -> None:
    commit(repo, "draft", 1, draft="第一条 总则\n" * 20)
    git(repo, "mv", "draft.txt", "法 律.txt")
    git(repo, "commit", "-m", "rename", day=2)
    (repo / "法 律.txt").write_text("第一条 总则\n" * 20 + "第二条\n", encoding="utf-8")
    git(repo, "commit", "-am", "amend", day=3)
    assert [(s.subject, s.path) for s in file_history(repo, "法 律.txt")] == [
        ("draft", "draft.txt"),
        ("amend", "法 律.txt"),
    ]


def test_deletions_links_and_unchanged_bytes_are_no_states(repo: Path) -> None:
    commit(repo, "one", 1, a="第一条\n")
    (repo / "a.txt").chmod(0o755)
    git(repo, "commit", "-am", "mode only", day=2)
    git(repo, "rm", "-q", "a.txt")
    git(repo, "commit", "-m", "deleted", day=3)
    (repo / "a.txt").symlink_to("/etc/hostname")
    git(repo, "add", "-A")
    git(repo, "commit", "-m", "a link", day=4)
    (repo / "a.txt").unlink()
    commit(repo, "back", 5, a="第二条\n")
    assert [s.subject for s in file_history(repo, "a.txt")] == ["one", "back"]


def test_a_path_within_a_folder_of_the_repository_is_found(repo: Path) -> None:
    (repo / "laws").mkdir()
    (repo / "laws" / "-f.txt").write_text("第一条\n", encoding="utf-8")
    commit(repo, "one", 1)
    assert [s.raw.decode() for s in file_history(repo / "laws", "-f.txt")] == ["第一条\n"]
    assert [s.path for s in file_history(repo, "laws/-f.txt")] == ["laws/-f.txt"]


def test_variables_of_git_lead_nowhere_else(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(repo, "one", 1, a="第一条\n")
    monkeypatch.setenv("GIT_DIR", "/nonexistent")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "/nonexistent")
    assert len(list(file_history(repo, "a.txt"))) == 1


def test_settings_of_the_repository_start_no_program(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    commit(repo, "one", 1, a="第一条\n")
    commit(repo, "two", 2, a="第二条\n")
    trap = tmp_path_factory.mktemp("trap") / "started"
    program = f"touch {trap}; cat"
    (repo / ".gitattributes").write_text("*.txt diff=x filter=x\n", encoding="utf-8")
    for key in ("core.pager", "pager.log", "core.fsmonitor", "diff.external", "diff.x.textconv", "diff.x.command"):
        git(repo, "config", key, program)
    assert len(list(file_history(repo, "a.txt"))) == 2
    assert not trap.exists()


@pytest.mark.parametrize("path", ["missing.txt", "../a.txt", "", "a\n.txt", "*.txt", ":(glob)*"])
def test_an_unknown_path_is_told_in_one_line(repo: Path, path: str) -> None:
    commit(repo, "one", 1, a="第一条\n")
    with pytest.raises(BadInput, match=r"no commit|must lie in") as refusal:
        file_history(repo, path)
    assert "\n" not in str(refusal.value)


def test_what_is_no_repository_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not a git repository"):
        file_history(tmp_path, "a.txt")
    with pytest.raises(BadInput, match="no such folder"):
        file_history(tmp_path / "missing", "a.txt")
    git(tmp_path, "init")
    with pytest.raises(BadInput, match=r"git says: .*does not have any commits"):
        file_history(tmp_path, "a.txt")


def test_without_the_git_program_the_reason_is_told(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(repo, "one", 1, a="第一条\n")
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(BadInput, match="git program is not installed"):
        file_history(repo, "a.txt")


def test_a_state_that_is_too_large_is_told_with_its_commit(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(repo, "one", 1, a="第一条\n" * 10)
    monkeypatch.setattr(git_history, "MAX_FILE_BYTES", 20)
    with pytest.raises(BadInput, match=r"at commit [0-9a-f]{12}"):
        list(file_history(repo, "a.txt"))
