"""What packages take on disk is counted with their bytecode, and by what needs them."""

from pathlib import Path

import pytest

from lab.bench.parts import message_of
from lab.bench.sizes import Packages, total_megabytes

MB = 2**20


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """An environment with a bot that needs a library, and a tool that nothing needs."""
    _install(tmp_path, "Some.Bot", {"some_bot.py": 1 * MB}, requires=["a-library>=1", "absent", "tool; extra == 'all'"])
    _install(tmp_path, "a_library", {"a_library/__init__.py": 2 * MB, "a_library/data.bin": 3 * MB})
    _install(tmp_path, "tool", {"tool.py": 4 * MB})
    compiled = tmp_path / "lib/python3.12/site-packages/a_library/__pycache__/__init__.cpython-312.pyc"
    compiled.parent.mkdir()
    compiled.write_bytes(bytes(5 * MB))
    return tmp_path


def test_bytecode_counts_though_no_package_lists_it(environment: Path) -> None:
    """2 MB of source, 3 of data, 5 of bytecode."""
    packages = Packages(environment)

    assert packages.megabytes(packages.needed_by("a-library")) == pytest.approx(10, abs=0.01)


def test_what_a_package_needs_comes_with_it_and_the_rest_does_not(environment: Path) -> None:
    """Neither a tool that only an extra asks for, nor a package that isn't installed."""
    assert Packages(environment).needed_by("some-bot") == {"some-bot", "a-library"}


def test_a_folder_is_as_large_as_its_files(environment: Path) -> None:
    """1 + 2 + 3 + 4 + 5 MB; links aren't followed."""
    (environment / "link.py").symlink_to(environment / "lib/python3.12/site-packages/tool.py")

    assert total_megabytes(environment) == pytest.approx(15, abs=0.01)


@pytest.mark.parametrize(
    ("characters", "message"),
    [(5, "Who a"), (12, "Who are you?"), (22, "Who are you? I ask. Wh")],
)
def test_a_message_is_just_as_long_as_asked_for(characters: int, message: str) -> None:
    """Made of the sentences in their order, and again from the first."""
    assert message_of(characters, ("Who are you?", "I ask.")) == message


def _install(environment: Path, name: str, files: dict[str, int], requires: list[str] | None = None) -> None:
    site = environment / "lib" / "python3.12" / "site-packages"
    information = site / f"{name}-1.0.dist-info"
    information.mkdir(parents=True)
    lines = [f"Requires-Dist: {requirement}" for requirement in requires or []]
    (information / "METADATA").write_text("\n".join(["Metadata-Version: 2.1", f"Name: {name}", "Version: 1.0", *lines]))
    (information / "RECORD").write_text("".join(f"{file},,\n" for file in files))
    for file, size in files.items():
        (site / file).parent.mkdir(exist_ok=True)
        (site / file).write_bytes(bytes(size))
