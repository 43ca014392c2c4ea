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

# On each of these machines every package must have a wheel: none is built from source (scripts/setup.py).
wheels_only=$(python3 -c 'import sys; sys.path.insert(0, "scripts"); import setup; print(*setup.WHEELS_ONLY)')
for machine in x86_64-manylinux_2_28 aarch64-manylinux_2_28 aarch64-apple-darwin; do
  # shellcheck disable=SC2086 - several words
  compile --no-deps $wheels_only --python-version 3.12 --python-platform $machine environments/dev.lock >/dev/null
done
