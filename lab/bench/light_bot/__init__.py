"""The stock light bot that `make bench` measures against."""
