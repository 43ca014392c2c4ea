"""The stand-ins: imported like the real packages, refused when used."""

import pytest
import wayfinder_standins
from rasa.shared.exceptions import RasaException


def test_a_stand_in_can_be_imported_and_subclassed() -> None:
    """That is all that Rasa does with them while it starts."""
    import tensorflow

    class Layer(tensorflow.keras.layers.Layer):  # type: ignore[misc, name-defined]
        """A layer, as Rasa defines them."""

    assert wayfinder_standins.is_stand_in(tensorflow)
    assert issubclass(Layer, tensorflow.keras.layers.Layer)


def test_a_stand_in_cannot_be_used() -> None:
    """An instance of a subclass is refused, too, and the message names the package and the way out."""
    import tensorflow

    class Layer(tensorflow.keras.layers.Layer):  # type: ignore[misc, name-defined]
        """A layer, as Rasa defines them."""

    with pytest.raises(RasaException, match=r"tensorflow isn't installed here.*DIETClassifier.*config.yml"):
        Layer()


def test_a_function_of_a_stand_in_is_refused() -> None:
    """So is a call that isn't a decoration."""
    import pymongo

    with pytest.raises(RasaException, match="MongoDB tracker store"):
        pymongo.MongoClient("mongodb://localhost")


def test_an_installed_package_wins() -> None:
    """matplotlib, which the tests' environment has, is the real one."""
    import matplotlib

    assert not wayfinder_standins.is_stand_in(matplotlib)
    assert matplotlib.__version__


def test_a_package_that_is_not_stood_in_for_stays_missing() -> None:
    """Nothing else becomes importable."""
    with pytest.raises(ModuleNotFoundError):
        import no_such_package  # noqa: F401
