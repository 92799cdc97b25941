#!/usr/bin/env bash
# Puts uv into .cache/bin without touching the system: Debian's own Python refuses
# a plain `pip install`, so pip is told to install into a folder of ours.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p .cache/bin
if ! python3 -m pip --version >/dev/null 2>&1; then
  echo "Strigil needs pip once, to fetch uv. On Debian: apt install python3-pip" >&2
  exit 1
fi
python3 -m pip install --quiet --disable-pip-version-check --upgrade \
  --target .cache/uv-wheel "uv==0.13.9"
ln -sf ../uv-wheel/bin/uv .cache/bin/uv
.cache/bin/uv --version
