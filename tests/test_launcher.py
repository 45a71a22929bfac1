"""The launcher: sets up what is missing, once, and hands over."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import ROOT

TOOLS = [
    "sh",
    "cat",
    "cmp",
    "readlink",
    "dirname",
    "mkdir",
    "ln",
    "rm",
    "sleep",
    "cp",
    "grep",
    "tr",
    "env",
    "id",
    "uname",
    "touch",
    "ls",
    "chmod",
    "mv",
]

# A Python that writes down what it is asked, and makes environments of its own kind.
PYTHON = f"""\
#!/bin/sh
echo "python $*" >>"$LOG"
case "$1 $2" in
  "-c import sys"*) exec {sys.executable} "$@" ;;
  "-m venv") mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
  "-m pip") sleep "${{PIP_SECONDS:-0}}"; exit "${{PIP_FAILS:-0}}" ;;
  "-m pamphlet") shift 2; echo "pamphlet $*"; exit 7 ;;
  "-m pytest") shift 2; echo "pytest $*" ;;
  "-m benchmarks") shift 2; echo "benchmarks $*" ;;
esac
"""


class Machine:
    """A machine with few programs, each writing down what it is asked."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "clone"
        self.home.mkdir(parents=True)
        self.programs = folder / "bin"
        self.programs.mkdir()
        self.log = folder / "log"
        self.log.touch()
        for tool in TOOLS:
            found = shutil.which(tool)
            if found:
                (self.programs / tool).symlink_to(found)
        self.put("python3", PYTHON)
        self.has_libraries("libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz-subset.so.0")
        for program in ("pdftotext", "gs", "qpdf", "chromium"):
            self.put(program, "#!/bin/sh\n")
        self.has_packages("fonts-noto-cjk fonts-noto-core")
        shutil.copy(ROOT / "pamphlet", self.home)
        (self.home / "pyproject.toml").write_text("[project]\n")

    def put(self, name: str, script: str) -> None:
        path = self.programs / name
        path.unlink(missing_ok=True)
        path.write_text(script)
        path.chmod(0o755)

    def has_libraries(self, names: str) -> None:
        self.put("ldconfig", f'#!/bin/sh\nfor n in {names}; do echo " $n => /lib/$n"; done\n')

    def has_packages(self, names: str) -> None:
        """Let dpkg know these packages; another was taken away and left its settings."""
        self.put(
            "dpkg-query",
            "#!/bin/sh\nfor word; do :; done\n"
            f'case " {names} " in *" $word "*) echo installed;; *) echo config-files;; esac\n',
        )

    def manager(self, name: str, *, root: bool = True, sudo: bool = False) -> None:
        """Give the machine a package manager that makes every library appear."""
        appear = f'cp "{self.programs}/all-libraries" "{self.programs}/ldconfig"'
        self.put(
            "all-libraries",
            "#!/bin/sh\necho ' libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz-subset.so.0'\n",
        )
        self.put(
            name, f'#!/bin/sh\necho "{name} $*" >>"$LOG"\ncase "$*" in *install*) {appear};; esac\n'
        )
        self.put("id", f"#!/bin/sh\necho {0 if root else 1000}\n")
        if sudo:
            self.put("sudo", '#!/bin/sh\necho "sudo $*" >>"$LOG"\nexec "$@"\n')

    def environment(self, **more: str) -> dict[str, str]:
        return {"PATH": str(self.programs), "LOG": str(self.log), "HOME": str(self.home), **more}

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [str(self.home / "pamphlet"), *words],
            env=self.environment(**more),
            capture_output=True,
            text=True,
        )

    def asked(self, program: str) -> list[str]:
        lines = self.log.read_text().splitlines()
        return [line for line in lines if line.startswith(f"{program} ")]


@pytest.fixture
def machine(tmp_path) -> Machine:
    return Machine(tmp_path)


def test_first_run_sets_up_and_hands_over_words_and_exit_code(machine):
    done = machine.run("build", "a text.txt", "--layout", "trifold")
    assert (done.returncode, done.stdout) == (7, "pamphlet build a text.txt --layout trifold\n")
    assert "pamphlet: making " in done.stderr and "installing the program" in done.stderr
    assert any("pip install" in line and "--editable" in line for line in machine.asked("python"))


def test_once_set_up_nothing_is_asked(machine):
    machine.run("--version")
    machine.log.write_text("")
    for name in ("apt-get", "dnf", "brew", "ldconfig"):
        machine.put(name, f'#!/bin/sh\necho "{name} $*" >>"$LOG"\nexit 1\n')
    done = machine.run("--version")
    assert (done.stdout, done.stderr) == ("pamphlet --version\n", "")
    assert machine.log.read_text() == "python -m pamphlet --version\n"


def test_changed_pyproject_sets_up_again(machine):
    machine.run("--version")
    (machine.home / "pyproject.toml").write_text("[project]\nname = 'new'\n")
    assert "installing the program" in machine.run("--version").stderr
    assert machine.run("--version").stderr == ""


def test_clone_that_was_moved_sets_up_again(machine):
    machine.run("--version")
    moved = machine.home.rename(machine.home.with_name("moved"))
    machine.home = moved
    assert "installing the program" in machine.run("--version").stderr


def test_missing_libraries_are_installed_by_apt(machine):
    machine.has_libraries("libfoo.so")
    machine.manager("apt-get")
    done = machine.run("build")
    assert done.returncode == 7
    assert "running: apt-get install -y --no-install-recommends libpango-1.0-0" in done.stderr
    assert [line.split(" ", 3)[3] for line in machine.asked("apt-get")] == [
        "update -qq",
        "install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    ]


@pytest.mark.parametrize(
    ("name", "packages"), [("dnf", "pango harfbuzz"), ("brew", "pango harfbuzz")]
)
def test_other_package_managers_have_other_words(name, packages, machine):
    machine.has_libraries("libfoo.so")
    machine.manager(name)
    machine.run("build")
    flag = " -y" if name == "dnf" else ""
    assert machine.asked(name) == [f"{name} install{flag} {packages}"]


def test_user_who_is_not_root_asks_through_sudo(machine):
    machine.has_libraries("libfoo.so")
    machine.manager("dnf", root=False, sudo=True)
    done = machine.run("build")
    assert machine.asked("sudo") == ["sudo dnf install -y pango harfbuzz"]
    assert "running: sudo dnf install -y pango harfbuzz" in done.stderr


def test_without_sudo_the_one_command_to_run_is_printed(machine):
    machine.has_libraries("libfoo.so")
    machine.manager("apt-get", root=False)
    done = machine.run("build")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].strip() == (
        "run this as root: apt-get install -y --no-install-recommends "
        "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    )
    assert not machine.asked("apt-get")


def test_machine_without_package_manager_is_told_what_is_missing(machine):
    machine.has_libraries("libfoo.so")
    done = machine.run("build")
    assert done.returncode == 2
    assert "these packages are missing: pango harfbuzz" in done.stderr


def test_too_old_a_python_is_refused(machine):
    machine.put("python3", '#!/bin/sh\ncase "$2" in *version_info*) exit 1;; esac\n')
    done = machine.run("build")
    assert done.returncode == 2
    assert "Python 3.11 or later is needed" in done.stderr


def test_failed_installation_is_said_and_tried_again(machine):
    done = machine.run("build", PIP_FAILS="1")
    assert done.returncode == 2
    assert "the program could not be installed" in done.stderr
    assert machine.run("build").returncode == 7


def test_tests_have_needs_and_a_stamp_of_their_own(machine):
    machine.manager("apt-get")
    machine.run("build")
    for program in ("pdftotext", "gs", "qpdf"):
        (machine.programs / program).unlink()
    assert machine.run("build").stderr == ""
    done = machine.run("test", "-k", "fold")
    assert done.stdout == "pytest -k fold\n"
    assert "poppler-utils ghostscript qpdf" in done.stderr
    assert any("[test]" in line for line in machine.asked("python"))
    assert machine.run("bench", "start").stdout == "benchmarks start\n"


@pytest.mark.parametrize("kind", ["test", "bench"])
def test_fonts_of_more_scripts_are_installed_for_tests_and_benchmarks(machine, kind):
    machine.manager("apt-get")
    machine.has_packages("fonts-noto-mono")
    assert machine.run("build").stderr.count("apt-get") == 0
    done = machine.run(kind)
    assert "install -y --no-install-recommends fonts-noto-cjk fonts-noto-core\n" in done.stderr


def test_fonts_are_left_to_systems_that_keep_them_elsewhere(machine):
    machine.manager("dnf")
    machine.has_packages("")
    assert machine.run("test").stdout == "pytest \n"
    assert not machine.asked("dnf")


def test_changed_launcher_sets_up_again(machine):
    machine.run("--version")
    with (machine.home / "pamphlet").open("a") as file:
        file.write("# needs more\n")
    assert "installing the program" in machine.run("--version").stderr
    assert machine.run("--version").stderr == ""


def test_two_at_once_wait_for_each_other(machine):
    both = [
        subprocess.Popen(
            [str(machine.home / "pamphlet"), "build"],
            env=machine.environment(PIP_SECONDS="1.5"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    told = [process.communicate() for process in both]
    assert [out for out, _ in told] == ["pamphlet build\n"] * 2
    assert sum("-m pip install" in line for line in machine.asked("python")) == 1
    assert sum("waiting for another set-up to end" in err for _, err in told) == 1


def test_lock_of_a_process_that_is_gone_is_taken_over(machine):
    gone = subprocess.Popen(["true"])
    gone.wait()
    (machine.home / ".venv.lock").symlink_to(str(gone.pid))
    begun = time.monotonic()
    assert machine.run("build").returncode == 7
    assert time.monotonic() - begun < 5
    assert not os.path.lexists(machine.home / ".venv.lock")


def test_launcher_is_posix_shell():
    for shell in ("dash", "bash"):
        if shutil.which(shell):
            subprocess.run([shell, "-n", str(ROOT / "pamphlet")], check=True)
