"""Whom MAX's connections trust, and that nobody else is trusted so."""

import hashlib
import re
import shutil
import ssl
import subprocess

import pytest
from aiohttp import web

from bot.platforms.max.client import RUSSIAN_TRUSTED, MaxClient, MaxError, tls_context
from bot.platforms.max.transfers import Transfers
from tests.platforms.max.small_max import TOKEN

ROOT = "d26d2d0231b7c39f92cc738512ba54103519e4405d68b5bd703e9788ca8ecf31"
INTERMEDIATE = "bbbde2103e790b999ec62bd03cf625a5a2e7c316e10afe6a490eedead8b3fd9b"
_CERTIFICATE = re.compile(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", re.DOTALL)


def test_the_shipped_certificates_are_russian_trusted_root_and_sub_ca():
    """Fingerprints as MAX's clients ship them, read in three packages independently."""
    found = _CERTIFICATE.findall(RUSSIAN_TRUSTED.read_text("ascii"))
    assert sorted(_fingerprint(ssl.PEM_cert_to_DER_cert(one)) for one in found) == [INTERMEDIATE, ROOT]


def test_the_shipped_certificates_are_added_to_what_the_system_trusts():
    system, ours = _trusted(ssl.create_default_context()), _trusted(tls_context(RUSSIAN_TRUSTED))
    assert ours - system == {ROOT, INTERMEDIATE} - system
    assert system <= ours


def test_verification_stays_on():
    context = tls_context(RUSSIAN_TRUSTED)
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


def test_certificates_that_cannot_be_read_end_the_start(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        MaxClient(TOKEN, "https://127.0.0.1", ca_file=tmp_path / "nowhere.pem")
    (tmp_path / "empty.pem").write_text("no certificate")
    with pytest.raises(OSError, match=r"CERTIFICATE|PEM|certificate"):
        MaxClient(TOKEN, "https://127.0.0.1", ca_file=tmp_path / "empty.pem")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")
async def test_the_extra_certificate_is_trusted_for_the_api_host_only(make_client, own_certificate, tls_server):
    url, came = tls_server
    assert await make_client(url, ca_file=own_certificate).me() == {"user_id": 1}
    with pytest.raises(MaxError, match="CERTIFICATE_VERIFY_FAILED") as refused:
        await make_client(url).me()
    assert refused.value.was_not_sent

    transfers = Transfers()
    with pytest.raises(MaxError, match="CERTIFICATE_VERIFY_FAILED"):
        await transfers.post(f"{url}/upload", b"x", "x.bin", "application/octet-stream", timeout_s=5)
    await transfers.close()
    assert came == ["/me"]


@pytest.fixture
def own_certificate(tmp_path):
    command = [
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2",
        f"-keyout {tmp_path}/key.pem -out {tmp_path}/own.pem -subj /CN=127.0.0.1",
        "-addext subjectAltName=IP:127.0.0.1",
    ]
    subprocess.run(" ".join(command).split(), check=True, capture_output=True)  # noqa: S603 - words of this test
    return tmp_path / "own.pem"


@pytest.fixture
async def tls_server(own_certificate):
    """Its address and the paths that came through the handshake."""
    came = []

    async def answer(request):
        came.append(request.path)
        return web.json_response({"user_id": 1})

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(own_certificate, own_certificate.with_name("key.pem"))
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    yield f"https://127.0.0.1:{runner.addresses[0][1]}", came
    await runner.cleanup()


def _trusted(context):
    return {_fingerprint(one) for one in context.get_ca_certs(binary_form=True)}


def _fingerprint(certificate):
    return hashlib.sha256(certificate).hexdigest()
