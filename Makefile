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

# What a release is built in: the app and the tools that build it, nothing of the work on it.
# The newest Python that a bundle can be made of: with a shared library.
PACKAGE_PYTHON ?= $(shell for name in python3.13 $$HOME/.pyenv/versions/3.13.*/bin/python3 \
	python3.12 $$HOME/.pyenv/versions/3.12.*/bin/python3 python3.11; do \
	"$$name" -c 'import sys, sysconfig as s, ensurepip; sys.exit(sys.version_info >= (3, 14) or \
	not s.get_config_var("Py_ENABLE_SHARED"))' >/dev/null 2>&1 && echo "$$name" && exit; \
	done; echo $(PYTHON))
PACKAGE := .venvs/package
PACKAGER := $(PACKAGE)/bin/python
INSTALLED := $(PACKAGE)/installed.json
BUNDLE := build/bundle/hebra
VERSION := $(shell sed -n 's/^__version__ = "\(.*\)"$$/\1/p' lab/__init__.py)
DEB := build/packaging/hebra_$(VERSION)-1_amd64.deb
TARBALL := build/packaging/hebra-$(VERSION)-linux-x86_64.tar.xz
SOURCES = $(shell find lab ui resources packaging/bundle -type f ! -path '*/__pycache__/*')

CSV   := hebra-default.csv
CHART := hebra-default.png

export QT_NO_GUI_THREADPOOL = 1

.DEFAULT_GOAL := help
.PHONY: help run test check lint types fences bench shots catalogues lock clean
.PHONY: bundle test-bundle deb tarball package test-package dist test-wheel release

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | while IFS="$$(printf '\t')" \
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
	@$(BIN)/mypy --python-version 3.10 -m lab.capabilities -p lab.spec -p lab.tasks \
		-p lab.runtime -p lab.probes
	@for program in $$(find packaging -name '*.py'); do \
		MYPYPATH=packaging:packaging/release $(BIN)/mypy "$$program" || exit 1; done

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

bundle: $(BUNDLE)/hebra ## Build the app as a folder that needs no Python: build/bundle/hebra

$(BUNDLE)/hebra: $(INSTALLED) $(SOURCES)
	@$(PACKAGER) packaging/bundle/build.py

test-bundle: $(DEV) $(BUNDLE)/hebra ## Run the end-to-end tests with the bundle instead of the source
	@QT_QPA_PLATFORM=offscreen HEBRA_TESTED=$(abspath $(BUNDLE)/hebra) $(PY) -m pytest \
		tests/e2e tests/lab/cli/test_end_to_end.py -m "not strict" $(ARGS)

deb: $(DEB) ## Make the Debian package of the bundle, in build/packaging

tarball: $(TARBALL) ## Make the tarball of the bundle for people without root

$(DEB) $(TARBALL): $(BUNDLE)/hebra CHANGELOG.md $(wildcard packaging/linux/* packaging/linux/data/*)
	@$(PYTHON) packaging/needs.py package
	@QT_QPA_PLATFORM=offscreen $(PACKAGER) packaging/linux/$(if $(filter %.deb,$@),deb,tarball).py \
		$(BUNDLE) --environment $(PACKAGE)

package: $(BUNDLE)/hebra dist ## Build everything that people install: .deb, tarball, wheel, sdist
	@$(MAKE) --no-print-directory -j2 deb tarball  # each packs for two minutes, on one core

test-package: $(DEB) ## Install the .deb on a fresh Debian, use it by keyboard, remove it; as root
	@$(PYTHON) packaging/needs.py test-package
	@$(PYTHON) packaging/check/package.py $(DEB) $(ARGS)

dist: $(INSTALLED) ## Build wheel and sdist of the commit, twice, into build/packaging
	@$(PACKAGER) packaging/release/dist.py

test-wheel: dist ## Install the wheel with pipx and with uv, use it, remove it
	@$(PACKAGER) packaging/check/wheel.py build/packaging/*.whl

release: ## Build everything from a clean commit, with checksums and bill of materials
	@$(PYTHON) packaging/release/source.py
	@$(MAKE) --no-print-directory $(INSTALLED) package
	@$(PACKAGER) packaging/release/release.py --installed $(INSTALLED)

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

# pip tells what it installed, wheel by wheel with its hash: the bill of materials is made from it.
$(INSTALLED): packaging/requirements-build.txt
	@$(PACKAGE_PYTHON) packaging/check_python.py
	@echo "Setting up $(PACKAGE) with $$($(PACKAGE_PYTHON) --version) ..."
	@rm -rf $(PACKAGE)
	@$(PACKAGE_PYTHON) -m venv $(PACKAGE)
	@$(PACKAGER) -m pip --disable-pip-version-check --quiet install --require-hashes \
		--report $@.new -r packaging/requirements-build.txt
	@mv $@.new $@
