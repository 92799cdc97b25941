#!/usr/bin/env bash
# What the tests need beyond Python packages: a browser, and the libraries that a PDF
# sets its text with. Installed when run as root, named when not; the tests that need
# them then skip and say so.
set -euo pipefail
PDF="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
missing=""
command -v chromium >/dev/null 2>&1 || missing="chromium"
for one in $PDF; do
  dpkg -s "$one" >/dev/null 2>&1 || missing="$missing $one"
done
if [ -z "$missing" ]; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  # shellcheck disable=SC2086  # several words on purpose
  apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
  echo "SKIP tests of the browser or of PDF: to run them, sudo apt-get install $missing"
fi
