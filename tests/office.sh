#!/usr/bin/env bash
# Whether LibreOffice opens the documents and the workbook that `parallax report` and `parallax exercise` make, and what it reads in them.
# Needs libreoffice-writer, libreoffice-calc and poppler-utils; PARALLAX names the program. With a folder as argument it leaves
# the pages there as PDF.
set -euo pipefail
cd "$(dirname "$0")/.."
program="${PARALLAX:-target/release/parallax}"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
if [ $# -gt 0 ]; then
  mkdir -p "$1"
fi

# A file, and the words that must be in it.
opens() {
  local file="$1" name
  shift
  name="$(basename "$file")"
  soffice "-env:UserInstallation=file://$folder/profile" --headless --convert-to pdf --outdir "$folder/$name.d" "$file" >/dev/null 2>&1
  local pdf="$folder/$name.d/${name%.*}.pdf" text
  # Lines break where they must.
  text="$(pdftotext -layout "$pdf" - | tr -s '[:space:]' ' ')"
  for words in "$@"; do
    grep -qF "$words" <<<"$text" || { echo "error: $name: '$words' is not in it" >&2; exit 1; }
  done
  echo "$name: $(pdfinfo "$pdf" | awk '/^Pages/ {print $2}') pages"
  if [ -n "$keep" ]; then cp "$pdf" "$keep/$name.pdf"; fi
}

keep="${1:-}"
for ending in docx xlsx; do
  "$program" report seeds --no-user-rules --quiet -o "$folder/report.$ending"
  opens "$folder/report.$ending" "asserted" "attributed" "framed differently" "Sputnik" "without presenting any substantial proof" "report seeds"
done
"$program" exercise seeds --no-user-rules --quiet --format docx --items 16 -o "$folder/exercise"
opens "$folder/exercise/worksheet.docx" "Name: " "Mark every word or phrase" "☐" "The articles" "Sputnik" "Made with Parallax"
opens "$folder/exercise/key.docx" "Answer key" "Answer: " "A good answer" "paragraph" "Innocent reading" "Rubric"
