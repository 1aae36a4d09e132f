#!/usr/bin/env bash
# The report and the exercise in a browser: answers, filters, explanations, keyboard, paper, accessibility, and that nothing of an
# article ever runs. Needs cargo, node, npm and Debian's chromium; PARALLAX names the program, CHROMIUM the browser.
set -euo pipefail
cd "$(dirname "$0")"
export PARALLAX="${PARALLAX:-$(pwd)/../../target/release/parallax}"
export CHROMIUM="${CHROMIUM:-/usr/bin/chromium}"
for needed in "$PARALLAX" "$CHROMIUM"; do
  [ -x "$needed" ] || { echo "error: $needed is not there; cargo build --release, apt-get install chromium" >&2; exit 1; }
done
[ -d node_modules ] || npm ci --silent --no-audit --no-fund
# An exercise with an item of every form, which no few articles give.
EXPORTS_TO="$(mktemp -d)"
export EXPORTS_TO
trap 'rm -rf "$EXPORTS_TO"' EXIT
cargo test --quiet --profile "${PROFILE:-dev}" --lib exercise::export::tests::same_exercise_gives_same_bytes >/dev/null
node --test
