"""The actions of the stock light bot: each tells one thing about a town library, with buttons, and remembers the subject.

Runs under stock Rasa's own action server on Python 3.10.
"""

from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

# What the library says, and what people often ask next.
TEXTS = {
    "tell_opening_hours": ("We are open Tuesday to Friday from 10 to 19, Saturday from 10 to 14.", ("holiday_hours",)),
    "tell_holiday_hours": ("On public holidays, and from 24 December to 1 January, we are closed.", ("opening_hours",)),
    "tell_address": ("12 Mill Lane, by the old bridge. Tram 3 and bus 41 stop in front of it.", ("parking", "cafe")),
    "tell_parking": ("40 places behind the house, free for two hours; bicycle racks at the door.", ("address",)),
    "tell_join": ("Bring an identity card to the counter. A year costs 18; up to 18 years of age, nothing.", ("borrow_limit",)),
    "tell_card_lost": ("Tell us at once and we block it. A new card costs 4.", ("card_renewal", "join")),
    "tell_card_renewal": ("A card lasts 12 months; extend it at the counter or in your account.", ("card_lost",)),
    "tell_borrow_limit": ("Up to 30 items at a time, of them 5 films; children up to 15.", ("loan_period", "renew_loan")),
    "tell_loan_period": ("Books for 4 weeks, films and magazines for 1, audiobooks for 2.", ("renew_loan", "fines")),
    "tell_renew_loan": ("Twice, in your account, if nobody has reserved it.", ("loan_period", "reserve_book")),
    "tell_return_item": ("At the counter, or day and night through the slot beside the door.", ("opening_hours", "fines")),
    "tell_fines": ("0.20 per item and day from the fourth day on, at most 8; children pay nothing.", ("pay_fine",)),
    "tell_pay_fine": ("In your account, or at the counter in cash or by card.", ("fines",)),
    "tell_reserve_book": ("Press Reserve in the catalogue. It costs 0.50, and we keep the book for 7 days.", ("cancel_reservation",)),
    "tell_cancel_reservation": ("In your account, under Reservations, until we have called you.", ("reserve_book",)),
    "tell_ebooks": ("9,000 of them, for 21 days, in the app of the county's libraries.", ("audiobooks", "magazines")),
    "tell_audiobooks": ("On CD on the ground floor, and 3,500 in the app.", ("ebooks", "music")),
    "tell_films": ("2,200 films on the first floor, five at a time, free with your card.", ("music", "loan_period")),
    "tell_music": ("CDs, records and sheet music on the first floor; instruments at the counter.", ("films",)),
    "tell_magazines": ("140 titles. All but the latest issue can be taken home.", ("newspapers", "ebooks")),
    "tell_newspapers": ("12 daily papers in the reading room; older ones back to 1871 on film.", ("magazines", "archive")),
    "tell_archive": ("Wednesdays from 14 to 18, on the second floor; please write before you come.", ("newspapers",)),
    "tell_interlibrary_loan": ("We order it for 2.50; it takes one to three weeks.", ("suggest_purchase", "reserve_book")),
    "tell_suggest_purchase": ("Fill in the form in the catalogue; we answer within two weeks.", ("interlibrary_loan",)),
    "tell_wifi": ("The network is Library-Guest; the password hangs at the counter and changes weekly.", ("computers",)),
    "tell_computers": ("8 places on the first floor, an hour at a time, with your card.", ("printing", "wifi")),
    "tell_printing": ("0.10 a page, in colour 0.40, at the machine beside the stairs.", ("scanning", "computers")),
    "tell_scanning": ("Free, to your own stick or by mail, up to A3.", ("printing",)),
    "tell_study_room": ("24 quiet desks on the second floor, and four cabins that you can reserve.", ("meeting_room", "wifi")),
    "tell_meeting_room": ("The small room (12 people) costs 15 an evening, the hall (80) 60; clubs pay half.", ("study_room",)),
    "tell_childrens_hour": ("Saturdays at 10:30 for ages 3 to 6; no need to sign up.", ("homework_help",)),
    "tell_homework_help": ("Monday to Thursday from 15 to 17, for classes 1 to 8.", ("childrens_hour", "study_room")),
    "tell_reading_group": ("Every first Tuesday at 19; crime fiction every third.", ("author_event",)),
    "tell_author_event": ("The programme hangs at the door; tickets cost 5 at the counter.", ("reading_group",)),
    "tell_language_class": ("Language cafe on Fridays at 16, and courses on your screen, free with your card.", ("homework_help",)),
    "tell_accessibility": ("Entrance, lift and toilets are step-free; large print is on the ground floor.", ("mobile_library",)),
    "tell_mobile_library": ("The bus is in 14 villages every second week; its timetable hangs at each stop.", ("accessibility",)),
    "tell_volunteer": ("Gladly: readers for children and drivers for books at home. Ask for Mrs Hale.", ("job",)),
    "tell_job": ("Open places are listed at the town hall; we take two apprentices each September.", ("volunteer",)),
    "tell_donate_books": ("Up to 20 in good condition, not older than 10 years, on Thursdays.", ("suggest_purchase",)),
    "tell_lost_property": ("We keep what is found for four weeks at the counter.", ("opening_hours",)),
    "tell_cafe": ("The coffee bar on the ground floor is open from 11 to 17.", ("opening_hours",)),
    "greet": ("Hello! What would you like to know about the library?", ("opening_hours", "join")),
    "goodbye": ("Goodbye, and happy reading!", ()),
    "thanks": ("You're welcome. Anything else?", ("opening_hours",)),
    "help": ("Ask about hours, cards, loans, fines, rooms, children, events and the house.", ("join", "borrow_limit")),
}  # fmt: skip


class Teller:
    """Tells one text of TEXTS; no Action itself, or the action server would run it too."""

    key: ClassVar[str]

    def name(self) -> str:
        """Return the action's name in the domain."""
        return f"action_{self.key}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Tell the text with buttons for what is asked next, and count the questions."""
        text, following = TEXTS[self.key]
        asked = (tracker.get_slot("questions") or 0) + 1
        if tracker.get_slot("subject") == self.key:
            text = f"As I said: {text}"
        buttons = [
            {"title": subject.replace("_", " ").capitalize(), "payload": f"/ask_{subject}"} for subject in following
        ]
        dispatcher.utter_message(text=text, buttons=buttons)
        return [SlotSet("subject", self.key), SlotSet("questions", asked)]


# The action server runs every subclass of Action that is alive.
ACTIONS = [type(f"Action{key.title().replace('_', '')}", (Teller, Action), {"key": key}) for key in TEXTS]
