"""The stock light bot that `make -C lab bench` measures against."""
