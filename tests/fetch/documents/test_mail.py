"""Mails (.eml): the subject is the title, what is quoted and signed is not heard."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from audioedition.errors import SourceError
from audioedition.fetch.source import fetch_source
from audioedition.model import Article
from audioedition.segment import segment_article

BODY = (
    "La halle à marée du port a rouvert lundi aux mareyeurs, qui s’y\n"
    "pressaient dès cinq heures. Onze mois plus tôt, le toit s’était\n"
    "effondré sous la neige, sans faire de blessé.\n"
    "\n"
    "Le chantier a coûté 3,4 millions d’euros, financés pour moitié par\n"
    "la région, et la commune n’a rien eu à verser.\n"
)


def mail(*, subject: str = "La criée rouvre", text: str = BODY, page: str = "") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Solène Kerbrat <solene@journal.example>"
    message["To"] = "redaction@journal.example"
    message["Subject"] = subject
    message["Date"] = "Mon, 09 Mar 2026 08:15:00 +0100"
    message["Message-ID"] = "<1@journal.example>"
    if text:
        message.set_content(text)
    if page:
        if text:
            message.add_alternative(page, subtype="html")
        else:
            message.set_content(page, subtype="html")
    return message


def read(tmp_path: Path, message: EmailMessage | bytes, name: str = "mail.eml") -> Article:
    path = tmp_path / name
    path.write_bytes(message if isinstance(message, bytes) else message.as_bytes())
    return segment_article(fetch_source(str(path)))


def heard(article: Article) -> list[str]:
    return [p.text for p in article.paragraphs]


@pytest.mark.parametrize("name", ["mail.eml", "mail", "mail.txt"])
def test_a_mails_text_is_read_under_its_subject(tmp_path: Path, name: str) -> None:
    article = read(tmp_path, mail(subject="Tr: La criée rouvre"), name)
    assert heard(article) == [
        "La criée rouvre",
        "La halle à marée du port a rouvert lundi aux mareyeurs, qui s’y pressaient dès cinq heures. Onze mois plus "
        "tôt, le toit s’était effondré sous la neige, sans faire de blessé.",
        "Le chantier a coûté 3,4 millions d’euros, financés pour moitié par la région, et la commune n’a rien eu à "
        "verser.",
    ]
    assert (article.byline, article.published) == ("Solène Kerbrat", "2026-03-09T08:15:00+01:00")


def test_what_is_quoted_and_signed_is_dropped(tmp_path: Path) -> None:
    text = (
        f"{BODY}\nLe 8 mars 2026 à 10:00, Paul Ney a écrit :\n\n> Peux-tu nous envoyer ton texte avant midi ?\n\n"
        "-- \nSolène Kerbrat\n06 12 34 56 78\n"
    )
    article = read(tmp_path, mail(text=text))
    said = " ".join(heard(article))
    assert "verser." in said
    assert not any(word in said for word in ("avant midi", "a écrit", "06 12"))
    assert {d.reason for d in article.dropped} >= {"quoted_mail"}


def test_the_page_of_a_mail_goes_before_its_text(tmp_path: Path) -> None:
    page = (
        "<html><body><p style='display:none'>Aperçu caché</p><p>Après onze mois de fermeture, la halle à marée du port "
        "a rouvert lundi aux mareyeurs, qui s’y pressaient dès cinq heures du matin.</p><p>Le chantier a coûté 3,4 "
        "millions d’euros, financés pour moitié par la région, et la commune n’a rien eu à verser.</p>"
        "<div class='gmail_quote'><p>Peux-tu nous envoyer ton texte avant midi, s’il te plaît ? Merci.</p></div>"
        "</body></html>"
    )
    article = read(tmp_path, mail(page=page, text="Version texte"))
    assert heard(article)[0] == "La criée rouvre"
    said = " ".join(heard(article))
    assert "Après onze mois" in said
    assert not any(word in said for word in ("Aperçu", "avant midi", "Version texte"))


def test_headers_in_old_encodings_and_attachments(tmp_path: Path) -> None:
    raw = (
        b"From: =?iso-8859-1?Q?Sol=E8ne_Kerbrat?= <s@j.example>\r\nTo: r@j.example\r\nMIME-Version: 1.0\r\n"
        b"Subject: =?iso-8859-1?Q?La_cri=E9e_rouvre?=\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
        b"Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + BODY.replace("’", "'").encode("latin-1")
        + b"\r\n--x\r\nContent-Type: text/plain; name=notes.txt\r\nContent-Disposition: attachment\r\n\r\n"
        b"Notes que personne ne doit entendre.\r\n--x--\r\n"
    )
    article = read(tmp_path, raw)
    assert heard(article)[0] == "La criée rouvre"
    assert article.byline == "Solène Kerbrat"
    assert "Notes" not in " ".join(heard(article))


def test_a_mail_without_words_is_a_sentence(tmp_path: Path) -> None:
    message = mail(text="")
    message.set_content(b"%PDF-", maintype="application", subtype="pdf", disposition="attachment")
    with pytest.raises(SourceError, match="holds no text") as caught:
        read(tmp_path, message)
    assert "attached" in caught.value.hint


def test_a_text_of_labelled_lines_is_no_mail(tmp_path: Path) -> None:
    text = "Ville : Brest\nDate : lundi\nTo: or not to be, disait-il.\n\n" + BODY
    article = read(tmp_path, text.encode(), "texte.txt")
    assert any("halle à marée" in line for line in heard(article))
