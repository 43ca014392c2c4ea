# `make` alone lists the targets. RUN and DEV are the two environments: for people who
# run the bot, and for people who change it.
RUN := .venv/bin/python
DEV := .venv-dev/bin/python

.DEFAULT_GOAL := help
.PHONY: help run shell test check generate nlu nlu-peers check-stock bench profile soak

help: ## list these targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | awk -F'|' '{printf "  make %-12s %s\n", $$1, $$2}'

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
	@$(DEV) -m pytest

check: ## say in plain words what is wrong with the facts, wording and generated files
	@python3 scripts/setup.py dev
	@$(DEV) -m scripts.check

generate: ## write what is made from other files: training data from the facts, the widget, the model
	@python3 scripts/setup.py run
	@$(RUN) -m scripts.generate
	@cd widget && if command -v npm >/dev/null; then npm ci --silent && npm run --silent build; fi
	@$(RUN) -m scripts.train

nlu: ## measure how well questions are understood, against the floors
	@python3 scripts/setup.py dev
	@$(DEV) -m scripts.train
	@$(DEV) -m lab.nlu_report --floors tests/nlu/floors.yml

nlu-peers: ## measure understanding beside stock Rasa's pipelines (2.5 GB, hours for DIET; ONLY=logistic or EPOCHS=10: minutes; KEEP=folder goes on)
	@python3 scripts/setup.py dev
	@python3 scripts/setup.py stock
	@$(DEV) -m lab.nlu_peers $(if $(FOREIGN),--foreign $(FOREIGN)) $(if $(ONLY),--only $(ONLY)) $(if $(KEEP),--keep $(KEEP)) $(if $(EPOCHS),--epochs $(EPOCHS))

check-stock: ## compare every answer with stock Rasa on Python 3.10 (2.5 GB, some minutes)
	@python3 scripts/setup.py dev
	@python3 scripts/setup.py stock
	@$(DEV) -m lab.stock_comparison

bench: ## measure size, start, memory and speed beside stock Rasa's bots (2.5 GB, an hour on a quiet machine)
	@python3 scripts/setup.py run
	@python3 scripts/setup.py dev
	@python3 scripts/setup.py stock
	@$(DEV) -m lab.bench

profile: ## tell where the time of a turn goes
	@python3 scripts/setup.py dev
	@$(DEV) -m scripts.train
	@$(DEV) -m lab.profile_turns

soak: ## ask a thousand things over a Slack that repeats and limits, and count the answers
	@python3 scripts/setup.py dev
	@$(DEV) -m scripts.train
	@$(DEV) -m lab.slack_soak
