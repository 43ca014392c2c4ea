"""The widget is built when its sources change, and only then."""

from pathlib import Path

import pytest

from scripts import build_widget


@pytest.fixture
def widget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A widget folder; npm is a program that keeps what it was asked for."""
    folder, programs = tmp_path / "widget", tmp_path / "bin"
    (folder / "src").mkdir(parents=True)
    programs.mkdir()
    (folder / "src" / "launcher.ts").write_text("one")
    npm = programs / "npm"
    npm.write_text('#!/bin/sh\necho "$1" >> asked.txt\n')
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    return folder


def asked(widget: Path) -> list[str]:
    """Return what npm was asked for so far."""
    path = widget / "asked.txt"
    return path.read_text().split() if path.exists() else []


def test_it_is_built_once_and_again_when_a_source_changes(widget: Path) -> None:
    """By what the files hold, not by their dates."""
    build_widget.main(widget)
    build_widget.main(widget)
    assert asked(widget) == ["ci", "run"]
    (widget / "src" / "launcher.ts").touch()
    build_widget.main(widget)
    assert asked(widget) == ["ci", "run"]

    (widget / "src" / "launcher.ts").write_text("two")
    build_widget.main(widget)

    assert asked(widget) == ["ci", "run", "ci", "run"]


def test_without_npm_it_is_left_as_it_is_and_that_is_said(
    widget: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line; what else is generated goes on."""
    monkeypatch.setenv("PATH", "")

    assert build_widget.main(widget) == 0
    assert capsys.readouterr().out.count("\n") == 1
    assert not (widget / build_widget.STAMP).exists()


def test_a_failed_build_is_an_error_and_is_tried_again(widget: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sources don't count as built."""
    (widget.parent / "bin" / "npm").write_text("#!/bin/sh\nexit 1\n")

    assert build_widget.main(widget) == 1
    assert not (widget / build_widget.STAMP).exists()
