"""What a person picks of the buttons in words, and how the buttons are kept between two messages."""

import pytest

from actions.answering.buttons import Button, buttons_in, place_picked, slot_of

PAY = Button("Pay of data analysts", "How much do data analysts earn?", "salary_of", ("data_analyst",))
DUTIES = Button("Duties", "What are the duties of an ML engineer?", "responsibilities")
HARD = Button("Is it hard?", "Is it hard to become an ML engineer?", "difficulty")
THREE = [(button.title, button.payload) for button in (PAY, DUTIES, HARD)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Duties", 1), ("duties!", 1), ("is it hard", 2), ("pay of data analysts please", None),
        ("How much do data analysts earn?", 0), ("how much do data analysts earn", 0),
        ("1", 0), ("2.", 1), ("3)", 2), ("#2", 1), ("nr 3", 2), ("option 2", 1), ("number three", 2),
        ("the first one", 0), ("First", 0), ("the 2nd", 1), ("the second one please", 1), ("third option", 2),
        ("the last one", 2), ("the latter", 2), ("the former", 0), ("yes, the second", 1), ("no i meant the third", 2),
        ("4", None), ("the fourth one", None), ("0", None), ("22", None), ("yes", None), ("the best one", None),
        ("the second profession", None), ("my first job", None), ("2 years", None), ("one more time", None), ("", None), ("?", None),
    ],
)  # fmt: skip
def test_a_button_is_picked_by_its_words_or_its_place(text, place):
    """Title, sentence, or place; words that only hold a number pick nothing."""
    assert place_picked(text, THREE) == place


def test_nothing_offered_is_nothing_picked():
    """With no buttons before it, a number is a number."""
    assert [text for text in ["1", "the last one", "yes", "duties"] if place_picked(text, ()) is not None] == []


@pytest.mark.parametrize(("text", "place"), [("the latter", 1), ("the former", 0), ("the third", None)])
def test_of_two_the_latter_is_the_second_and_there_is_no_third(text, place):
    """The last is counted from the end."""
    assert place_picked(text, THREE[:2]) == place


def test_buttons_are_kept_in_a_slot_and_read_back():
    """With the question that each of them is."""
    assert buttons_in(slot_of((PAY, DUTIES, HARD))) == (PAY, DUTIES, HARD)


@pytest.mark.parametrize("slot", [None, [], 7, [["Duties"]], [{"title": "Duties"}], [None], [7]])
def test_what_another_version_kept_is_no_button(slot):
    """A slot that can't be read offers nothing, and no action fails for it."""
    assert buttons_in(slot) == ()


def test_a_channel_gets_title_and_sentence_alone():
    """The topic behind a button is nobody else's business."""
    assert PAY.shown() == {"title": "Pay of data analysts", "payload": "How much do data analysts earn?"}
