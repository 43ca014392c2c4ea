"""The topic model: logistic regression on a message's features, and how far it may be trusted.

NumPy only, but for `fit`. A row of features is what the sentence encoder gives, beginning
with the sentence's vector of length 1, followed by the entity features of topic_features.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.topic_features import NAMES

Floats = NDArray[np.float32]

# The first numbers of a row are the sentence's vector, whose product with another's is their similarity.
VECTOR = 384
# Columns are brought to this spread, at which C near 1 is a fair start and 100 steps are enough.
SPREAD = 0.05


@dataclass(frozen=True)
class Fitting:
    """How to fit; the reasons are with the defaults of the topic classifier."""

    inverse_regularisation: float
    entity_weight: float
    steps: int
    folds: int
    seed: int
    neighbours: int
    mass_weight: float
    right_answers_lost: float


@dataclass(frozen=True)
class TopicModel:
    """A fitted model. Arrays go by class, or by training example in `vectors` and `is_subject`.

    `trust_needed` is the least trust in an answer about the career; see `trust`.
    """

    classes: NDArray[np.str_]
    weights: Floats
    bias: Floats
    temperature: float
    vectors: Floats
    is_subject: NDArray[np.bool_]
    subject_classes: NDArray[np.bool_]
    neighbours: int
    mass_weight: float
    trust_needed: float

    def log_probabilities(self, rows: Floats) -> Floats:
        """Return the calibrated log-probability of each class for each row."""
        return _log_softmax((rows @ self.weights + self.bias) / self.temperature)

    def nearest(self, row: Floats) -> tuple[float, float]:
        """Return the greatest similarity to a training sentence, and the share of subjects among the nearest."""
        similarity, share = _nearest(row[None, :VECTOR], self.vectors, self.is_subject, self.neighbours)
        return float(similarity[0]), float(share[0])

    def trust(self, probabilities: Floats, share: float) -> float:
        """Return how far an answer about the career may be trusted, from 0 to 1.

        It is the probability that the message is about any subject at all, blended with the share
        of subjects among the nearest training sentences, which a classifier doesn't see.
        """
        mass = float(probabilities[self.subject_classes].sum())
        return float(_blend(mass, share, self.mass_weight))

    def save(self, path: Path) -> None:
        """Write the model as arrays without pickle; the same model gives the same bytes."""
        np.savez(path, **{name: np.asarray(value) for name, value in vars(self).items()})

    @classmethod
    def read(cls, path: Path) -> TopicModel:
        """Return the model that `save` wrote.

        Raises:
            OSError, ValueError, KeyError, BadZipFile: the file is missing, damaged or of another version.
        """
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            # Single numbers become plain ones again.
            values: dict[str, Any] = {
                name: arrays[name] if arrays[name].ndim else arrays[name].item() for name in cls.__dataclass_fields__
            }
        return cls(**values)


def fit(rows: Floats, topics: list[str], subjects: frozenset[str], how: Fitting) -> TopicModel:
    """Return a model of `topics`, one for each row; `subjects` are those about the career.

    Temperature and `trust_needed` come from predictions on folds that the model wasn't fitted on:
    the temperature is that of the smallest log loss, and `trust_needed` the trust below which
    `right_answers_lost` of the right answers about the career fall.
    """
    classes, labels = np.unique(np.array(topics), return_inverse=True)
    is_subject = np.isin(classes, sorted(subjects))
    scores, shares = _out_of_fold(rows, labels, is_subject, how)
    temperature = _best_temperature(scores, labels)
    weights, bias = _regression(rows, labels, how)
    return TopicModel(
        classes=classes,
        weights=weights,
        bias=bias,
        temperature=temperature,
        vectors=rows[:, :VECTOR].copy(),
        is_subject=is_subject[labels],
        subject_classes=is_subject,
        neighbours=how.neighbours,
        mass_weight=how.mass_weight,
        trust_needed=_trust_needed(_log_softmax(scores / temperature), shares, labels, is_subject, how),
    )


def _out_of_fold(
    rows: Floats, labels: NDArray[np.intp], is_subject: NDArray[np.bool_], how: Fitting
) -> tuple[Floats, Floats]:
    """Return scores and shares of neighbours for each row, from models fitted without it."""
    fold_of = _folds(labels, how)
    scores = np.zeros((len(rows), len(is_subject)), dtype=np.float32)
    shares = np.zeros(len(rows), dtype=np.float32)
    for fold in range(how.folds):
        held, kept = fold_of == fold, fold_of != fold
        weights, bias = _regression(rows[kept], labels[kept], how, len(is_subject))
        scores[held] = rows[held] @ weights + bias
        vectors, subject = rows[kept, :VECTOR], is_subject[labels[kept]]
        shares[held] = _nearest(rows[held, :VECTOR], vectors, subject, how.neighbours)[1]
    return scores, shares


def _folds(labels: NDArray[np.intp], how: Fitting) -> NDArray[np.intp]:
    """Return the fold of each row, dealing out each class in turn after a seeded shuffle."""
    shuffled = np.random.default_rng(how.seed).permutation(len(labels))
    by_class = shuffled[np.argsort(labels[shuffled], kind="stable")]
    fold_of = np.empty(len(labels), dtype=np.intp)
    fold_of[by_class] = np.arange(len(labels)) % how.folds
    return fold_of


def _regression(
    rows: Floats, labels: NDArray[np.intp], how: Fitting, classes: int | None = None
) -> tuple[Floats, Floats]:
    """Return weights and bias for rows as they come; a class without rows can't win."""
    from sklearn.linear_model import LogisticRegression

    mean, scale = rows.mean(axis=0), SPREAD / (rows.std(axis=0) + 1e-3)
    scale[-len(NAMES) :] *= how.entity_weight
    regression = LogisticRegression(C=how.inverse_regularisation, max_iter=how.steps, tol=1e-3)
    with warnings.catch_warnings():
        # Stopping after `steps` is meant; further steps change nothing that cross-validation sees.
        warnings.simplefilter("ignore")
        regression.fit((rows - mean) * scale, labels)
    seen = regression.classes_
    weights = np.zeros((rows.shape[1], classes or len(seen)), dtype=np.float32)
    bias = np.full(weights.shape[1], -1e4, dtype=np.float32)
    coefficients, intercept = regression.coef_, regression.intercept_
    if len(seen) == 2:
        coefficients, intercept = np.vstack([-coefficients, coefficients]) / 2, np.hstack([-intercept, intercept]) / 2
    weights[:, seen] = (coefficients * scale).T
    bias[seen] = intercept - mean @ (coefficients * scale).T
    return weights, bias


def _nearest(vectors: Floats, known: Floats, is_subject: NDArray[np.bool_], neighbours: int) -> tuple[Floats, Floats]:
    similarity = vectors @ known.T
    count = min(neighbours, len(known))
    nearest = np.argpartition(-similarity, count - 1, axis=1)[:, :count]
    return similarity.max(axis=1), is_subject[nearest].mean(axis=1).astype(np.float32)


def _best_temperature(scores: Floats, labels: NDArray[np.intp]) -> float:
    candidates = np.linspace(0.5, 2.5, 81)
    losses = [-_log_softmax(scores / heat)[np.arange(len(labels)), labels].mean() for heat in candidates]
    return float(candidates[int(np.argmin(losses))])


def _trust_needed(
    logs: Floats, shares: Floats, labels: NDArray[np.intp], is_subject: NDArray[np.bool_], how: Fitting
) -> float:
    right = (logs.argmax(axis=1) == labels) & is_subject[labels]
    if not right.any():
        return 0.0
    trust = _blend(np.exp(logs[:, is_subject]).sum(axis=1), shares, how.mass_weight)
    return float(np.quantile(trust[right], how.right_answers_lost))


def _blend(mass: Any, share: Any, mass_weight: float) -> Any:
    return mass_weight * mass + (1 - mass_weight) * share


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(axis=-1, keepdims=True)
    logs: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return logs
