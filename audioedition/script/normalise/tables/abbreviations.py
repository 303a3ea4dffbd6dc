"""Abbreviations of the press. Source: Imprimerie nationale, Lexique des règles typographiques; Ramat."""

from audioedition.script.normalise.tables import words

BEFORE_NAME: dict[str, str] = {
    "M": "monsieur", "Mr": "monsieur", "MM": "messieurs", "Mrs": "madame", "Mme": "madame",
    "Mᵐᵉ": "madame",
    "Mmes": "mesdames", "Mlle": "mademoiselle", "Mlles": "mesdemoiselles", "Dr": "docteur", "Drs": "docteurs",
    "Dre": "docteure", "Pr": "professeur", "Prs": "professeurs", "Pre": "professeure", "Prof": "professeur",
    "Me": "maître", "Mes": "maîtres", "Mgr": "monseigneur", "Mgrs": "messeigneurs", "St": "saint",
    "Ste": "sainte",
    "Sts": "saints", "Stes": "saintes", "Gal": "général", "Gén": "général", "Gaux": "généraux",
    "Col": "colonel",
    "Cel": "colonel", "Cdt": "commandant", "Cne": "capitaine", "Cap": "capitaine", "Lt": "lieutenant",
    "Lt-col": "lieutenant-colonel", "Lt-cel": "lieutenant-colonel", "Adj": "adjudant", "Sgt": "sergent",
    "Mal": "maréchal", "Vve": "veuve", "Pdt": "président", "Pdte": "présidente", "Cte": "comte",
    "Ctesse": "comtesse",
    "Bx": "bienheureux", "Rev": "révérend", "Amb": "ambassadeur", "Insp": "inspecteur", "Com": "commandant",
    "dr": "docteur", "gén": "général", "col": "colonel",
    "cap": "capitaine", "adj": "adjudant", "sgt": "sergent", "pdt": "président", "pdte": "présidente",
    "lt-col": "lieutenant-colonel",
    "lt-cel": "lieutenant-colonel", "lt": "lieutenant",
    "cdt": "commandant", "gal": "général",
}  # fmt: skip

COURTESY = frozenset({"M", "Mme", "Mmes", "MM", "Mlle", "Mlles", "Mgr"})
"""Titles that also stand before « le maire », « la ministre », « et Mme »."""

DOTTED = frozenset(
    (
        "M",
        "MM",
        "Gén",
        "Col",
        "Cap",
        "Adj",
        "Com",
        "Insp",
        "Prof",
        "Rev",
        "gén",
        "gal",
        "col",
        "cap",
        "adj",
        "Amb",
    )
)
"""Titles that are words or names without their stop: « le col du Tourmalet »."""

HYPHENED = frozenset(
    ("St", "Ste", "Sts", "Stes", "Gal", "Gén", "Mal", "Cdt", "Cne", "Dr", "Pr", "Mgr", "Pdt")
)
"""Those that street names join by a hyphen: « place du Gén.-Leclerc »."""

AFTER_RANK: dict[str, str] = {
    "s": "siècle", "éd": "édition", "ét": "étage", "sem": "semestre", "trim": "trimestre",
    "arr": "arrondissement",
    "arrdt": "arrondissement", "ch": "chambre", "div": "division", "rég": "régiment", "bat": "bataillon",
    "circ": "circonscription", "j": "jour", "mi-t": "mi-temps", "min": "minute",
}  # fmt: skip
"""What the press shortens after an ordinal: « XIXe s. », « 3e éd. »."""

STREETS: dict[str, str] = {
    "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "blvd": "boulevard",
    "bvd": "boulevard",
    "boul": "boulevard", "pl": "place", "rte": "route", "fg": "faubourg", "fbg": "faubourg", "imp": "impasse",
    "chem": "chemin", "ch": "chemin", "all": "allée", "sq": "square", "r": "rue", "crs": "cours",
    "qu": "quai",
    "rés": "résidence", "bât": "bâtiment", "pass": "passage", "rd-pt": "rond-point", "esp": "esplanade",
}  # fmt: skip

BEFORE_FIGURE: dict[str, str] = {
    "p": "page", "pp": "pages", "pg": "page", "art": "article", "arts": "articles", "chaps": "chapitres",
    "vols": "volumes", "figs": "figures", "al": "alinéa", "chap": "chapitre",
    "vol": "volume", "t": "tome", "fig": "figure", "fasc": "fascicule", "liv": "livre", "éd": "édition",
    "col": "colonne",
    "env": "environ", "ép": "épisode", "épis": "épisode", "bât": "bâtiment", "apt": "appartement",
    "appt": "appartement",
    "ch": "chambre", "cat": "catégorie", "cl": "classe", "éch": "échelon", "par": "paragraphe",
    "tab": "tableau",
    "sect": "section", "niv": "niveau", "ann": "annexe", "rép": "réponse",
    "min": "minimum", "max": "maximum", "cf": "confer", "tél": "téléphone", "tel": "téléphone",
    "mob": "mobile", "coeff": "coefficient",
    "coef": "coefficient", "dép": "département", "th": "thermostat",
    "op": "opus", "diam": "diamètre", "larg": "largeur", "sc": "scène", "tabl": "tableau", "esc": "escalier",
    "réf": "référence", "bp": "boîte postale", "lot": "lot",
}  # fmt: skip
DOTLESS = dict.fromkeys(("tél", "tel", "réf", "chap", "coeff", "coef", "bp", "pp", "apt", "appt"), "")
"""Those of BEFORE_FIGURE that the press also prints without a stop, and that are no words."""

PLAIN_STREETS = words("av. ave bd bld blvd bvd boul. pl. rte fg fbg sq. all. imp. bd. rte. fg. ave.")
"""Known for streets even without a house number before them."""
BOULEVARDS = words("bd bld blvd bvd")
"""A name behind them is enough: « brûlé bd Voltaire »."""

ANYWHERE: dict[str, str] = {
    "etc...": "et cetera", "ex. :": "exemple :", "ex.:": "exemple :", "et al.": "et alii",
    "min. de": "ministre de", "max.": "maximum",
    "N.-D.": "Notre-Dame", "Adr.": "adresse",
    "etc.": "et cetera", "etc": "et cetera", "c.-à-d.": "c'est-à-dire", "c-à-d": "c'est-à-dire",
    "c.à.d.": "c'est-à-dire",
    "càd": "c'est-à-dire", "p. ex.": "par exemple", "p.ex.": "par exemple", "par ex.": "par exemple",
    "p.-ê.": "peut-être", "cf.": "confer", "cf": "confer", "vs.": "versus", "vs": "versus", "env.": "environ",
    "av. J.-C.": "avant Jésus-Christ", "apr. J.-C.": "après Jésus-Christ", "ap. J.-C.": "après Jésus-Christ",
    "av. J-C": "avant Jésus-Christ", "ap. J-C": "après Jésus-Christ", "apr. J-C": "après Jésus-Christ",
    "av. JC": "avant Jésus-Christ", "ap. JC": "après Jésus-Christ", "av. J.-C": "avant Jésus-Christ",
    "avant J.-C.": "avant Jésus-Christ", "après J.-C.": "après Jésus-Christ", "av. n. è.": "avant notre ère",
    "É.-U.": "États-Unis", "E.-U.": "États-Unis", "É.-U": "États-Unis", "É.U.": "États-Unis",
    "R.-U.": "Royaume-Uni",
    "hab.": "habitants", "pers.": "personnes", "tél.": "téléphone", "Tél": "téléphone",
    "n.d.l.r.": "note de la rédaction", "ndlr": "note de la rédaction", "NDLR": "note de la rédaction",
    "N.D.L.R.": "note de la rédaction",
    "NDT": "note du traducteur", "N.B.": "nota bene", "NB": "nota bene", "P.-S.": "post-scriptum",
    "i.e.": "c'est-à-dire",
    "e.g.": "par exemple", "R.-V.": "rendez-vous", "RDV": "rendez-vous", "RV": "rendez-vous",
    "rdv": "rendez-vous",
    "Cie": "compagnie", "Sté": "société", "Éts": "établissements", "Ets": "établissements",
    "Éts.": "établissements",
    "dép.": "département", "dir.": "direction", "éd.": "éditions", "trad.": "traduction",
    "coll.": "collection",
    "réf.": "référence", "resp.": "respectivement", "moy.": "moyenne",
     "sqq.": "et suivantes", "suiv.": "suivantes", "ibid.": "ibidem", "id.": "idem",
    "op. cit.": "opere citato", "loc. cit.": "loco citato", "s/c": "sous couvert", "c/o": "aux bons soins de",
    "H/F": "homme ou femme", "h/f": "homme ou femme", "F/H": "femme ou homme", "f/h": "femme ou homme",
    "s.v.p.": "s'il vous plaît", "SVP": "s'il vous plaît", "svp": "s'il vous plaît",
    "R.P.": "révérend père", "S.M.": "Sa Majesté", "S.A.R.": "Son Altesse royale", "S.E.": "Son Excellence",
    "Jr.": "junior", "Jr": "junior", "Sr.": "senior", "qqch.": "quelque chose", "qqn": "quelqu'un",
    "qq.": "quelques", "tjs": "toujours", "nbx": "nombreux", "bcp": "beaucoup",
    "gvt": "gouvernement", "gouv.": "gouvernement", "prés.": "président", "dpt": "département",
    "dpts": "départements",
    "arr.": "arrondissement", "arrt": "arrondissement", "arrt.": "arrondissement", "arrdt": "arrondissement",
    "circ.": "circonscription", "symb.": "symbole",
    "jr.": "junior",
    "hôp.": "hôpital", "univ.": "université", "Rép.": "République", "féd.": "fédération", "assoc.": "association",
    "asso.": "association",
    "sté": "société", "auj.": "aujourd'hui",
    "qté": "quantité", "vérif.": "vérification",
    "Rens.": "renseignements", "rens.": "renseignements", "Renseign.": "renseignements", "Réserv.": "réservations",
    "réserv.": "réservations", "Résa.": "réservation", "Inscr.": "inscriptions", "inscr.": "inscriptions",
    "Éduc. nat.": "Éducation nationale", "Educ. nat.": "Éducation nationale", "Ass. nat.": "Assemblée nationale",
    "Cons. rég.": "conseil régional", "Cons. dép.": "conseil départemental", "Cons. mun.": "conseil municipal",
    "Bibl. nat.": "Bibliothèque nationale", "Impr. nat.": "Imprimerie nationale", "Sécu.": "Sécurité sociale",
    "bibl.": "bibliothèque", "impr.": "imprimerie", "introd.": "introduction", "préf. de": "préface de",
    "arrêté préf.": "arrêté préfectoral", "rééd.": "réédition",
    "suppl.": "supplément", "hist.": "histoire", "géogr.": "géographie", "synd.": "syndicat", "adh.": "adhérents",
    "enf.": "enfants", "dépt": "département", "dépt.": "département", "dépts": "départements", "nbre": "nombre",
    "qqf.": "quelquefois", "compl.": "complément", "corresp.": "correspondance", "intér.": "intérieur",
    "ext.": "extérieur", "maxi.": "maximum", "mini.": "minimum", "hebdo.": "hebdomadaire", "mens.": "mensuel",
    "trim.": "trimestre", "sem.": "semaine", "cant.": "canton", "dist.": "distance",
    "tlj": "tous les jours", "t.l.j.": "tous les jours", "jours fér.": "jours fériés", "A/R": "aller-retour",
    "m. à j.": "mise à jour", "nb. de": "nombre de", "nb de": "nombre de", "resp. de": "responsable de",
    "adj. au": "adjoint au", "min. de l'Int.": "ministre de l'Intérieur",
    "C. civ.": "Code civil", "C. pén.": "Code pénal", "C. com.": "Code de commerce", "C. trav.": "Code du travail",
    "C. proc. civ.": "Code de procédure civile", "C. proc. pén.": "Code de procédure pénale",
    "CO2eq": "cé-o deux équivalent", "CO2éq": "cé-o deux équivalent", "CO2e": "cé-o deux équivalent",
    "trad. fr.": "traduction française", "trad. angl.": "traduction anglaise", "trad. it.": "traduction italienne",
    "subst. masc.": "substantif masculin", "subst. fém.": "substantif féminin", "subst. fem.": "substantif féminin",
    "n. m.": "nom masculin", "n. f.": "nom féminin", "n.m.": "nom masculin", "n.f.": "nom féminin",
    "e.a.": "entre autres", "jrs": "jours", "dept": "département", "dept.": "département", "ssp.": "sous-espèce",
    "Cons. const.": "Conseil constitutionnel", "Bull. civ.": "Bulletin civil", "Bull. crim.": "Bulletin criminel",
    "v. not.": "voir notamment", "v. supra": "voir supra", "v. infra": "voir infra",
    "n. d. l. r.": "note de la rédaction", "V. not.": "voir notamment", "W-E": "week-end", "cad": "c'est-à-dire",
    "c.a.d.": "c'est-à-dire",
    "a.p.": "après prolongation", "gde ch.": "grande chambre", "et a.": "et autres",
    "appts": "appartements", "grat.": "gratuit", "Coef.": "coefficient", "CCons": "Code de la consommation",
    "C. cons.": "Code de la consommation",
    "au RDC": "au rez-de-chaussée", "au Rdc": "au rez-de-chaussée", "au rdc": "au rez-de-chaussée",
    "s.p.": "sur penalty", "c.s.c.": "contre son camp", "csc": "contre son camp",
    "sdb": "salle de bains", "SDB": "salle de bains", "SdB": "salle de bains", "Sdb": "salle de bains",
    "s.l.n.d.": "sans lieu ni date", "s.d.": "sans date", "s.l.": "sans lieu", "s. d.": "sans date",
    "s. l.": "sans lieu", "mss.": "manuscrits",
}  # fmt: skip
