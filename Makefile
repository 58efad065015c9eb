# README's two commands: `make demo` and `make test`. Everything lives in .venv and is made from pyproject.toml
# and constraints.txt (names and versions only).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
WORKERS ?= 2

.PHONY: install demo test lint types contracts spelling bench clean

install: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "gongkai needs Python 3.11 or newer: make PYTHON=python3.12 install")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,browser,export]'
	touch $(STAMP)

demo: install
	$(BIN)/gongkai demo

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell crawler rules monitor storage tests bench docs README.md ARCHITECTURE.md CONTRIBUTING.md CHANGELOG.md
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy

# pytest comes last, so that its summary is the last thing that is printed.
test: lint
	$(BIN)/pytest -n $(WORKERS)

bench: install
	$(BIN)/python -m bench

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache
