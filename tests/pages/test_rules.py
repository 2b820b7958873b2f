# SPDX-License-Identifier: MIT
"""The rules themselves: each finds what is amiss in a small page, and nothing in the page without it."""

import rules
from browser import PHONE
from rules import need

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title>
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='">
</head><body><main><h1>One</h1>%s</main></body></html>"""

# Rule -> markup that it must object to.
AMISS = {
    "text_contrast": ['<p><font color="#999">grey</font></p>', '<svg role="img" aria-label="x"><rect width="99" height="20" '
                      'fill="#000"/><text y="15">black</text></svg>'],
    "structure": ["<h3>Three</h3>", "<h1>Again</h1>"],
    "ids": ['<p id="a"></p><p id="a"></p>', '<label for="b">b</label>', '<a href="#c">c</a>'],
    "tables": ["<table><tr><th scope=col>a</table>", "<table><caption>c</caption><tr><th>a</table>"],
    "sideways": ["<pre>%s</pre>" % ("x" * 400)],
    "inert": ["<script>window.pwned = 1</script>", '<p onclick="x()">x</p>', '<a href="javascript:x()">x</a>', "<img alt=x>",
              '<a href="//x.example/">x</a>', '<svg role="img" aria-label="x"><image href="x"/></svg>', '<p style="color:red">x</p>'],
    "printing": ["<button>b</button>"],
    "targets": ['<input type="button" value="">', '<input aria-label="b" size=1 type="checkbox">'],
}  # fmt: skip


def open_markup(browser, folder, markup):
    path = folder / "page.html"
    path.write_text(PAGE % markup, encoding="utf-8")
    return browser.open(path)


def test_each_finds_what_is_amiss(browser, folder):
    page = open_markup(browser, folder, '<p>Text <a href="#p">link</a></p><p id="p">Target</p>')
    rules.shown_well(page)
    for rule, markups in AMISS.items():
        for markup in markups:
            page = open_markup(browser, folder, markup)
            with browser.dressed(size=PHONE if rule == "sideways" else (1280, 900)):
                need(rules.ask(page, rule), f"{rule} does not see {markup[:80]}")


def test_names_and_requests_are_seen(browser, folder):
    for markup, rule in (('<input type="text">', rules.spoken), ("<svg><text>x</text></svg>", rules.spoken),
                         ('<img src="other.png" alt="x">', rules.quiet), ("<script>x</script>", rules.quiet)):  # fmt: skip
        page = open_markup(browser, folder, markup)
        try:
            rule(page)
        except rules.Wrong:
            continue
        need(False, f"{rule.__name__} does not see {markup}")


def test_without_scripts_none_runs(browser, folder):
    path = folder / "page.html"
    path.write_text("<!doctype html><title>no</title><script>document.title = 'yes'</script>", encoding="utf-8")
    with browser.without_scripts():
        browser.open(path)
        need(browser.driver.title == "no", "a script ran")
    browser.open(path)
    need(browser.driver.title == "yes", "no script ran")
