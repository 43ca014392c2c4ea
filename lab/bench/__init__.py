"""The bench: this bot and its peers, measured in one run. `make -C lab bench`, docs/speed.md."""
