"""Build the widget if what it is built from has changed: `python -m scripts.build_widget`.

The built files in widget/dist are committed, with the digest of what they were built from; so nobody needs npm
who doesn't change the widget.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.servers import ROOT

WIDGET = ROOT / "widget"
BUILT_FROM = ("src/**/*", "build.mjs", "package-lock.json")
STAMP = "built_from.sha256"


def main(widget: Path = WIDGET) -> int:
    """Build if needed, say in one line what happened, and return the exit code."""
    stamp, wanted = widget / STAMP, digest_of(widget)
    if stamp.is_file() and stamp.read_text().strip() == wanted:
        print("  the widget is built from its sources as they are")
        return 0
    npm = shutil.which("npm")
    if npm is None:
        print("  the widget was left as it is, though its sources changed: there is no npm to build it with")
        return 0
    print("  building the widget …", flush=True)
    for arguments in (["ci", "--silent", "--no-audit", "--no-fund"], ["run", "--silent", "build"]):
        done = subprocess.run([npm, *arguments], cwd=widget, stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            print(f"\nthe widget wasn't built: `npm {' '.join(arguments)}` failed in widget/", file=sys.stderr)
            return 1
    stamp.write_text(wanted + "\n")
    return 0


def digest_of(widget: Path) -> str:
    """Return a digest of names and contents of all that the widget is built from."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in BUILT_FROM for path in widget.glob(pattern) if path.is_file()):
        digest.update(f"{path.relative_to(widget)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


if __name__ == "__main__":
    raise SystemExit(main())
