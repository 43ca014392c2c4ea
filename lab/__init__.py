"""What a researcher types: benches, profiles, reports on understanding, comparisons with stock Rasa."""
