"""The training data that is generated from the facts."""

from pathlib import Path

import pytest
import yaml

from actions.facts.records import Profession
from scripts.generate import main, training_data_of

CHEF = Profession(
    id="chef",
    name="Chef",
    plural="Chefs",
    aliases=("head cook", "kitchen boss", "cooking engineering"),
    field_names=("cooking",),
)


def test_the_names_of_a_profession_are_its_synonyms() -> None:
    """Name, plural, aliases and their plurals lead to the id; names of the line of work don't."""
    entries = yaml.safe_load(training_data_of((CHEF,)))["nlu"]

    assert entries[0] == {
        "synonym": "chef",
        "examples": "- chef\n- chefs\n- head cook\n- kitchen boss\n- head cooks\n- kitchen bosses\n",
    }


def test_its_field_names_are_a_lookup_table() -> None:
    """Names of the field stand apart, because they mean the profession only in questions on pay and jobs."""
    entries = yaml.safe_load(training_data_of((CHEF,)))["nlu"]

    assert entries[1:] == [{"lookup": "field_of_chef", "examples": "- cooking\n- cooking engineering\n"}]


def test_the_file_says_that_it_is_generated() -> None:
    """Whoever opens the file learns at once how to change it."""
    first = training_data_of((CHEF,)).splitlines()[0]

    assert first.startswith("# Generated from actions/facts.yml by `make generate`.")


def test_check_passes_after_generating(tmp_path: Path) -> None:
    """What was just generated is up to date."""
    target = tmp_path / "from_facts.yml"

    assert main([], target) == 0
    assert main(["--check"], target) == 0


@pytest.mark.parametrize("content", [None, "nlu: []\n"], ids=["missing", "outdated"])
def test_check_fails_and_says_the_cure(tmp_path: Path, content: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that doesn't match the facts fails the check, which changes nothing."""
    target = tmp_path / "from_facts.yml"
    if content is not None:
        target.write_text(content)

    code = main(["--check"], target)

    assert code == 1
    assert capsys.readouterr().err == "data/nlu/from_facts.yml doesn't match actions/facts.yml. Run: make generate\n"
    assert (target.read_text() if target.exists() else None) == content


def test_the_committed_file_is_up_to_date() -> None:
    """Nobody forgot to generate after editing the facts."""
    assert main(["--check"]) == 0
