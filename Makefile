# Two commands do everything on a fresh machine with Python 3.11+, Node 20, npm, make and root (or chromium and PostgreSQL installed):
#   make demo   environment, install, page, then a chronology of the example dossier
#   make test   all that CI checks

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
STAMP := $(VENV)/.installed

.PHONY: demo test install page lint types contracts unit web browser wheel docs gate tree programs screenshots clean

demo: install
	@$(BIN)/strandline build examples/alcorva-dam -o demo-out --timezone Europe/Madrid --title "The night at the Alcorva dam" || [ $$? -eq 1 ]
	@$(BIN)/strandline show demo-out --from 2024-01-26 --to 2024-01-28 --limit 30
	@echo
	@echo "The chronology as a page: open $(CURDIR)/demo-out/index.html"

install: $(STAMP)

$(STAMP): pyproject.toml constraints.txt $(shell find web/src web/public -type f 2>/dev/null) web/package-lock.json
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --constraint constraints.txt hatchling editables
	$(PIP) install --quiet --constraint constraints.txt --no-build-isolation --editable ".[dev,postgres]"
	@touch $@

# The browser and the database server that the tests need; nothing is skipped for want of them.
programs:
	@tools/install_programs.sh

test: install programs lint types contracts docs unit web browser wheel gate tree

lint:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types:
	$(BIN)/mypy

contracts:
	$(BIN)/lint-imports
	$(BIN)/python tools/make_openapi.py --check

unit:
	$(BIN)/python -m pytest -n 2

web: install
	cd web && npm run --silent format:check && npm run --silent types:check && npm run --silent check && npm run --silent test

browser: install
	cd web && npm run test:browser

wheel: install
	$(BIN)/python tools/test_wheel.py

docs:
	$(BIN)/mkdocs build --strict --quiet

gate:
	$(BIN)/python -m evaluation.gate

screenshots: install programs
	$(BIN)/python tools/make_screenshots.py

# The check must leave nothing behind that git would want to know of.
tree:
	@test -z "$$(git status --porcelain)" || (git status --short; echo "the working tree is not clean"; exit 1)

clean:
	rm -rf $(VENV) demo-out dist build site web/node_modules src/strandline/server/page
