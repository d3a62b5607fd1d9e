#!/bin/sh
# Pin requirements/*.in with hashes, for every Python and system, naming no index.
set -eu
.venv/bin/pip install --quiet uv
for name in run test; do
  .venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-header "requirements/$name.in" --output-file "requirements/$name.lock"
done
