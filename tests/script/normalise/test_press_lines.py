"""What newsrooms print, and what a reading by fresh eyes found said wrong: each line once was."""

from __future__ import annotations

import pytest

from audioedition.script.normalise import normalise


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        # an initial ends a sentence when one opens behind it, and never before a surname
        ("La mère de Jean D. Elle pleure.", "La mère de Jean D. Elle pleure."),
        ("Le député A. Le Roux.", "Le député A Le Roux."),
        # articles: a number, or a range
        (
            "Les articles 311-4 et 441-1.",
            "Les articles trois cent onze tiret quatre et quatre cent quarante et un tiret un.",
        ),
        ("Les articles 12-14.", "Les articles douze à quatorze."),
        ("Le décret n° 2023-45.", "Le décret numéro deux mille vingt-trois tiret quarante-cinq."),
        # the Swiss press
        ("Un billet à Fr. 12.50.", "Un billet à douze francs cinquante."),
        ("CHF 2,3 mia de pertes.", "deux virgule trois milliards de francs suisses de pertes."),
        ("Il paie 300 fr. Elle rit.", "Il paie trois cents francs. Elle rit."),
        ("Il paie 300 fr. par mois.", "Il paie trois cents francs par mois."),
        # particles and titles
        ("Selon Mme von der Leyen.", "Selon madame von der Leyen."),
        ("Le Dr de Lima et le Pr van der Meer.", "Le docteur de Lima et le professeur van der Meer."),
        # exponents
        ("Soit 6,02×10²³ atomes.", "Soit six virgule zéro deux fois dix puissance vingt-trois atomes."),
        ("Soit 10⁻⁹ gramme.", "Soit dix puissance moins neuf gramme."),
        # a number next to « mille » in letters
        ("Près de 1 million 200 mille.", "Près de un million deux cent mille."),
        # hundredths keep their zero
        ("Il gagne en 11 s 05.", "Il gagne en onze secondes zéro cinq."),
        ("La pole en 1'10\"166.", "La pole en une minute dix secondes cent soixante-six."),
        # ratios and scores
        ("Match nul 2:2 à Bâle.", "Match nul deux à deux à Bâle."),
        ("Un ratio de 3:1.", "Un ratio de trois pour un."),
        # post codes
        ("33001 Bordeaux Cedex.", "trente-trois mille un Bordeaux Cedex."),
        ("25000 Belges manifestent.", "vingt-cinq mille Belges manifestent."),
        # headlines in capitals: sigles stay letters, towns and short words stay words
        ("CRISE À L'UMP : LE RPR RENAÎT", "Crise À L'u-èm-pé : Le erre-pé-erre Renaît"),
        ("LES ARTS À APT, EST-CE UN PSY ?", "Les Arts À Apt, Est-Ce Un Psy ?"),
        ("LA VIE CHÈRE AU 1ER TOUR", "La Vie Chère Au premier Tour"),
        ("Un jeu comme GTA VI.", "Un jeu comme gé-té-a six."),
        ("EN MER, LE MAL EST FAIT", "En Mer, Le mal Est Fait"),
        ("MES ENFANTS SONT LÀ", "mes Enfants Sont Là"),
        ("Un prêt de 13 Mds.", "Un prêt de treize milliards."),
        ("Il a vu Max. Il rit.", "Il a vu Max. Il rit."),
        ("Max. 20 min.", "maximum vingt minutes."),
        ("Il suit, E. coli aussi.", "Il suit, E coli aussi."),
        ("L'astre TRAPPIST-1e.", "L'astre Trappist un euh."),
        ("Devant lui (+ 1'04'').", "Devant lui (plus une minute quatre secondes)."),
        ("Le « 19/20 » et un 19/20.", "Le « dix-neuf vingt » et un dix-neuf sur vingt."),
    ],
)
def test_a_press_line_is_said_as_it_should(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


@pytest.mark.parametrize(
    "plain",
    [
        "Le plan A, le plan B.",
        "Ils excellent dans un excellent spectacle, au col du Galibier.",
        "Le groupe A-t-il gagné ?",
    ],
)
def test_a_plain_line_stays(plain: str) -> None:
    assert normalise(plain) == plain
