"""Whoever runs a bot of before goes on with today's code: their database, YAML files, model, addresses and settings."""

from pathlib import Path

# What a bot of before the classes moved into wayfinder/ left behind.
BEFORE = Path(__file__).resolve().parent / "before"
