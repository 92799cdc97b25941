# Strigil: one word does it. `make` alone lists the words.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PORT ?= 8000
# Hospital networks often inspect TLS: trust what the system trusts.
export UV_SYSTEM_CERTS := 1
# A notice of the documentation builder about its next major version.
export NO_MKDOCS_2_WARNING := 1
UV := .cache/bin/uv
SYNC := $(UV) sync --frozen --inexact --quiet --extra clinic --extra live
RUN := $(UV) run --no-sync

help:  ## the list you are reading
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(UV): scripts/bootstrap.sh
	@bash scripts/bootstrap.sh

run: $(UV)  ## install what is needed, then serve the clinic with its demo on 127.0.0.1 (PORT=8000)
	@$(SYNC)
	@$(RUN) strigil serve --port $(PORT)

install: $(UV)  ## everything a developer needs, into .venv
	@$(SYNC) --group dev

test: install  ## everything, in a real browser too
	@bash scripts/test-parts.sh
	@$(RUN) pytest -n 2 --dist loadfile $(ARGS)

fast: install  ## the tests that take no browser and no second
	@$(RUN) pytest -m "not browser and not slow" $(ARGS)

lint: install  ## format, lint, types, the arrow, spelling
	@$(RUN) ruff format --check .
	@$(RUN) ruff check .
	@$(RUN) mypy
	@$(RUN) lint-imports --no-logo
	@$(RUN) codespell

check: lint  ## lint, and the documentation builds
	@$(RUN) mkdocs build --strict --quiet

docs: install  ## regenerate the generated pages, build them, serve them
	@$(RUN) python docs/generate.py
	@$(RUN) python docs/command_help.py
	@$(RUN) mkdocs serve

bench: $(UV)  ## side by side with the peers (heavy, never part of test)
	@$(SYNC) --group bench
	@$(RUN) python bench/run.py

soak: install  ## score the analysis on sessions that get harder (minutes, never part of test)
	@$(RUN) python scripts/soak/run.py

soak-live: install  ## three live pages and twenty readers for ten minutes (needs Chromium, never part of test)
	@$(RUN) python scripts/soak/live_room.py

clean:  ## remove what was built; keeps var/ (the clinic's data)
	rm -rf .venv .cache site dist .pytest_cache .mypy_cache .ruff_cache

.PHONY: help run install test fast lint check docs bench soak soak-live clean
