"""Several processes that read and render: each keeps the whole entries that it read, and renders their pages.

A process is a fork, so that it shares what the first one has loaded; where a system cannot fork, or has one core,
the first process does everything. What is made never depends on how many processes make it.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from hub.content import Collection, Key, Record, Site
from hub.library import Library
from hub.load.discover import Found
from hub.load.entries import PlainReader
from hub.load.files import FileReading
from hub.make import Base, Made, finish, make_entries, make_lines, make_slices
from hub.render.context import Renderer
from hub.render.lists import all_slices
from hub.render.press import Press
from hub.render.shell import Shells
from hub.write import TreeWriter

ENOUGH = 400  # files or pages for which it pays to begin processes
TOLD = 100  # pages after which a process says how far it is
CHUNK = 40  # files that one process reads in a row: the lessons of a course stay together


class CrewError(RuntimeError):
    """Another process failed; the message is its traceback."""


@dataclass(frozen=True, slots=True)
class Task:
    """A part of a build for one process: names of records whose pages and whose lines of data files are due,
    addresses of pages of lists with their states.
    """

    pages: Sequence[tuple[str, Key]]
    lines: Sequence[Key]
    slices: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Plan:
    """What all processes need for rendering. `renderer` goes without its environments: each has its own."""

    library: Library
    facets: Any
    menus: Any
    shells: Shells
    base: Base
    site: Path
    new: Path
    is_copy: bool


def count_processes(environment: Mapping[str, str] = os.environ) -> int:
    """Return how many processes may work: HUB_PROCESSES, else the cores that this one may use."""
    wanted = environment.get("HUB_PROCESSES", "")
    if wanted.isdigit() and int(wanted) > 0:
        return int(wanted)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


class Crew:
    """The processes of one build, begun when there is enough to do. Closing it ends them; safe to do twice."""

    def __init__(self, site: Site, collections: Mapping[str, Collection], press: Press, count: int) -> None:
        self.site, self.collections, self.press = site, collections, press
        self.count = count if "fork" in multiprocessing.get_all_start_methods() else 1
        self._workers: list[tuple[Connection, Any]] = []
        self._owner: dict[str, int] = {}  # which process read a file

    def read(self, files: Sequence[Found]) -> Iterator[FileReading]:
        """Yield what each file says, in their order; the processes keep the whole entries."""
        if len(files) < ENOUGH or self.count < 2:
            return
        self._begin()
        chunks = [list(files[start : start + CHUNK]) for start in range(0, len(files), CHUNK)]
        for number, chunk in enumerate(chunks):
            for found in chunk:
                self._owner[found.path] = number % self.count
        for number, (connection, _) in enumerate(self._workers):
            connection.send(("read", chunks[number :: self.count]))
        for number in range(len(chunks)):
            yield from self._receive(number % self.count)

    @property
    def is_working(self) -> bool:
        """Whether processes were begun."""
        return bool(self._workers)

    def make(
        self,
        plan: Plan,
        pages: Iterable[Record],
        lines: Iterable[Record],
        slices: Mapping[str, bytes],
        tick: Callable[[int], None],
    ) -> Made:
        """Render the pages of some records and some pages of lists, and work out lines of data files.

        `tick` is told how many pages are done.
        """
        self._begin()
        due: list[tuple[list[tuple[str, Key]], list[Key], dict[str, bytes]]] = [([], [], {}) for _ in self._workers]
        for number, record in enumerate(pages):
            due[self._owner.get(record.path, number % self.count)][0].append((record.language, record.key))
        for number, record in enumerate(lines):
            due[self._owner.get(record.path, number % self.count)][1].append(record.key)
        for number, (url, key) in enumerate(slices.items()):
            due[number % self.count][2][url] = key
        packed = pickle.dumps(plan, protocol=pickle.HIGHEST_PROTOCOL)
        for (connection, _), task in zip(self._workers, due, strict=True):
            connection.send(("make", packed, Task(*task)))
        made, working, done = Made(), [each for each, _ in self._workers], 0
        while working:
            for ready in [each for each in working if each in wait(working)]:
                answer = _checked(ready.recv())
                if isinstance(answer, int):
                    done += answer
                    tick(done)
                else:
                    made.add(answer)
                    working.remove(ready)
        return made

    def close(self) -> None:
        """End the processes."""
        for connection, process in self._workers:
            connection.close()
            process.join(timeout=5)
            if process.is_alive():
                process.kill()
        self._workers.clear()

    def _begin(self) -> None:
        if self._workers:
            return
        context = multiprocessing.get_context("fork")
        self.press.warm(self.site.language)
        for _ in range(self.count):
            ours, theirs = context.Pipe()
            others = [connection for connection, _ in self._workers]
            arguments = (theirs, [ours, *others], self.site, self.collections, self.press)
            process = context.Process(target=_work, args=arguments, daemon=True)
            process.start()
            theirs.close()
            self._workers.append((ours, process))

    def _receive(self, number: int) -> Any:
        return _checked(self._workers[number][0].recv())


def _checked(answer: Any) -> Any:
    if isinstance(answer, CrewError):
        raise answer
    return answer


class _Bench:
    """What one process has at hand."""

    def __init__(self, site: Site, collections: Mapping[str, Collection], press: Press) -> None:
        self.site, self.press = site, press
        self.reader = PlainReader(site, collections)

    def read(self, chunk: Sequence[Found]) -> list[FileReading]:
        return list(self.reader.read_files(list(chunk)))

    def make(self, packed: bytes, task: Task, connection: Connection) -> Made:
        plan: Plan = pickle.loads(packed)
        library = plan.library
        library.lend(self.reader)
        environments, catalogues = self.press.ready(library.languages)
        renderer = Renderer(library, environments, catalogues, plan.facets, plan.menus)
        writer, made = TreeWriter(plan.site, plan.new, is_copy=plan.is_copy), Made()
        records = [library.versions[language][key] for language, key in task.pages]
        for start in range(0, len(records), TOLD):
            some = records[start : start + TOLD]
            make_entries(some, renderer, plan.shells, plan.base, writer, made)
            connection.send(len(some))
        make_lines((library.records[key] for key in task.lines), library, made)
        due = [(part, task.slices[part.url]) for part in all_slices(renderer) if part.url in task.slices]
        make_slices(due, renderer, plan.shells, writer, made)
        return finish(writer, made)


def _work(
    connection: Connection,
    not_ours: list[Connection],
    site: Site,
    collections: Mapping[str, Collection],
    press: Press,
) -> None:
    """Answer until the other end is closed."""
    for other in not_ours:
        other.close()
    gc.disable()  # the process ends before its garbage could matter, and full collections cost a third of the time
    bench = _Bench(site, collections, press)
    while True:
        try:
            name, *arguments = connection.recv()
        except (EOFError, OSError):
            os._exit(0)
        try:
            if name == "read":
                for chunk in arguments[0]:
                    connection.send(bench.read(chunk))
            else:
                packed, task = arguments
                connection.send(bench.make(packed, task, connection))
        except BrokenPipeError:
            os._exit(0)
        except Exception:
            connection.send(CrewError(traceback.format_exc()))  # a bug of ours, told by the first process
