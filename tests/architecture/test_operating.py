"""What an operator takes from us is right: units, proxies, settings and commands as the page about operating names them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from allmende.foundation.config import load
from allmende.surfaces.cli import COMMANDS

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
PAGE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")


def test_the_example_of_a_configuration_holds(tmp_path):
    example = (DEPLOY / "allmende.conf").read_text(encoding="utf-8")
    every_line = re.sub(r"^# ([A-Z_]+=.*)$", r"\1", example, flags=re.MULTILINE)

    for text in (example, every_line):
        path = tmp_path / "allmende.conf"
        path.write_text(text, encoding="utf-8")
        config = load({"ALLMENDE_CONFIG": str(path)})
        assert config.url == "https://allmende.example"


def test_every_command_and_setting_that_the_page_names_exists():
    commands = set(
        re.findall(r"^\s*(?:sudo -u allmende )?(?:/opt/allmende/bin/)?allmende ([a-z-]+)", PAGE, re.MULTILINE)
    )
    settings = set(re.findall(r"ALLMENDE_([A-Z_]+)", PAGE)) - {"CONFIG"}

    assert {"backup", "restore", "doctor", "upgrade"} <= commands <= set(COMMANDS)
    assert settings <= {name.upper() for name in vars(load({}))}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_takes_the_units(tmp_path):
    paths = []
    for unit in sorted(DEPLOY.glob("*.service")):
        text = unit.read_text(encoding="utf-8").replace("/opt/allmende/bin/allmende", sys.executable)
        path = tmp_path / unit.name.replace("@", "@1")
        path.write_text(
            text.replace("User=allmende", "User=root").replace("Group=allmende", "Group=root"), encoding="utf-8"
        )
        paths.append(path)

    done = subprocess.run(["systemd-analyze", "verify", "--man=no", *paths], capture_output=True, text=True)

    complaints = [line for line in done.stderr.splitlines() if str(tmp_path) in line or "allmende" in line]
    assert (len(paths), complaints) == (4, [])


@pytest.mark.skipif(shutil.which("caddy") is None, reason="no Caddy here")
def test_caddy_takes_its_file():
    done = subprocess.run(["caddy", "adapt", "--config", DEPLOY / "Caddyfile"], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert '"dial":"127.0.0.1:8002"' in done.stdout


@pytest.mark.skipif(shutil.which("nginx") is None, reason="no nginx here")
def test_nginx_takes_its_file(tmp_path):
    certificate(tmp_path)
    site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8").replace("/etc/ssl/allmende", str(tmp_path))
    (tmp_path / "nginx.conf").write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{site}\n}}\n", encoding="utf-8")

    done = subprocess.run(
        ["nginx", "-t", "-p", tmp_path, "-c", tmp_path / "nginx.conf"], capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr


def certificate(folder: Path) -> None:
    """Make a certificate of a day for nobody."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "allmende.example")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1)).sign(
        key, hashes.SHA256()
    )
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(made.public_bytes(pem))
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "privkey.pem").write_bytes(key.private_bytes(pem, *plain))
