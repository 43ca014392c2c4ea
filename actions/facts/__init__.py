"""The facts: what they are, how the file is read and checked, and how to ask for them."""

from actions.facts.queries import FACTS_FILE, FACTS_VARIABLE, Facts, load_facts, usd

__all__ = ["FACTS_FILE", "FACTS_VARIABLE", "Facts", "load_facts", "usd"]
