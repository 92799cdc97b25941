#!/usr/bin/env bash
# What the tests need beyond Python packages: a browser. Installed when run as root,
# named when not; the browser tests then skip and say so.
set -euo pipefail
if command -v chromium >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null
else
  echo "SKIP browser tests: no chromium. To run them: sudo apt-get install chromium"
fi
