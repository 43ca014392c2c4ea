"""The sentence encoder as a Rasa component: what a message means, as numbers."""

from __future__ import annotations

import json
import os
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from tokenizers import Encoding, Tokenizer

from actions.facts import load_facts
from actions.reading import NearFact
from wayfinder.reading.message_reader import NEAREST, NEAREST_HERE, RIGHT_TEXT, UNSEEN_WORDS
from wayfinder.reading.plain_words import asking_part, core, for_encoding, without_persons
from wayfinder.topics.clauses import clauses_of
from wayfinder.topics.fact_index import FactIndex, LineVectors, best_of
from wayfinder.topics.onnx_session import session_of
from wayfinder.topics.speller import Speller
from wayfinder.topics.talk_context import in_this_talk
from wayfinder.topics.training_errors import EncoderNotTrained

# What the encoder leaves on a message besides its features: one row of features for each
# sentence of a long message, and how many of its words the tokenizer knows whole.
PART_FEATURES = "part_features"
KNOWN_WORDS = "known_words"
# And one row of features for each clause of a message that may ask more than one thing.
CLAUSE_FEATURES = "clause_features"

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SentenceEncoder(DenseFeaturizer, GraphComponent):
    """Encodes messages with all-MiniLM-L6-v2, which training converts and the model carries.

    Misspelt words are put right for the encoder only: the message keeps its text. Messages are
    encoded one by one, in training too: what flows through the quantised graph shares one
    scale per batch, and a classifier must learn from the numbers that it is served.
    The 9,000 sentences of the training data take about 20 seconds of a processor.
    """

    ENCODER_FILE = "encoder.onnx"
    TOKENIZER_FILE = "tokenizer.json"
    SPELLER_FILE = "words.json"
    LINES_FILE = "fact_lines.npz"

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the defaults, each with its reason."""
        return {
            **DenseFeaturizer.get_default_config(),
            # In cross-validation int8 classified 0.4 points fewer than float32 rightly, within the noise,
            # at a quarter of the time (0.6 ms instead of 2.5 for ten tokens) and of the size (23 MB).
            "quantized": True,
            # Of longer texts the beginning and the end are read, where questions stand: half of this each.
            "max_characters": 1000,
            # What 1,000 characters of English need at most; the encoder was trained on up to 256.
            "max_tokens": 256,
            # From so many words on, each sentence is encoded by itself too: a story with a question in it.
            # Measured on messages of 40 words and more; see part_weight of the topic classifier.
            "long_from_words": 30,
            # Keeps the time for a wall of text bounded; the last sentences are kept.
            "max_parts": 12,
        }

    def __init__(
        self,
        config: dict[str, Any],
        name: str,
        model_storage: ModelStorage,
        resource: Resource,
        folder: Path | None = None,
    ) -> None:
        """Read the encoder from `folder`; without one it is still to be trained."""
        super().__init__(name, config)
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._speller: Speller | None = None
        self._index: FactIndex | None = None
        if folder is not None:
            self._read(folder)
            self._read_lines(folder)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoder:
        """Return an encoder that is still to be trained."""
        return cls(config, execution_context.node_name, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Convert the weights, and learn how the words of the training data are spelt.

        Raises:
            WeightsMissing: the package with the weights isn't installed, or lacks a file.
            WeightsWrong: a file isn't the expected one.
        """
        self.persist([example.get(TEXT) for example in training_data.intent_examples if example.get(TEXT)])
        return self._resource

    def persist(self, texts: list[str]) -> None:
        """Write the converted encoder, its tokenizer and what the speller learns from `texts` to the model."""
        # Imported here because it needs the package onnx, which serving does without.
        from wayfinder.topics import minilm_converter as minilm

        files = minilm.find_files()
        with self._model_storage.write_to(self._resource) as folder:
            (folder / self.ENCODER_FILE).write_bytes(minilm.convert(files.weights, self._config["quantized"]))
            shutil.copyfile(files.tokenizer, folder / self.TOKENIZER_FILE)
            speller = Speller.of_texts(texts, _dictionary(Tokenizer.from_file(str(files.tokenizer))))
            (folder / self.SPELLER_FILE).write_text(json.dumps(speller.to_dict()), encoding="utf-8")
            self._read(folder)
            LineVectors.write(folder / self.LINES_FILE, load_facts(), self.encode)
            self._read_lines(folder)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SentenceEncoder:
        """Return the encoder of a model.

        Raises:
            Exception: whatever onnxruntime or tokenizers say of a missing or damaged file;
                half a model must not serve.
        """
        with model_storage.read_from(resource) as folder:
            return cls(config, execution_context.node_name, model_storage, resource, folder)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add features to every training example, but no parts or clauses, of which nothing is learnt."""
        # The session runs one message in one thread, and lets go of the interpreter meanwhile.
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            list(threads.map(self._add_features, training_data.training_examples))
        return training_data

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        """Add features, and those of its sentences to a long message, and the facts nearby; an empty one gets none.

        With a conversation, facts are also looked for with what it is about filled in.
        """
        for message in messages:
            text = self._add_features(message)
            self._add_nearest(message, text, tracker)
            if len(text.split()) >= self._config["long_from_words"]:
                parts = sentences_of(text)[-self._config["max_parts"] :]
                if len(parts) > 1:
                    message.set(PART_FEATURES, self._features(self._encodings(parts)))
            clauses = clauses_of(text)
            if len(clauses) > 1:
                message.set(CLAUSE_FEATURES, np.vstack([self._features(self._encodings([c])) for c in clauses]))
        return messages

    def _add_features(self, message: Message) -> str:
        """Add what the whole message means, and return the text that was encoded; an empty one isn't."""
        text = shortened(message.get(TEXT) or "", self._config["max_characters"])
        if not text.strip():
            return ""
        text = self._right(text)
        message.set(RIGHT_TEXT, text)
        text = for_encoding(text)
        [encoding] = self._encodings([text])
        message.set(KNOWN_WORDS, known_words(encoding))
        message.add_features(Features(self._features([encoding]), FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
        return text

    def _add_nearest(self, message: Message, text: str, tracker: DialogueStateTracker | None) -> None:
        """Add the records that the message is near to, alone and in the middle of this talk."""
        features = sentence_features(message)
        if self._index is None or features is None:
            return
        asked = without_persons(core(asking_part(text)))
        whole = self._index.nearest(features[0], text)
        # Of several sentences the one that asks may lean on the others.
        message.set(NEAREST, whole if asked == text else best_of(self._nearest(asked), whole))
        message.set(UNSEEN_WORDS, self._index.unseen_words(asked))
        filled_in = in_this_talk(asked, tracker)
        if filled_in is not None:
            message.set(NEAREST_HERE, self._nearest(filled_in))

    def _nearest(self, text: str) -> tuple[NearFact, ...]:
        assert self._index is not None
        return self._index.nearest(self._features(self._encodings([text]))[0], text)

    def encode(self, text: str) -> NDArray[np.float32]:
        """Return the features of one text, as one row.

        Raises:
            EncoderNotTrained: neither `train` nor `load` came before.
        """
        row: NDArray[np.float32] = self._features(self._encodings([self._right(text)]))[0]
        return row

    def _read(self, folder: Path) -> None:
        self._session = session_of((folder / self.ENCODER_FILE).read_bytes())
        self._tokenizer = Tokenizer.from_file(str(folder / self.TOKENIZER_FILE))
        self._tokenizer.enable_truncation(self._config["max_tokens"])
        self._tokenizer.enable_padding()
        learned = json.loads((folder / self.SPELLER_FILE).read_text(encoding="utf-8"))
        self._speller = Speller.from_dict(learned, _dictionary(self._tokenizer))

    def _read_lines(self, folder: Path) -> None:
        self._index = FactIndex.of(load_facts(), LineVectors.read(folder / self.LINES_FILE, self.encode))

    def _right(self, text: str) -> str:
        if self._speller is None:
            raise EncoderNotTrained("The sentence encoder isn't trained. Run: make generate")
        return self._speller.corrected(text)

    def _encodings(self, texts: list[str]) -> list[Encoding]:
        encodings: list[Encoding] = self._tokenizer.encode_batch(texts)
        return encodings

    def _features(self, encodings: list[Encoding]) -> NDArray[np.float32]:
        inputs = {
            "input_ids": np.array([encoding.ids for encoding in encodings], dtype=np.int64),
            "attention_mask": np.array([encoding.attention_mask for encoding in encodings], dtype=np.int64),
        }
        features: NDArray[np.float32] = self._session.run(["features"], inputs)[0]
        return features

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Accept every config; the defaults have the keys."""


def sentence_features(message: Message) -> NDArray[np.float32] | None:
    """Return the features of a message, as one row; None if it is empty."""
    _, sentence = message.get_dense_features(TEXT)
    return None if sentence is None else sentence.features


def _dictionary(tokenizer: Tokenizer) -> frozenset[str]:
    """Return the words that the tokenizer knows whole."""
    return frozenset(piece for piece in tokenizer.get_vocab() if piece.isalpha() and len(piece) > 1)


def shortened(text: str, characters: int) -> str:
    """Return `text`, or its beginning and end if it is longer than `characters`.

    >>> shortened("0123456789", 4)
    '01 89'
    """
    half = characters // 2
    return text if len(text) <= characters else f"{text[:half]} {text[-half:]}"


def sentences_of(text: str) -> list[str]:
    """Return the sentences of `text` that have at least two words.

    >>> sentences_of("Hi! I'm a nurse. Can I switch to ML?")
    ["I'm a nurse.", 'Can I switch to ML?']
    """
    parts = (part.strip() for part in _SENTENCE_END.split(text))
    return [part for part in parts if len(part.split()) > 1]


def known_words(encoding: Encoding) -> int:
    """Return how many words of at least two letters the tokenizer has whole, not in pieces."""
    pieces: dict[int, list[str]] = {}
    for word, piece in zip(encoding.word_ids, encoding.tokens, strict=True):
        if word is not None:
            pieces.setdefault(word, []).append(piece)
    return sum(len(parts) == 1 and len(parts[0]) > 1 and parts[0].isalpha() for parts in pieces.values())
