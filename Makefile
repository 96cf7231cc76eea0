.DEFAULT_GOAL := help
PYTHON ?= .venv/bin/python
SBOM ?= sbom.cdx.json

.PHONY: help install test cover lint types layers format readme planted docs fuzz lowest sbom all

help:  ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 12

install:  ## Make .venv and install dataqa in it, editable, with what the tests need
	python3 -m venv .venv
	.venv/bin/pip install -q -e '.[test]'

test:  ## Run all tests
	$(PYTHON) -m pytest

cover:  ## Run all tests, and say which lines none of them reaches
	$(PYTHON) -m pytest --cov --cov-report=term:skip-covered

lint:  ## Look for mistakes and for code that is not formatted
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check

types:  ## Check the types
	$(PYTHON) -m mypy

layers:  ## Check that data flows one way
	$(PYTHON) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

format:  ## Format the code
	$(PYTHON) -m ruff format

readme:  ## Rewrite what is generated: the README's marked blocks, rules/schema.json, the example messages
	$(PYTHON) tests/generated.py

planted:  ## Write anew what each check measures on its planted frame; read what changed before you commit it
	PYTHONPATH=.:tests $(PYTHON) tests/checks/planted.py
	$(PYTHON) tests/worked_examples.py

docs:  ## Build the documentation into site/
	$(PYTHON) -m mkdocs build --quiet

fuzz:  ## Audit 100,000 random frames, and show what breaks
	$(PYTHON) tests/bench/random_frames.py --count 100000

lowest:  ## Run the tests on the lowest versions that pyproject.toml allows (needs uv)
	uv venv --quiet --clear .venv-lowest
	uv pip install --quiet --python .venv-lowest --resolution lowest-direct -e '.[test]'
	.venv-lowest/bin/python -m pytest

sbom:  ## List what an installation brings, as CycloneDX JSON (SBOM=file)
	python3 -m venv .venv-sbom
	.venv-sbom/bin/pip install -q 'cyclonedx-bom>=7'
	.venv-sbom/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible -o $(SBOM) $(PYTHON)

all: lint types layers test  ## Everything that must hold before a commit
