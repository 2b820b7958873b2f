# SPDX-License-Identifier: MIT
"""One headless Chromium for all tests of the pages, driven through Debian's python3-selenium.

Pages are opened from files, as users open them. What a page says on its console, what it asks for, what its
Content-Security-Policy forbade and what hostile markup in it would have done are kept, for rules.py to ask."""

import base64
import contextlib
import json
import os
import pathlib
import shutil
import tempfile
import time

CHROMIUM, DRIVER = "chromium", "chromedriver"
DESKTOP, PHONE = (1280, 900), (360, 740)

# Before anything of the page runs: what was forbidden is noted, and what opens a window or asks for an answer.
BEFORE = """
window.forbidden = [];
window.addEventListener('securitypolicyviolation', event =>
    window.forbidden.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample), true);
for (const name of ['alert', 'confirm', 'prompt', 'open', 'fetch'])
    window[name] = () => { window.pwned = name; };
"""


class NoBrowser(Exception):
    """There is no Chromium here, or no driver."""


def missing():
    """What there is not, or None."""
    for program, package in ((CHROMIUM, "chromium"), (DRIVER, "chromium-driver")):
        if shutil.which(program) is None:
            return f"there is no {program} here (Debian's package {package})"
    try:
        import selenium  # noqa: F401
    except ImportError:
        return "there is no selenium here (Debian's package python3-selenium)"
    return None


def flags(profile):
    words = ["--headless=new", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-default-apps",
             "--disable-dev-shm-usage", "--hide-scrollbars", "--force-color-profile=srgb", "--lang=en",
             f"--user-data-dir={profile}", f"--window-size={DESKTOP[0]},{DESKTOP[1]}"]  # fmt: skip
    if os.geteuid() == 0:  # Chromium refuses to run as root with its own sandbox
        words.append("--no-sandbox")
    return words


class Browser:
    def __init__(self, pictures):
        why = missing()
        if why:
            raise NoBrowser(why)
        self.pictures = pathlib.Path(pictures)
        self.pictures.mkdir(parents=True, exist_ok=True)
        self.folder = tempfile.mkdtemp(prefix="mpigrade-pages-")
        try:
            self.driver = self._start()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        self.command("Page.addScriptToEvaluateOnNewDocument", source=BEFORE)
        self.dress()

    def _start(self):
        from selenium import webdriver
        from selenium.common.exceptions import WebDriverException
        from selenium.webdriver.chrome.service import Service

        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which(CHROMIUM)
        for flag in flags(os.path.join(self.folder, "profile")):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        # It writes into the home folder, and that of a test's user need not be there.
        service = Service(shutil.which(DRIVER), log_path=os.path.join(self.folder, "log"),
                          env={**os.environ, "HOME": self.folder})  # fmt: skip
        try:
            return webdriver.Chrome(options=options, service=service)
        except WebDriverException as problem:
            raise NoBrowser(f"Chromium does not start here: {problem.msg}") from problem

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()
        shutil.rmtree(self.folder, ignore_errors=True)

    def command(self, name, **arguments):
        """One of Chromium's own commands."""
        return self.driver.execute_cdp_cmd(name, arguments)

    # ---- how pages are shown ----

    def dress(self, size=DESKTOP, dark=False, media="screen"):
        self.command("Emulation.setDeviceMetricsOverride", width=size[0], height=size[1], deviceScaleFactor=1,
                     mobile=size == PHONE)  # fmt: skip
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.command("Emulation.setEmulatedMedia", media=media,
                     features=[scheme, {"name": "prefers-reduced-motion", "value": "reduce"}])  # fmt: skip

    @contextlib.contextmanager
    def dressed(self, **how):
        self.dress(**how)
        try:
            yield
        finally:
            self.dress()

    @contextlib.contextmanager
    def without_scripts(self):
        self.command("Emulation.setScriptExecutionDisabled", value=True)
        try:
            yield
        finally:
            self.command("Emulation.setScriptExecutionDisabled", value=False)

    def open(self, path):
        """A page of a file, with what was logged before forgotten."""
        for kind in ("browser", "performance"):
            self.driver.get_log(kind)
        address = pathlib.Path(path).resolve().as_uri()
        start = time.monotonic()
        self.driver.get(address)
        return Page(self, address, time.monotonic() - start)


class Page:
    def __init__(self, browser, address, seconds):
        self.browser, self.driver, self.address, self.seconds = browser, browser.driver, address, seconds

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def all(self, selector):
        return self.driver.find_elements("css selector", selector)

    def one(self, selector):
        return self.driver.find_element("css selector", selector)

    def shown(self, selector):
        """Those of the elements that are shown."""
        return [element for element in self.all(selector) if element.is_displayed()]

    def texts(self, selector):
        return [element.text for element in self.shown(selector)]

    def press(self, *keys):
        """Keys to whatever has the focus."""
        from selenium.webdriver.common.action_chains import ActionChains
        from selenium.webdriver.common.keys import Keys

        chain = ActionChains(self.driver)
        for key in keys:
            chain.send_keys(getattr(Keys, key) if len(key) > 1 else key)
        chain.perform()

    def focus(self, selector):
        self.run("document.querySelector(arguments[0]).focus()", selector)

    def console(self):
        return [f"{entry['level']}: {entry['message']}" for entry in self.driver.get_log("browser")]

    def requests(self):
        """The addresses that were asked for."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [message["params"]["request"]["url"] for message in messages
                if message["method"] == "Network.requestWillBeSent"]  # fmt: skip

    def accessible(self):
        """What a screen reader is told: [(role, name, properties)]."""
        nodes = self.browser.command("Accessibility.getFullAXTree")["nodes"]
        return [(node["role"]["value"], node.get("name", {}).get("value", ""),
                 {one["name"]: one["value"].get("value") for one in node.get("properties", [])})
                for node in nodes if not node["ignored"]]  # fmt: skip

    def picture(self, name, whole=True):
        """A screenshot in the folder of pictures."""
        data = self.browser.command("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
        path = self.browser.pictures / f"{name}.png"
        path.write_bytes(base64.b64decode(data))
        return path

    def printed(self):
        """The page as it is printed: the bytes of a PDF."""
        return base64.b64decode(self.browser.command("Page.printToPDF", printBackground=False)["data"])
