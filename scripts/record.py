"""Film the recording of the hub anew: `scripts/record.py`. Frames come from a browser, ffmpeg joins them.

It builds the hub, does in a browser what the film shows, and writes beside the entry of the recording the video, its
captions and its poster, and into the entry the duration, the chapters and the transcript. The film has no sound: the
captions say what is done and why. How long each lasts depends on how long it takes to read, so the times are the same
whatever the machine.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import textwrap
import threading
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

REPOSITORY = Path(__file__).resolve().parent.parent
ENTRY = REPOSITORY / "docs" / "webinars" / "naiti-i-proverit-standart.yml"
MEDIA = ENTRY.parent / "media"
BROWSER = "/usr/bin/chromium-headless-shell"
WIDTH, HEIGHT, SCALE = 960, 540, 4 / 3  # a page as wide as a tablet, in a film of 1280 × 720
RATE = 10  # frames a second
READING = 15  # signs a second: slower than the usual limit of captions, because there is a picture to look at
SHORTEST = 2.5  # seconds for a caption
LINE = 44  # signs in a line of a caption
OURS = "# What follows is written by scripts/record.py.\n"

CURSOR = """() => {
  const sign = document.createElement("div");
  sign.id = "film-cursor";
  sign.innerHTML = '<svg viewBox="0 0 24 24" width="30" height="30"><path d="M4 2l15 12h-8l4 8-3 1-4-8-4 5z" \
fill="#111" stroke="#fff" stroke-width="1.5"/></svg>';
  sign.style.cssText = "position:fixed;z-index:9999;pointer-events:none;left:0;top:0";
  document.body.append(sign);
  document.documentElement.style.scrollBehavior = "auto";
}"""


@dataclass
class Film:
    """A film while it is made: its frames with their lengths, its captions, its chapters. Times in seconds."""

    page: Page
    folder: Path
    now: float = 0.0
    frames: list[tuple[Path, float]] = field(default_factory=list)
    captions: list[tuple[float, str]] = field(default_factory=list)
    chapters: list[tuple[float, str, str]] = field(default_factory=list)
    readable_from: float = 0.0
    at: tuple[float, float] = (WIDTH / 2, HEIGHT / 2)
    poster: Path | None = None

    def chapter(self, id_: str, title: str) -> None:
        """Begin a chapter."""
        self._wait_until_read()
        self.chapters.append((self.now, id_, title))

    def say(self, text: str) -> None:
        """Show a caption, when the one before has been read."""
        self._wait_until_read()
        self.captions.append((self.now, text))
        self.readable_from = self.now + max(SHORTEST, len(text) / READING)

    def hold(self, seconds: float) -> None:
        """Show the page as it is."""
        if self.frames and seconds > 0:
            path, length = self.frames[-1]
            self.frames[-1] = (path, length + seconds)
            self.now += seconds

    def shoot(self, seconds: float = 1 / RATE) -> None:
        """Take a frame of the page."""
        path = self.folder / f"{len(self.frames):05}.png"
        self.page.screenshot(path=path)
        self.frames.append((path, seconds))
        self.now += seconds

    def open(self, url: str) -> None:
        """Go to a page without showing how."""
        self.page.goto(url)
        self._settle()
        self.shoot()

    def point(self, selector: str) -> None:
        """Move the cursor to an element, scrolling to it first."""
        self.scroll_to(selector)
        box = self.page.locator(selector).first.bounding_box()
        if box is None:
            raise LookupError(f"nothing to point at: {selector}")
        goal = (box["x"] + min(box["width"] / 2, 120), box["y"] + box["height"] / 2)
        start = self.at
        for step in range(1, 7):
            share = step / 6
            self.at = (start[0] + (goal[0] - start[0]) * share, start[1] + (goal[1] - start[1]) * share)
            self._show_cursor()
            self.shoot()

    def click(self, selector: str) -> None:
        """Point at an element and press it; the page that opens is shown."""
        self.point(selector)
        self.hold(0.4)
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state("load")
        self._settle()
        self.shoot()

    def type(self, selector: str, text: str) -> None:
        """Type a text, sign by sign."""
        self.point(selector)
        self.page.locator(selector).first.click()
        for sign in text:
            self.page.keyboard.type(sign)
            self.shoot()

    def scroll_to(self, selector: str) -> None:
        """Bring an element to a third of the height of the window, unless it is seen well."""
        box = self.page.locator(selector).first.bounding_box()
        if box is None or 0.12 * HEIGHT < box["y"] < 0.75 * HEIGHT:
            return
        distance = box["y"] - HEIGHT / 3
        for _ in range(8):
            self.page.evaluate("by => scrollBy(0, by)", distance / 8)
            self.shoot()

    def _wait_until_read(self) -> None:
        self.hold(self.readable_from - self.now)

    def _settle(self) -> None:
        self.page.wait_for_timeout(400)  # scripts of the page are loaded one after another
        self.page.evaluate(CURSOR)
        self._show_cursor()

    def _show_cursor(self) -> None:
        self.page.evaluate(
            "([x, y]) => { document.getElementById('film-cursor').style.transform = `translate(${x}px, ${y}px)` }",
            list(self.at),
        )

    def end(self) -> None:
        """Let the last caption be read."""
        self._wait_until_read()
        self.hold(1.0)


def play(film: Film, base: str) -> None:
    """Do what the film shows."""
    film.chapter("naiti", "Найти стандарт")
    film.open(base)
    film.say("Вам прислали документ со ссылкой на ГОСТ Р 52888-2013. Можно ли на него опереться?")
    film.say("Пишем в поиске хаба то, что помним: номер и год.")
    film.type("#find", "52888-2013")
    film.say("Буквы и пробелы не важны: «гост 52888», «ГОСТ Р 52888-2013» найдут то же самое.")
    film.click(".find button")
    film.page.wait_for_selector("[data-search-results] li a")
    film.shoot()
    film.scroll_to("[data-search-results] li:nth-of-type(2)")
    film.say("Он в списке первый. Открываем.")
    film.click("[data-search-results] li a")

    film.chapter("status", "Проверить статус")
    film.say("Смотрим на рамку под названием. Статус: «Заменён». Рядом день, когда мы смотрели источник.")
    film.point(".status-box .status-line")
    film.poster = film.frames[-1][0]  # what the film is about, seen before it is played
    film.say("Ниже сказано, чем заменён. Переходим к новому стандарту.")
    film.click(".status-box a[href*='52888-2021']")
    film.say("Этот действует с октября 2021 года. Но рядом стоит «один косвенный источник».")
    film.point(".status-box p:nth-of-type(2)")
    film.say("Значит, прежде чем ссылаться в письме, сверьте статус в каталоге Росстандарта.")

    film.chapter("vzyat", "Взять в работу")
    film.say("Теперь возьмём его в работу. В курсе о стандарте есть урок о том, как читать чужой стандарт.")
    film.open(base + "courses/standart-organizacii/vzyat-iz-chuzhogo/")
    film.say("В каждом уроке есть лист «Заберите себе». Открываем его.")
    film.click("a[href*='forms/list-chteniya-standarta']")
    film.say("Впишем обозначение и день, когда проверили статус.")
    film.type("#f-oboznachenie", "ГОСТ Р 52888-2021, сверить в каталоге")
    film.say("Написанное сразу видно на бланке внизу. С вашего устройства оно никуда не уходит.")
    film.scroll_to("#sheet")
    film.point("[data-blank='oboznachenie']")
    film.say("Бланк можно распечатать или скопировать. Дальше отвечайте на вопросы листа сами.")
    film.point("#sheet ~ p [data-print], #sheet [data-print]")
    film.end()


def join(film: Film, target: Path) -> None:
    """Let ffmpeg make one H.264 file of the frames."""
    listing = film.folder / "frames.txt"
    lines = [f"file '{path.name}'\nduration {length:.3f}\n" for path, length in film.frames]
    last = film.frames[-1][0].name
    listing.write_text(f"ffconcat version 1.0\n{''.join(lines)}file '{last}'\n", "utf-8")
    command = [
        *("ffmpeg", "-y", "-loglevel", "error", "-f", "concat", "-i", str(listing)),
        *("-vf", f"fps={RATE},format=yuv420p", "-c:v", "libx264", "-preset", "veryslow", "-crf", "27"),
        *("-tune", "stillimage", "-movflags", "+faststart", "-map_metadata", "-1", "-fflags", "+bitexact"),
        str(target),
    ]
    subprocess.run(command, check=True)


def write_captions(film: Film, target: Path) -> None:
    """Write the captions as WebVTT."""
    ends = [begin for begin, _ in film.captions[1:]] + [film.now]
    cues = [
        f"{_stamp(begin)} --> {_stamp(end)}\n" + "\n".join(textwrap.wrap(_whole(text), LINE)) + "\n"
        for (begin, text), end in zip(film.captions, ends, strict=True)
    ]
    target.write_text("WEBVTT\n\n" + "\n".join(cues), "utf-8")


def write_entry(film: Film) -> None:
    """Put the times into the entry of the recording; what its author wrote stays."""
    head = ENTRY.read_text("utf-8").partition(OURS)[0]
    name = ENTRY.stem
    chapters = "".join(
        f"      - {{id: {id_}, title: {title}, start: {_clock(begin)}}}\n"
        if begin
        else f"      - {{id: {id_}, title: {title}}}\n"
        for begin, id_, title in film.chapters
    )
    paragraphs = []
    bounds = [begin for begin, _, _ in film.chapters] + [film.now + 1]
    for (begin, _, title), end in zip(film.chapters, bounds[1:], strict=True):
        paragraphs.append(f"      **{title}**\n")
        paragraphs += [f"      [{_clock(time)}] {text}\n" for time, text in film.captions if begin <= time < end]
    block = (
        f"recordings:\n  - id: main\n    duration: {_clock(film.now)}\n    sources:\n      - file: media/{name}.mp4\n"
        f"    poster: media/{name}.png\n    captions: media/{name}.vtt\n    chapters:\n{chapters}"
        "    transcript: |\n" + "\n".join(paragraphs)
    )
    ENTRY.write_text(head + OURS + block, "utf-8")


def _whole(text: str) -> str:
    """Return a text in which designations and short words do not stand apart from what follows."""
    text = text.replace("ГОСТ Р ", "ГОСТ\u00a0Р\u00a0")
    return re.sub(r"(?<!\S)(\w{1,2}) (?=\S)", "\\1\u00a0", text)


def _stamp(seconds: float) -> str:
    minutes, rest = divmod(round(seconds, 3), 60)
    return f"00:{int(minutes):02}:{rest:06.3f}"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


def main() -> int:
    """Build the hub, film it, write the files."""
    if not re.search(r"^title:", ENTRY.read_text("utf-8"), re.MULTILINE):
        raise SystemExit(f"{ENTRY} has no head")
    MEDIA.mkdir(exist_ok=True)
    if OURS not in ENTRY.read_text("utf-8"):  # the hub is not built with an entry that has no recording yet
        (MEDIA / f"{ENTRY.stem}.mp4").touch()
        with ENTRY.open("a", encoding="utf-8") as file:
            file.write(f"{OURS}recordings:\n  - {{id: main, duration: 1, sources: [file: media/{ENTRY.stem}.mp4]}}\n")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        site = folder / "site"
        subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(site)], cwd=REPOSITORY, check=True)
        handler = partial(SimpleHTTPRequestHandler, directory=str(site))
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=SCALE, locale="ru", color_scheme="light"
        )
        film = Film(page, folder)
        play(film, f"http://127.0.0.1:{server.server_port}/")
        browser.close()
        server.shutdown()
        join(film, MEDIA / f"{ENTRY.stem}.mp4")
        write_captions(film, MEDIA / f"{ENTRY.stem}.vtt")
        (MEDIA / f"{ENTRY.stem}.png").write_bytes((film.poster or film.frames[0][0]).read_bytes())
        write_entry(film)
    size = (MEDIA / f"{ENTRY.stem}.mp4").stat().st_size / 1e6
    sys.stdout.write(f"{film.now:.0f} s, {size:.2f} MB, {len(film.captions)} captions\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
