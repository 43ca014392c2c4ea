"""What a person picks of the buttons in words, and how the buttons are kept between two messages."""

import pytest

from actions.answering.buttons import Button, buttons_in, picked, slot_of

PAY = Button("Pay of data analysts", "How much do data analysts earn?", "salary_of", ("data_analyst",))
DUTIES = Button("Duties", "What are the duties of an ML engineer?", "responsibilities")
HARD = Button("Is it hard?", "Is it hard to become an ML engineer?", "difficulty")
THREE = (PAY, DUTIES, HARD)


@pytest.mark.parametrize(
    ("text", "button"),
    [
        ("Duties", DUTIES), ("duties!", DUTIES), ("is it hard", HARD), ("pay of data analysts please", None),
        ("How much do data analysts earn?", PAY), ("how much do data analysts earn", PAY),
        ("1", PAY), ("2.", DUTIES), ("3)", HARD), ("#2", DUTIES), ("nr 3", HARD), ("option 2", DUTIES), ("number three", HARD),
        ("the first one", PAY), ("First", PAY), ("the 2nd", DUTIES), ("the second one please", DUTIES), ("third option", HARD),
        ("the last one", HARD), ("the latter", HARD), ("the former", PAY), ("yes, the second", DUTIES), ("no i meant the third", HARD),
        ("4", None), ("the fourth one", None), ("0", None), ("22", None), ("yes", None), ("the best one", None),
        ("the second profession", None), ("my first job", None), ("2 years", None), ("one more time", None), ("", None), ("?", None),
    ],
)  # fmt: skip
def test_a_button_is_picked_by_its_words_or_its_place(text, button):
    """Title, sentence, or place; words that only hold a number pick nothing."""
    assert picked(text, THREE) == button


def test_nothing_offered_is_nothing_picked():
    """With no buttons before it, a number is a number."""
    assert [text for text in ["1", "the last one", "yes", "duties"] if picked(text, ()) is not None] == []


@pytest.mark.parametrize(("text", "place"), [("the latter", 1), ("the former", 0), ("the third", None)])
def test_of_two_the_latter_is_the_second_and_there_is_no_third(text, place):
    """The last is counted from the end."""
    two = (PAY, DUTIES)

    assert picked(text, two) == (None if place is None else two[place])


def test_buttons_are_kept_in_a_slot_and_read_back():
    """With the question that each of them is."""
    assert buttons_in(slot_of(THREE)) == THREE


def test_what_another_version_kept_is_no_button():
    """A slot that can't be read offers nothing, and no action fails for it."""
    slots = [
        None,
        [],
        "nonsense",
        7,
        ["Duties"],
        [{"title": "Duties"}],
        [{**slot_of([DUTIES])[0], "colour": "red"}],
        [None],
        {"title": "x"},
    ]

    assert [slot for slot in slots if buttons_in(slot) != ()] == []


def test_a_channel_gets_title_and_sentence_alone():
    """The topic behind a button is nobody else's business."""
    assert PAY.shown() == {"title": "Pay of data analysts", "payload": "How much do data analysts earn?"}
