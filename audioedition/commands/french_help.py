"""Help and usage errors in French. Click writes English; what it writes goes through the one formatter and the one
exception of this module, so that nothing of click is replaced. ``system/messages/help_fr.json`` holds the words.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import cache

import click

from audioedition.commands.console import show, showable
from audioedition.system.messages import read_words, translate


class FrenchFormatter(click.HelpFormatter):
    """Every line of ``--help`` comes by here."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, _places(args), prefix="Utilisation\u00a0: ")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{_words().get(heading, heading)}\u00a0:\n")

    def write_text(self, text: str) -> None:
        super().write_text("\n\n".join(map(french_help, re.split(r"\n\s*\n", text))))

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        french = [(_places(name), _described(words)) for name, words in rows]
        super().write_dl(french, col_max=col_max, col_spacing=col_spacing)

    def getvalue(self) -> str:
        return showable(super().getvalue(), sys.stdout)


class FrenchError(click.ClickException):
    """A usage error of click's, told in French."""

    def __init__(self, error: click.ClickException) -> None:
        text = translate(error.format_message(), "fr").text
        if isinstance(error, click.MissingParameter):
            text = _places(text)
        # as ``repr`` quotes; French words are written with ’
        super().__init__(re.sub(r"(?<!\w)(['\"])(.*?)\1(?!\w)", "«\u00a0\\2\u00a0»", text))
        self.exit_code = error.exit_code
        self.ctx = getattr(error, "ctx", None)

    def show(self, file: object = None) -> None:
        if self.ctx is not None:
            show(self.ctx.get_usage(), err=True)
            if self.ctx.command.get_help_option(self.ctx) is not None:
                show(f"Aide\u00a0: {self.ctx.command_path} {self.ctx.help_option_names[-1]}\n", err=True)
        show(f"Erreur\u00a0: {self.message}", err=True)


def french_help(text: str) -> str:
    """A paragraph of help; its first sentence alone, where click gives only that."""
    text = " ".join(text.split())
    words = _words()
    if text in words:
        return words[text]
    stem = text.removesuffix("...").rstrip(" .")
    whole = next((french for english, french in words.items() if stem and english.startswith(stem)), None)
    return re.split(r"(?<=\.) ", whole)[0] if whole else text


def _described(words: str) -> str:
    """« Help.  [default: x; required] »"""
    match = re.fullmatch(r"(?:(.*?)(  )?)(\[[^\[\]]+\])?", words, re.DOTALL)
    assert match is not None  # everything fits
    text, gap, extras = match.groups()
    inside = "; ".join(_extra(extra) for extra in extras[1:-1].split("; ")) if extras else ""
    return (french_help(text) if text else "") + (gap or "") + (f"[{inside}]" if inside else "")


def _extra(words: str) -> str:
    if words == "required":
        return "obligatoire"
    return re.sub(r"^default: ", "par défaut\u00a0: ", words)


def _places(text: str) -> str:
    """« FILE » → « FICHIER »: what stands for something that the person writes."""
    return re.sub(r"\b[A-Z][A-Z_]+\b", lambda match: _words().get(match[0], match[0]), text)


@cache
def _words() -> dict[str, str]:
    return read_words("help_fr")
