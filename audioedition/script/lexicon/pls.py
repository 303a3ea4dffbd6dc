"""W3C Pronunciation Lexicon Specification 1.0 <-> lexicon entries.

``say`` travels as <alias>, ``ipa`` as <phoneme>. PLS has no word for conditions, voices or free case: entries that
need them are left out of an export and named in a comment.
"""

from __future__ import annotations

import json
import re
from xml.sax.saxutils import escape

from audioedition.errors import UsageError
from audioedition.script.lexicon.entry import Lexicon, LexiconEntry

NAMESPACE = "http://www.w3.org/2005/01/pronunciation-lexicon"


def export_pls(lexicon: Lexicon, *, language: str = "fr-FR") -> str:
    """The entries that PLS can hold, as an XML document."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<lexicon version="1.0" xmlns="{NAMESPACE}" alphabet="ipa" xml:lang="{escape(language)}">',
    ]
    for entry in lexicon.entries:
        names = ", ".join(entry.written)
        if entry.before or entry.after or entry.voices or entry.case == "any" or not _says(entry):
            lines.append(f"  <!-- not expressible in PLS: {escape(names).replace('--', '- -')} -->")
            continue
        # of spelled and plain words every form has its own alias
        forms = [entry.written] if entry.say or entry.ipa else [(form,) for form in entry.written]
        for written in forms:
            lines.append("  <lexeme>")
            lines += [f"    <grapheme>{escape(form)}</grapheme>" for form in written]
            if entry.ipa:
                lines.append(f"    <phoneme>{escape(entry.ipa)}</phoneme>")
            else:
                lines.append(f"    <alias>{escape(entry.said(written[0]))}</alias>")
            lines.append("  </lexeme>")
    return "\n".join([*lines, "</lexicon>"]) + "\n"


def _says(entry: LexiconEntry) -> bool:
    return bool(entry.say or entry.ipa or entry.spell or entry.word)


def import_pls(document: bytes, *, name: str = "lexicon.pls") -> str:
    """The document's lexemes as the text of a lexicon.toml. Raises UsageError when it is no PLS in IPA."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(document)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise UsageError(
            f"{name} is not readable XML: {error}.", hint="A W3C PLS 1.0 document is expected."
        ) from error
    if root.tag != f"{{{NAMESPACE}}}lexicon":
        raise UsageError(
            f"{name} is no PLS document: its root is {root.tag}.", hint=f"The namespace is {NAMESPACE}."
        )
    if root.get("alphabet", "ipa").lower() != "ipa":
        raise UsageError(
            f"{name}: the alphabet « {root.get('alphabet')} » is not known here.", hint='Use alphabet="ipa".'
        )
    tables = []
    for rank, lexeme in enumerate(root.iter(f"{{{NAMESPACE}}}lexeme"), 1):
        forms = [_text(found) for found in lexeme.iter(f"{{{NAMESPACE}}}grapheme")]
        alias, phoneme = lexeme.find(f"{{{NAMESPACE}}}alias"), lexeme.find(f"{{{NAMESPACE}}}phoneme")
        if not all(forms) or not forms or (alias is None and phoneme is None):
            raise UsageError(
                f"{name}: lexeme {rank} lacks a grapheme, or an alias or phoneme.", hint="See PLS 1.0, 4.4."
            )
        written = forms[0] if len(forms) == 1 else forms
        # of several pronunciations the first is the preferred one (PLS 1.0, 4.9)
        key, value = ("ipa", _text(phoneme)) if phoneme is not None else ("say", _text(alias))
        tables.append(
            f"[[entry]]\nwritten = {json.dumps(written, ensure_ascii=False)}\n"
            f"{key} = {json.dumps(value, ensure_ascii=False)}\n"
        )
    return "\n".join(tables)


def _text(element: object) -> str:
    return re.sub(r"\s+", " ", getattr(element, "text", None) or "").strip()
