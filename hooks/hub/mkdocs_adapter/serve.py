"""`mkdocs serve` with our own watching and answering: an edit reaches the browser in a tenth of a second.

MkDocs' server stays: its address, its reload of open pages, its loop. Replaced are the observer (it looked at every
file twice a second), the builder (it built everything) and the answers (it read files from a folder). Where the
engine's own code changes, the process starts itself anew: MkDocs never reloads hooks.
"""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from hub.live import LiveSite
from hub.mkdocs_adapter.preview import failure_page
from hub.mkdocs_adapter.site import ENGINE

BUILD_DELAY = 0.02  # seconds without a further change after which an edit counts as saved
# What a change is; opening and reading a file are events as well, and would make the preview trigger itself.
CHANGES = frozenset({"modified", "created", "deleted", "moved", "closed"})
log = logging.getLogger("mkdocs.hub")


class Preview:
    """One running preview: what it shows, and what of it was saved since."""

    def __init__(self, root: Path, config: Path) -> None:
        self.root, self.config = root, config
        self.live: LiveSite | None = None
        self.failure = ""
        self.lock = threading.RLock()  # the loop changes what requests read
        self.changed: set[str] = set()  # absolute paths
        self.prose = Files([])  # hand-written pages, as MkDocs found them
        self.prepare: Callable[[], None] = lambda: None  # what to do before frames are rendered anew

    def show(self, live: LiveSite | None, failure: str) -> None:
        """Show what a build gave; a failed one leaves what was shown."""
        with self.lock:
            self.live, self.failure = live or self.live, failure

    # -- changes

    def take(self) -> set[str]:
        """Return the paths saved since the last call."""
        with self.lock:
            changed, self.changed = self.changed, set()
        return changed

    def update(self, build: Callable[[], None]) -> None:
        """Take over what was saved; `build` is MkDocs' own build, for its configuration. Nothing is raised."""
        changed = self.take()
        kinds = {self._kind_of(path) for path in changed}
        try:
            if "code" in kinds:
                self._restart()
            if "config" in kinds or "pages" in kinds or self.live is None:
                build()
                return
            with self.lock:
                failed, self.failure = self.failure, ""
                if "theme" in kinds:
                    self.prepare()
                    self.live.change_theme()
                sources = [path for path in changed if self._kind_of(path) == "source"]
                if sources:
                    self.live.change(self._inside(path) for path in sources)
                if failed:
                    self.live.frame()  # the banner goes with the failure
        except (Exception, SystemExit):
            self._fail(traceback.format_exc())

    def _kind_of(self, path: str) -> str:
        file = Path(path)
        if file == self.config:
            return "config"
        if file.is_relative_to(ENGINE / "hub") or file.parent == ENGINE:
            return "code" if file.suffix == ".py" else ""
        if file.is_relative_to(ENGINE / "theme") or file.is_relative_to(ENGINE / "locale"):
            return "theme"
        known = {f"{self.live.site.docs}/{name}" for name in self.live.site.prose} if self.live is not None else set()
        if file.suffix == ".md" and not self._inside(path).startswith("courses/"):
            # A page that is new or gone changes what MkDocs knows; one that was edited does not.
            return "source" if self._inside(path) in known and file.exists() else "pages"
        return "source"

    def _inside(self, path: str) -> str:
        """Return a path relative to the site, as the engine names its files."""
        return Path(os.path.relpath(path, self.root)).as_posix()

    def _fail(self, failure: str) -> None:
        log.error(failure)
        with self.lock:
            self.failure = failure
            if self.live is not None:
                self.prepare()
                with suppress(Exception):  # the failure may be in the frame itself: then the old one stays
                    self.live.frame()

    def _restart(self) -> None:
        """Begin this process anew with the changed code, unless that code cannot even be imported."""
        check = [sys.executable, "-c", "import hub.mkdocs_adapter.events"]
        result = subprocess.run(check, capture_output=True, text=True, env={**os.environ}, check=False)
        if result.returncode != 0:
            raise RuntimeError(result.stderr)
        log.info("Код движка изменился: предпросмотр запускается заново")
        self.stop()
        os.execv(sys.executable, sys.orig_argv)

    def stop(self) -> None:
        """Let go of what a new process would not: set by `attach`."""

    # -- answers

    def answer(self, path: str, server: LiveReloadServer) -> tuple[str, bytes] | None:
        """Return the status and the content of a path of the site; None for what MkDocs answers itself."""
        with self.lock:
            live = self.live
            if live is None:
                return "200 OK", failure_page(self.failure).encode()
            try:
                content = live.get(f"{path}index.html" if path.endswith("/") or not path else path)
                if content is None and live.get(f"{path}/index.html") is not None:
                    return "302 Found", b""
                status = "200 OK" if content is not None else "404 Not Found"
                content = content if content is not None else live.not_found.encode()
            except Exception:
                status, content = "500 Internal Server Error", failure_page(traceback.format_exc()).encode()
                log.error(traceback.format_exc())
        if content.lstrip()[:15].lower() == b"<!doctype html>":
            content = server._inject_js_into_html(content, server._visible_epoch)  # type: ignore[no-untyped-call] # MkDocs'
        return status, content


def attach(server: LiveReloadServer, preview: Preview, folders: Iterable[Path]) -> None:
    """Make a server answer from a preview, and watch the folders besides what it watches already."""
    mkdocs_build = server.builder
    server.builder = lambda: preview.update(mkdocs_build)
    server.build_delay = BUILD_DELAY
    _answer_from(server, preview)
    _watch(server, preview, folders)

    def stop() -> None:
        server.observer.stop()
        server.server_close()
        shutil.rmtree(server.root, ignore_errors=True)

    preview.stop = stop  # type: ignore[method-assign] # known only now


def _answer_from(server: LiveReloadServer, preview: Preview) -> None:
    ask_mkdocs = server.serve_request

    def application(environment: dict[str, Any], start: Any) -> Iterable[bytes]:
        path = environment["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if path.startswith("/livereload/") or not path.startswith(server.mount_path):
            return ask_mkdocs(environment, start)
        inside = path[len(server.mount_path) :]
        answer = preview.answer(inside, server)
        if answer is None:
            return ask_mkdocs(environment, start)
        status, content = answer
        kind = server._guess_type("x.html" if status != "200 OK" or inside.endswith("/") or not inside else inside)  # type: ignore[no-untyped-call] # MkDocs'
        headers = [("Content-Type", kind), ("Content-Length", str(len(content))), ("Cache-Control", "no-store")]
        if status == "302 Found":
            headers.append(("Location", f"{environment['PATH_INFO']}/"))
        start(status, headers)
        return [content]

    server.set_app(application)


class _Handler(FileSystemEventHandler):
    def __init__(self, server: LiveReloadServer, preview: Preview) -> None:
        self.server, self.preview = server, preview

    def dispatch(self, event: FileSystemEvent) -> None:
        if event.event_type not in CHANGES or (event.is_directory and event.event_type in ("modified", "closed")):
            return
        paths = {os.fsdecode(path) for path in (event.src_path, event.dest_path) if path}
        # Editors save beside the file first; what they leave for a moment is nobody's page.
        paths = {path for path in paths if not Path(path).name.startswith(".") and not path.endswith("~")}
        paths = {path for path in paths if "__pycache__" not in path}
        if not paths:
            return
        with self.preview.lock:
            self.preview.changed |= paths
        with self.server._rebuild_cond:
            self.server._want_rebuild = True
            self.server._rebuild_cond.notify_all()


def _watch(server: LiveReloadServer, preview: Preview, folders: Iterable[Path]) -> None:
    handler = _Handler(server, preview)
    observer: Any = Observer()
    watched = [Path(path) for path in server._watched_paths]

    def watch(path: str, _function: None = None, *, recursive: bool = True) -> None:
        place = Path(path).resolve()
        # A single file is watched through its folder: editors replace files, and a watch goes with the old one.
        folder, deep = (place.parent, False) if place.is_file() else (place, recursive)
        if str(place) not in server._watched_paths:
            server._watched_paths[str(place)] = 1
            observer.schedule(handler, str(folder), recursive=deep)

    server._watched_paths.clear()
    server.watch = watch  # type: ignore[method-assign,assignment] # MkDocs' own schedules with an observer that is gone
    server.observer = observer
    for place in (*watched, *folders):
        watch(str(place))
    try:
        observer.start()
    except OSError:  # the system has no more watches to give: look at the files instead
        server.observer = observer = PollingObserver()
        server._watched_paths.clear()
        for place in (*watched, *folders):
            watch(str(place))
        observer.start()
    observer.start = lambda: None  # `serve` starts it again
