"""From a source to an article: roles, fields, wishes, the traps of French pages, and the command."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from audioedition.article.judge.stamps import byline_of, date_of
from audioedition.cli import main
from audioedition.model import Article, Source
from audioedition.segment import segment_article

NOW = datetime(2025, 1, 1, tzinfo=timezone.utc)
PAGES = Path(__file__).parent / "pages"
LONG = "Le conseil municipal a voté lundi soir la reconstruction du vieux pont, fermé depuis les crues du mois de mai. "
MORE = (
    "Les travaux dureront quatorze mois et coûteront trois millions d’euros, "
    "dont la moitié à la charge de la région. "
)


def page(body: str, head: str = "") -> Article:
    source = (
        f"<html lang='fr'><head><title>Le pont</title>{head}</head>"
        f"<body><article><h1>Le pont</h1>{body}</article></body></html>"
    )
    return segment_article(Source(data=source.encode(), media_type="text/html", fetched_at=NOW))


def text(lines: str, **options: Any) -> Article:
    return segment_article(Source(data=lines.encode(), media_type="text/plain", fetched_at=NOW), **options)


def kept(article: Article) -> list[str]:
    return [p.text for p in article.paragraphs if p.role != "title"]


def why(article: Article, part: str) -> str:
    return next(d.reason for d in article.dropped if part in d.text)


# --- HTML traps ----------------------------------------------------------------------------------------------


def test_link_glued_to_text_goes_and_the_paragraph_stays() -> None:
    article = page(
        f"<p>{LONG}</p><p><a href='/x'><span>À LIRE AUSSI</span>Une nécropole sous la ville</a>{MORE}</p>"
    )
    assert kept(article) == [LONG.strip(), MORE.strip()]
    assert why(article, "nécropole") == "related"


def test_label_before_a_link_at_the_end_of_a_paragraph() -> None:
    article = page(
        f"<p>{LONG}</p><p>{MORE}<b>Lire aussi :</b> <a href='/x'>Une nécropole sous la ville</a></p>"
    )
    assert kept(article) == [LONG.strip(), MORE.strip()]


def test_doubled_drop_cap_and_soft_hyphens() -> None:
    article = page(
        f"<p><span class='dc'>Le</span>Le matin, {LONG}</p><p>{MORE.replace('travaux', 'tra&shy;vaux')}</p>"
    )
    assert kept(article)[0].startswith("Le matin")
    assert kept(article)[1] == MORE.strip()


def test_agency_stamp_after_a_line_break_is_no_part_of_the_paragraph() -> None:
    article = page(f"<p>{LONG}</p><p>{MORE}<br>14/04/2023 13:41:23 - Paris (AFP) - © 2023 AFP</p>")
    assert kept(article) == [LONG.strip(), MORE.strip()]
    assert article.published == "2023-04-14T13:41"


def test_headings_that_are_words_of_chrome_stay_where_a_paragraph_follows() -> None:
    article = page(
        f"<p>{LONG}</p><h2>TikTok</h2><p>{MORE}</p><h2>Réactions</h2><p>{LONG} Bis.</p><p>{MORE} Bis.</p>"
    )
    assert [p.text for p in article.paragraphs if p.role == "heading"] == ["TikTok", "Réactions"]


def test_pull_quote_and_second_copy_are_heard_once() -> None:
    article = page(
        f"<p>{LONG}</p><blockquote>la reconstruction du vieux pont, fermé depuis les crues</blockquote>"
        f"<p>{MORE}</p><p>{MORE}</p>"
    )
    assert kept(article) == [LONG.strip(), MORE.strip()]


def test_caption_beside_a_picture() -> None:
    article = page(
        f"<p>{LONG}</p><div><div><img src='a.jpg'><span>Le pont, lundi</span></div></div><p>{MORE}</p>"
    )
    assert why(article, "Le pont, lundi") == "caption"


def test_hidden_elements_are_not_visible() -> None:
    article = page(f"<p>{LONG}</p><div style='display:none'><p>{MORE}</p></div><p>{MORE}Fin.</p>")
    assert len(kept(article)) == 2


def test_paragraphs_parted_by_line_breaks_only() -> None:
    article = page(f"<div>{LONG}<br><br>{MORE}<br><br>{LONG}Bis.</div>")
    assert len(kept(article)) == 3


def test_fields_from_json_ld_open_graph_and_the_page() -> None:
    linked = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Organization", "name": "Le Journal"},
            {
                "@type": ["NewsArticle"],
                "headline": "Le pont &amp; la rivière",
                "author": [{"name": "Par Anne Roy"}, {"name": "Paul Ney"}],
                "datePublished": "2024-05-01T08:00:00+02:00",
                "dateModified": "2024-05-02",
                "image": ["/a.jpg"],
            },
        ],
    }
    head = (
        f'<script type="application/ld+json">{json.dumps(linked)}</script>'
        '<meta property="og:site_name" content="Le Journal">'
        '<link rel="canonical" href="https://journal.example/pont"><meta property="og:locale" content="fr_CA">'
    )
    article = page(f"<p>{LONG}</p><p>{MORE}</p>", head)
    assert article.byline == "Anne Roy et Paul Ney"
    assert (article.published, article.updated) == ("2024-05-01T08:00:00+02:00", "2024-05-02")
    assert (article.site, article.url) == ("Le Journal", "https://journal.example/pont")
    assert article.image == "https://journal.example/a.jpg"
    assert article.language == "fr"
    assert article.title == "Le pont"


# --- plain text ----------------------------------------------------------------------------------------------


def test_byline_and_date_lines_fill_their_fields() -> None:
    article = text(f"Le pont\n\nPar Anne Roy et Paul Ney\nPublié le 3 mai 2024 à 7h05\n\n{LONG}\n\n{MORE}\n")
    assert (article.byline, article.published) == ("Anne Roy et Paul Ney", "2024-05-03T07:05")
    assert kept(article) == [LONG.strip(), MORE.strip()]


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Publié le 1er janvier 2020", "2020-01-01"),
        ("02/03/21 à 07:30", "2021-03-02T07:30"),
        ("Mis à jour : 2024-12-31", "2024-12-31"),
        ("le 45 mai 2020", None),
        ("hier à 18h", None),
    ],
)
def test_dates(line: str, date: str | None) -> None:
    assert date_of(line) == date


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Par Anne Roy | Publié le 3 mai", "Anne Roy"),
        ("Propos recueillis par Jean Le Bris", "Jean Le Bris"),
        ("par la fenêtre", None),
    ],
)
def test_bylines(line: str, names: str | None) -> None:
    assert byline_of(line) == names


def test_wishes_overrule_every_rule_and_keep_wins() -> None:
    source = f"Le pont\n\n{LONG}\n\nPublicité\n\n{MORE}\n"
    article = text(source, keep=("^publicité$",), drop=("travaux", "publicité"), title="Un autre titre")
    assert article.title == article.paragraphs[0].text == "Un autre titre"
    assert kept(article) == [LONG.strip(), "Publicité"]
    assert why(article, "travaux") == "asked"


# --- the command ---------------------------------------------------------------------------------------------


def run(*arguments: str, stdin: str | None = None) -> tuple[int, str, str]:
    result = CliRunner(mix_stderr=False).invoke(main, ["segment", *arguments], input=stdin)
    return result.exit_code, result.stdout, result.stderr


def test_text_has_the_title_first_and_a_paragraph_a_line() -> None:
    code, out, _ = run(str(PAGES / "copie-fin.txt"))
    gold = (PAGES / "copie-fin.gold.tsv").read_text(encoding="utf-8").splitlines()
    assert (code, out.splitlines()) == (0, [line.partition("\t")[2] for line in gold])


def test_json_holds_all_of_it() -> None:
    code, out, _ = run("--format", "json", str(PAGES / "copie-site.txt"))
    told = json.loads(out)
    assert code == 0
    assert {"title", "standfirst", "byline", "published", "language", "paragraphs", "dropped"} <= set(told)
    assert told["paragraphs"][0] == {"role": "title", "text": told["title"]}
    assert all(d["text"] and d["reason"] and d["rule"] for d in told["dropped"])
    assert (told["byline"], told["published"]) == ("Gwenola Riou", "2024-05-04T07:30")


def test_table_shows_the_whole_source_in_order() -> None:
    _, out, _ = run("--format", "table", str(PAGES / "copie-fin.txt"))
    source = [line for line in (PAGES / "copie-fin.txt").read_text(encoding="utf-8").splitlines() if line]
    assert [line.partition("\t")[2] for line in out.splitlines()] == source
    assert "– ad (ad-label)\tPublicité" in out


def test_standard_input_and_a_newsroom_s_rules(tmp_path: Path) -> None:
    rule = '[[rules]]\nid = "r"\nwhy = "Promo."\nmatch = "pattern"\nphrases = ["^les travaux dureront"]\n'
    (tmp_path / "maison.toml").write_text(rule, encoding="utf-8")
    code, out, _ = run(
        "-", "--site-rules", str(tmp_path), stdin=f"Le pont\n\n{LONG}\n\n{MORE}\n\n{LONG}Bis.\n"
    )
    assert code == 0
    assert "Les travaux" not in out


def test_one_bad_source_does_not_stop_the_others() -> None:
    code, out, err = run(str(PAGES / "soft-404.html"), str(PAGES / "copie-fin.txt"), "nulle-part.txt")
    assert code == 1
    assert out.startswith("La Sologne")
    assert "introuvable" in err
    assert "nulle-part.txt" in err


def test_a_cut_article_is_noted() -> None:
    code, _, err = run(str(PAGES / "quotidien-abonnes.html"))
    assert code == 0
    assert "Article incomplet" in err


def test_entries_of_a_list_are_heard_without_their_sign() -> None:
    entries = "- le quai n° 3, fermé jusqu’en juin\n- la halle\n- les abords du vieux port, dès lundi\n"
    article = text(f"Le pont\n\n{LONG}\n\n{entries}\n{MORE}\n")
    assert [p.text for p in article.paragraphs if p.role == "list"] == [
        "le quai n° 3, fermé jusqu’en juin",
        "la halle",
        "les abords du vieux port, dès lundi",
    ]


def test_paragraphs_that_differ_by_a_number_only_are_no_repeats() -> None:
    numbered = [f"Voici la phrase numéro {n}, assez longue pour occuper la voix." for n in range(40)]
    assert kept(text("Le pont\n\n" + "\n\n".join(numbered))) == numbered
    assert kept(page("".join(f"<p>{line}</p>" for line in numbered))) == numbered


def test_a_long_headline_with_quotes_and_emoji_is_the_title() -> None:
    title = "« Le pont » : “14 mois” de travaux / 3 M€ 😀 et puis " * 6
    assert text(f"{title}\n\n{LONG}\n\n{MORE}\n").title == title.strip()


def test_a_plain_text_pays_for_neither_lxml_nor_trafilatura() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from audioedition.cli import main\n"
        f"main(['segment', {str(PAGES / 'copie-fin.txt')!r}], standalone_mode=False)\n"
        "heavy = {'lxml', 'trafilatura', 'ftfy', 'rich', 'ssl'} & set(sys.modules)\n"
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
