"""The action, the templates and the example of the documents run as they stand on a site of the sample province."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from ruamel.yaml import YAML

from monitor.gate.sample import write_sample

ROOT = Path(__file__).parents[3]
PROGRAMS = Path(sys.executable).parent
GITHUB_BASH = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What an operator has after the build, with a baseline of what fails today."""
    write_sample(tmp_path, today=dt.datetime.now(ZoneInfo("Asia/Shanghai")).date())
    done = run(
        [
            "sh",
            "-c",
            "gongkai check --serve public --sites sites.toml --baseline gongkai-baseline.json --update-baseline",
        ],
        tmp_path,
    )
    assert done.returncode == 0, done.stderr
    return tmp_path


def run(command: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command with the program on its path."""
    path = f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"PATH": path} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def break_a_page(folder: Path) -> None:
    """Let the guide lead nowhere."""
    (folder / "public" / "zwgk" / "zfxxgk" / "zfxxgkzn.htm").unlink()


def yaml(path: Path) -> Any:
    """A YAML file as built-in values."""
    return YAML(typ="safe").load(path)


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-actions", "action.yml"),
        ("vendor.github-workflows", "docs/ci/github.yml"),
        ("vendor.gitlab-ci", "docs/ci/gitlab.yml"),
    ],
)
def test_a_template_is_valid_by_the_schema_of_its_forge(schema: str, file: str) -> None:
    done = run(["check-jsonschema", "--builtin-schema", schema, str(ROOT / file)], ROOT)

    assert done.returncode == 0, done.stdout


def action(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the step of the action that checks, as the runner does."""
    step = next(step for step in yaml(ROOT / "action.yml")["runs"]["steps"] if step.get("id") == "check")
    given = {name: inputs.get(name, "") for name in step["env"]}
    given |= {"INPUT_COMMAND": str(PROGRAMS / "gongkai"), "INPUT_LANG": "en"}
    files = {"GITHUB_OUTPUT": str(folder / "output"), "GITHUB_STEP_SUMMARY": str(folder / "summary.md")}
    return run([*GITHUB_BASH, step["run"]], folder, **given, **files)


def test_the_action_passes_inputs_on_and_reports(folder: Path) -> None:
    inputs = {
        "INPUT_SERVE": "public",
        "INPUT_SITES": "sites.toml",
        "INPUT_BASELINE": "gongkai-baseline.json",
        "INPUT_SARIF": "gongkai.sarif",
    }
    calm = action(folder, **inputs)
    break_a_page(folder)
    broken = action(folder, **inputs)

    assert (calm.returncode, broken.returncode) == (0, 1), broken.stderr
    assert (folder / "output").read_text(encoding="utf-8") == "exit-code=0\nexit-code=1\n"
    assert "::error title=" in broken.stdout
    assert (folder / "gongkai.sarif").exists()
    assert (folder / "summary.md").read_text(encoding="utf-8").count("## gongkai check") == 2


def test_an_input_of_the_action_is_never_run(folder: Path) -> None:
    done = action(folder, INPUT_SITES="$(touch pwned); `touch pwned`", INPUT_SITE="a\nb --help")

    assert done.returncode == 2
    assert not (folder / "pwned").exists()
    assert "no such file" in done.stderr


def test_every_input_of_the_action_is_an_option_and_reaches_the_script() -> None:
    document = yaml(ROOT / "action.yml")
    inputs = set(document["inputs"]) - {"working-directory", "command", "lang"}
    step = next(step for step in document["runs"]["steps"] if step.get("id") == "check")
    looped = re.search(r"for option in ([\w -]+); do", step["run"])

    assert looped is not None
    assert set(looped[1].split()) == inputs
    assert {name for name in step["env"] if name.startswith("INPUT_")} == {
        f"INPUT_{name.upper().replace('-', '_')}" for name in inputs | {"lang", "command"}
    }


def test_the_job_of_gitlab_runs(folder: Path) -> None:
    job = yaml(ROOT / "docs" / "ci" / "gitlab.yml")["gongkai"]
    calm = run(["bash", "-ec", "\n".join(job["script"])], folder)
    break_a_page(folder)
    broken = run(["bash", "-ec", "\n".join(job["script"])], folder)
    reports = job["artifacts"]["reports"]

    assert (calm.returncode, broken.returncode) == (0, 1), broken.stderr
    assert all((folder / name).exists() for name in [*reports.values(), *job["artifacts"]["paths"]])


def test_the_stage_of_jenkins_runs(folder: Path) -> None:
    text = (ROOT / "docs" / "ci" / "Jenkinsfile").read_text(encoding="utf-8")
    found = re.search(r"script: '''\n(.*?)'''", text, re.DOTALL)
    assert found is not None
    script = textwrap.dedent(found[1]).replace("\\\\", "\\")
    (folder / ".gongkai").mkdir()
    (folder / ".gongkai" / "bin").symlink_to(PROGRAMS)
    done = run(["sh", "-xe", "-c", script], folder)

    assert done.returncode == 0, done.stderr
    assert all((folder / name).exists() for name in re.findall(r"'(gongkai[\w-]*\.\w+)'", text))


def test_the_example_of_the_documents_does_what_it_says(tmp_path: Path) -> None:
    """Every line of the first block, with the exit code that stands behind it."""
    text = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    block = text.split("```\n")[1]
    folder = tmp_path
    codes = {}
    for line in block.splitlines():
        command, _mark, remark = line.partition("  #")
        if "&& cd " in command:
            command, _and, place = command.partition(" && cd ")
            assert run(command.replace("python", sys.executable, 1).split(), folder).returncode == 0
            folder = tmp_path / place.strip()
            continue
        done = run(["sh", "-c", command], folder)
        stated = re.match(r"\s*(\d)", remark)
        codes[command.strip()] = (done.returncode, int(stated[1]) if stated else 0)

    assert len(codes) == 4
    assert {command: ran for command, (ran, stated) in codes.items() if ran != stated} == {}


def test_documents_name_only_options_that_there_are() -> None:
    help_text = run(["gongkai", "--lang", "en", "check", "--help"], ROOT, COLUMNS="200").stdout
    known = set(re.findall(r"--[a-z][a-z-]+", help_text)) | {"--lang"}
    text = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    used = {
        option
        for line in [*re.findall(r"gongkai check[^`\n]*", text), *re.findall(r"^\| `--.*", text, re.MULTILINE)]
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", line)
    }

    assert used <= known
