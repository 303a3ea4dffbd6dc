"""A C2PA signature in the MP3: who published it, and that a machine made the sound. An edge; extra ``[c2pa]``.

Signed last. c2pa writes the ID3 tag again as v2.4, where ffmpeg loses chapter titles above 127 bytes: the file is
therefore read back, and refused when a chapter is not what it was.
"""

from __future__ import annotations

import dataclasses
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audioedition.errors import AudioError, PublishError, UsageError
from audioedition.model import Edition
from audioedition.publish.disclosure import digital_source_type
from audioedition.publish.folder.shelf import audio_problem, read_edition
from audioedition.publish.folder.writer import write_manifest
from audioedition.publish.rebuild import held_edition, rebuild_folder
from audioedition.sound.encode import read_chapters
from audioedition.system.files import PREFIX, sha256_of
from audioedition.version import __version__

MEDIA_TYPE = "audio/mpeg"
_MEDIA_TYPES = {".mp3": MEDIA_TYPE, ".wav": "audio/wav", ".flac": "audio/flac"}
_MEDIA_TYPES |= dict.fromkeys([".m4a", ".m4b", ".mp4"], "audio/mp4")
"""Of the sound files that C2PA signs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What a C2PA manifest says of its file."""

    state: str
    """``Trusted``, ``Valid`` (whole, by a signer that nobody vouches for) or ``Invalid``."""
    issuer: str
    """Whom the certificate names."""
    source_type: str
    """Of the first action that has one: an IPTC term as a URI; may be empty."""


def sign_edition(folder: Path, *, certificate: Path, key: Path, base_url: str | None = None) -> Edition:
    """Sign the MP3 of an edition and write again what holds its sound (EPUB, DAISY) and its checksum.

    ``certificate``: PEM, the signer's own first, then its issuers. ``key``: PEM, PKCS#8 without a password.
    Raises UsageError (extra missing, unfit certificate or key), AudioError (the signed file would lose chapters)
    and PublishError; the unsigned edition then stands as it was. What is signed already is left alone.
    """
    signer = load_signer(certificate=certificate, key=key)
    shelved = read_edition(folder)
    if problem := audio_problem(shelved):
        raise PublishError(problem)
    path, edition = shelved.audio_path, shelved.edition
    if is_signed(path):
        return edition
    try:
        with tempfile.TemporaryDirectory(prefix=PREFIX, dir=shelved.folder) as scratch:
            signed = Path(scratch) / path.name
            _sign_file(path, signed, signer=signer, edition=edition)
            _check(path, signed)
            facts = dataclasses.replace(
                edition.audio, size_bytes=signed.stat().st_size, sha256=sha256_of(signed)
            )
            with held_edition(shelved.folder.parent, edition_id=edition.id):
                os.replace(signed, path)
                write_manifest(shelved.folder, dataclasses.replace(edition, audio=facts))
    except OSError as error:
        raise PublishError(f"{path} cannot be written: {error.strerror}.") from error
    return rebuild_folder(shelved.folder, base_url=base_url)


def load_signer(*, certificate: Path, key: Path) -> Any:
    """Raises UsageError when something of it cannot be used."""
    c2pa = _c2pa()
    try:
        chain, secret = certificate.read_bytes(), key.read_bytes()
    except OSError as error:
        raise UsageError(f"{error.filename} cannot be read: {error.strerror}.") from error
    try:
        info = c2pa.C2paSignerInfo(
            alg=_algorithm(secret, path=key), sign_cert=chain, private_key=secret, ta_url=None
        )
        return c2pa.Signer.from_info(info)
    except c2pa.C2paError as error:
        raise UsageError(
            f"{certificate} and {key} cannot sign: {error}",
            hint="C2PA takes a certificate for signing documents or e-mail, with its issuers in the same file.",
        ) from error


def is_signed(path: Path) -> bool:
    """Whether an MP3 bears a C2PA manifest, valid or not."""
    c2pa = _c2pa()
    try:
        with path.open("rb") as stream, c2pa.Reader(MEDIA_TYPE, stream):
            return True
    except c2pa.C2paError:
        return False


def read_signature(path: Path) -> Signature | None:
    """Of any sound file; ``None`` where there is no manifest. Raises UsageError when the extra is missing, OSError."""
    c2pa = _c2pa()
    media_type = _MEDIA_TYPES.get(path.suffix.lower())
    if media_type is None:
        return None
    try:
        with path.open("rb") as stream, c2pa.Reader(media_type, stream) as reader:
            state, content = reader.get_validation_state(), json.loads(reader.json())
    except c2pa.C2paError:
        return None
    manifest = content.get("manifests", {}).get(content.get("active_manifest"), {})
    actions = [
        action
        for assertion in manifest.get("assertions", ())
        if str(assertion.get("label", "")).startswith("c2pa.actions")
        for action in assertion.get("data", {}).get("actions", ())
    ]
    kinds = [str(action["digitalSourceType"]) for action in actions if action.get("digitalSourceType")]
    return Signature(
        state=str(state),
        issuer=str(manifest.get("signature_info", {}).get("issuer") or ""),
        source_type=kinds[0] if kinds else "",
    )


def manifest_of(edition: Edition) -> dict[str, Any]:
    """The C2PA manifest: one action, *created*, with the IPTC source type."""
    agent = {"name": "audioedition", "version": __version__}
    created = {
        "action": "c2pa.created",
        "digitalSourceType": digital_source_type(edition.voice),
        "softwareAgent": {"name": f"{edition.voice.engine} ({edition.voice.label or edition.voice.name})"},
    }
    return {
        "claim_generator_info": [agent],
        "title": edition.title,
        "format": MEDIA_TYPE,
        "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [created]}}],
    }


def _sign_file(source: Path, target: Path, *, signer: Any, edition: Edition) -> None:
    c2pa = _c2pa()
    try:
        builder = c2pa.Builder(json.dumps(manifest_of(edition), ensure_ascii=False))
        with source.open("rb") as unsigned, target.open("w+b") as signed:
            builder.sign(signer, MEDIA_TYPE, unsigned, signed)
            signed.seek(0)
            with c2pa.Reader(MEDIA_TYPE, signed) as reader:
                state = reader.get_validation_state()
    except c2pa.C2paError as error:
        raise UsageError(
            f"The MP3 could not be signed: {error}", hint="Check the certificate, its purpose and its dates."
        ) from error
    if state not in ("Valid", "Trusted"):
        raise UsageError(f"The signature does not hold ({state}).", hint="Check the certificate and its key.")


def _check(unsigned: Path, signed: Path) -> None:
    before = [(c.start_ms, c.end_ms, c.title) for c in read_chapters(unsigned)]
    after = [(c.start_ms, c.end_ms, c.title) for c in read_chapters(signed)]
    if before != after:
        lost = next(
            (b[2] for b, a in zip(before, [*after, *[None] * len(before)], strict=False) if b != a), ""
        )
        raise AudioError(
            f"Signing would spoil the chapter « {lost} »: its title is too long for the tag that C2PA writes.",
            hint="Shorten the title (60 characters are safe), or publish without a signature.",
        )


def _algorithm(secret: bytes, *, path: Path) -> str:
    """C2PA's name of the algorithm that this private key serves."""
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(secret, password=None)
    except (ValueError, TypeError) as error:  # no PEM; a password
        raise UsageError(f"{path} is not a private key without a password, in PEM.") from error
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}.get(key.curve.name, "es256")
    if isinstance(key, rsa.RSAPrivateKey):
        return "ps256"
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return "ed25519"
    raise UsageError(
        f"{path} holds a kind of key that C2PA does not take.", hint="EC P-256 is the usual one."
    )


def _c2pa() -> Any:
    try:
        import c2pa
    except ImportError as error:
        raise UsageError(
            "Signing needs the extra [c2pa].", hint='pip install "audioedition[c2pa]"'
        ) from error
    return c2pa
