"""The chat for everybody: keyboard, screen reader, small and large screens, dark, right to left, axe."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.conftest import Bot
from tests.widget.conftest import embedding, page_of
from tests.widget.site import Site
from tests.widget.visitor import Visitor

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
SETTINGS: dict[str, dict[str, Any]] = {
    "desk": {},
    "phone": PHONE | {"color_scheme": "dark"},
}


@pytest.mark.parametrize("settings", SETTINGS)
def test_axe_finds_nothing_in_any_state(visit: Callable[..., Visitor], chat_bot: Bot, settings: str) -> None:
    """From the closed chat to an answer with everything unfolded, on the bot's own page."""
    reader = visit(**SETTINGS[settings])
    found: dict[str, list[str]] = {}

    def look(state: str) -> None:
        reader.screenshot(f"{settings}-{state}", whole=state == "page")
        found[state] = reader.violations()

    reader.goes_to(page_of(chat_bot))
    look("page")
    reader.opens()
    look("first-open")
    reader.asks("Which of these jobs pays the most?")
    look("answer")
    for fold in reader.log.locator("summary").all():
        fold.click()
    reader.log.evaluate("log => { log.scrollTop = log.scrollHeight }")
    look("unfolded")
    reader.log.get_by_role("button", name="Not helpful").click()
    reader.log.get_by_role("textbox").wait_for()
    look("feedback")
    reader.page.get_by_role("button", name="More").click()
    look("menu")
    reader.page.get_by_role("button", name="Delete this conversation").click()
    look("confirm")
    reader.page.keyboard.press("Escape")
    reader.page.context.set_offline(True)
    reader.writes("hello")
    reader.banner.get_by_role("button").wait_for()
    look("offline")

    assert {state: violations for state, violations in found.items() if violations} == {}
    assert len(found) == 8


def test_the_accessibility_tree_has_dialog_log_and_labels(visitor: Visitor, chat_bot: Bot) -> None:
    """What a screen reader is given, in its order."""
    visitor.goes_to(page_of(chat_bot)).opens()
    visitor.asks("How much do data scientists make?")

    expect(visitor.dialog).to_match_aria_snapshot("""
        - dialog "Wayfinder":
          - heading "Wayfinder" [level=2]
          - button "More"
          - button "Close"
          - status
          - log "Conversation":
            - paragraph: I'm a bot; each figure has its date. Chats are saved.
            - text: "You:"
            - paragraph: How much do data scientists make?
            - time
            - text: "Wayfinder:"
            - paragraph: /\\$102,069/
            - group: /Sources \\(1\\)/
            - time
            - button "Copy answer"
            - button "Helpful"
            - button "Not helpful"
            - group "Ask next":
              - button
          - status
          - textbox "Ask a question"
          - button "Send"
    """)


def test_a_screen_reader_is_told_the_answer_once(visitor: Visitor, chat_bot: Bot) -> None:
    """Only its words, in a live region of their own; the log is silent, for it is full of buttons."""
    visitor.goes_to(page_of(chat_bot)).opens()
    visitor.writes("How much do data scientists make?")
    region = visitor.dialog.locator("[role=status].unseen")
    expect(region).to_contain_text("$102,069")
    expect(visitor.log).to_have_attribute("aria-live", "off")

    expect(region).to_be_empty()


def test_the_keyboard_alone_is_enough(visitor: Visitor, chat_bot: Bot, site: Site) -> None:
    """From the page into the chat, through an answer's buttons, and back to where it came from."""
    visitor.goes_to(site.page(f"<a href='#'>Before</a>{embedding(chat_bot)}"))
    keys = visitor.page.keyboard
    keys.press("Tab")
    keys.press("Tab")
    expect(visitor.launcher).to_be_focused()
    visitor.screenshot("focus-on-launcher")
    keys.press("Enter")
    expect(visitor.field).to_be_focused()
    keys.type("How much do ML engineers earn?")
    keys.press("Enter")
    visitor.answer()
    keys.press("Shift+Tab")
    expect(visitor.log.get_by_role("group", name="Ask next").get_by_role("button").last).to_be_focused()
    visitor.screenshot("focus-on-reply")
    keys.press("Enter")
    visitor.answer(1)
    keys.press("Escape")

    expect(visitor.dialog).to_be_hidden()
    expect(visitor.launcher).to_be_focused()


def test_the_focus_returns_to_the_button_of_the_page_that_opened_it(visitor: Visitor, chat_bot: Bot) -> None:
    """Not to the launcher, which wasn't used."""
    visitor.goes_to(page_of(chat_bot))
    button = visitor.page.get_by_role("button", name="Ask a question")
    button.click()
    expect(visitor.field).to_be_focused()
    visitor.page.keyboard.press("Escape")

    expect(button).to_be_focused()


def test_escape_closes_the_menu_before_the_chat(visitor: Visitor, chat_bot: Bot) -> None:
    """And puts the focus back on the menu's button."""
    visitor.goes_to(page_of(chat_bot)).opens()
    menu = visitor.page.get_by_role("button", name="More")
    menu.click()
    expect(menu).to_have_attribute("aria-expanded", "true")
    visitor.page.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()

    expect(visitor.dialog).to_be_visible()


@pytest.mark.parametrize("settings", ["desk", "phone"])
def test_whatever_is_pressed_is_large_enough(visit: Callable[..., Visitor], chat_bot: Bot, settings: str) -> None:
    """24 pixels each way at the least."""
    reader = visit(**SETTINGS[settings]).goes_to(page_of(chat_bot)).opens()
    reader.asks("How much do ML engineers earn?")
    reader.page.get_by_role("button", name="More").click()
    targets = reader.dialog.locator("button, summary, textarea").all()
    sizes = {(target.inner_text() or target.get_attribute("aria-label")): target.bounding_box() for target in targets}

    assert len(sizes) >= 10
    assert [name for name, box in sizes.items() if not box or box["width"] < 24 or box["height"] < 24] == []


def test_on_a_phone_the_chat_covers_the_page(visit: Callable[..., Visitor], chat_bot: Bot) -> None:
    """All of it, for the keyboard too; closing gives the page back."""
    reader = visit(**PHONE, reduced_motion="reduce").goes_to(page_of(chat_bot)).opens()

    assert reader.dialog.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    assert reader.page.evaluate("document.activeElement.localName") == "wayfinder-chat"
    for _ in range(12):
        reader.page.keyboard.press("Tab")
        assert reader.page.evaluate("document.activeElement.localName") in ("wayfinder-chat", "body")
    reader.page.get_by_role("button", name="Close").click()
    expect(reader.launcher).to_be_visible()


def test_a_turned_phone_keeps_the_chat_open(visit: Callable[..., Visitor], chat_bot: Bot) -> None:
    """From covering the page to beside it and back, with what was said."""
    reader = visit(viewport={"width": 400, "height": 900}, reduced_motion="reduce").goes_to(page_of(chat_bot)).opens()
    reader.asks("How much do ML engineers earn?")
    for size in ({"width": 900, "height": 600}, {"width": 900, "height": 400}, {"width": 400, "height": 900}):
        reader.page.set_viewport_size(size)
        expect(reader.answers.first).to_contain_text("$110,673")
        expect(reader.dialog).to_be_visible()

    assert reader.dialog.bounding_box() == {"x": 0, "y": 0, "width": 400, "height": 900}


def test_right_to_left_pages_mirror_the_chat(visit: Callable[..., Visitor], chat_bot: Bot, site: Site) -> None:
    """Button and panel stand at the left, and every bubble has the direction of its own words."""
    reader = visit().goes_to(site.page(embedding(chat_bot), html='lang="he" dir="rtl"'))
    button = reader.launcher.bounding_box()
    reader.opens()
    reader.asks("כמה מרוויח מהנדס?")
    reader.asks("Which of these jobs pays the most?")
    panel = reader.dialog.bounding_box()
    direction = "words => getComputedStyle(words).direction"
    directions = [p.evaluate(direction) for p in reader.questions.locator("p").all()]
    reader.screenshot("right-to-left")
    reader.log.locator("figure").scroll_into_view_if_needed()
    reader.screenshot("right-to-left-chart")

    assert button is not None
    assert panel is not None
    assert button["x"] < 100
    assert panel["x"] < 100
    assert directions == ["rtl", "ltr"]
    assert reader.answers.last.locator("p").first.evaluate(direction) == "ltr"
    assert reader.violations() == []


@pytest.mark.parametrize("zoom", [2, 4])
def test_zoomed_in_everything_can_be_reached(visit: Callable[..., Visitor], chat_bot: Bot, zoom: int) -> None:
    """A window of 1280 by 1024 at 200 and 400 %: nothing is cut off, nothing scrolls sideways."""
    size = {"width": 1280 // zoom, "height": 1024 // zoom}
    reader = visit(viewport=size, device_scale_factor=zoom).goes_to(page_of(chat_bot)).opens()
    reader.asks("Which of these jobs pays the most?")
    reader.screenshot(f"zoom-{zoom}")

    for element in (reader.field, reader.page.get_by_role("button", name="Close"), reader.answers.first):
        expect(element).to_be_in_viewport()
    assert reader.log.evaluate("log => log.scrollWidth <= log.clientWidth")
    assert reader.dialog.evaluate("panel => panel.scrollWidth <= panel.clientWidth")
    assert reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_large_text_is_not_cut_off(visit: Callable[..., Visitor], chat_bot: Bot, site: Site) -> None:
    """The text at twice its size, the window as it is."""
    head = "<style>:root { --wayfinder-font-size: 32px }</style>"
    reader = visit().goes_to(site.page(embedding(chat_bot), head=head)).opens()
    reader.asks("Which of these jobs pays the most?")
    reader.screenshot("large-text")

    expect(reader.page.get_by_role("button", name="Close")).to_be_in_viewport()
    assert reader.log.evaluate("log => log.scrollWidth <= log.clientWidth")


def test_who_wants_no_motion_sees_none(visit: Callable[..., Visitor], odd_bot: Bot) -> None:
    """Neither when the panel opens nor while an answer is waited for."""
    reader = visit(reduced_motion="reduce").goes_to(page_of(odd_bot)).opens()
    reader.writes("How much do ML engineers earn? (wait 1)")
    reader.log.locator(".typing").wait_for()
    script = "document.querySelector('wayfinder-chat').shadowRoot.getAnimations().length"

    assert reader.page.evaluate(script) == 0


def test_forced_colours_keep_bars_and_outlines(visit: Callable[..., Visitor], chat_bot: Bot) -> None:
    """Bars are drawn in the visitor's text colour, and bubbles have an edge."""
    reader = visit(forced_colors="active").goes_to(page_of(chat_bot)).opens()
    reader.asks("Which of these jobs pays the most?")
    reader.log.locator("figure").scroll_into_view_if_needed()
    reader.screenshot("forced-colours")
    fill = reader.log.locator("rect").first.evaluate("bar => getComputedStyle(bar).fill")
    text = reader.log.locator("figcaption").evaluate("words => getComputedStyle(words).color")

    assert fill == text
    assert reader.violations() == []
