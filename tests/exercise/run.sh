#!/usr/bin/env bash
# Exercises in other programs' formats, read by parsers that are not ours. Needs cargo, node, npm and python3.
set -euo pipefail
cd "$(dirname "$0")"
[ -d node_modules ] || npm ci --silent --no-audit --no-fund
if [ ! -x .venv/bin/python ]; then
  python3 -m venv .venv
  .venv/bin/pip install --quiet --disable-pip-version-check -r requirements.txt
fi
EXPORTS_TO="$(mktemp -d)"
export EXPORTS_TO
trap 'rm -rf "$EXPORTS_TO"' EXIT
cargo test --quiet --profile "${PROFILE:-dev}" --lib exercise::export::tests::same_exercise_gives_same_bytes >/dev/null
.venv/bin/python -m zipfile -e "$EXPORTS_TO/verbs.h5p" "$EXPORTS_TO/verbs.h5p.d"
node --test
.venv/bin/python -W ignore -m unittest --quiet packages_test
