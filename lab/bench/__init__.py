"""The bench: this bot and its peers, measured in one run. `make bench`, docs/speed.md."""
