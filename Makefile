# The verbs of this project. Each needs only Python 3.11+ with venv, make and git, and sets up the
# private environment .venv by itself; that is done again only when the lock or pyproject.toml changes.
#
#   make audit [CONFIGS=path]   audit sample_configs/, or your own file or folder
#   make test                   run the tests
#   make check                  format, lint, types, floors, freshness of the generated docs
#   make bench                  measure speed, precision and recall on a generated fleet and logs
#   make docs                   write the generated docs again
#   make lock                   resolve the development environment anew
#   make clean                  remove what the other verbs made

PYTHON  ?= python3
VENV    ?= .venv
CONFIGS ?= sample_configs
BENCH   ?=
TEST    ?=

BIN   := $(VENV)/bin
READY := $(VENV)/.ready

# The samples have a site policy of their own; yours is found upward from where you stand.
POLICY := $(if $(filter sample_configs sample_configs/,$(CONFIGS)),--policy inventory/netaudit.yaml)

.DEFAULT_GOAL := help
.PHONY: help audit test check bench bench-smoke docs lock clean

help:
	@sed -n 's/^#   //p' $(firstword $(MAKEFILE_LIST))

# Findings are what an audit is for, so they do not fail the verb; a mistake in the command or the
# policy, an input that could not be read and a rule that broke do.
audit: $(READY)
	@$(BIN)/netaudit audit --fail-on never $(POLICY) $(CONFIGS)

test: $(READY)
	$(BIN)/pytest -n auto $(TEST)

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m docs.generate --check

bench: $(READY)
	$(BIN)/python -m bench $(BENCH)

bench-smoke: $(READY)
	$(BIN)/python -m bench --smoke

docs: $(READY)
	$(BIN)/python -m docs.generate

lock: $(READY)
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --python-version 3.11 --extra dev --upgrade --custom-compile-command "make lock" \
	    pyproject.toml --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) dist build .bench .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

# The first interpreter that is new enough; PYTHON=… is asked first.
$(READY): requirements-dev.lock pyproject.toml
	@set -e; \
	for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	    if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        found=$$python; break; \
	    fi; \
	done; \
	if [ -z "$$found" ]; then \
	    echo "netaudit needs Python 3.11 or newer and found none; name one: make PYTHON=/path/to/python3.12" >&2; \
	    exit 1; \
	fi; \
	echo "setting up $(VENV) with $$($$found --version)"; \
	"$$found" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
