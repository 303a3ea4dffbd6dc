"""Texts of old machines are recognised, or refused with the line that looks wrong."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from audioedition.article.extract import extract_page
from audioedition.errors import SourceError
from audioedition.fetch.decode import decode_bytes
from audioedition.fetch.old_machines import line_that_looks_wrong
from audioedition.model import Source

NOW = datetime(2026, 3, 9, tzinfo=timezone.utc)
TEXT = (
    "La criée rouvre\n\nAprès onze mois de fermeture, la halle à marée du port a rouvert lundi aux mareyeurs. « Ça va "
    "mieux », dit l'élu, très ému, où qu'il aille. Le coût : 3 000 francs, être prêt dès août, là-bas ; naïveté, "
    "goût, fête, reçu.\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac_roman", "cp850"])
@pytest.mark.parametrize("text", [TEXT, TEXT[:60], "Le maire a été réélu à Évreux, où il est né en été."])
def test_french_of_old_machines_is_recognised(encoding: str, text: str) -> None:
    assert decode_bytes(text.encode(encoding)) == text


def test_typographic_signs_of_the_macintosh() -> None:
    text = "L’été de l’élu : « déjà là », dit-on… – « peut-être » – cœur, œuvre, bœuf, l’Église."
    assert decode_bytes(text.encode("mac_roman")) == text


@pytest.mark.parametrize(
    "text",
    [
        "Šárka Novák et Žižek ont parlé à Paris ; McDONALD’S aussi, 3 m², 15 °C, 10 €/kg.",
        "électeur·rice·s, oui…non, l’œuvre, ÉTÉ, LÉO, AÉROPORT, n° 5, 5º, £3, ½ tasse, §4.",
        "“Oui”, dit-elle — puis “non” —, M‚",
        "étudiant•e•s, l´été, l“affaire”, mot—mot, réforma¬tion, Coca®cola, 5 × 3, d´où",
        "iPhone, eBay, LaTeX, L’Oréal, d’Été, DÉBÂCLE, dÉbut",
    ],
)
def test_what_is_cp1252_stays_so(text: str) -> None:
    assert decode_bytes(text.encode("cp1252")) == text
    assert line_that_looks_wrong(text) is None


def test_a_text_that_no_table_fits_is_refused_with_the_line() -> None:
    data = TEXT.encode("cp1252").replace(b"\xe9", b"\x9d").replace(b"\xe8", b"\x90")
    with pytest.raises(SourceError, match="looks wrong: La cri") as caught:
        extract_page(Source(data=data, media_type="text/plain", path="/x/texte.txt", fetched_at=NOW))
    assert "UTF-8" in caught.value.hint
