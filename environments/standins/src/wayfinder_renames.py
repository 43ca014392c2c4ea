"""Refuse the names that Wayfinder's classes had before they moved into the package `wayfinder`, and say the new ones.

Rasa keeps conversations in memory alone where it can't import the tracker store that endpoints.yml names, and
serves on without a model where it can't load one; both look like a bot that works. `install` has Rasa's own
search for a class end the program instead, once the class isn't found: a package of somebody else that
happens to be called `channels` or `nlu` is found, and goes on as before.
"""

import functools
import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, NoReturn

# The module of Rasa that finds the classes which endpoints.yml, credentials.yml, config.yml and models name.
FINDS_CLASSES = "rasa.shared.utils.common"
ENDPOINTS = "Write that in endpoints.yml."
CREDENTIALS = "Write that in credentials.yml."
CONFIG = "Write that in config.yml; if it is a model that has the old name, train another: make run, or rasa train."
# Where the modules of the classes are that the project's own YAML files have ever named, and what to do about it.
MOVED = {
    "stores.tracker_store": ("wayfinder.stores.tracker_store", ENDPOINTS),
    "stores.lock_store": ("wayfinder.stores.lock_store", ENDPOINTS),
    "channels.nlg": ("wayfinder.channels.nlg", ENDPOINTS),
    "channels.rest": ("wayfinder.channels.rest", CREDENTIALS),
    "channels.web": ("wayfinder.channels.web", CREDENTIALS),
    "channels.slack": ("wayfinder.channels.slack", CREDENTIALS),
    "nlu.place_extractor": ("wayfinder.reading.place_extractor", CONFIG),
    "nlu.profession_extractor": ("wayfinder.reading.profession_extractor", CONFIG),
    "nlu.quantity_extractor": ("wayfinder.reading.quantity_extractor", CONFIG),
    "nlu.sentence_encoder": ("wayfinder.topics.sentence_encoder", CONFIG),
    "nlu.topic_classifier": ("wayfinder.topics.topic_classifier", CONFIG),
    "nlu.pay_topic_refiner": ("wayfinder.topics.pay_topic_refiner", CONFIG),
    "nlu.other_field_guard": ("wayfinder.topics.other_field_guard", CONFIG),
    "nlu.further_questions": ("wayfinder.topics.further_questions", CONFIG),
    "nlu.never_silent_policy": ("wayfinder.policies.never_silent_policy", CONFIG),
}
# The packages that these were in; what somebody has added to Wayfinder may import any module of them.
OLD_PACKAGES = {"stores", "channels", "nlu", "rasa_patches"}


class OldName(SystemExit):
    """A class is asked for by a name that it no longer has. Ends the program, for Rasa goes on after any `Exception`."""


def install() -> None:
    """Have Rasa's search for classes, whenever it is imported, refuse old names."""
    if FINDS_CLASSES not in sys.modules and not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


def refusing(find: Callable[..., type]) -> Callable[..., type]:
    """Return `find`, which finds a class by its name, with old names refused.

    Raises:
        OldName: nothing is found, and the name or what its module imports is one of ours that has moved.
    """

    @functools.wraps(find)
    def find_or_refuse(module_path: str, *args: Any, **kwargs: Any) -> type:
        try:
            return find(module_path, *args, **kwargs)
        except ImportError as failure:
            _refuse_if_old(module_path, failure)
            raise

    return find_or_refuse


def _refuse_if_old(name: str, failure: ImportError) -> None:
    module, _, class_name = name.rpartition(".")
    if module in MOVED:
        new_module, cure = MOVED[module]
        _refuse(f"{name} is now {new_module}.{class_name}. {cure}")
    if (failure.name or "").partition(".")[0] in OLD_PACKAGES:
        _refuse(f"{name} can't be used: {failure}. What was in {', '.join(sorted(OLD_PACKAGES))} is now in wayfinder.")


def _refuse(text: str) -> NoReturn:
    raise OldName(f'{text} See "Upgrading" in CHANGELOG.md.')


class _Finder(importlib.abc.MetaPathFinder):
    """Finds Rasa's module just as it would be found without us, and then changes the one function in it."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != FINDS_CLASSES:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.loader is not None:
            spec.loader.exec_module = _then_refusing(spec.loader.exec_module)  # type: ignore[assignment, method-assign]
        return spec


def _then_refusing(execute: Callable[[ModuleType], None]) -> Callable[[ModuleType], None]:
    def execute_and_change(module: ModuleType) -> None:
        execute(module)
        module.class_from_module_path = refusing(module.class_from_module_path)  # type: ignore[attr-defined]

    return execute_and_change
