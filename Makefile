# Everything is built from nothing: each target makes the .venv it needs first, and a second run finds it made.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help install demo test prove mutants check fix bench bench-identity lock sbom clean

# Which Python makes the .venv. Empty: the newest below that runs and can make one. 3.15 comes last, as plain
# "python3": one tool of the tests (lupa) has no wheel for it yet.
PYTHON ?=
CANDIDATES := $(if $(PYTHON),$(PYTHON),python3.14 python3.13 python3.12 python3.11 python3)

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
PYTEST := $(BIN)/pytest --cov --cov-append --cov-report=
RUNTIME := .venv/.runtime-installed
DEV := .venv/.dev-installed
BENCH := .venv-bench/.installed
# A labelled list of your own for `make bench-identity`, and which of its columns says who is who; ASIDE=1 for the
# kinds of made lists that are kept aside, to be run at the end of a change and never to be looked into.
FAKE ?=
TRUTH ?= cluster
ASIDE ?=
# How much `make prove` tries, and of which goals (GOALS=R1,S2); PLANT=1 plants defects that it must find;
# WITHIN=90 tries by chance what can be tried in so many seconds, and says what it did not.
SIZE ?= small
GOALS ?=
PLANT ?=
WITHIN ?=
# Of which modules `make mutants` makes mutants; empty: of all that prove/mutants.py names.
MODULES ?=
# How `make lock` treats the versions that are pinned already: it keeps them, unless LOCK_FLAGS=--upgrade.
LOCK_FLAGS ?=
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --exclude-newer "3 days" --custom-compile-command "make lock" \
  --group build --extra chart $(LOCK_FLAGS) pyproject.toml

help:  ## this list
	@sed -nE 's/^([a-z-]+):.*## (.*)$$/make \1	\2/p' $(MAKEFILE_LIST) | expand -t 24

install: $(RUNTIME)  ## what the bot needs, and the `rapport` command in .venv/bin

demo: $(RUNTIME)  ## a local Slack, a seeded shop and the bot, in your browser
	@exec $(BIN)/rapport demo

test: $(DEV)  ## rules and units, then the store on real servers, scenarios, browser journeys, coverage
	@mkdir -p artifacts && rm -f .coverage artifacts/journeys-not-run.txt
	@echo "== rules and units"
	@$(PYTEST) -m "not journey" tests/rules tests/bot
	@echo "== the store and the local Slack, on real servers"
	@$(PYTEST) -m "not journey" tests/storage tests/playground
	@echo "== scenarios"
	@$(PYTEST) -m "not journey" tests/scenarios
	@echo "== journeys in a browser"
	@$(PYTEST) -m journey tests/journey
	@echo "== coverage"
	@$(BIN)/coverage report
	@$(BIN)/coverage json --quiet -o artifacts/coverage.json
	@$(BIN)/python tests/rules/coverage_gates.py artifacts/coverage.json
	@if [ -f artifacts/journeys-not-run.txt ]; then cat artifacts/journeys-not-run.txt; fi

prove: $(DEV)  ## what must never happen, tried on real processes (SIZE=full for long; PLANT=1: would it be found?)
	@$(BIN)/python -m prove --size $(SIZE) $(if $(PLANT),--plant) $(if $(GOALS),--only $(GOALS)) $(if $(WITHIN),--within $(WITHIN))

check: $(DEV)  ## format, lint, import rules, types, spelling, dependencies, dangerous calls, secrets
	@echo "== ruff format" && $(BIN)/ruff format --check --quiet . || { echo "not formatted: make fix"; exit 1; }
	@echo "== ruff check" && $(BIN)/ruff check --quiet .
	@echo "== import rules" && $(BIN)/lint-imports
	@echo "== mypy" && $(BIN)/mypy
	@echo "== codespell" && $(BIN)/codespell
	@echo "== deptry" && $(BIN)/deptry .
	@echo "== bandit" && $(BIN)/bandit -q -ll -r bot storage playground prove
	@echo "== detect-secrets" && git ls-files -z ':!tests' ':!*.lock' ':!benchmarks/identity' | xargs -0 $(BIN)/detect-secrets-hook
	@echo "== what is installed is whole" && $(PIP) check

mutants: $(DEV)  ## do the tests of the modules of security notice any wrong place? (long; MODULES="bot.raw ..." for some)
	@$(BIN)/python -m prove.mutants $(MODULES)

fix: $(DEV)  ## format the code and mend what the linter can mend
	@$(BIN)/ruff check --fix --show-fixes . || left=1; $(BIN)/ruff format .; exit $${left:-0}

bench: $(DEV)  ## speed, as ratios to a bare Bolt app measured in the same run
	@$(BIN)/python -m benchmarks

bench-identity: $(BENCH)  ## who is who: Rapport beside splink on labelled lists (FAKE=list.csv for your own)
	@mkdir -p artifacts
	@.venv-bench/bin/python -m benchmarks.identity $(if $(FAKE),--csv "$(FAKE)" --truth "$(TRUTH)") $(if $(ASIDE),--aside) --json artifacts/identity.json

lock: $(DEV)  ## all lock files from pyproject.toml (LOCK_FLAGS=--upgrade for newer versions)
	@echo "== requirements.lock" && $(COMPILE) --output-file requirements.lock
	@echo "== requirements-dev.lock" && $(COMPILE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock
	@echo "== requirements-otel.lock" && $(COMPILE) --extra otel --constraint requirements-dev.lock --output-file requirements-otel.lock
	@echo "== requirements-bench.lock" && $(COMPILE) --extra bench --constraint requirements.lock --output-file requirements-bench.lock

sbom: $(DEV)  ## what the bot is made of, as CycloneDX: artifacts/sbom.json
	@mkdir -p artifacts
	@$(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible -o artifacts/sbom.json
	@echo "artifacts/sbom.json"

clean:  ## remove .venv and whatever tools left behind (never the data of the demo)
	rm -rf .venv .venv-bench artifacts mutants build dist htmlcov .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ---------------------------------------------------------------- what the targets stand on

# A name on the path may be a version manager's shim for a Python that is not there, and Debian ships Python
# without what makes a venv: so each candidate is tried, not looked up.
.venv/bin/python:
	@for python in $(CANDIDATES); do \
	  if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    echo "== .venv, made by $$("$$python" --version)"; rm -rf .venv; exec "$$python" -m venv .venv; \
	  fi; \
	done; \
	echo "No Python 3.11 or newer that can make a venv was found (tried: $(CANDIDATES))." >&2; \
	echo "Install one (Debian, Ubuntu: apt install python3 python3-venv), or name yours: make PYTHON=/where/it/is/python3" >&2; \
	exit 1

# A lock names everything, so nothing is left to resolve (--no-deps; `pip check` looks whether that is so). Left to
# resolve it, pip 23 takes the newest release for a requirement with an extra, such as coverage[toml], and refuses it.
$(RUNTIME): requirements.lock pyproject.toml | .venv/bin/python
	@echo "== what Rapport needs to run (requirements.lock)"
	@$(PIP) install --no-deps --require-hashes --requirement requirements.lock
	@echo "== the rapport command"
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	@echo "== what its tests and checks need (requirements-dev.lock)"
	@$(PIP) install --no-deps --require-hashes --requirement requirements-dev.lock
	@touch $@

# The referee's packages are many and none of Rapport's: they never come into .venv.
$(BENCH): requirements-bench.lock | .venv/bin/python
	@echo "== what the comparison with splink needs (requirements-bench.lock)"
	@rm -rf .venv-bench && $(BIN)/python -m venv .venv-bench
	@.venv-bench/bin/python -m pip --disable-pip-version-check --no-input --quiet install --no-deps --require-hashes --requirement requirements-bench.lock
	@touch $@
