# `make` alone lists the targets. RUN and DEV are the two environments: for people who
# run the bot, and for people who change it.
RUN := .venv/bin/python
DEV := .venv-dev/bin/python
# What needs no server, browser or training.
QUICK := $(wildcard tests/unit tests/wiring tests/facts) actions wayfinder
# Tests run in as many processes as there are processors, up to four: each has bots of its own (tests/conftest.py).
PROCESSES := -n auto --maxprocesses 4 --dist loadgroup --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help run shell test test-quick talk check generate

help: ## list these targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | awk -F'|' '{printf "  make %-12s %s\n", $$1, $$2}'
	@echo "The laboratory (benches, reports, comparisons with stock Rasa) has its own: make -C lab"

run: ## set up, train if needed, and run the bot (HOST and PORT can be set)
	@python3 scripts/setup.py run
	@HOST=$(or $(HOST),127.0.0.1) PORT=$(or $(PORT),5005) $(RUN) -m scripts.run

shell: ## talk to the bot in this terminal
	@python3 scripts/setup.py run
	@$(RUN) -m scripts.shell

test: ## set up and run every check and test
	@python3 scripts/setup.py dev
	@$(DEV) -m scripts.check
	@.venv-dev/bin/ruff check --quiet .
	@.venv-dev/bin/mypy --no-error-summary
	@$(DEV) -m pytest $(PROCESSES)

test-quick: ## set up and run what needs no server, browser or training
	@python3 scripts/setup.py dev
	@$(DEV) -m pytest $(QUICK)

talk: ## set up and count how many turns of talks that others wrote are answered right (SET=seen, truth, pairs)
	@python3 scripts/setup.py dev
	@$(DEV) -m tests.talks.run $(or $(SET),seen) $(ARGS)

check: ## say in plain words what is wrong with the facts and the wording
	@python3 scripts/setup.py run
	@$(RUN) -m scripts.check

generate: ## write what is made from other files: the widget, the model
	@python3 scripts/setup.py run
	@$(RUN) -m scripts.build_widget
	@$(RUN) -m scripts.train
