"""What the README tells people to type works."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.sites import REPOSITORY, copy_tiny

README = (REPOSITORY / "README.md").read_text("utf-8")
COMMANDS = [
    line.split("#")[0].strip() for block in re.findall(r"```sh\n(.*?)```", README, re.S) for line in block.splitlines()
]


def test_first_screen_has_the_two_commands() -> None:
    assert COMMANDS[:2] == ["make serve", "make test"]


def test_every_make_target_exists() -> None:
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    targets = {command.split()[-1] for command in COMMANDS if "make " in command}

    assert targets >= {"serve", "test", "check", "build"}
    for target in targets | set(re.findall(r"`make (\w[\w-]*)`", README)):
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_commands_for_another_hub_work(tmp_path: Path) -> None:
    copy_tiny(tmp_path / "elsewhere")
    others = [command for command in COMMANDS if "elsewhere" in command]

    assert len(others) == 2
    for command in others:
        words = command.split()
        program = (
            [sys.executable, str(REPOSITORY / words[1])]
            if words[0].endswith("python")
            else [sys.executable, "-m", "mkdocs"]
        )
        rest = words[2:] if words[0].endswith("python") else words[1:]
        result = subprocess.run([*program, *rest], capture_output=True, text=True, cwd=tmp_path, check=False)
        assert result.returncode == 0, result.stderr


def test_every_place_that_the_readme_names_exists() -> None:
    for place in re.findall(r"^\| `([\w./-]+)`", README, re.M):
        assert (REPOSITORY / place).exists(), place
