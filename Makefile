# Everything a person runs. Needs make and Python 3.11 or newer; the rest is set up in .venv.
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
SETUP = $(or $(PYTHON),$(error Python 3.11 or newer is needed (Debian, Ubuntu: apt install python3 python3-venv))) scripts/setup.py
IN = .venv/bin/python
PYTEST = $(IN) -m pytest -q --durations=10

.DEFAULT_GOAL := help
.PHONY: help setup run test test-all quality bench lint format messages clean

help: ## Show what can be run
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

setup: ## Set up .venv, the front end and translations, without starting anything
	@$(SETUP) run

run: setup ## Start the demonstration and print its address; Ctrl-C stops all
	@exec $(IN) -m prasan.config up

test: test-setup quality ## All checks and tests but the long ones
	@$(PYTEST) -n 2 --dist loadfile -m "not long and not alone"
	@$(PYTEST) -m "alone and not long"

test-all: test-setup quality ## All tests, the long ones too
	@$(PYTEST) -n 2 --dist loadfile -m "not alone"
	@$(PYTEST) -m "alone"

bench: test-setup ## Measure, and write var/bench.json; ONLY=case runs one part
	@$(IN) scripts/bench.py $(ONLY)

quality:
	@$(IN) scripts/quality.py

lint: test-setup quality ## The checks of `make test` without the tests

format: test-setup ## Put the code into shape
	@$(IN) -m ruff check --fix . && $(IN) -m ruff format .

messages: test-setup ## Collect texts to translate and compile the translations
	@$(IN) scripts/messages.py extract && $(IN) scripts/messages.py compile

clean: ## Remove what set-up made; data under var/ stays
	@rm -rf .venv build node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.PHONY: test-setup
test-setup:
	@$(SETUP) test
