#!/usr/bin/env bash
# The report in a browser: filters, explanations, keyboard, paper, accessibility, and that nothing of an article ever runs.
# Needs node, npm and Debian's chromium; PARALLAX names the program, CHROMIUM the browser.
set -euo pipefail
cd "$(dirname "$0")"
export PARALLAX="${PARALLAX:-$(pwd)/../../target/release/parallax}"
export CHROMIUM="${CHROMIUM:-/usr/bin/chromium}"
for needed in "$PARALLAX" "$CHROMIUM"; do
  [ -x "$needed" ] || { echo "error: $needed is not there; cargo build --release, apt-get install chromium" >&2; exit 1; }
done
[ -d node_modules ] || npm ci --silent --no-audit --no-fund
exec node --test
