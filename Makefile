# Two commands matter: `make serve` shows the hub while you write, `make test` passes the tests.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

serve: .venv/run ## serve the hub with live reload at http://127.0.0.1:$(PORT)/
	@echo "http://127.0.0.1:$(PORT)/"
	@$(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

build: .venv/run ## build the site into site/ (SITE_URL=https://… names its address)
	@$(BIN)/mkdocs build

check: .venv/run ## tell every mistake of the authors, build nothing
	@$(BIN)/python scripts/check.py

coverage: .venv/run ## tell which competencies lack a lesson, a question, fresh material
	@$(BIN)/python scripts/coverage.py

test: .venv/test system-packages ## pass every test (a browser included)
	@scripts/test.sh

test-long: .venv/test system-packages ## the loops that take minutes
	@$(BIN)/pytest -m long

bench: .venv/run ## measure a hub of 1,000 records against Hugo (scripts/bench.py --help: more)
	@$(BIN)/python scripts/bench.py --records 1000 --against hugo

record: .venv/test system-packages ## film the recording of the hub anew (needs ffmpeg)
	@$(BIN)/python scripts/record.py

icons: .venv/test system-packages ## draw the icons of the installed site from their SVG
	@$(BIN)/python scripts/icons.py

schemas: .venv/run ## write hooks/schemas/ anew from the models
	@$(BIN)/python scripts/schemas.py

codes: .venv/run ## write docs/guide-codes.md, the page of all messages
	@$(BIN)/python scripts/codes.py

strings: .venv/run ## gather the strings of the interface into hooks/locale/
	@$(BIN)/python scripts/strings.py

lock: .venv/test ## pin the newest allowed versions of all dependencies
	@scripts/lock.sh

clean: ## remove what was built and set up
	@rm -rf .venv site .site.* .cache

# Two steps, because pip refuses an editable install together with hashes.
.venv/run: requirements/run.lock pyproject.toml
	@scripts/set_up.sh run "$(PYTHON)"

.venv/test: requirements/test.lock pyproject.toml
	@scripts/set_up.sh test "$(PYTHON)"

system-packages:
	@scripts/system_packages.sh

.PHONY: help serve build check coverage test test-long bench record icons schemas codes strings lock clean system-packages
