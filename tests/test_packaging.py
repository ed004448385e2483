"""The wheel is complete: it works where there is no checkout."""

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import netaudit

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of the checkout."""
    dist = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(dist)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = dist.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts of a fresh environment with the wheel; dependencies are borrowed from ours, off line."""
    home = tmp_path_factory.mktemp("venv")
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--no-deps",
        "--no-index",
        "--quiet",
    ]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True)
    (packages,) = home.glob("lib/python*/site-packages")
    (packages / "borrowed.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    return home / "bin"


def test_wheel_holds_the_package_and_the_templates(wheel: Path) -> None:
    """Every module, template and signature of the checkout is in the wheel, and nothing for developers."""
    packed = set(zipfile.ZipFile(wheel).namelist())
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "netaudit").rglob("*.py")}
    templates = {
        f"netaudit/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "templates").rglob("*.j2")
    }
    signatures = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "netaudit" / "hunt" / "signatures").rglob("*")
        if path.is_file()
    }
    assert modules <= packed
    assert templates <= packed
    assert signatures <= packed
    assert "netaudit/hunt/signatures/compiled.json" in signatures
    assert {name.split("/")[0] for name in packed} == {
        "netaudit",
        f"netaudit-{netaudit.__version__}.dist-info",
    }


def test_wheel_runs_itself(scripts: Path, tmp_path: Path) -> None:
    """What runs in the fresh environment is the wheel's copy, not the checkout."""
    code = "import netaudit; print(netaudit.__file__)"
    done = subprocess.run(
        [scripts / "python", "-I", "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert Path(done.stdout.strip()).is_relative_to(scripts.parent)


def test_version_of_the_installed_program(scripts: Path, tmp_path: Path) -> None:
    """The installed script tells the version of the package."""
    done = subprocess.run(
        [scripts / "netaudit", "--version"], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert done.stdout.split()[-1] == netaudit.__version__


def test_audit_by_the_installed_program(scripts: Path, tmp_path: Path) -> None:
    """An audit away from the checkout finds the one thing that is wrong: voice in the data VLAN."""
    (tmp_path / "sw1.cfg").write_text(
        "hostname sw1\n"
        "vtp mode transparent\n"
        "vlan 10\n"
        "interface GigabitEthernet1/0/1\n"
        " switchport access vlan 10\n"
        " switchport mode access\n"
        " switchport voice vlan 10\n"
        "end\n"
    )
    done = subprocess.run(
        [scripts / "netaudit", "audit", "--format", "csv", "sw1.cfg"],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "V-01" in done.stdout
