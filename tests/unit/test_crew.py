"""Several processes: they give what one would, tell how far they are, and do not hide their mistakes."""

from __future__ import annotations

import os

import pytest

from hub.crew import Crew, CrewError, count_processes


def test_shared_work_gives_what_one_process_would() -> None:
    told: list[int] = []
    squares = [
        each for done in Crew(3).share(range(1000), lambda some: [n * n for n in some], told.append) for each in done
    ]

    assert sorted(squares) == [number * number for number in range(1000)]
    assert told == sorted(told)
    assert told[-1] == 1000


def test_work_is_done_by_other_processes() -> None:
    processes = set(Crew(2).share(range(200), lambda _: os.getpid(), lambda _: None))

    assert len(processes) == 2
    assert os.getpid() not in processes


def test_failure_of_a_process_is_told_with_its_traceback() -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError("что-то не так")

    with pytest.raises(CrewError, match="что-то не так"):
        list(Crew(2).share(range(100), fail, lambda _: None))


def test_little_work_is_not_shared() -> None:
    assert not Crew(8).pays(10)
    assert not Crew(1).pays(10_000)
    assert Crew(2).pays(10_000)


def test_how_many_processes_work_can_be_said() -> None:
    assert count_processes({"HUB_PROCESSES": "3"}) == 3
    assert count_processes({"HUB_PROCESSES": "много"}) == count_processes({}) >= 1
