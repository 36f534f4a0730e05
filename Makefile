# Two commands do all the set-up: `make run` and `make test`. Both need Python 3.11 or newer and nothing else.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run test check format lint types bench lock screenshots clean

## run: start the bot; without a token it opens its own sandbox messenger in the browser
run: $(VENV)/run.stamp
	$(BIN)/gorod-bot run

## test: all tests, with coverage
test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n auto --cov --cov-report=term:skip-covered

## check: what continuous integration checks: format, lint, types, tests
check: lint types test

## format: put every file in shape
format: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

## bench: speed and memory, as tables; fails on nothing
bench: $(VENV)/dev.stamp
	$(BIN)/python -m tests.bench

## screenshots: take the README's picture again from a real conversation in the sandbox (needs Chromium)
screenshots: $(VENV)/dev.stamp
	$(BIN)/python -m tests.browser.screenshots docs/pictures

## lock: pin the newest allowed versions with their hashes (needs uv)
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--upgrade --group build pyproject.toml --output-file requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--upgrade --group dev --constraints requirements.lock pyproject.toml --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage htmlcov

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes --requirement requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp
	$(PIP) --require-hashes --requirement requirements-dev.lock
	@touch $@
