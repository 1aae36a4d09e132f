#!/usr/bin/env bash
# Exercises in other programs' formats, read by parsers that are not ours. Needs cargo, node and npm.
set -euo pipefail
cd "$(dirname "$0")"
[ -d node_modules ] || npm ci --silent --no-audit --no-fund
EXPORTS_TO="$(mktemp -d)"
export EXPORTS_TO
trap 'rm -rf "$EXPORTS_TO"' EXIT
cargo test --quiet --profile "${PROFILE:-dev}" --lib exercise::export::tests::same_exercise_gives_same_bytes >/dev/null
node --test
