"""Which files the web channel sends, and what it says of those that it hasn't."""

from pathlib import Path

import pytest

from wayfinder.channels.refusals import Refusal
from wayfinder.channels.web.widget_files import read_file


@pytest.mark.parametrize("name", ["index.html", "widget.js"])
def test_a_widget_that_is_not_built_is_told_with_its_cure(tmp_path: Path, name: str) -> None:
    """Not a crash, and not a riddle."""
    with pytest.raises(Refusal) as refused:
        read_file(name, tmp_path / "dist")

    assert (refused.value.status, refused.value.code) == (404, "not_built")
    assert "npm run build" in refused.value.cure


@pytest.mark.parametrize("name", ["../secret.js", "/secret.js", "sub/../../secret.js", "", ".", "notes", "secret.js"])
def test_only_what_was_built_is_sent(tmp_path: Path, name: str) -> None:
    """Nothing beside the folder, and nothing in it that isn't for a browser."""
    (tmp_path / "secret.js").write_text("secret")
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "notes").write_text("secret")

    with pytest.raises(Refusal) as refused:
        read_file(name, tmp_path / "dist")
    assert refused.value.status == 404


def test_a_file_that_was_built_anew_is_sent_anew(tmp_path: Path) -> None:
    """With another tag, without a restart."""
    file = tmp_path / "widget.js"
    file.write_text("one")
    first = read_file("widget.js", tmp_path)
    file.write_text("another")
    second = read_file("widget.js", tmp_path)

    assert (first.body, second.body) == (b"one", b"another")
    assert first.tag != second.tag
