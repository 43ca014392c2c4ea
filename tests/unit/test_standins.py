"""The stand-ins: imported like the real packages, refused when used."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
import wayfinder_sanic
import wayfinder_standins
from rasa.shared.exceptions import RasaException

from tests.wiring.test_rasa_patches import source_of


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


def test_what_starts_sanic_has_not_changed_underneath() -> None:
    """If it has: read what is new, decide whether servers still have to be told to be one process, and put in the new digest."""
    source = "".join(source_of(name) for name in wayfinder_sanic.RELIES_ON)

    assert hashlib.sha256(source.encode()).hexdigest()[:16] == wayfinder_sanic.DIGEST


def test_sanic_serves_in_the_process_that_asks_it_to() -> None:
    """Whoever starts it, and without a word of ours in their code."""

    def run(app: str, *, port: int, workers: int = 1, single_process: bool = False) -> tuple[int, bool]:
        return port, single_process

    assert wayfinder_sanic.in_this_process(run)("app", port=1) == (1, True)


@pytest.mark.parametrize("workers", ["2", "16"])
def test_several_workers_are_refused_with_the_cure(workers: str, tmp_path: Path) -> None:
    """A plain call of Sanic in a fresh Python, as Rasa and rasa-sdk make it."""
    program = f"from sanic import Sanic; Sanic('some').run(port=1, workers={workers})"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path, env=dict(os.environ)
    )

    assert done.returncode == 1
    assert f"SANIC_WORKERS asks for {workers} processes" in done.stderr
    assert "start a server for each" in done.stderr


def test_a_sanic_that_is_one_process_by_itself_is_left_alone() -> None:
    """Such as that of stock Rasa, whose `run` has no such argument."""

    def run(app: object, workers: int = 1) -> int:
        return workers

    assert wayfinder_sanic.in_this_process(run) is run


def test_what_rasa_streams_with_is_there() -> None:
    """`rasa shell` gets its replies by it."""
    from sanic import response

    assert response.stream is response.ResponseStream  # type: ignore[attr-defined]


def test_sanic_is_not_imported_at_every_start_of_python(tmp_path: Path) -> None:
    """That would take a quarter of a second."""
    program = "import sys; print('sanic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path, check=True)

    assert done.stdout.strip() == "False"
