#!/bin/sh
# Make .venv from a lock file: `set_up.sh run|test PYTHON`. Marks what was installed with a file of that name.
set -eu
kind=$1 python=$2
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "Python 3.11 or later is needed; $python is $("$python" --version 2>&1)." >&2
  exit 1
}
"$python" -c 'import ensurepip, venv' 2>/dev/null || {
  echo "Python's venv is missing. Run: sudo apt-get install python3-venv" >&2
  exit 1
}
[ -x .venv/bin/python ] || "$python" -m venv .venv
echo "Setting up (once; about half a minute)…"
.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r "requirements/$kind.lock"
.venv/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
touch ".venv/$kind"
[ "$kind" = run ] || touch .venv/run
