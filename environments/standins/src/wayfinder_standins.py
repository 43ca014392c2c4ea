"""Stand in for packages that Rasa imports at every start and Wayfinder never uses.

Rasa 3.6 imports TensorFlow, every chat service's SDK and every database driver
whether they are used or not: 2 GB. `install` adds a finder at the very end of the
import path, so a real package, once installed, always wins.

A stand-in can be imported, subclassed, named in annotations and used as a
decorator, which is all that happens while Rasa starts. Making an instance or
calling a function of it raises `RasaException` with the way out.
"""

import importlib.abc
import importlib.machinery
import os
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any, NoReturn

# The packages that Rasa 3.6.21 imports unconditionally, or probes at run time, and that
# Wayfinder's environment leaves out. What is needed instead, by package:
STOCK = "the stock environment (see docs/decisions/0001-platform.md)"
NEEDED_FOR = {
    "tensorflow": "DIETClassifier, TEDPolicy, UnexpecTEDIntentPolicy, ResponseSelector and the language model featurizers",
    "keras": "DIETClassifier, TEDPolicy, UnexpecTEDIntentPolicy and ResponseSelector",
    "twilio": "the Twilio channels",
    "webexteamssdk": "the Webex channel",
    "fbmessenger": "the Facebook channel",
    "aiogram": "the Telegram channel",
    "google.auth": "the Hangouts channel",  # `google` itself may be there: other packages share that name
    "google.oauth2": "the Hangouts channel",
    "google.cloud": "models kept in Google's cloud",
    "cachecontrol": "the Hangouts channel",
    "boto3": "the DynamoDB tracker store and models kept in S3",
    "botocore": "the DynamoDB tracker store and models kept in S3",
    "pymongo": "the MongoDB tracker store",
    "bson": "the MongoDB tracker store",
    "aio_pika": "the RabbitMQ event broker",
    "aiormq": "the RabbitMQ event broker",
    "confluent_kafka": "the Kafka event broker",
    "matplotlib": "the plots of `rasa test`, which the development environment (`make test`) has",
}


def install() -> None:
    """Let the packages in `NEEDED_FOR` be imported where they are not installed, and switch Rasa's telemetry off."""
    # Rasa reports its use to its makers unless it is told not to, also when run by hand.
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    if not any(isinstance(finder, StandInFinder) for finder in sys.meta_path):
        sys.meta_path.append(StandInFinder())


def is_stand_in(module: ModuleType) -> bool:
    """Return whether `module` is one of ours and not the real package."""
    return isinstance(module, _StandInModule)


class StandInFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Find and load stand-ins; last on `sys.meta_path`, so real packages come first."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        package = _stood_in_for(name)
        if package is None:
            return None
        if name != package and package in sys.modules and not is_stand_in(sys.modules[package]):
            return None  # a real package lacks this module: that is the caller's affair
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _StandInModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: a stand-in has no code of its own."""


def _stood_in_for(name: str) -> str | None:
    """Return the package of `NEEDED_FOR` that `name` is, lies in, or leads to."""
    return next((p for p in NEEDED_FOR if f"{name}.".startswith(f"{p}.") or p.startswith(f"{name}.")), None)


class _StandInModule(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(f"{self.__name__} is a stand-in and has no {name}")
        value = _stand_in_class(f"{self.__name__}.{name}")
        setattr(self, name, value)
        return value


class _StandInType(type):
    """The type of everything inside a stand-in module: a class that can't be instantiated."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(f"{cls.__name__} is a stand-in and has no {name}")
        value = _stand_in_class(f"{cls.__qualname__}.{name}")
        setattr(cls, name, value)
        return value

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if _is_decoration(cls, args, kwargs):
            return args[0] if args else lambda decorated: decorated
        _refuse(cls)
        return None


def _stand_in_class(qualified_name: str) -> type:
    # An exception type, so that `except pymongo.errors.X:` is legal.
    return _StandInType(qualified_name, (Exception,), {"__module__": __name__})


def _is_decoration(cls: type, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    """Tell `@tf.function` and `@tf.function(…)`, which run while Rasa imports, from use."""
    if cls.__qualname__ != "tensorflow.function":
        return False
    return (len(args) == 1 and callable(args[0])) or (not args and bool(kwargs))


def _refuse(cls: type) -> NoReturn:
    from rasa.shared.exceptions import RasaException

    stand_in, package = next(
        (base.__qualname__, found) for base in cls.__mro__ if (found := _stood_in_for(base.__qualname__)) is not None
    )
    raise RasaException(
        f"{stand_in} was called, but {package} isn't installed here: Wayfinder runs without it. "
        f"It is needed for {NEEDED_FOR[package]}. Take that out of config.yml, credentials.yml or "
        f"endpoints.yml, or use {STOCK}."
    )
