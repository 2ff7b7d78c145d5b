# The two commands of the README are `make run` and `make test`. Everything lives in .venv; nothing needs root or a compiler.

PYTHON ?= python3
PORT ?= 8001
VENV := .venv
DB := archive.db
BIN := $(VENV)/bin
PIP := $(BIN)/pip install -qq --disable-pip-version-check --require-hashes
WORKERS ?= 2

.PHONY: run test check bench torture constraints clean

run: $(VENV)/run.stamp
	@echo "== adding seeds/ to $(DB)"
	@$(BIN)/archive --db $(DB) add seeds | tee $(VENV)/added.txt
	@if grep -qE '^(added|new version)' $(VENV)/added.txt || [ ! -s $(VENV)/compared.txt ]; then \
		echo "== formulations found over the whole corpus"; \
		$(BIN)/archive --db $(DB) discover --format csv > $(VENV)/discovered.csv && \
		$(BIN)/archive --db $(DB) compare 2024 2026 --brief > $(VENV)/compared.part && \
		mv $(VENV)/compared.part $(VENV)/compared.txt; \
	fi
	@echo "== 2024 beside 2026"
	@cat $(VENV)/compared.txt
	@echo "== serving on http://127.0.0.1:$(PORT)/ (Ctrl-C stops)"
	@exec $(BIN)/archive --db $(DB) serve --port $(PORT)

test: $(VENV)/test.stamp
	$(BIN)/pytest -n $(WORKERS) --dist worksteal -m "not torture"

check: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# `make bench` runs every measurement, `make bench diff ledger` those two.
ifeq ($(firstword $(MAKECMDGOALS)),bench)
MEASUREMENTS := $(wordlist 2,$(words $(MAKECMDGOALS)),$(MAKECMDGOALS))
ifneq ($(MEASUREMENTS),)
$(eval $(MEASUREMENTS):;@:)
endif
endif

bench: $(VENV)/test.stamp
	$(BIN)/python -m benchmarks $(MEASUREMENTS)

torture: $(VENV)/test.stamp
	$(BIN)/pytest -m torture

# The pinned versions, made anew from pyproject.toml by whoever raises them. It needs uv, which nothing else does.
PIN := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header
constraints:
	$(PIN) pyproject.toml --output-file constraints.txt
	$(PIN) pyproject.toml --extra test --constraint constraints.txt --output-file constraints-test.txt
	printf 'pip\nsetuptools\nsetuptools-scm\n' | $(PIN) - --constraint constraints-test.txt --output-file constraints-build.txt

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@echo "== making $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/build.stamp: constraints-build.txt | $(VENV)/bin/python
	@echo "== installing what builds the rest"
	@$(PIP) -r constraints-build.txt
	@touch $@

$(VENV)/run.stamp: constraints.txt pyproject.toml $(VENV)/build.stamp
	@echo "== installing the pinned dependencies and the package"
	@$(PIP) --no-build-isolation --use-pep517 -r constraints.txt
	@$(BIN)/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@rm -f $(VENV)/compared.txt
	@touch $@

$(VENV)/test.stamp: constraints-test.txt $(VENV)/run.stamp
	@echo "== installing what the tests need"
	@$(PIP) --no-build-isolation --use-pep517 -r constraints-test.txt
	@touch $@
