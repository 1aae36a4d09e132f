#!/usr/bin/env bash
# Whether LibreOffice opens the document and the workbook that `parallax report` makes, and what it reads in them.
# Needs libreoffice-writer, libreoffice-calc and poppler-utils; PARALLAX names the program.
set -euo pipefail
cd "$(dirname "$0")/.."
program="${PARALLAX:-target/release/parallax}"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
for ending in docx xlsx; do
  "$program" report seeds --no-user-rules --quiet -o "$folder/report.$ending"
  soffice "-env:UserInstallation=file://$folder/profile" --headless --convert-to pdf --outdir "$folder/$ending" "$folder/report.$ending" >/dev/null 2>&1
  text="$(pdftotext -layout "$folder/$ending/report.pdf" -)"
  for words in "asserted" "attributed" "framed differently" "Sputnik" "without presenting any substantial proof" "report seeds"; do
    # Lines break where they must.
    tr -s '[:space:]' ' ' <<<"$text" | grep -qF "$words" || { echo "error: $ending: '$words' is not in it" >&2; exit 1; }
  done
  echo "$ending: $(pdfinfo "$folder/$ending/report.pdf" | awk '/^Pages/ {print $2}') pages"
done
