"""What can be wrong with the files that the NLU is trained from.

NluError
├── WeightsMissing     the package with the encoder's weights isn't installed, or lacks a file
└── WeightsWrong       a file isn't the one that the encoder was written and measured for
"""


class NluError(Exception):
    """Anything that stops training because of our own files."""


class WeightsMissing(NluError):
    """The sentence encoder's weights or tokenizer can't be found."""


class WeightsWrong(NluError):
    """The sentence encoder's weights or tokenizer have another SHA-256 than expected."""
