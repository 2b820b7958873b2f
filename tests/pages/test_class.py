# SPDX-License-Identifier: MIT
"""The pages of a class."""

import pathlib
import re
import urllib.parse

import rules
from classes import HOSTILE, call, change, eventful, pages_of, plain
from rules import need


def written(folder, out, *options):
    """The folder of pages of a class."""
    pages = folder / "pages"
    call("report", out, "--format", "html", "-o", pages, *options)
    return pages


def names(page, table="class"):
    """Of the rows that are shown."""
    return page.run("return [...document.querySelectorAll(`#${arguments[0]} tbody th`)].filter(one => one.checkVisibility())"
                    ".map(one => one.querySelector('bdi').innerText.trim())", table)  # fmt: skip


def cells(page, column):
    return [cell.text for cell in page.shown(f"#class tbody td:nth-child({column})")]


def is_ordered(values, reverse=False):
    return values == sorted(values, reverse=reverse)


def test_is_shown_well_and_nothing_hostile_lives(browser, folder):
    out = eventful(folder)
    page = browser.open(written(folder, out, "--lang", "es") / "index.html")
    need(page.run("return document.documentElement.lang") == "es", "the language")
    rules.spoken(page)
    rules.harmless(page)
    pages = pages_of(*HOSTILE)
    page = browser.open(pages / "index.html")
    need(page.all("#class tbody tr:nth-child(20)") and len(page.all("main > section")) >= 12, "sections are missing")
    rules.shown_well(page)
    rules.pictures(page, "class")
    for number in (0, 5):
        page = browser.open(sorted((pages / "students").iterdir())[number])
        rules.shown_well(page)
    page.picture("class-student")
    call("report", out, "-o", folder / "alone.html")
    page = browser.open(folder / "alone.html")
    rules.shown_well(page)
    need(not page.all("#class tbody a"), "it leads to pages that are not there")


def test_hostile_names_are_read_as_they_are(browser, folder):
    page = browser.open(pages_of(*HOSTILE) / "index.html")
    text = page.run("return [...document.querySelectorAll('#class tbody th bdi')].map(one => one.textContent)")
    for name in HOSTILE:
        if name.strip() and name.isprintable() and len(name) < 100:
            need(name in text, f"{name[:60]} is not there as it is")


def test_sorts_by_click_and_by_key(browser, folder):
    page = browser.open(pages_of("Zoë Ñandú") / "index.html")
    first = names(page)
    heads = page.all("#class thead th")
    heads[-1].find_element("css selector", "button").click()
    need(heads[-1].get_attribute("aria-sort") == "descending", "it does not say how it is sorted")
    totals = cells(page, 5)
    need(totals[-2:] == ["none yet"] * 2, f"what has no total is not last: {totals}")
    need(is_ordered([float(one[:-2]) for one in totals[:-2]], reverse=True), f"not sorted: {totals}")
    need(names(page, "marks") == names(page), "the heat map has another order")
    page.press("ENTER")  # the button still has the focus
    need(heads[-1].get_attribute("aria-sort") == "ascending", "not by key")
    totals = cells(page, 5)
    need(totals[-1] == "none yet" and is_ordered([float(one[:-2]) for one in totals[:-2]]), f"not sorted: {totals}")
    heads[0].find_element("css selector", "button").send_keys(" ")
    need(names(page)[0] == "Name1 Surname" and names(page)[-1] == first[0] and heads[-1].get_attribute("aria-sort") is None,
         "not by name")  # fmt: skip
    shares = page.all("#checks thead th button")
    lost = [float(cell.text[:-2]) for cell in page.all("#checks tbody td:last-child")]
    need(is_ordered(lost, reverse=True), f"checks: {lost}")


def test_filters(browser, folder):
    from selenium.webdriver.support.ui import Select

    page = browser.open(pages_of("Zoë Ñandú") / "index.html")
    find, exercise, outcome = page.one("#find"), Select(page.one("#of-exercise")), Select(page.one("#of-outcome"))
    find.send_keys("nandu ZOE")
    need(names(page) == names(page, "marks") == ["Zoë Ñandú"], f"found {names(page)}")
    need(page.one("#shown").text.startswith("1 of 20"), page.one("#shown").text)
    page.press("TAB", "TAB", "TAB", "ENTER")
    need(len(names(page)) == 20 and find.get_attribute("value") == "", "not all are shown again")
    for chosen, wanted in (("grader_fault", {"1"}), ("waiting", {"2"}), ("missing", {"3", "8"}), ("not_gradable", {"4"}),
                           ("late", {"5"}), ("hand", {"6"}), ("hangs", {"7"})):  # fmt: skip
        outcome.select_by_value(chosen)
        found = {row.get_attribute("data-i") for row in page.shown("#class tbody tr")}
        need(found == {str(int(one) - 1) for one in wanted}, f"{chosen}: {found}")
    outcome.select_by_value("waiting")
    exercise.select_by_index(2)
    need(not names(page), "waiting in another exercise")
    outcome.select_by_value("")
    need(len(names(page)) == 19, "who handed in the second exercise")


def test_no_score_is_never_a_zero(browser, folder):
    page = browser.open(pages_of("Zoë Ñandú") / "index.html")
    table = page.run("return [...document.querySelectorAll('#class tbody tr')].map(row => [...row.cells].slice(1)"
                     ".map(cell => [cell.textContent.trim(), cell.dataset.v ?? null]))")  # fmt: skip
    for row, words in ((0, "our fault"), (1, "waiting")):
        need(table[row][0] == [words, None] and table[row][-1] == ["none yet", None], f"{table[row]}")
    need(table[2][0] == ["not handed in", "0"] and table[7][-1] == ["0 %", "0"], f"{table[2]} {table[7]}")
    need(table[4][0][0] == "70 late" and table[5][0][0] == "55.5 by hand", f"{table[4]} {table[5]}")
    counts = dict(zip(page.texts(".counts dt"), page.texts(".counts dd")))
    need([counts[key] for key in ("not graded, our fault", "waiting to be graded", "not gradable")] == ["1"] * 3, f"{counts}")
    bars = [int(one) for one in page.run("return [...document.querySelectorAll('#spread figure:nth-child(2) svg text:not(.tick)')]"
                                         ".map(one => one.textContent)")]  # fmt: skip
    need(sum(bars) == 16, f"the histogram of the first exercise counts {bars}")


def test_is_a_plain_table_without_scripts(browser, folder):
    pages = pages_of("Zoë Ñandú")
    with browser.without_scripts():
        page = browser.open(pages / "index.html")
        rules.quiet(page)
    need(len(names(page)) == 20 and not page.shown(".filters") and not page.all("#class button"), "not as a table")


def links(path):
    for address in re.findall(r'<a href="([^"#]+)"', path.read_text(encoding="utf-8")):
        yield (path.parent / urllib.parse.unquote(address)).resolve()


def test_links_lead_to_pages_and_old_pages_go(browser, folder):
    out = eventful(folder)
    pages = written(folder, out)
    reached, left = set(), {(pages / "index.html").resolve()}
    while left:
        path = left.pop()
        reached.add(path)
        need(path.is_file() and path.is_relative_to(pages.resolve()), f"{path} is linked, and not there")
        left |= set(links(path)) - reached
    files = {path.resolve() for path in pages.rglob("*") if path.is_file()}
    need(files == reached, f"nothing leads to {files - reached}")
    for path in (pages / "reports").rglob("*.html"):
        need([one.parent.name for one in links(path)] == ["students"], f"{path} does not lead back")
    need(len(files) == 1 + 20 + 55, f"{len(files)} pages")
    need(not [path for path in files if re.search(r"[\x00-\x20<>:\"|?*\\]", str(path))], "a name is not safe")
    (pages / "students" / "mine.html").write_text("not mpigrade's")
    change(out, ("UPDATE students SET present = 0 WHERE id = 20",))
    call("report", out, "--student", "student00001", "-o", f"{pages}/")
    need(len(list(pages.rglob("*.html"))) == 77, "a selection removed other pages")
    written(folder, out)
    need(len(list(pages.rglob("*.html"))) == 77 - 4 and (pages / "students" / "mine.html").exists(),
         f"old pages: {len(list(pages.rglob('*.html')))}")  # fmt: skip
    (pages / "index.html").write_text("not mpigrade's")
    need("no page of mpigrade's" in call("report", out, "--format", "html", "-o", pages, status=2), "another's page")
    need((pages / "index.html").read_text() == "not mpigrade's", "another's page is lost")
    need(not list(pages.rglob(".*")) and not list(pages.rglob("*tmp*")), "a temporary file is left")


def test_the_view_is_that_of_all_pages(browser, folder):
    out = plain(folder, 3, 2)
    for view, secret in (("student", False), ("assistant", True)):
        pages = written(folder, out, "--view", view)
        for path in pages.rglob("*.html"):
            if path.parent.name != "students":
                need(("SECRET" in path.read_text(encoding="utf-8")) == secret, f"{path.name} in the view of the {view}")
    due = written(folder, out, "--view", "student", "--after-due")
    need("LATER" in (due / "index.html").read_text(encoding="utf-8"), "the due date is over")


def test_three_hundred_students(browser, folder):
    out = plain(folder, 300, 4)
    call("report", out, "-o", folder / "large.html")
    page = browser.open(folder / "large.html")
    took = page.run("const t = performance.getEntriesByType('navigation')[0]; return t.loadEventEnd - t.startTime")
    print(f"    300 students, 4 exercises: {pathlib.Path(folder / 'large.html').stat().st_size // 1024} KiB, "
          f"opened in {took:.0f} ms ({page.seconds:.2f} s with the driver)")  # fmt: skip
    need(len(names(page)) == 300 and len(page.all("#marks tbody tr")) == 300, "students are missing")
    page.picture("class-large", whole=False)
    rules.quiet(page)
