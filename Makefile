# The commands of the house. `make` or `make help` lists them; THANTHIEN_HOME and PORT are honoured.
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
TREE := src tests deploy bench
JOBS ?= 2
# tesseract with one thread is faster beside other tests
export OMP_THREAD_LIMIT := 1

# Licences that may stand in the environment; a package whose metadata names none is excepted by name:
# pysqlite3 is under zlib's licence, apsw under any that OSI approves, vietnam-provinces (GPL-3) is read by one test and never shipped.
LICENCES := Apache;BSD;MIT;ISC;LGPL-3.0;MPL-2.0;Mozilla Public License 2.0;OFL-1.1;PSF-2.0;Python Software Foundation;Zlib
UNNAMED_LICENCES := pysqlite3 apsw vietnam-provinces

.DEFAULT_GOAL := help
.PHONY: help demo run test check stories crash torture bench words lock clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## the office of Xã Cẩm Tú with 30 days of history, open in a browser at PORT (8000)
	@python3 deploy/bootstrap.py run
	@exec $(BIN)/python -m thanthien demo

run: ## the office itself, empty: the first start is in the browser, with the code shown here
	@python3 deploy/bootstrap.py run
	@exec $(BIN)/python -m thanthien start

test: check ## everything: the checks, all tests on SQLite and on PostgreSQL, the browser stories
	$(PYTEST) tests -m "not browser" -n $(JOBS)
	$(BIN)/python tests/postgres.py -- $(PYTEST) tests -m "not browser" -n $(JOBS)
	$(MAKE) stories

check: ## lint, format, types, walls between rooms, migrations, words of both languages, licences
	@python3 deploy/bootstrap.py test
	$(BIN)/ruff check $(TREE)
	$(BIN)/ruff format --check $(TREE)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	THANTHIEN_HOME=var/check $(BIN)/python -m thanthien makemigrations --check --dry-run
	THANTHIEN_HOME=var/check $(BIN)/python -m thanthien generate_docs --check
	THANTHIEN_HOME=var/check $(BIN)/python -m thanthien words --check
	$(BIN)/pip-licenses --partial-match --allow-only="$(LICENCES)" --ignore-packages $(UNNAMED_LICENCES) >/dev/null

stories: ## the browser stories alone
	$(PYTEST) tests -m browser -n $(JOBS) --dist loadfile

bench: ## measure both engines beside their controls; writes docs/generated/bench.md (on a quiet machine)
	@python3 deploy/bootstrap.py test
	$(BIN)/python -m bench

crash: ## the faults that an office must live through, short: kills, power cuts, bad disks, clocks, printers, tampering, restores
	$(PYTEST) tests/crash -n $(JOBS)

torture: ## the same at full length (hours), on both engines, and the report docs/generated/crash.md
	$(BIN)/python -m bench.crash
	$(BIN)/python tests/postgres.py -- $(BIN)/python -m bench.crash kill restoring clock printer tamper=400 replay race

words: ## collect the texts of the screens for translation, and compile both languages
	THANTHIEN_HOME=var/check $(BIN)/python -m thanthien words
	$(BIN)/python -m thanthien.config.assets

lock: ## write the lists of packages with hashes again, from requirements*.in and package.json
	@python3 deploy/bootstrap.py test
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile $(LOCK) --output-file requirements.txt requirements.in
	$(BIN)/pip-compile $(LOCK) --output-file requirements-dev.txt requirements-dev.in
	npm install --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund

# No address of a registry and no folder of this machine may stand in a lock
LOCK := --quiet --no-header --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

clean: ## remove what set-up and tests made; the office's data in var/ stays
	rm -rf .venv node_modules src/thanthien/doors/static/vendor src/thanthien/shared/paper/fonts src/thanthien/config/assets/prepared.json
	rm -rf .mypy_cache .ruff_cache .hypothesis .import_linter_cache test-results var/check
	find src tests deploy bench -name __pycache__ -prune -exec rm -rf {} +
