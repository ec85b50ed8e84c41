# Everything a person does here, in one word each. The first of them sets up .venv; it is set up
# again when the lock or pyproject.toml changed. `make help` lists them.

VENV   ?= .venv
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3; do \
	"$$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
	>/dev/null 2>&1 && echo "$$name" && exit; done; echo python3)

BIN := $(VENV)/bin
PY  := $(BIN)/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
APP := $(VENV)/.app
DEV := $(VENV)/.dev

CSV   := hebra-default.csv
CHART := hebra-default.png

export QT_NO_GUI_THREADPOOL = 1

.DEFAULT_GOAL := help
.PHONY: help run test check lint types fences bench shots catalogues lock clean

help: ## Show this list
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | while IFS="$$(printf '\t')" \
		read -r name what; do printf 'make %-12s %s\n' "$$name" "$$what"; done

run: $(APP) ## Open the window; where there is no display, run the default experiment here
	@code=0; $(PY) packaging/check_display.py || code=$$?; \
	case $$code in \
	0) exec $(PY) -m ui ;; \
	3) echo "Running the default experiment in the terminal instead:"; \
	   $(BIN)/hebra run --file resources/experiments/default.toml --csv $(CSV) --chart $(CHART) \
	   && echo "Written: $(CSV) and $(CHART)." ;; \
	*) exit 1 ;; \
	esac

test: $(DEV) ## Run all tests but the slow ones; the window's without a display
	@$(PY) packaging/check_display.py --offscreen
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n 3 --dist loadfile -m "not slow and not strict" $(ARGS)

check: lint types fences test ## Lint, types, fences and tests: what has to pass before a change goes in

lint: $(DEV) ## Ruff's rules and layout, and spelling
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/typos

types: $(DEV) ## mypy, strict; the engine's side also as Python 3.10 sees it
	@$(BIN)/mypy
	@$(BIN)/mypy --python-version 3.10 -p lab.spec -p lab.tasks -p lab.runtime -p lab.probes
	@for program in packaging/*.py; do $(BIN)/mypy "$$program" || exit 1; done

fences: $(DEV) ## Who may import whom
	@$(BIN)/lint-imports --no-logo

bench: $(DEV) ## Measure Hebra against its rivals and its own targets; some minutes
	@$(PY) -m tests.bench $(ARGS)

shots: $(DEV) ## Render every page, light and dark, English and Spanish, to artifacts/shots
	@QT_QPA_PLATFORM=offscreen $(PY) -m tests.shots $(ARGS)

catalogues: $(DEV) ## Bring the message catalogues up to date and list what is untranslated
	@$(PY) packaging/catalogues.py

lock: $(DEV) ## Write the locks again; ARGS=--upgrade for newer versions
	@packaging/lock.sh $(BIN)/uv $(ARGS)

clean: ## Remove the environments and everything that was made
	rm -rf .venv .venvs build dist artifacts *.egg-info $(CSV) $(CHART)
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find lab ui tests packaging -name __pycache__ -type d -prune -exec rm -rf {} +

# ── Environment ──────────────────────────────────────────────────────────────────────────────
$(APP): packaging/requirements.txt pyproject.toml
	@$(PYTHON) packaging/check_python.py
	@echo "Setting up $(VENV) with $$($(PYTHON) --version) ..."
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes -r packaging/requirements.txt
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

$(DEV): packaging/requirements-dev.txt $(APP)
	@echo "Adding what tests and checks need ..."
	@$(PIP) install --require-hashes -r packaging/requirements-dev.txt
	@touch $@
