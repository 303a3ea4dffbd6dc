"""The service's pages tell errors in the reader's language (the sentences themselves: tests/system/messages)."""

from __future__ import annotations

import requests

from tests.support.patience import PATIENCE_S
from tests.support.service import Running


def test_the_pages_tell_it_in_their_language(service: Running) -> None:
    french = {"accept-language": "fr"}
    page = requests.get(service.url + "/jobs/0123456789abcdef", headers=french, timeout=PATIENCE_S).text
    assert "Il n’y a rien (ou plus rien) à cette adresse." in page
    assert 'lang="en"' not in page.partition("<main")[2].partition("</main>")[0]
    english = requests.get(
        service.url + "/jobs/0123456789abcdef", headers={"accept-language": "en"}, timeout=PATIENCE_S
    )
    assert "There is nothing at this address (any more)." in english.text
    wrong_name = requests.get(
        service.url + "/", headers={"host": "autre.example", **french}, timeout=PATIENCE_S
    )
    assert wrong_name.status_code == 421
    assert "Ce service n’est pas connu sous ce nom" in wrong_name.text
