"""The rich_text block: sections, lists, quotes and preformatted text of styled leaves."""

from .schema import array, boolean, by_type, choice, integer, shape, string

_STYLE = shape({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline"), boolean))
_LEAF = by_type(
    {
        "text": shape({"type": string(), "text": string()}, {"style": _STYLE}),
        "link": shape({"type": string(), "url": string(3000)}, {"text": string(), "unsafe": boolean, "style": _STYLE}),
        "emoji": shape({"type": string(), "name": string()}, {"unicode": string(), "skin_tone": integer(1, 6)}),
        "user": shape({"type": string(), "user_id": string()}, {"style": _STYLE}),
        "channel": shape({"type": string(), "channel_id": string()}, {"style": _STYLE}),
        "broadcast": shape({"type": string(), "range": choice("here", "channel", "everyone")}, {"style": _STYLE}),
    }
)
_LEAVES = array(_LEAF)
_SECTION = shape({"type": string(), "elements": _LEAVES}, {})
BLOCK = shape(
    {
        "type": string(),
        "elements": array(
            by_type(
                {
                    "rich_text_section": _SECTION,
                    "rich_text_quote": shape({"type": string(), "elements": _LEAVES}, {"border": integer(0, 1)}),
                    "rich_text_preformatted": shape(
                        {"type": string(), "elements": _LEAVES}, {"border": integer(0, 1), "language": string()}
                    ),
                    "rich_text_list": shape(
                        {
                            "type": string(),
                            "style": choice("bullet", "ordered"),
                            "elements": array(by_type({"rich_text_section": _SECTION})),
                        },
                        {"indent": integer(0, 8), "offset": integer(0), "border": integer(0, 1)},
                    ),
                }
            ),
            least=1,
        ),
    },
    {"block_id": string(255)},
)
