"""The gender of the noun that a number counts: « vingt et une voix », « vingt et un votes ».

Only numbers that end in 1 ask for it. Nouns not listed go by their ending; the endings and their exceptions
are Grevisse's (Le Bon Usage, § 468-471), the lists hold what is counted in the news. In doubt: masculine.
"""

from __future__ import annotations

import re

from audioedition.script.normalise.numbers import Gender
from audioedition.script.normalise.tables import words

FEMININE = words(
    """personne victime femme fille voix plainte place heure minute seconde semaine journée soirée nuit
    matinée année décennie tonne calorie once part fois page ligne lettre carte note copie brochure
    revue œuvre chanson piste image photo vidéo minute série saison chaîne radio télé page école
    classe université faculté crèche maison villa ferme grange église chapelle cathédrale mosquée
    synagogue tour porte fenêtre chambre salle pièce cuisine cave table chaise voiture auto moto
    bicyclette trottinette rame locomotive barque pirogue péniche frégate vedette grue pelle usine
    boutique enseigne agence banque caisse firme filiale succursale start-up entreprise société
    compagnie coopérative association fondation ong pme rue route avenue place ruelle impasse rocade
    autoroute piste voie gare station étape borne ville commune province région préfecture île
    presqu'île plage côte baie forêt rivière mer montagne vallée plaine prairie dune source tempête
    averse tornade avalanche crue inondation secousse vague éruption bombe grenade mine roquette
    ogive torpille balle arme munition cible frappe attaque offensive brigade division compagnie
    escadrille patrouille armée base caserne grève manif marche manœuvre pétition mesure réforme loi
    ordonnance directive règle norme clause annexe close disposition proposition motion question
    réponse demande requête enquête audience peine amende condamnation infraction plaidoirie preuve
    empreinte arrestation garde interpellation perquisition tentative agression femme élue candidate
    reine princesse sœur mère tante nièce cousine grand-mère épouse veuve fillette gamine dame
    demoiselle infirmière sage-femme aide-soignante caissière ouvrière employée enseignante
    étudiante lycéenne collégienne joueuse nageuse patineuse skieuse actrice chanteuse danseuse
    autrice vache chèvre brebis poule jument truie oie chienne chatte abeille ruche baleine tortue
    espèce race plante fleur rose tulipe pomme poire orange cerise fraise tomate carotte
    pomme-de-terre bouteille caisse boîte tasse cuillère assiette tranche portion dose ampoule
    gélule pilule seringue prothèse greffe naissance maladie fièvre infection contamination
    hospitalisation médaille coupe victoire défaite manche course étape pole sélection cape touche
    passe rencontre finale demi-finale tête main jambe dent côte oreille action obligation offre
    commande facture taxe prime bourse aide subvention dette créance livraison recette dépense perte
    hausse baisse tranche marque couleur forme taille pointure marche échelle corde roue pale
    éolienne turbine centrale tuile brique pierre planche poutre clé puce carte batterie pile lampe
    ampoule caméra alarme antenne application appli touche case zone parcelle vigne ruche serre idée
    raison cause conséquence étude recherche expérience thèse leçon épreuve formation bougie
    chandelle médaille statue toile fresque pièce scène réplique danse fête foire kermesse brocante
    visite escale croisière randonnée promenade équipe troupe bande file liste colonne rangée pile
    série gamme famille génération tribu communauté foule équation fraction virgule syllabe
    majuscule âme circulaire panne paroisse tombe hélice sonde planète étoile comète météorite
    molécule cellule couche douche star vedette recrue sentinelle ordonnance"""
)

MASCULINE = words(
    """camion avion lion espion champion pion scorpion bastion lampion comté été pâté comité traité
    côté député arrêté été degré musée lycée trophée apogée pygmée scarabée mausolée athée incendie
    génie parapluie sosie messie foie silence magazine domaine capitaine quinquagénaire stade grade
    jade territoire laboratoire interrogatoire réfectoire conservatoire observatoire répertoire
    accessoire mètre kilomètre litre gramme membre nombre chiffre titre chapitre article monde
    peuple groupe couple verre ministre maire juge prêtre arbre centre théâtre cadre ordre arbitre
    pilote athlète artiste journaliste touriste cycliste élève camarade adulte jeune homme enfant
    mois jour an siècle point but essai match joueur élu vote siège milliard million euro dollar
    franc yen dirham rouble centime degré pays état continent département quartier immeuble hôpital
    aéroport port pont tunnel bateau navire avion hélicoptère drone missile obus char soldat otage
    prisonnier réfugié migrant blessé mort disparu décès cas lit poste emploi salarié employé
    employeur client patient médecin infirmier policier gendarme pompier agent étudiant enseignant
    professeur spectateur supporter visiteur habitant logement appartement hectare sommet col
    parapente mille poème problème système programme diplôme arôme fantôme royaume volume costume
    légume parfum véhicule module scrupule crépuscule pétale squelette portefeuille chèvrefeuille
    groupe disque risque casque kiosque masque moustique cirque domestique gymnase vase dinosaure
    cyclope microscope télescope architecte insecte dialecte congé marché café pâté canapé défilé
    fossé procédé résumé communiqué accusé prévenu détenu condamné licencié retraité bénévole
    symbole contrôle pôle rôle alcool cube tube globe vignoble meuble immeuble double triple
    principe type cycle spectacle obstacle miracle oracle article oncle siècle muscle couvercle sexe
    texte prétexte contexte vestige prestige collège cortège piège siège privilège manège sacrilège
    âge étage message village voyage passage mariage virage barrage ouvrage visage orage otage
    garage fromage nuage"""
)

_FEMININE_END = re.compile(
    r"(?:[tsxg]ion|gieuse|aison|té|tié|ée|[^aeou]ie|rie|ence|ance|ure|ette|elle|esse|euse|trice|ière|ise|ade|aine|"
    r"enne|onne|ille|aille|eille|ouille|asse|ousse|ace|ude|ine|ogne|agne|euille|ole|ique|aie|oie|ue|ande|ante|"
    r"ente|erte|orte|ouve|ive|ave)$"
)

FEMININE_BEFORE = words(
    """nouvelles grandes petites belles bonnes mauvaises vieilles premières dernières principales
    seules anciennes différentes diverses courtes longues fortes jolies grosses hautes basses
    prochaines précédentes nouvelle grande petite bonne vieille première dernière seule ancienne"""
)
EITHER_BEFORE = words(
    """jeunes autres autre vrais vraies grands petits beaux bons mauvais vieux nouveaux premiers
    derniers principaux seuls anciens différents divers courts longs simples très plus moins jeune
    simple"""
)

_WORDS = re.compile(r"[ -]?([^\W\d_]+(?:[-'][^\W\d_]+)*)[ ]?([^\W\d_]*(?:-[^\W\d_]+)*) ?([^\W\d_]*)")
_POINTING = frozenset({"ces", "ses", "nos", "vos", "mes", "tes", "leurs"})
_NO_NOUN = words("à au aux de des du et ou en dans sur pour par est sont a ont le la les qui que")


def noun_gender(noun: str) -> Gender:
    """Of a noun as printed, singular or plural."""
    word = noun.lower()
    for form in (word, word[:-1] if word.endswith(("s", "x")) else word):
        if form in FEMININE:
            return "f"
        if form in MASCULINE:
            return "m"
    head = word.split("-")[0]
    if head != word:
        return noun_gender(head)
    return "f" if _FEMININE_END.search(word.removesuffix("s")) else "m"


def gender_after(text: str, position: int) -> Gender:
    """Of what is counted by the number that ends at ``position``."""
    match = _WORDS.match(text, position, position + 60)
    if not match:
        return "m"
    first, second, third = (group.lower() for group in match.groups())
    if first == "de" and second in _POINTING:
        return noun_gender(third)
    for word in match.groups():
        lower = word.lower()
        if lower in FEMININE_BEFORE:
            return "f"
        if lower in EITHER_BEFORE:
            continue
        return "m" if not lower or lower in _NO_NOUN else noun_gender(lower)
    return "m"
