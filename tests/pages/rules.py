# SPDX-License-Identifier: MIT
"""What every page must keep to, whatever it shows."""

import pathlib

from browser import DESKTOP, PHONE

SCRIPT = (pathlib.Path(__file__).parent / "rules.js").read_text(encoding="utf-8")

NAMED = {"button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "listbox", "slider", "spinbutton",
         "image", "img", "graphics-document", "heading", "columnheader", "rowheader", "tab", "switch", "region",
         "group", "DisclosureTriangle", "form", "dialog"}  # fmt: skip


class Wrong(Exception):
    pass


def need(condition, what):
    if not condition:
        raise Wrong(what)


def none(amiss, what):
    need(not amiss, f"{what}:\n    " + "\n    ".join(amiss[:12]))


def ask(page, rule):
    return page.run(SCRIPT, rule)


def quiet(page):
    """Nothing on the console, and nothing asked for but the file itself."""
    none(page.console(), "on the console")
    none([address[:200] for address in page.requests() if address.split("#")[0] != page.address], "asked for")


def spoken(page):
    """Whatever one can use or must know has a name for those who do not see it."""
    nameless = [role for role, name, _ in page.accessible() if role in NAMED - {"group", "form"} and not name.strip()]
    none(nameless, "has no name")
    pictures = page.run("return [...document.querySelectorAll('svg')].filter(one => !one.closest('[aria-hidden=true]') && "
                        "one.getAttribute('role') !== 'img' && !one.getAttribute('role')?.startsWith('graphics-'))"
                        ".map(one => one.outerHTML.slice(0, 80))")  # fmt: skip
    none(pictures, "pictures that are neither named nor hidden")


def harmless(page):
    """Whatever stands in the page is text."""
    for rule in ("inert", "ids"):
        none(ask(page, rule), rule)
    with page.browser.dressed(size=PHONE):
        none(ask(page, "sideways"), "sideways")
    quiet(page)


def shown_well(page):
    """All rules, in light and dark, on a desk, on a phone and on paper. Leaves the page as it was."""
    browser = page.browser
    for rule in ("inert", "structure", "ids", "tables", "control_contrast"):
        none(ask(page, rule), rule)
    spoken(page)
    for size in (DESKTOP, PHONE):
        for dark in (False, True):
            with browser.dressed(size=size, dark=dark):
                where = f"{size[0]} px, {'dark' if dark else 'light'}"
                for rule in ("text_contrast", "control_contrast"):
                    none(ask(page, rule), f"{rule} ({where})")
        with browser.dressed(size=size):
            for rule in ("sideways", "targets"):
                none(ask(page, rule), f"{rule} ({size[0]} px)")
    page.press("TAB")
    none(ask(page, "focus"), "focus")
    with browser.dressed(media="print", dark=True):
        for rule in ("printing", "text_contrast"):
            none(ask(page, rule), f"on paper: {rule}")
    need(page.printed().startswith(b"%PDF"), "it cannot be printed")
    quiet(page)


def pictures(page, name):
    """Screenshots to be looked at."""
    browser = page.browser
    for way, how in (("light", {}), ("dark", {"dark": True}), ("phone", {"size": PHONE}), ("print", {"media": "print"})):
        with browser.dressed(**how):
            page.picture(f"{name}-{way}")
