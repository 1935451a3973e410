# 두 명령이면 됩니다: `make run`(실행), `make test`(시험). 나머지는 `make help`.
SHELL := /bin/bash
PY ?= python3
JOBS ?= 2
BIN := .venv/bin
export VIRTUAL_ENV := $(CURDIR)/.venv
# a machine without Node.js uses the one that the lock brings into .venv
NPM := $(if $(and $(shell command -v node),$(shell command -v npm)),npm,PATH="$(CURDIR)/.venv/bin:$$PATH" npm)
LOCK := $(BIN)/uv pip compile --universal --generate-hashes --no-header --no-annotate --quiet
RECORDED := build

.PHONY: help setup setup-run run test test-slow lint bench mutants docs tour lock clean
.DELETE_ON_ERROR:

help:
	@echo 'make run        누리집(localhost:8000)과 업무시스템(localhost:8001)을 실행합니다'
	@echo 'make setup      필요한 것을 모두 설치합니다(run과 test가 알아서 부릅니다)'
	@echo 'make test       정적 검사와 빠른 시험을 합니다'
	@echo 'make test-slow  느린 시험을 합니다'
	@echo 'make bench      성능을 재어 bench/RESULTS.md에 씁니다'
	@echo 'make mutants    규칙을 하나씩 망가뜨려 시험이 알아차리는지 봅니다'
	@echo 'make docs       규칙과 절차에서 만들어지는 문서를 다시 씁니다'
	@echo 'make tour       둘러보기(docs/tour.md)의 그림을 다시 만듭니다'
	@echo 'make lint       정적 검사만 합니다'
	@echo 'make lock       requirements/의 잠금 파일을 다시 만듭니다'
	@echo 'make clean      만들어진 것을 지웁니다(.data와 .venv는 남습니다)'

# What a person needs who only wants to see it run; tests also need a browser.
setup-run: .venv/.packages-run .venv/.ready $(RECORDED)/.ui $(RECORDED)/.locale
setup: setup-run .venv/.packages-test

.venv/.python:
	@$(PY) -c 'import sys; sys.exit(sys.version_info[:2] < (3, 11) and "Python 3.11 이상이 필요합니다. PY=python3.11처럼 정합니다.")'
	@$(PY) tools/system_packages.py venv
	@$(BIN)/python -c 'import pip' 2>/dev/null || $(PY) -m venv --clear .venv
	@touch $@

.venv/.packages-%: tools/system_packages.py | .venv/.python
	@$(PY) tools/system_packages.py $*
	@touch $@

.venv/.ready: requirements/dev.txt requirements/uv.txt tools/install_project.py | .venv/.python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@$(BIN)/uv pip sync --quiet --compile-bytecode --require-hashes requirements/dev.txt requirements/uv.txt
	@$(BIN)/python tools/install_project.py
	@touch $@

node_modules/.ready: package.json package-lock.json .npmrc | .venv/.ready .venv/.packages-run
	@$(NPM) ci --ignore-scripts --no-update-notifier --loglevel=error
	@touch $@

$(RECORDED)/.ui: node_modules/.ready $(shell find teojeon/ui -name '*.py')
	@mkdir -p $(RECORDED)
	@$(BIN)/python -m teojeon.ui.build
	@touch $@

$(RECORDED)/.locale: $(wildcard teojeon/locale/*/*.po) tools/translations.py | .venv/.ready
	@mkdir -p $(RECORDED)
	@$(BIN)/python tools/translations.py compile
	@touch $@

run: setup-run
	@$(BIN)/teojeon run

lint: setup
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo >$(RECORDED)/imports.log || { cat $(RECORDED)/imports.log; exit 1; }
	@$(BIN)/bandit --quiet --recursive --severity-level medium --confidence-level medium teojeon

# a browser's driver keeps an event loop running, which other tests must not meet: its tests have a process of their own
test: setup lint
	@$(BIN)/python -m pytest -n $(JOBS) -m 'not slow and not browser' --req-full=begin
	@$(BIN)/python -m pytest -m 'not slow and browser' --req-full=fast

test-slow: setup
	@$(BIN)/python -m pytest -m 'slow and not browser' --req-full=more
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal -m 'slow and browser' --req-full=slow

bench: setup
	@$(BIN)/python -m bench

# rules, parameters, and the functions of the language, each broken once: the tests must notice
mutants: setup
	@$(BIN)/python -m tests.mutants

docs: setup-run
	@$(BIN)/teojeon docs

# the pictures that docs/tour.md shows, from the walk of the test
tour: setup
	@$(BIN)/python -m pytest tests/browser/test_tour.py
	@mkdir -p docs/tour
	@grep -o 'tour/[0-9a-z-]*\.png' docs/tour.md | sort -u | xargs -I{} cp build/{} docs/{}

lock: .venv/.ready
	@$(LOCK) requirements/uv.in -o requirements/uv.txt
	@$(LOCK) pyproject.toml --all-extras --group dev -o requirements/dev.txt
	@$(NPM) install --package-lock-only --ignore-scripts --no-update-notifier
	@! grep -nE 'https?://|--(extra-)?index-url|--find-links' requirements/*.txt package-lock.json

clean:
	@rm -rf build staticfiles .mypy_cache .ruff_cache .import_linter_cache .hypothesis .pytest_cache *.egg-info
	@find teojeon tests bench tools -name __pycache__ -prune -exec rm -rf {} +
