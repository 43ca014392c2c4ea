"""The topic model: kernel ridge regression on a message's features, and how far it may be trusted.

A row of features is what the sentence encoder gives, followed
by the entity features of topic_features.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wayfinder.topics.similarities import Floats, Similarities
from wayfinder.topics.topic_features import NAMES


@dataclass(frozen=True)
class Fitting:
    """How to fit; the reasons are with the defaults of the topic classifier."""

    regularisation: float
    kernel_width: float
    entity_weight: float
    dimensions: int
    right_answers_lost: float = 0.0


@dataclass(frozen=True)
class TopicModel:
    """A fitted model. Arrays go by class, or by training example in `known` and `weights`.

    Rows become directions: brought to one spread, turned to the axes along which the training
    examples differ most, and cut to length 1, so that the product of two is their similarity.
    `trust_needed` is the least trust in an answer about the career; see `trust`.
    """

    classes: NDArray[np.str_]
    mean: Floats
    axes: Floats
    known: Similarities
    weights: Floats
    kernel_width: float
    temperature: float
    subject_classes: NDArray[np.bool_]
    beyond_classes: NDArray[np.bool_]
    trust_needed: float

    def similarities(self, rows: Floats) -> Floats:
        """Return how similar each row is to each training example, from -1 to 1."""
        return self.known.of(_directions((rows - self.mean) @ self.axes))

    def log_probabilities(self, similarities: Floats) -> Floats:
        """Return the calibrated log-probability of each class for each row of similarities."""
        return _log_softmax(_kernel(similarities, self.kernel_width) @ self.weights / self.temperature)

    def trust(self, log_probabilities: Floats) -> Floats:
        """Return how far an answer about the career may be trusted, from 0 to 1; of one message, or for each row.

        It is the probability that a question is about any subject at all, if it is about one or beyond them: which
        of the subjects it is, and whether it is small talk besides, says nothing of that.
        """
        return _trust(log_probabilities, self.subject_classes, self.beyond_classes)

    def save(self, path: Path) -> None:
        """Write the model as arrays without pickle; the same model gives the same bytes."""
        graph = np.frombuffer(self.known.graph, dtype=np.uint8)
        np.savez(path, **{name: np.asarray(value) for name, value in (vars(self) | {"known": graph}).items()})

    @classmethod
    def read(cls, path: Path) -> TopicModel:
        """Return the model that `save` wrote.

        Raises:
            Exception: the file is missing, damaged or of another version; OSError, ValueError, KeyError or
                BadZipFile of the file, whatever onnxruntime says of the graph in it.
        """
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            # Single numbers become plain ones again.
            values: dict[str, Any] = {
                name: arrays[name] if arrays[name].ndim else arrays[name].item() for name in cls.__dataclass_fields__
            }
        return cls(**values | {"known": Similarities(values["known"].tobytes())})


def fit(rows: Floats, topics: list[str], subjects: frozenset[str], beyond: frozenset[str], how: Fitting) -> TopicModel:
    """Return a model of `topics`, one for each row; `subjects` are those about the career, `beyond` what isn't ours.

    Temperature and `trust_needed` come from what the model would say of each row had it not been
    fitted on it: the temperature is that of the smallest log loss, and `trust_needed` the trust
    below which `right_answers_lost` of the right answers about the career fall. Time grows with the
    cube of the rows, memory with their square: 9,000 take 7 seconds of a processor and 1 GB.
    """
    classes, labels = np.unique(np.array(topics), return_inverse=True)
    subject_classes, beyond_classes = np.isin(classes, sorted(subjects)), np.isin(classes, sorted(beyond))
    mean = rows.mean(axis=0)
    axes = _axes(rows - mean, how)
    known = _directions((rows - mean) @ axes)
    kernel = _kernel(known @ known.T, how.kernel_width)
    weights, left_out = _ridge_regression(kernel, _targets(labels), how.regularisation)
    temperature = _best_temperature(left_out, labels)
    logs = _log_softmax(left_out / temperature)
    trust = _trust(logs, subject_classes, beyond_classes)
    right = (logs.argmax(axis=1) == labels) & subject_classes[labels]
    return TopicModel(
        classes=classes,
        mean=mean,
        axes=axes,
        known=Similarities.to(known),
        weights=weights,
        kernel_width=how.kernel_width,
        temperature=temperature,
        subject_classes=subject_classes,
        beyond_classes=beyond_classes,
        trust_needed=float(np.quantile(trust[right], how.right_answers_lost)) if right.any() else 0.0,
    )


def _axes(centred: Floats, how: Fitting) -> Floats:
    """Return the matrix that brings the columns to one spread and turns them to their principal axes."""
    scale = 1 / (centred.std(axis=0) + 1e-3)
    scale[-len(NAMES) :] *= how.entity_weight
    scaled = centred * scale
    _, vectors = np.linalg.eigh(scaled.T @ scaled)
    axes: Floats = scale[:, None] * vectors[:, ::-1][:, : how.dimensions]
    return np.ascontiguousarray(axes)


def _directions(rows: Floats) -> Floats:
    directions: Floats = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
    return directions


def _kernel(similarities: Floats, width: float) -> Floats:
    """Return the Gaussian kernel of directions with these similarities."""
    values: Floats = np.exp((similarities - 1) / width)
    return values


def _targets(labels: NDArray[np.intp]) -> Floats:
    targets = np.full((len(labels), labels.max() + 1), -1 / (labels.max() + 1), dtype=np.float32)
    targets[np.arange(len(labels)), labels] = 1
    return targets


def _ridge_regression(kernel: Floats, targets: Floats, regularisation: float) -> tuple[Floats, Floats]:
    """Return the weights, and for each row the scores of the regression on all others; `kernel` is overwritten."""
    from scipy.linalg import lapack

    kernel[np.diag_indices(len(kernel))] += regularisation
    # In place, and without checks: the matrix is positive definite, and three of them wouldn't fit a small machine.
    factor, _ = lapack.spotrf(kernel.T, lower=1, overwrite_a=1)
    weights, _ = lapack.spotrs(factor, targets, lower=1)
    # The diagonal of the kernel's inverse is all that is needed of it: the squared columns of its factor's inverse.
    inverse, _ = lapack.strtri(factor, lower=1, overwrite_c=1)
    diagonal = np.array([column[place:] @ column[place:] for place, column in enumerate(inverse.T)])
    left_out = targets - weights / diagonal[:, None]
    return np.ascontiguousarray(weights), left_out


def _trust(logs: Floats, subject_classes: NDArray[np.bool_], beyond_classes: NDArray[np.bool_]) -> Floats:
    subject, beyond = (np.exp(logs[..., which]).sum(axis=-1) for which in (subject_classes, beyond_classes))
    trust: Floats = subject / np.maximum(subject + beyond, 1e-12)
    return trust


def _best_temperature(scores: Floats, labels: NDArray[np.intp]) -> float:
    candidates = np.geomspace(0.02, 1.0, 81)
    losses = [-_log_softmax(scores / heat)[np.arange(len(labels)), labels].mean() for heat in candidates]
    return float(candidates[int(np.argmin(losses))])


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(axis=-1, keepdims=True)
    logs: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return logs
