"""What an installation takes on disk: packages with their bytecode, by what they are needed for."""

import re
from importlib.metadata import Distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

MB = 2**20


class Packages:
    """The packages that are installed in an environment."""

    def __init__(self, environment: Path) -> None:
        [self.site] = environment.glob("lib/python*/site-packages")
        found = distributions(path=[str(self.site)])
        self._installed = {canonicalize_name(package.metadata["Name"]): package for package in found}

    def names(self) -> set[NormalizedName]:
        """Return the names of all."""
        return set(self._installed)

    def needed_by(self, *roots: str) -> set[NormalizedName]:
        """Return `roots` and all installed packages that they ask for, directly or through others."""
        needed: set[NormalizedName] = set()
        open_ = [canonicalize_name(root) for root in roots]
        while open_:
            name = open_.pop()
            if name in self._installed and name not in needed:
                needed.add(name)
                open_ += _asked_for(self._installed[name])
        return needed

    def megabytes(self, names: set[NormalizedName]) -> float:
        """Return what the files of these packages take, compiled ones included."""
        return sum(_size(self._installed[name]) for name in names) / MB


def total_megabytes(path: Path) -> float:
    """Return what a file, or all files below a folder, take."""
    files = [path] if path.is_file() else path.rglob("*")
    return sum(file.lstat().st_size for file in files if file.is_file() and not file.is_symlink()) / MB


def _asked_for(package: Distribution) -> list[NormalizedName]:
    requirements = (Requirement(text) for text in package.requires or [])
    return [canonicalize_name(r.name) for r in requirements if r.marker is None or "extra" not in str(r.marker)]


def _size(package: Distribution) -> int:
    files = {Path(str(file.locate())).resolve() for file in package.files or []}
    # uv doesn't list the bytecode that it compiles.
    for file in [file for file in files if file.suffix == ".py"]:
        files.update((file.parent / "__pycache__").glob(f"{_escaped(file.stem)}.*.pyc"))
    return sum(file.stat().st_size for file in files if file.is_file())


def _escaped(stem: str) -> str:
    return re.sub(r"([\[\]*?])", r"[\1]", stem)
