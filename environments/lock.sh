#!/usr/bin/env bash
# Pin every dependency anew, with hashes and without registry addresses: `environments/lock.sh`.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=$(python3 -c 'import sys; sys.path.insert(0, "scripts"); import setup; print(setup.find_or_fetch_uv())')
compile() { "$uv" pip compile --quiet --upgrade --generate-hashes --no-header --no-annotate "$@"; }

compile --universal --python-version 3.12 pyproject.toml -o environments/run.lock
compile --universal --python-version 3.12 --extra dev --constraint environments/run.lock pyproject.toml -o environments/dev.lock
(cd environments/stock && compile --python-version 3.10 pyproject.toml -o ../stock.lock)
