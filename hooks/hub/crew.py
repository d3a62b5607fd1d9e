"""Several processes for the two long stages: reading files and rendering pages.

A process is a fork: it shares what the first one knows and sends back what it made. Where a system cannot fork, or has
one core, the first process does everything. What is made never depends on how many processes make it.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import pickle
import signal
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from hub.content import Collection, Site
from hub.load.discover import Found
from hub.load.entries import PlainReader
from hub.load.files import FileReading

ENOUGH = 400  # files or pages for which it pays to begin processes
PR_SET_PDEATHSIG = 1  # <linux/prctl.h>
CHUNK = 40  # what one process does in a row before it tells
Item = TypeVar("Item")
Done = TypeVar("Done")
Tick = Callable[[int], None]


class CrewError(RuntimeError):
    """Another process failed; the message is its traceback."""


def count_processes(environment: Mapping[str, str] = os.environ) -> int:
    """Return how many processes may work: HUB_PROCESSES, else the cores that this one may use."""
    wanted = environment.get("HUB_PROCESSES", "")
    if wanted.isdigit() and int(wanted) > 0:
        return int(wanted)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


class Crew:
    """How many processes may work, and the ways to let them."""

    def __init__(self, count: int) -> None:
        self.count = count if "fork" in multiprocessing.get_all_start_methods() else 1

    def pays(self, amount: int) -> bool:
        """Return whether there is enough to do for several processes."""
        return self.count > 1 and amount >= ENOUGH

    def read(
        self, site: Site, collections: Mapping[str, Collection], files: Sequence[Found], tick: Tick
    ) -> Iterator[tuple[FileReading, bytes]]:
        """Yield what each file says, in no order, with its whole entries packed (see `unpack_entries`)."""
        reader = PlainReader(site, collections)

        def read(chunk: Sequence[Found]) -> list[tuple[FileReading, bytes]]:
            readings = [reader.read(found) for found in chunk]
            return [(reading, pickle.dumps(reading.entries, pickle.HIGHEST_PROTOCOL)) for reading in readings]

        yield from (each for done in self.share(files, read, tick) for each in done)

    def share(self, items: Sequence[Item], work: Callable[[Sequence[Item]], Done], tick: Tick) -> Iterator[Done]:
        """Let the processes work on chunks of items, by turns; yield what each chunk gave, in no order.

        `work` runs in another process, and nothing that it changes comes back but what it returns. `tick` is told how
        many items are done.
        """
        chunks = [items[start : start + CHUNK] for start in range(0, len(items), CHUNK)]
        workers = [_Worker(work, chunks[number :: self.count]) for number in range(self.count)]
        working, done = [worker.connection for worker in workers], 0
        try:
            while working:
                ready = wait(working)
                for connection in [each for each in working if each in ready]:
                    answer: Any = connection.recv()
                    if isinstance(answer, CrewError):
                        raise answer
                    if answer is None:
                        working.remove(connection)
                        continue
                    count, result = answer
                    done += count
                    tick(done)
                    yield result
        finally:
            for worker in workers:
                worker.end()


class _Worker:
    """One process and its chunks."""

    def __init__(self, work: Callable[[Any], Any], chunks: Sequence[Sequence[Any]]) -> None:
        context = multiprocessing.get_context("fork")
        self.connection, theirs = context.Pipe(duplex=False)
        self.process = context.Process(target=_work, args=(theirs, work, chunks), daemon=True)
        self.process.start()
        theirs.close()

    def end(self) -> None:
        """Wait for the process, which has nothing more to do; one that was not heard to the end is stopped."""
        self.connection.close()
        self.process.join(timeout=5)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def _work(connection: Connection, work: Callable[[Any], Any], chunks: Sequence[Sequence[Any]]) -> None:
    _end_with_the_first()
    gc.disable()  # the process ends before its garbage could matter, and full collections cost a third of the time
    try:
        for chunk in chunks:
            connection.send((len(chunk), work(chunk)))
        connection.send(None)
    except BrokenPipeError:
        pass  # nobody listens any more
    except Exception:
        connection.send(CrewError(traceback.format_exc()))  # a bug of ours, told by the first process
    connection.close()
    os._exit(0)  # what the first process would do at its end is not ours to do


def _end_with_the_first() -> None:
    """Ask Linux to end this process when the one that began it is killed: nobody would read what it makes."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
