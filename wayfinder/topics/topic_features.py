"""What a message names, as numbers for the topic classifier; and whether it has words at all."""

import unicodedata
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

PROFESSION = "profession"
OTHER_ENTITIES = ("place", "level", "amount", "period")
NAMES = ("own", "other", "none named", "two or more", "one other", "two or more others", *OTHER_ENTITIES)


def entity_features(entities: Iterable[dict[str, Any]], own_profession: str) -> NDArray[np.float32]:
    """Return one number, 0 or 1, for each of NAMES.

    >>> entity_features([{"entity": "profession", "value": "nurse"}], "machine_learning_engineer").tolist()
    [0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    """
    found = [(entity["entity"], entity["value"]) for entity in entities]
    professions = {value for entity, value in found if entity == PROFESSION}
    others = len(professions - {own_profession})
    kinds = {entity for entity, _ in found}
    flags = [
        own_profession in professions,
        others > 0,
        not professions,
        len(professions) > 1,
        others == 1,
        others > 1,
        *(kind in kinds for kind in OTHER_ENTITIES),
    ]
    return np.array(flags, dtype=np.float32)


def has_latin_words(text: str) -> bool:
    """Return whether most letters of `text` are Latin ones; False if it has no letter and no digit.

    >>> has_latin_words("naïve?"), has_latin_words("120"), has_latin_words("👍 ?!"), has_latin_words("сколько")
    (True, True, False, False)
    """
    letters = [character for character in text if character.isalpha()]
    if not letters:
        return any(character.isdigit() for character in text)
    latin = sum(unicodedata.name(letter, "").startswith(("LATIN", "FULLWIDTH LATIN")) for letter in letters)
    return latin * 2 > len(letters)
