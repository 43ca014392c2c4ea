#!/usr/bin/env bash
# Pin the dependencies, with hashes and without registry addresses. What is pinned stays as it is, as far as
# pyproject.toml allows; `environments/lock.sh --upgrade` pins everything anew.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=$(python3 -c 'import sys; sys.path.insert(0, "scripts"); import setup; print(setup.find_or_fetch_uv())' | tail -1)
upgrade=${1-}
compile() { "$uv" pip compile --quiet --generate-hashes --no-header --no-annotate ${upgrade:+"$upgrade"} "$@"; }

compile --universal --python-version 3.12 pyproject.toml -o environments/run.lock
compile --universal --python-version 3.12 --extra dev --constraint environments/run.lock pyproject.toml -o environments/dev.lock
compile --universal --python-version 3.12 --extra lab --constraint environments/dev.lock pyproject.toml -o environments/lab.lock
(cd environments/stock && compile --python-version 3.10 pyproject.toml -o ../stock.lock)
