"""The word lists that ProfessionExtractor is trained with, and how they are kept in a model."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

OCCUPATIONS_FILE = Path(__file__).with_name("occupations.yml")

# How the names of occupations end and few other words do, and how many other words do too.
SURE_ENDINGS = ("ologist", "ographer", "keeper", "wright", "smith", "monger", "surgeon", "herder", "iatrist", "odontist")  # fmt: skip
ENDINGS = ("er", "or", "ist", "ian", "ant", "eer", "man", "woman", "person", "eur", "nurse", "tech", "master")


@dataclass(frozen=True)
class OccupationWords:
    """The sections of occupations.yml; each is explained there. All words are lower case and singular."""

    occupations: frozenset[str]
    needs_context: frozenset[str]
    heads: frozenset[str]
    weak_heads: frozenset[str]
    fields: frozenset[str]
    other_fields: frozenset[str]
    not_occupations: frozenset[str]
    not_paid: frozenset[str]
    boundaries: frozenset[str]
    false_friends: dict[str, frozenset[str]]

    @classmethod
    def read(cls, path: Path = OCCUPATIONS_FILE) -> "OccupationWords":
        """Return the lists of a file like occupations.yml.

        Raises:
            OSError, yaml.YAMLError: the file can't be read.
            TypeError: a section is missing, or there is one that nothing uses.
        """
        sections = yaml.safe_load(path.read_text(encoding="utf-8"))
        false_friends = sections.pop("false_friends")
        return cls.from_dict(
            {name: [word for line in lines for word in line] for name, lines in sections.items()}
            | {"false_friends": false_friends}
        )

    @classmethod
    def from_dict(cls, sections: dict[str, Any]) -> "OccupationWords":
        """Return the lists that `to_dict` gave."""
        plain = dict(sections)
        false_friends = {name: frozenset(words) for name, words in plain.pop("false_friends").items()}
        return cls(**{name: frozenset(words) for name, words in plain.items()}, false_friends=false_friends)

    def to_dict(self) -> dict[str, Any]:
        """Return the lists as JSON can hold them, in a fixed order, so that equal lists give equal models."""
        plain = asdict(self)
        false_friends = plain.pop("false_friends")
        return {name: sorted(words) for name, words in plain.items()} | {
            "false_friends": {name: sorted(words) for name, words in sorted(false_friends.items())}
        }

    def sounds_like_occupation(self, word: str) -> bool:
        """Return whether a singular word ends as occupations do and isn't known to be something else."""
        return len(word) > 4 and word.endswith(ENDINGS) and word not in self.not_occupations

    def is_surely_occupation(self, word: str) -> bool:
        """Return whether a singular word ends as nothing but occupations do."""
        return len(word) > 7 and word.endswith(SURE_ENDINGS) and word not in self.not_occupations
