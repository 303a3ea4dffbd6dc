"""The C2PA signature: valid, saying that a machine spoke, and never at a chapter's expense."""

from __future__ import annotations

import datetime
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from audioedition.cli import main
from audioedition.errors import AudioError, UsageError
from audioedition.model import Edition
from audioedition.publish.folder.shelf import read_edition
from audioedition.publish.folder.writer import write_manifest
from audioedition.publish.sign import is_signed, manifest_of, sign_edition
from audioedition.sound.encode import Tags, metadata_text, read_chapters
from audioedition.system.ffmpeg import run_ffmpeg
from audioedition.system.files import sha256_of
from tests.support.by_hand import make_edition
from tests.support.on_disk import put_on_disk
from tests.support.tools import missing

try:
    import c2pa
except ImportError:
    c2pa = None


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """(certificate with its issuer, key): an invented newsroom's, for signing documents."""
    if c2pa is None:
        missing("c2pa (the extra [c2pa])")
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    issuer_key, own_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())

    def named(name: str) -> x509.Name:
        return x509.Name(
            [
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, "L’Écho"),
                x509.NameAttribute(NameOID.COMMON_NAME, name),
            ]
        )

    def build(name: str, key: ec.EllipticCurvePrivateKey, *, authority: bool) -> x509.Certificate:
        use = dict.fromkeys(
            ["digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
             "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"], False,
        )  # fmt: skip
        use |= {"key_cert_sign": True, "crl_sign": True} if authority else {"digital_signature": True}
        builder = (
            x509.CertificateBuilder()
            .subject_name(named(name))
            .issuer_name(named("Autorité"))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(datetime.datetime(2020, 1, 1))
            .not_valid_after(datetime.datetime(2099, 1, 1))
            .add_extension(x509.BasicConstraints(authority, None), critical=True)
            .add_extension(x509.KeyUsage(**use), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
            )
        )
        if not authority:
            builder = builder.add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False
            )
        return builder.sign(issuer_key, hashes.SHA256())

    home = tmp_path_factory.mktemp("papers")
    chain = [build("Rédaction", own_key, authority=False), build("Autorité", issuer_key, authority=True)]
    (home / "cert.pem").write_bytes(b"".join(c.public_bytes(Encoding.PEM) for c in chain))
    (home / "key.pem").write_bytes(own_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return home / "cert.pem", home / "key.pem"


def with_chapters(tmp_path: Path, edition: Edition) -> Path:
    """An edition folder whose MP3 bears its chapters, as one that ``make`` wrote."""
    folder = put_on_disk(tmp_path, edition)
    path, metadata = folder / edition.audio.path, tmp_path / "metadata"
    tags = Tags(title=edition.title, artist="L’Écho", album="L’Écho", date="2026-03-01")
    metadata.write_text(metadata_text(tags, edition.chapters), encoding="utf-8")
    run_ffmpeg(
        ["-i", str(path), "-f", "ffmetadata", "-i", str(metadata), "-map", "0:a", "-map_metadata", "1",
         "-map_chapters", "1", "-c", "copy", "-id3v2_version", "3", "-f", "mp3", str(tmp_path / "tagged.mp3")]
    )  # fmt: skip
    (tmp_path / "tagged.mp3").replace(path)
    facts = replace(edition.audio, size_bytes=path.stat().st_size, sha256=sha256_of(path))
    write_manifest(folder, replace(edition, audio=facts))
    return folder


def test_the_signature_holds_and_names_the_machine(tmp_path: Path, papers: tuple[Path, Path]) -> None:
    folder = with_chapters(tmp_path, make_edition(neural=True))
    path = folder / "le-vieux-pont.mp3"
    before = read_chapters(path)
    assert not is_signed(path)
    edition = sign_edition(folder, certificate=papers[0], key=papers[1])
    assert is_signed(path)
    with path.open("rb") as stream, c2pa.Reader("audio/mpeg", stream) as reader:
        assert reader.get_validation_state() in ("Valid", "Trusted")
        content = json.loads(reader.json())
    (action,) = content["manifests"][content["active_manifest"]]["assertions"][0]["data"]["actions"]
    assert action["digitalSourceType"].endswith("/trainedAlgorithmicMedia")
    assert [(c.start_ms, c.title) for c in read_chapters(path)] == [(c.start_ms, c.title) for c in before]
    assert len(before) == 3
    assert read_edition(folder).edition == edition
    assert (edition.audio.size_bytes, edition.audio.sha256) == (path.stat().st_size, sha256_of(path))


def test_books_hold_the_signed_sound_and_nothing_is_signed_twice(
    tmp_path: Path, papers: tuple[Path, Path]
) -> None:
    folder = with_chapters(tmp_path, make_edition())
    sign_edition(folder, certificate=papers[0], key=papers[1])
    signed = (folder / "le-vieux-pont.mp3").read_bytes()
    with zipfile.ZipFile(folder / "le-vieux-pont.epub") as book:
        assert book.read("EPUB/audio.mp3") == signed
    assert (folder / "daisy" / "audio.mp3").read_bytes() == signed
    sign_edition(folder, certificate=papers[0], key=papers[1])
    assert (folder / "le-vieux-pont.mp3").read_bytes() == signed


def test_a_chapter_title_that_the_new_tag_would_lose_is_refused(
    tmp_path: Path, papers: tuple[Path, Path]
) -> None:
    edition = make_edition()
    long = replace(edition.chapters[1], title="Un intertitre étiré " * 12)
    folder = with_chapters(
        tmp_path, replace(edition, chapters=(edition.chapters[0], long, edition.chapters[2]))
    )
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    with pytest.raises(AudioError, match="Un intertitre étiré") as caught:
        sign_edition(folder, certificate=papers[0], key=papers[1])
    assert "60 characters" in caught.value.hint
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


def test_unfit_papers_are_refused_before_anything_is_written(
    tmp_path: Path, papers: tuple[Path, Path]
) -> None:
    folder = with_chapters(tmp_path, make_edition())
    before = (folder / "le-vieux-pont.mp3").read_bytes()
    (tmp_path / "none.pem").write_text("not a key")
    for certificate, key in [
        (papers[0], tmp_path / "absent.pem"),
        (papers[0], tmp_path / "none.pem"),
        (papers[0], papers[0]),
        (tmp_path / "none.pem", papers[1]),
    ]:
        with pytest.raises(UsageError):
            sign_edition(folder, certificate=certificate, key=key)
    assert (folder / "le-vieux-pont.mp3").read_bytes() == before


def test_the_manifest_says_what_made_the_sound() -> None:
    action = manifest_of(make_edition())["assertions"][0]["data"]["actions"][0]
    assert action["action"] == "c2pa.created"
    assert action["softwareAgent"]["name"] == "pico (Pico (voix embarquée))"


def test_publish_signs_on_request(tmp_path: Path, papers: tuple[Path, Path]) -> None:
    folder = with_chapters(tmp_path, make_edition())
    run = CliRunner(mix_stderr=False).invoke(main, ["publish", str(folder), "--sign", *map(str, papers)])
    assert run.exit_code == 0, run.stderr
    assert is_signed(folder / "le-vieux-pont.mp3")
    run = CliRunner(mix_stderr=False).invoke(main, ["publish", str(folder), "--sign", "a.pem", "b.pem"])
    assert run.exit_code == 2
