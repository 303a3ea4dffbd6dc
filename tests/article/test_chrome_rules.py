"""Rules as data: every one has its reason, matches what it says, and leaves the words of prose alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from audioedition.article.chrome import FOLDER, Box, ChromeRule, fold, load_phrasebook, read_rules
from audioedition.article.chrome.branches import beginnings, holds_one, needed_pieces, split_branches
from audioedition.article.chrome.matcher import Matcher
from audioedition.errors import UsageError

BOOK = load_phrasebook()
FILES = sorted(FOLDER.glob("*.toml")) + sorted((FOLDER / "sites").glob("*.toml"))

CHROME = {
    "comment_form": [
        "3 commentaires",
        "Laisser un commentaire",
        "LAISSER UN COMMENTAIRE",
        "S'il vous plaît entrez votre nom ici",
    ],
    "share": ["Partager sur Facebook", "Copier le lien", "facebook | twitter | linkedin", "Suivez-nous sur WhatsApp !"],
    "newsletter": [
        "Recevez chaque matin le meilleur de l'actualité dans votre boîte mail",
        "S’inscrire à la newsletter",
    ],
    "ad": ["La suite après cette publicité", "Publicité", "Vous utilisez un bloqueur de publicité."],
    "related": [
        "À lire aussi",
        ">> A LIRE AUSSI : Le port fermé",
        "Lire aussi | Le port fermé",
        "Sur le même sujet",
        "→ Le port fermé",
    ],
    "most_read": ["Les + lus", "Articles les plus lus", "L'info en continu"],
    "paywall": [
        "Il vous reste 57.09% de cet article à lire. La suite est réservée aux abonnés.",
        "Déjà abonné ? Je m'identifie",
        "Abonnez-vous dès 1 € par mois, sans engagement",
    ],
    "date": [
        "Publié le 14/04/2023 à 13h26",
        "| Publié le 10 avril 2023 à 06:45 - Mis à jour à 06:56",
        "Temps de lecture : 4 min",
    ],
    "byline": ["Par Anne Le Goff, à Brest", "Propos recueillis par Adrien Fouque", "AFP", "La rédaction avec AFP"],
    "credit": [
        "© Emmanuelle Collado / Inrap",
        "Crédits photos : Bestimage",
        "Photo (cc) : svenwerk",
        "14/04/2023 13:41:23 - Paris (AFP) - © 2023 AFP",
    ],
    "cookie": ["Gérer mes cookies", "Nous utilisons des cookies pour améliorer votre expérience."],
    "legal": ["Mentions légales", "© 2024 Le Journal - Tous droits réservés"],
    "navigation": ["Aller au contenu principal", "Écouter l'article", "Tags : port, mer"],
}  # fmt: skip
PROSE = [
    "« Publicité mensongère », a tranché le tribunal de Lyon.",
    "Par ailleurs, cela pourrait mettre fin à une longue amitié.",
    "Par chance, personne ne se trouvait sous le pont au moment de l’effondrement.",
    "Le RGPD limite la récolte des données personnelles par les gouvernements, qui doivent justifier de leur usage.",
    "Partager l’angoisse des familles, c’est aussi le rôle du maire, estime le préfet.",
    "Les abonnés de la ligne 4 seront remboursés au prorata des jours de grève.",
    "Le photographe de l’AFP a été blessé à la jambe pendant la manifestation.",
    "Voir la mer, une dernière fois : c’était son vœu.",
    "Le 14 avril 2023, le Conseil constitutionnel a validé l’essentiel de la réforme.",
    "Vous allez peut-être penser que c’est la rage qui parle.",
    "Suivre la course depuis le bateau coûte 40 euros.",
    "À lire le rapport, on comprend que rien n’a été fait.",
    "Journaliste à La Dépêche pendant trente ans, il n’avait jamais vu cela.",
]


@pytest.mark.parametrize(("kind", "line"), [(k, line) for k, lines in CHROME.items() for line in lines])
def test_chrome_is_named_by_its_kind(kind: str, line: str) -> None:
    rule = BOOK.find(line)
    assert rule is not None
    assert rule.kind == kind


@pytest.mark.parametrize("line", PROSE)
def test_prose_that_holds_the_words_of_chrome_is_left_alone(line: str) -> None:
    rule = BOOK.find(line)
    assert rule is None or rule.where == "edge", rule


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_rule_says_why_and_compiles(path: Path) -> None:
    for entry in read_rules(path):
        assert entry.why.endswith((".", "?")), entry.id
        expressions = (
            entry.names if isinstance(entry, Box) else () if entry.match == "line" else entry.phrases
        )
        for expression in expressions:
            re.compile(expression)
            for branch in split_branches(expression):
                re.compile(branch)


def test_ids_are_unique_and_no_phrase_folds_to_nothing() -> None:
    entries = [e for path in FILES for e in read_rules(path)]
    ids = [e.id for e in entries]
    assert len(ids) == len(set(ids))
    signs = {"|", "/", "·", "•", "-", "...", "…", "×", "✕", "›", "»"}
    empty = [
        p
        for e in entries
        if isinstance(e, ChromeRule) and e.match == "line"
        for p in e.phrases
        if not fold(p)
    ]
    assert set(empty) <= signs | {"©"}


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (">> À LIRE AUSSI :", "a lire aussi"),
        ("« Les + lus »", "les + lus"),
        ("3 452 commentaires", "0 commentaires"),
        ("L’info en continu", "l'info en continu"),
        ("Œuvre\u00a0: l’été", "oeuvre : l'ete"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("pattern", "branches"),
    [
        ("a|b", ["a", "b"]),
        ("a(b|c)|d", ["a(b|c)", "d"]),
        (r"[|]a|\|b", ["[|]a", r"\|b"]),
        ("[]|]x|y", ["[]|]x", "y"]),
    ],
)
def test_branches(pattern: str, branches: list[str]) -> None:
    assert split_branches(pattern) == branches


def test_what_is_read_off_an_expression_is_never_wrong() -> None:
    """A shortcut that skips an expression may only skip it where it cannot match."""
    lines = [line for lines in CHROME.values() for line in lines] + PROSE
    lines += [fold(line) for line in lines]
    for rule in BOOK.rules:
        if rule.match not in ("pattern", "text"):
            continue
        for branch in (b for p in rule.phrases for b in split_branches(p)):
            needs = needed_pieces(branch)
            begins = beginnings(branch[1:]) if branch[0] == "^" else None
            for line in lines:
                if re.search(branch, line):
                    assert holds_one(needs, line), (branch, line)
                    assert begins is None or line.startswith(tuple(begins)), (branch, line)


@pytest.mark.parametrize(
    ("branch", "begins"),
    [
        ("(?:lire|voir) aussi", {"lir", "voi"}),
        ("a?bc", {"abc", "bc"}),
        ("(?:le )?chat", {"le ", "cha"}),
        ("(?:le |la)?[AB]x", {"le ", "laA", "laB", "Ax", "Bx"}),
        ("(?:ab)+c", {"ab"}),
        ("a*b", None),
        ("a+b", {"a"}),
        (r"a??\d", None),
        (r"(?:a\d|b)c", {"a", "b"}),
        (r"(?:\d|b)c", None),
        ("[^a]b", None),
        ("[À-Ýx]", {*map(chr, range(0xC0, 0xDE)), "x"}),
    ],
)
def test_beginnings(branch: str, begins: set[str] | None) -> None:
    assert beginnings(branch) == begins


@pytest.mark.parametrize(
    ("expression", "line"),
    [
        (r"abonn\u00e9s du journal", "les abonnés du journal"),
        (r"^\U0001F449 voir", "👉 voir"),
        (r"\N{BULLET} direct", "en • direct"),
        (r"(le|la) \1 suite", "la la suite"),
        (r"\x41\102C", "ABC"),
    ],
)
def test_an_escaped_character_is_read_as_one(expression: str, line: str) -> None:
    assert list(Matcher([(expression, 1)]).find_all(line)) == [1]


def test_a_quantifier_that_takes_little_is_no_letter() -> None:
    assert needed_pieces("x{2}?abc") == {"abc"}
    assert list(Matcher([("x{2}?abc", 1)]).find_all("un xxabc")) == [1]


def test_matcher_keeps_the_order_of_its_patterns() -> None:
    matcher = Matcher([("chat", 1), ("^le chat", 2), ("un|chat noir", 3)])
    assert list(matcher.find_all("le chat noir")) == [1, 2, 3]
    before = Matcher([("noir$", 0)], then=matcher)
    assert list(before.find_all("le chat noir")) == [0, 1, 2, 3]
    assert list(before.find_all("le chat noir", wanted=lambda value: value > 1)) == [2, 3]


def test_flags_hold_for_all_of_a_pattern() -> None:
    matcher = Matcher([("(?i)Appli|BOUTIQUE", 1)])
    assert list(matcher.find_all("notre appli")) == [1]
    assert list(matcher.find_all("la boutique")) == [1]


def test_origins_can_be_switched_off() -> None:
    line = "4 commentaires 529 partages"
    assert BOOK.find(line) is not None
    assert load_phrasebook(without=frozenset({"20minutes.fr"})).find(line) is None
    assert load_phrasebook(without=frozenset({"bon plan"})).find("Bon plan") is None


# --- a newsroom's own rules ----------------------------------------------------------------------------------


def write(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


OWN = r"""
[[rules]]
id = "own"
kind = "promo"
why = "À nous."
match = "pattern"
phrases = ["^notre application\\b"]
"""


def test_own_rules_come_before_ours_and_only_on_their_site(tmp_path: Path) -> None:
    write(tmp_path, "journal.example", OWN)
    on_site = load_phrasebook(domain="www.journal.example", folders=(tmp_path,))
    found = on_site.find("Notre application est en panne")
    assert found is not None
    assert found.id == "own"
    elsewhere = load_phrasebook(domain="autre.example", folders=(tmp_path,))
    assert elsewhere.find("Notre application est en panne") is None


def test_own_rules_without_a_domain_hold_everywhere(tmp_path: Path) -> None:
    write(tmp_path, "maison", OWN)
    assert load_phrasebook(folders=(tmp_path,)).find("Notre application est en panne") is not None


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[[rules]\n", 1, "this is not valid TOML"),
        ('[[rules]]\nid = "x"\n', 1, "match: this key is needed"),
        (
            OWN.replace('match = "pattern"', 'match = "glob"'),
            6,
            "match: one of line, pattern, text, tail expected",
        ),
        (OWN + 'colour = "red"\n', 8, "colour: unknown key"),
        (OWN + OWN.replace("why", "wy"), 12, "wy: unknown key"),
        (OWN + 'linked = "yes"\n', 8, "linked: true or false expected"),
        (OWN.replace('["^notre application\\\\b"]', '["("]'), 7, "phrases: '(' is not a regular expression"),
        (OWN.replace('["^notre application\\\\b"]', '"x"'), 7, "phrases: a list of texts in quotes expected"),
        ('kind = "ad"\nrules = "x"\n', 2, "rules: tables expected"),
        ("[colour]\nx = 1\n", 1, "colour: unknown key"),
    ],
)
def test_a_broken_rules_file_is_told_with_file_line_and_key(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    write(tmp_path, "maison", text)
    with pytest.raises(UsageError) as caught:
        load_phrasebook(folders=(tmp_path,))
    assert str(caught.value).startswith(f"{tmp_path / 'maison.toml'}, line {line}: {said}")
    assert caught.value.hint


def test_a_missing_folder_of_rules_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not a folder"):
        load_phrasebook(folders=(tmp_path / "nowhere",))
