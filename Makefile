# Needs Python 3.11 or newer and make, and for the tests Node with npm; everything else is installed from locked lists,
# into .venv and where a package.json stands.

VENV := .venv
BIN := $(VENV)/bin
CONTRACT := tools/contract
INSTALLED := node_modules/.package-lock.json
GENERATORS := $(CONTRACT)/.venv/.installed
PYTHONS := $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python
INSTALL := $(BIN)/python -m pip install --require-hashes --no-deps --quiet --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help run test check fuzz format lock openapi contract sdk docs bench faults kills e2e machine clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.for-run ## Serve on http://127.0.0.1:8000, with a database of its own; Ctrl-C stops everything
	@exec $(BIN)/python -m app serve

test: check $(addsuffix /$(INSTALLED),sdk/typescript tests/sdk/browser tests/jobs/standard tests/integrations/vendors $(CONTRACT)) ## Everything: check, then all tests, in parallel
	@$(BIN)/python -m pytest -n logical --maxprocesses 8

fuzz: $(VENV)/.for-test ## Ten thousand and more made-up requests; SEED=number to repeat a run, EXAMPLES=of each operation
	@echo "The seed is $(SEED)."
	@FUZZ_SEED=$(SEED) FUZZ_EXAMPLES=$(EXAMPLES) $(BIN)/python -m pytest -n logical --maxprocesses 8 \
		tests/contract/test_schemathesis.py tests/contract/test_fuzz.py

check: $(VENV)/.for-test ## Format, lint, types, import rules, the Dockerfile; no tests
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/hadolint Dockerfile

format: $(VENV)/.for-test ## Put the code into shape
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format .

openapi: $(VENV)/.for-run ## Write openapi/openapi.json anew
	@$(BIN)/python -m app openapi --output openapi/openapi.json

sdk: $(VENV)/.for-test sdk/typescript/$(INSTALLED) ## Write the generated parts of the clients in sdk/ anew, from openapi/openapi.json
	@$(BIN)/python sdk/python/generate_client.py
	@cd sdk/typescript && npm run --silent generate

contract: $(VENV)/.for-test $(CONTRACT)/$(INSTALLED) $(GENERATORS) ## Other people's linters and generators on the contract; ONLY=spectral,java
	@$(BIN)/python -m tools.contract $(if $(ONLY),--only $(ONLY))

docs: $(VENV)/.for-run ## Write the generated pages of docs/ anew
	@$(BIN)/python -m app.core.settings_page
	@$(BIN)/python -m app.http.errors_page
	@$(BIN)/python -m app.access.rights_page

bench: $(VENV)/.for-test ## Measure what was not measured yet; ONLY=operation, SIZE=problems, CLIENTS=1,8,32
	@$(BIN)/python -m benchmarks.run $(if $(ONLY),--only $(ONLY)) $(if $(SIZE),--problems $(SIZE)) \
		$(if $(CLIENTS),--clients $(CLIENTS)) $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(AGAIN),--again)

faults: $(VENV)/.for-test ## Break things under load; ONLY=server_killed, ROUNDS=10; writes docs/reliability.md
	@$(BIN)/python -m tests.faults $(if $(ONLY),--only $(ONLY)) $(if $(ROUNDS),--rounds $(ROUNDS))

kills: $(VENV)/.for-test ## Kill whoever sends webhooks or synchronizes tickets at each step, a hundred times; ROUNDS=100, ONLY=github
	@$(BIN)/python -m tests.jobs $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(ONLY),--only "$(ONLY)")

e2e: $(VENV)/.for-test ## A real Request Tracker 5, installed with apt as root: our client against it, and a connector
	@$(BIN)/python -m pytest tools/e2e

machine: $(VENV)/.for-test ## Random members against a model of the law; SEQUENCES=100, STEPS=60, SEED=1
	@seed=$(or $(SEED),$$(date +%s)); echo "SEED=$$seed"; ALLIANCE_MACHINE_SEED=$$seed \
		ALLIANCE_MACHINE_SEQUENCES=$(or $(SEQUENCES),100) ALLIANCE_MACHINE_STEPS=$(or $(STEPS),60) \
		$(BIN)/python -m pytest -s tests/machine

lock: $(VENV)/.for-run ## Write the lists of dependencies anew, newest versions that fit
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile $(COMPILE) --output-file requirements.lock pyproject.toml
	@$(BIN)/uv pip compile $(COMPILE) --constraint requirements.lock --group dev \
		--output-file requirements-dev.lock pyproject.toml
	@$(BIN)/uv pip compile $(COMPILE) --output-file $(CONTRACT)/requirements.lock $(CONTRACT)/requirements.in

clean: ## Remove everything made but the data (var/)
	@rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .schemathesis
	@find app benchmarks sdk tests tools alembic -name __pycache__ -prune -exec rm -rf {} +
	@rm -rf sdk/typescript/node_modules sdk/typescript/dist tests/sdk/browser/node_modules
	@rm -rf tests/integrations/vendors/node_modules tests/jobs/standard/node_modules
	@rm -rf $(CONTRACT)/node_modules $(CONTRACT)/.venv
	@test -L $(VENV) || rm -rf $(VENV)

SEED := $(shell date +%s)
EXAMPLES := 80

COMPILE := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --custom-compile-command 'make lock'

%/$(INSTALLED): %/package-lock.json
	@node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' \
		2>/dev/null && npm --version >/dev/null 2>&1 || { \
		echo "The TypeScript client and the tests need Node 20.19 or newer, with npm." >&2; exit 1; }
	@echo "Installing what $* needs (seconds, once)."
	@cd $* && npm ci --silent --ignore-scripts
	@touch $@

$(GENERATORS): $(CONTRACT)/requirements.lock | $(VENV)/.for-test
	@echo "Installing what makes and compiles clients (half a minute, once)."
	@$(BIN)/python -m venv --clear $(CONTRACT)/.venv
	@$(CONTRACT)/.venv/bin/python -m pip install --require-hashes --no-deps --quiet --quiet \
		--disable-pip-version-check -r $(CONTRACT)/requirements.lock
	@touch $@

# An environment that is a link is somebody else's: it is used as it is.
ifeq ($(shell test -L $(VENV) && echo link),link)

.PHONY: $(VENV)/.for-run $(VENV)/.for-test

else

# The Python that it was made of may have left since.
$(shell test ! -e $(VENV)/.made || $(BIN)/python -c '' 2>/dev/null || rm -rf $(VENV))

$(VENV)/.made:
	@for python in $(PYTHONS); do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "Making $(VENV) with $$("$$python" --version)."; \
			"$$python" -m venv --clear $(VENV) && touch $@ && exit 0; \
			echo "$$python cannot make a virtual environment: install its venv module (python3-venv)." >&2; exit 1; \
		fi; \
	done; \
	echo "Alliance needs Python 3.11 or newer; none was found ($$(python3 --version 2>&1)). Name one: make run PYTHON=…" >&2; \
	exit 1

$(VENV)/.for-run: requirements.lock $(VENV)/.made
	@echo "Installing what the service needs (about a minute, once)."
	@$(INSTALL) -r requirements.lock
	@touch $@

$(VENV)/.for-test: requirements-dev.lock requirements.lock $(VENV)/.made
	@echo "Installing what the service and its tests need (about a minute, once)."
	@$(INSTALL) -r requirements-dev.lock
	@touch $@ $(VENV)/.for-run

endif
