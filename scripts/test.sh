#!/bin/sh
# Every test, fast ones first: style, types, the direction of imports, then pytest.
set -eu
bin=.venv/bin
$bin/ruff check --quiet .
$bin/ruff format --quiet --check .
$bin/mypy --no-error-summary
$bin/mypy --no-error-summary scripts tests
imports=$($bin/lint-imports) || { echo "$imports"; exit 1; }
exec $bin/pytest -m "not long" -n 2 --dist worksteal "$@"
