"""Build a large hub with this engine and with others, in turn, and print what it cost: `scripts/bench.py`.

`--records N` is the size, `--against hugo,mkdocs,zensical` the others, `--edits K` how many edits of the preview are
timed, `--growth A,B,…` sizes whose costs per record are compared, `--json FILE` where the figures go as well. Machines
are noisy: compare figures of one run, as ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from http.client import HTTPException
from itertools import pairwise
from pathlib import Path

from bench_peers import TOOLS, Tool

PATIENCE = 900  # seconds for one preview to start or to show an edit
SAMPLE = 0.1  # seconds between two looks at the memory
TIMES = 5  # builds of which the median is taken for growth


@dataclass(frozen=True, slots=True)
class Run:
    """One measured case: processor and wall time in seconds, the largest memory of all processes and output in MB."""

    tool: str
    records: int
    case: str
    cpu_s: float
    wall_s: float
    peak_mb: float = 0.0
    output_mb: float = 0.0


class Memory(threading.Thread):
    """Watches the memory of a process and of those that it begins: the sum of their proportional shares."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.process, self.peak, self.ended = process, 0, threading.Event()

    def run(self) -> None:
        """Look until told to stop."""
        while not self.ended.wait(SAMPLE):
            self.peak = max(self.peak, sum(map(_share_of_memory, _family(self.process))))


def measure(tool: Tool, case: str, records: int) -> list[Run]:
    """Run a build and return what it cost; of this engine, the search index apart."""
    profile = tool.folder / "profile.json"
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "HUB_PROFILE": str(profile)}
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    process = subprocess.Popen(tool.build, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    memory = Memory(process.pid)
    memory.start()
    _, errors = process.communicate()
    memory.ended.set()
    wall, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode != 0:
        raise SystemExit(f"{tool.name}: {errors.decode()}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak, output = memory.peak / 1024, _size(tool.output) / 1e6
    stages = json.loads(profile.read_text("utf-8")) if profile.exists() else []
    profile.unlink(missing_ok=True)
    search = [stage for stage in stages if stage["stage"] == "Поиск"]
    runs = [
        Run(tool.name, records, "search", stage["cpu_s"], stage["wall_s"], peak, _size(tool.output / "search") / 1e6)
        for stage in search
    ]
    cpu, wall = cpu - sum(each.cpu_s for each in runs), wall - sum(each.wall_s for each in runs)
    return [Run(tool.name, records, case, cpu, wall, peak, output), *(runs if case == "cold" else [])]


def measure_builds(tool: Tool, records: int) -> Iterator[Run]:
    """Yield a cold build, one with nothing changed, and one with one record changed."""
    for folder in (tool.output, *tool.forget):
        shutil.rmtree(folder, ignore_errors=True)
    yield from measure(tool, "cold", records)
    yield from measure(tool, "warm", records)
    edit(tool, "перваяправка")  # the first build after a cold one also makes the spare tree, once
    measure(tool, "edit", records)
    edit(tool, "втораяправка")
    yield from measure(tool, "edit", records)


def measure_preview(tool: Tool, records: int, edits: int, port: int) -> Run:
    """Return the median time from saving a record to its changed page, over some edits."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    process = subprocess.Popen(tool.serve, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/{tool.url}"
    memory = Memory(process.pid)
    try:
        _wait_for(address, "", process)
        memory.start()
        times, before = [], _cpu(process.pid)
        for number in range(edits):
            mark = f"правка{number}конец"
            begun = time.monotonic()
            edit(tool, mark)
            _wait_for(address, mark, process)
            times.append(time.monotonic() - begun)
        cpu = (_cpu(process.pid) - before) / edits
    finally:
        memory.ended.set()
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
    return Run(tool.name, records, "preview", cpu, statistics.median(times), memory.peak / 1024)


def edit(tool: Tool, mark: str) -> None:
    """Change the title and the text of one record."""
    text = tool.edited.read_text("utf-8")
    text = re.sub(r'^title: ".*"$', f'title: "Правленая запись {mark}"', text, count=1, flags=re.MULTILINE)
    tool.edited.write_text(f"{text}\n  Ещё строка {mark}.\n", "utf-8")


def measure_growth(sizes: list[int], folder: Path) -> list[str]:
    """Return, line by line, what a record costs at each size, an empty site's cost left out, medians of some builds."""
    per_record: dict[int, float] = {}
    empty = 0.0
    for size in [0, *sizes]:
        tool = TOOLS["metodhub"](folder / str(size), size, 0)
        times = []
        for _ in range(TIMES):
            for each in (tool.output, *tool.forget):
                shutil.rmtree(each, ignore_errors=True)
            times.append(measure(tool, "cold", size)[0].cpu_s)
        if size == 0:
            empty = statistics.median(times)
        else:
            per_record[size] = (statistics.median(times) - empty) / size
        shutil.rmtree(tool.folder)
    lines = [f"{size:>9}: {cost * 1000:.2f} ms of CPU a record" for size, cost in per_record.items()]
    growth = [f"growth {one} → {next_}: {per_record[next_] / per_record[one]:.2f}" for one, next_ in pairwise(sizes)]
    return [f"empty site: {empty:.1f} s", *lines, *growth]


def main(arguments: list[str] | None = None) -> int:
    """Measure what was asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=1000)
    parser.add_argument("--against", default="", help="hugo, mkdocs, zensical")
    parser.add_argument("--edits", type=int, default=5)
    parser.add_argument("--growth", default="", help="sizes, for example 1000,10000")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    runs: list[Run] = []
    with _workplace() as folder:
        for name in ["metodhub", *filter(None, options.against.split(","))]:
            port = _free_port()
            try:
                tool = TOOLS[name](folder / name, options.records, port)
            except subprocess.CalledProcessError as error:
                sys.stderr.write(f"{name} cannot be installed: {error.stderr.decode().splitlines()[-1]}\n")
                continue
            runs += measure_builds(tool, options.records)
            if options.edits and options.records <= tool.most_previewed:
                runs.append(measure_preview(tool, options.records, options.edits, port))
            shutil.rmtree(tool.folder)
        sys.stdout.write(format_table(runs))
        if options.growth:
            lines = measure_growth([int(size) for size in options.growth.split(",")], folder)
            sys.stdout.write("\n".join(["", *lines, ""]))
    if options.json:
        options.json.write_text(json.dumps({"runs": [asdict(run) for run in runs]}, indent=1), "utf-8")
    return 0


def format_table(runs: list[Run]) -> str:
    """Return the figures as a table, with what they are of ours."""
    ours = {run.case: run for run in runs if run.tool == "metodhub"}
    lines = [
        "| tool | records | case | CPU s | wall s | peak MB | output MB | CPU to ours | wall to ours |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for run in runs:
        same = ours.get(run.case)
        shares = [f"× {run.cpu_s / same.cpu_s:.2f}", f"× {run.wall_s / same.wall_s:.2f}"] if same else ["–", "–"]
        figures = [f"{run.cpu_s:.2f}", f"{run.wall_s:.2f}", f"{run.peak_mb:.0f}", f"{run.output_mb:.0f}"]
        lines.append("| " + " | ".join([run.tool, str(run.records), run.case, *figures, *shares]) + " |")
    return "\n".join(lines) + "\n"


@contextmanager
def _workplace() -> Iterator[Path]:
    """Give a folder for the corpora, on the disk and not in memory, and remove it."""
    with tempfile.TemporaryDirectory(prefix="metodhub-bench-") as name:
        yield Path(name)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(address: str, mark: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise SystemExit(f"the preview ended: {process.args!r}")
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                if mark in answer.read().decode("utf-8"):
                    return
        except (OSError, HTTPException):
            pass  # it has not begun to answer yet, or builds, or writes the very file that it sends
        time.sleep(0.005)
    raise SystemExit(f"{address} never showed «{mark}»")


def _family(process: int) -> list[int]:
    """Return a process and those that it began, as far as they still run."""
    found = [process]
    for each in found:
        try:
            children = Path(f"/proc/{each}/task/{each}/children").read_text().split()
        except OSError:
            continue
        found += map(int, children)
    return found


def _share_of_memory(process: int) -> int:
    """Return the proportional share of memory of a process, in KB."""
    try:
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(found.group(1)) if found else 0


def _cpu(process: int) -> float:
    """Return the processor time that a process and those that it began have used, in seconds."""
    ticks = 0
    for each in _family(process):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    sys.exit(main())
