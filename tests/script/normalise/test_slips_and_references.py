"""Slips of the keyboard, books of the Bible, judgments, versions: what fresh pages showed."""

from __future__ import annotations

import pytest

from audioedition.script.normalise import normalise, normalise_traced


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        # signs
        ("À moins -5 degrés.", "À moins cinq degrés."),
        ("Un recul de–0,4 point.", "Un recul de moins zéro virgule quatre point."),
        ("Avec p<0,05.", "Avec p inférieur à zéro virgule zéro cinq."),
        ("Le relais 4*100m.", "Le relais quatre fois cent mètres."),
        ("Un prix de 7$CAN.", "Un prix de sept dollars canadiens."),
        # units that are none
        ("Les 4 L et les 5 W plaisent.", "Les quatre L et les cinq W plaisent."),
        ("Les 4 L d'eau.", "Les quatre litres d'eau."),
        # notes and numbers
        ("La revue, 29(2–3), 254.", "La revue, vingt-neuf, numéros deux à trois, deux cent cinquante-quatre."),
        ("Peint c. 1260-1490.", "Peint vers mille deux cent soixante à mille quatre cent quatre-vingt-dix."),
        ("La délibération n° 1906201901.", "La délibération numéro dix-neuf zéro six vingt dix-neuf zéro un."),
        ("La décision 13/2008.", "La décision treize, deux mille huit."),
        ("Un excellent 5/7.", "Un excellent cinq sur sept."),
        ("Les conciles (IIIe-VIe siècles).", "Les conciles (troisième au sixième siècles)."),
        # numbers of files and judgments
        ("Le pourvoi n° 17-31805.", "Le pourvoi numéro dix-sept tiret trente et un mille huit cent cinq."),
        ("L'arrêt 12-15.177.", "L'arrêt douze tiret quinze mille cent soixante-dix-sept."),
        ("Vu l'article L. 1226-13 du code.", "Vu l'article L mille deux cent vingt-six tiret treize du code."),
        ("L'arrêt n° 865 FS-P.", "L'arrêt numéro huit cent soixante-cinq effe-esse-P."),
        ("La directive 96/34/CE.", "La directive quatre-vingt-seize, trente-quatre, cé-euh."),
        ("Selon M. [K] [J].", "Selon monsieur K J."),
        ("Parti le 12/09/1853.", "Parti le douze septembre mille huit cent cinquante-trois."),
        # at home and at work
        ("Au 2ème ét., au RDC.", "Au deuxième étage, au rez-de-chaussée."),
        ("À 12 € brut/h, Bac+3/5.", "À douze euros brut par heure, Bac plus trois à cinq."),
        ("2 CS de sucre, th. 6.", "deux cuillères à soupe de sucre, thermostat six."),
        ("- DESIGNE : le maire.", "Désigne : le maire."),
        ("64000 PAU", "soixante-quatre mille Pau"),
        # references
        ("Au vol. iv, p. 2.", "Au volume quatre, page deux."),
        ("R. Ch. L.-D. parle.", "R Ch. elle-dé parle."),
        ("Voir (2 Co 12:20, Rm 11:20,1Ti 6:17).",
         "Voir (deuxième Corinthiens douze, vingt, Romains onze, vingt,première Timothée six, dix-sept)."),
        ("Il cite 2Ma 5:21 9:7,11.", "Il cite deuxième Maccabées cinq, vingt et un neuf, sept, onze."),
        ("Une semence (1 P 1, 23).", "Une semence (première lettre de Pierre un, vingt-trois)."),
        ("Is 5, 6 et 7 disent.", "Is cinq, six et sept disent."),
        ("Il est 5:21.", "Il est cinq heures vingt et une."),
        # short forms
        ("Sept jrs, dept 87.", "Sept jours, département quatre-vingt-sept."),
        ("Voir cf. « Le mot ».", "Voir confer « Le mot »."),
        ("Pas digne de moy.", "Pas digne de moy."),
        # inclusive writing
        ("Des étudiants-tes.", "Des étudiants et étudiantes."),
        ("Les handballeur(se)s varois(es).", "Les handballeurs et handballeuses varois."),
        ("Chèr·e lecteur.", "Cher lecteur."),
        ("Des pronoms comme iel ou celleux.", "Des pronoms comme iel ou celleux."),
        ("Un dessin de DALL·E.", "Un dessin de Dall-i."),
        # addresses
        ("Voir www.phare.fr/%C3%A9t%C3%A9.", "Voir trois double vé point phare point effe-erre slash été."),
        ("12 BIS AV FOCH", "douze bis avenue Foch"),
    ],
)  # fmt: skip
def test_what_fresh_pages_showed(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("PARIS/LONDRES (Agence) - Un mot.", "Paris, Londres (Agence) - Un mot."),
        ("Le Poor's-500 monte.", "Le Poor's-cinq cents monte."),
        ("Né à 38 SA + 3 j.", "Né à trente-huit esse-a plus trois jours."),
        ("Sam. 12 à 20h30.", "Samedi douze à vingt heures trente."),
        ("Entrée 8 €/5 €.", "Entrée huit euros, cinq euros."),
        ("Gratuit - 12 ans.", "Gratuit moins de douze ans."),
        ("Ouvert du 3/4 au 10/4.", "Ouvert du trois avril au dix avril."),
        ("Soit un contraste de 400 : 1.", "Soit un contraste de quatre cents pour un."),
        ("Un portable de 14’’ à vendre.", "Un portable de quatorze pouces à vendre."),
        ("Une SARL, SA au capital de 5 €.", "Une esse-a-erre-elle, esse-a au capital de cinq euros."),
        ("C'est SA fille.", "C'est Sa fille."),
        ("1x/semaine, partage 50-50.", "une fois par semaine, partage cinquante cinquante."),
        ("1/2 c. à café, 1 càs, 12 ct.", "une demi-cuillère à café, une cuillère à soupe, douze centimes."),
        ("Dans XXI, pp.514-518.", "Dans vingt et un, pages cinq cent quatorze à cinq cent dix-huit."),
        ("La loi n° 78-17.", "La loi numéro soixante-dix-huit tiret dix-sept."),
        ("Aux stades I et II, phase I-II.", "Aux stades un et deux, phase un à deux."),
        ("L'INCa le dit.", "L'Inca le dit."),
        ("Vu : S02E03.", "Vu : saison deux épisode trois."),
    ],
)
def test_what_markets_screens_and_agendas_showed(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        # one ordinal mark for several centuries
        ("Des XVIII, XIX et XXe siècles.", "Des dix-huitième, dix-neuvième et vingtième siècles."),
        ("Les X et XIe arrondissements.", "Les dixième et onzième arrondissements."),
        ("Les X et les Y votent.", "Les X et les Y votent."),
        # books of the Bible in full
        ("Selon 2 Corinthiens 5, 7.", "Selon deuxième Corinthiens cinq, sept."),
        ("Lire I Jean 4:8.", "Lire première lettre de Jean quatre, huit."),
        ("Les 2 Pierre 12.", "Les deux Pierre douze."),
        # the end of a sentence
        ("Des pommes, etc. Paul rit.", "Des pommes, et cetera. Paul rit."),
        ("Des pommes, etc. et Paul.", "Des pommes, et cetera et Paul."),
        ("Bravo ! ❤️ Et puis ?", "Bravo ! cœur rouge. Et puis ?"),
        ("J'aime ❤️ Paris.", "J'aime cœur rouge Paris."),
        # fragments of a page
        ("Vie privée ; • Contact", "Vie privée ; Contact"),
        ("12 mars 2024 · 3 min", "douze mars deux mille vingt-quatre, trois minutes"),
        ("Soit 2 · 3 = 6.", "Soit deux trois égale six."),
        ("Art 8 • Vie privée", "Article huit, Vie privée"),
        ("L'art 12 du code.", "L'article douze du code."),
        ("Street Art 12, demain.", "Street Art douze, demain."),
        # two names held together
        ("Le conflit Nord / Sud dure.", "Le conflit Nord Sud dure."),
        ("Le conflit Israël / Hamas dure.", "Le conflit Israël Hamas dure."),
        ("AA / Nice", "a-a, Nice"),
        # telephone numbers
        ("Le +43 158030-642.", "Le plus quarante-trois quinze quatre-vingts trente, six cent quarante-deux."),
        ("Le +32 2 123 45 67.", "Le plus trente-deux deux, cent vingt-trois quarante-cinq soixante-sept."),
        # chemistry
        ("C 3 %, A 5 %, B 7 %.", "C trois pour cent, A cinq pour cent, B sept pour cent."),
        ("Un test vih, le test lit.", "Un test vé-i-hache, le test lit."),
    ],
)
def test_what_the_third_blind_reader_showed(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


@pytest.mark.parametrize("printed", ["Voir 1 Cor. 13, 4.", "Lire 1 Jean 4:8.", "Soit 5 J.K-1mol-1."])
def test_what_is_said_in_full_is_not_told_as_unread(printed: str) -> None:
    assert normalise_traced(printed).unread == ()
