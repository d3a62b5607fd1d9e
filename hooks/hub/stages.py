"""How long each stage of a build took, and a line that shows how far it is.

The times are only for those who ask (HUB_PROFILE names a file); the line only for people who wait: it appears after
two seconds, in a terminal, never in continuous integration.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 2.0  # seconds
INTERVAL = 0.1  # between two changes of the line


class Stages:
    """The stages of one build. `count` shows progress inside a stage; `finish` ends the line and writes the times."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self.started = time.monotonic()
        self.profile = environment.get("HUB_PROFILE", "")
        self.shows = sys.stderr.isatty() and not environment.get("CI")
        self.times: list[dict[str, float | str]] = []
        self._name, self._shown = "", 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure what is done inside."""
        wall, cpu = time.monotonic(), _cpu()
        self._name = name
        try:
            yield
        finally:
            self.times.append({"stage": name, "wall_s": time.monotonic() - wall, "cpu_s": _cpu() - cpu})

    def count(self, done: int, total: int) -> None:
        """Show how much of the stage is done."""
        now = time.monotonic()
        if self.shows and now - self.started > PATIENCE and now - self._shown > INTERVAL:
            self._shown = now
            sys.stderr.write(f"\r\033[K{self._name}: {done} / {total}")
            sys.stderr.flush()

    def finish(self) -> None:
        """End the line, and write the times down if somebody asked for them."""
        if self._shown:
            sys.stderr.write("\r\033[K")
        if self.profile:
            Path(self.profile).write_text(json.dumps(self.times, ensure_ascii=False, indent=1), "utf-8")


def _cpu() -> float:
    """Return the processor time of this process and of those that ended, in seconds."""
    own, ended = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + ended.ru_utime + ended.ru_stime
