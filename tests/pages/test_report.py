# SPDX-License-Identifier: MIT
"""The page of one report."""

import functools
import json
import pathlib
import sys
import tempfile
import time
import urllib.parse

import rules
from browser import PHONE
from classes import call, here, stored
from rules import need

sys.path.insert(0, str(here / "../formats"))
from check import STORED, nasty  # noqa: E402

SAMPLES = here / "../cases"
MARKUP = "</script></style></title></pre><script>window.pwned=1</script><img src=x onerror=window.pwned=1>" \
         "'\"><svg onload=window.pwned=1>\x1b[31m\0\u202e<a href=javascript:window.pwned=1>x</a>\r\n"  # fmt: skip


def page_of(browser, folder, report, *options, name="report"):
    """A report, or a file of one, as a page."""
    path = report
    if isinstance(report, dict):
        path = folder / f"{name}.json"
        path.write_text(json.dumps(report), encoding="utf-8")
    call("report", path, "-o", folder / f"{name}.html", *options)
    return browser.open(folder / f"{name}.html")


@functools.lru_cache
def graded(exercise, sample):
    """A real grading of a sample of tests/cases, which has its calls recorded: not to be changed."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "graded.json")
        call("grade", exercise, SAMPLES / exercise / sample, "--format", "json", "-o", path, status=1)
        return json.loads(path.read_text(encoding="utf-8"))


def everything_open(page):
    page.run("for (const one of document.querySelectorAll('details')) one.open = true")


def test_every_outcome_is_shown_well(browser, folder):
    for name in STORED:
        page = page_of(browser, folder, stored(name), "--view", "assistant", name=name)
        everything_open(page)
        rules.shown_well(page)
        if name == "points_lost":
            rules.pictures(page, f"report-{name}")
    page = page_of(browser, folder, stored("points_lost"), "--lang", "es")
    need(page.run("return document.documentElement.lang") == "es", "the language")
    rules.spoken(page)
    rules.harmless(page)


def hostile(value, key=""):
    """Markup in every text but those by which the page tells things apart."""
    if isinstance(value, dict):
        return {name: hostile(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [hostile(one, key) for one in value]
    kept = ("schema", "outcome", "status", "visibility", "started", "of", "id", "case", "cases", "kind")
    return value if not isinstance(value, str) or key in kept else value[:40] + MARKUP


def test_hostile_texts_are_texts(browser, folder):
    for report in (hostile(stored("points_lost")), hostile(stored("deadlock")), nasty(stored("hidden")), hostile(stored("not_gradable")),
                   hostile(graded("07-ring", "receives_first_deadlocks.c"))):  # fmt: skip
        page = page_of(browser, folder, report)
        everything_open(page)
        rules.harmless(page)
        need(len(page.all("script")) == 2 and len(page.all("style")) == 1, "scripts or styles that are not ours")
    rules.shown_well(page)
    page.picture("report-hostile")


def test_the_map_shows_what_differs(browser, folder):
    page = page_of(browser, folder, stored("points_lost"))
    everything_open(page)
    maps = page.shown(".map svg[role=img]")
    need(maps and page.all(".map svg .missing") and page.all(".map svg .extra"), "no map, or one without differences")
    names = [name for role, name, _ in page.accessible() if role in ("image", "img")]
    need(all(names), f"{names}")


def test_a_deadlock_is_drawn(browser, folder):
    report = graded("07-ring", "receives_first_deadlocks.c")
    page = page_of(browser, folder, report)
    everything_open(page)
    need(page.shown(".events svg[role=img]"), "no diagram of messages")
    need(page.shown(".deadlock .picture"), "nothing says who waits for whom")
    rules.shown_well(page)
    rules.pictures(page, "report-drawn")


def test_ranks_are_chosen_by_click_and_by_key(browser, folder):
    page = page_of(browser, folder, stored("points_lost"))
    everything_open(page)
    page.run("for (const one of document.querySelectorAll('details.case')) if (one.querySelectorAll('.rank').length < 3) one.open = false")
    case = page.shown("details.case[open]")[0]
    buttons = case.find_elements("css selector", ".filter button[aria-pressed]")

    def shown():
        return [rank.get_attribute("data-rank") for rank in case.find_elements("css selector", ".rank") if rank.is_displayed()]

    all_ranks = shown()
    need(len(buttons) == len(all_ranks) >= 3, f"{len(buttons)} buttons for {all_ranks}")
    buttons[0].click()
    need(shown() == all_ranks[1:] and buttons[0].get_attribute("aria-pressed") == "false", "not by click")
    page.press("TAB", "ENTER")
    need(shown() == all_ranks[2:], "not by key")
    page.run("arguments[0].focus()", buttons[0])
    page.press(" ")
    need(shown() == all_ranks[:1] + all_ranks[2:], "not shown again")
    others = case.find_elements("css selector", ".filter button:not([aria-pressed])")
    others[1].click()
    need(not shown(), "none")
    others[0].click()
    need(shown() == all_ranks, "all")


def test_links_open_what_they_lead_to(browser, folder):
    page = page_of(browser, folder, stored("points_lost"))
    link = page.run("return [...document.querySelectorAll('#checks a[href^=\"#case-\"]')].find(one => "
                    "!document.querySelector(one.getAttribute('href')).open)")  # fmt: skip
    need(link is not None, "every case is open")
    target = urllib.parse.urlsplit(link.get_attribute("href")).fragment
    page.run("arguments[0].focus()", link)
    page.press("ENTER")
    # The browser tells the page of the new address a little later.
    end = time.monotonic() + 30
    while not page.run("return document.getElementById(arguments[0]).open", target):
        need(time.monotonic() < end, "it stays closed")


def test_is_read_without_scripts(browser, folder):
    call("report", here / "../formats/reports/points_lost.json", "-o", folder / "r.html")
    with browser.without_scripts():
        page = browser.open(folder / "r.html")
        everything_open(page)
        rules.quiet(page)
    with browser.dressed(size=PHONE):
        rules.none(rules.ask(page, "sideways"), "sideways")
    need(not page.all("svg[role=img]") and not page.all(".filter") and page.shown(".map table"), "not as text and tables")


def test_checks_that_are_hidden_leave_no_trace(browser, folder):
    page_of(browser, folder, stored("hidden"))
    text = (folder / "report.html").read_text(encoding="utf-8")
    need("SECRET" not in text and "LATER" not in text, "hidden checks are in the page")
