"""Our exceptions.

WayfinderError
├── FactsInvalid            actions/facts.yml breaks its rules; carries every fault
├── SettingInvalid          a setting of ours in the environment can't be read
├── UnknownProfession       no fact is about a profession of that name
├── UnknownRecord           no record has that id
└── WordingError            a response is missing, or doesn't fit what an answer fills in
"""


class WayfinderError(Exception):
    """Anything that Wayfinder itself can say is wrong."""


class FactsInvalid(WayfinderError):
    """The facts file breaks its rules; `faults` holds one line for each fault."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


class SettingInvalid(WayfinderError):
    """A setting in the environment can't be read; the text names it and the cure."""


class UnknownProfession(WayfinderError):
    """No fact is about a profession of that name."""


class UnknownRecord(WayfinderError):
    """No record of the facts has that id."""


class WordingError(WayfinderError):
    """A response in data/responses is missing, or its placeholders don't fit the values given."""
