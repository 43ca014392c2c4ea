"""The command line of Wayfinder."""
