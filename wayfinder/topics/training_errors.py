"""What can be wrong with what the NLU is trained from, or with a trained model.

NluError
├── WeightsMissing     the package with the encoder's weights isn't installed, or lacks a file
├── WeightsWrong       a file isn't the one that the encoder was written and measured for
├── EncoderNotTrained  a component was asked before it was trained or loaded
└── NoTopicExamples    the training data can't make a topic classifier
"""


class NluError(Exception):
    """Anything that stops training or reading because of our own files."""


class WeightsMissing(NluError):
    """The sentence encoder's weights or tokenizer can't be found."""


class WeightsWrong(NluError):
    """The sentence encoder's weights or tokenizer have another SHA-256 than expected."""


class EncoderNotTrained(NluError):
    """The sentence encoder or topic classifier has nothing to work with yet."""


class NoTopicExamples(NluError):
    """The training data has too few topics, or its messages have no features."""
