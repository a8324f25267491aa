# Scenario Studio. `make help` lists what this file does.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8501

.DEFAULT_GOAL := help
.PHONY: help run dev sandbox test check fix

# Each target's comment (after ##) is its help text.
help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

$(VENV)/run.stamp: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements.txt requirements-dev.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/run.stamp

run: $(VENV)/run.stamp  ## start the app on http://127.0.0.1:8501 (the sandbox where no key is set)
	$(BIN)/streamlit run app.py --server.address $(HOST) --server.port $(PORT)

dev: $(VENV)/dev.stamp  ## the same, reloading when a file changes
	PYTHONPATH="$(CURDIR)" $(BIN)/streamlit run app.py --server.address $(HOST) --server.port $(PORT) \
		--server.fileWatcherType auto --server.runOnSave true

sandbox: $(VENV)/run.stamp  ## start the stand-in API alone on http://127.0.0.1:8601/v1
	$(BIN)/python -m sandbox --port 8601

test: $(VENV)/dev.stamp  ## run the whole suite (browser tests skip without a Chromium)
	$(BIN)/python -m pytest

check: $(VENV)/dev.stamp  ## format check, lint, strict types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

fix: $(VENV)/dev.stamp  ## format and mend what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
