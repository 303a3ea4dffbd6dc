"""How pages that are no article speak: their titles, their sentences, the addresses that they stand at. French first.

Expressions over folded text: small letters, no accents, straight apostrophes.
"""

from __future__ import annotations

import re
from typing import Literal

from audioedition.article.chrome.matcher import Matcher

Kind = Literal["consent", "login", "not_found", "error", "bot_check", "front_page", "other_page"]


def _any(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words})", re.IGNORECASE)


# --- what a page calls itself: its whole title, folded (small letters, no accents, straight apostrophes) -----------

TITLES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "bot_check",
        _any(
            r"(?:verifie[rz]|confirme[rz]|prouve[rz]) que vous etes (?:bien )?(?:un )?(?:etre )?humain"
            r"|ddos protection.*|just a moment|un instant|attention required|verif\w+ (?:de (?:la )?securite"
            r"(?: de votre \w+)?"
            r"|que vous n'etes pas un robot|human\w*"
            r"|en cours|du navigateur|you are human)|(?:are you|etes-vous) (?:a |un )?(?:human|humain|robot)\w*"
            r"|(?:checking|verifying) (?:your browser|you are human).*|pardon our interruption|security check"
            r"|controle de securite|(?:re)?captcha|human verification|bot (?:check|verification|detection)"
            r"|ddos.guard|robot ou humain|veuillez patienter|please wait|activity detected|unusual traffic.*"
            r"|(?:activite|trafic) (?:inhabituel\w*|suspect\w*).*"
        ),
    ),
    (
        "not_found",
        _any(
            r"(?:oups|desole|ouups|aie|zut|mince)?\W*(?:(?:cette |cet |ce |la |le )?(?:page|article|contenu|adresse"
            r"|document|url)"
            r"(?: que vous (?:cherchez|demandez|recherchez|avez demandee?))?(?: est| n'est| semble)? ?"
            r"(?:introuvable|inexistante?|inconnue?|supprimee?|non trouvee?|pas trouvee?|perdue?|indisponible"
            r"|pas disponible|plus disponible|a ete (?:supprimee?|deplacee?|retiree?))|4(?:04"
            r"|10) ?\W* ?(?:not found|introuvable|gone)?"
            r"|(?:erreur|error|code)(?: http)? 4(?:04|10)|page not found|not found|(?:cette |la )?(?:page"
            r"|article|contenu)? ?n'existe (?:pas|plus)"
            r"|cet article n'(?:est|existe) (?:plus|pas)(?: (?:disponible|en ligne))?|gone"
            r"|(?:nous n'avons pas|impossible de) trouve\w* (?:cette|la|votre) page"
            r"|(?:vous etes )?perdue?s?)\W*(?:404|oups)?"
            r"|(?:oups|desole)\W*"
        ),
    ),
    (
        "error",
        _any(
            r"(?:erreur|error|http)?\W*(?:[45]\d\d)?\W*(?:internal server error|bad gateway"
            r"|service (?:\w+(?:ment|ly) )?(?:indisponible"
            r"|unavailable)|gateway time-?out|server error|erreur (?:interne|serveur|technique"
            r"|inattendue)(?: du serveur)?"
            r"|site (?:en maintenance|(?:\w+ment )?indisponible)|(?:en )?maintenance(?: en cours)?"
            r"|too many requests|(?:\w+ment )?indisponible)|(?:erreur|error)(?: http)? (?:403|429|5\d\d)"
            r"|une erreur (?:est survenue|s'est produite|inattendue .*)"
            r"|(?:oups\W*)?quelque chose s'est mal passe"
            r"|something went wrong|application error|database error|erreur"
            r"|(?:acces|access) (?:refuse|denied|interdit|bloque|(?:\w+ment )?restreint)"
            r"|403 ?\W* ?(?:forbidden|interdit)?|forbidden|interdit"
            r"|(?:requete|request) (?:rejetee|blocked|unsuccessful)|(?:sorry\W*)?you have been blocked"
            r"|vous avez ete bloque.*|blocked"
        ),
    ),
    (
        "consent",
        _any(
            r"(?:nous (?:respectons|protegeons|tenons a|prenons soin de)|le respect de|gere[rz]|proteger"
            r"|respect de)? ?"
            r"(?:votre vie privee|vos donnees(?: personnelles)?)(?: (?:est|sont|et) (?:notre|une|vous"
            r"|important\w*|essentiel\w*).*)?"
            r"|(?:votre|vos|le|les|gestion (?:du|des|de vos|de votre)|gere[rz] (?:vos|votre|mes|le|les)"
            r"|parametr\w+ (?:des|vos|les|de vos)"
            r"|a propos des|preferences? (?:en matiere )?(?:de|des|relatives aux)|choix (?:de|des"
            r"|en matiere de|relatifs aux))"
            r" ?(?:consentements?|cookies|traceurs|preferences|choix|parametres)(?: (?:de|des|en matiere de"
            r"|relatifs aux|et|sur"
            r"|relatives aux) (?:cookies|traceurs|confidentialite|consentement|vie privee|donnees).*)?"
            r"|(?:we (?:value|respect|care about)|your) ?(?:your)? ?privacy.*|cookie (?:consent|policy"
            r"|settings|preferences|notice)"
            r"|avant d'acceder a .*|before you continue.*|continuer sans accepter|consentement|cookies"
            r"|(?:accepter|acceptez|accept) (?:les|nos|all|our)? ?cookies.*|(?:un site"
            r"|des contenus) gratuits? grace a la publicite.*"
            r"|.{0,40} (?:et ses|et nos) (?:\d+ )?partenaires.*"
        ),
    ),
    (
        "login",
        _any(
            r"(?:se )?(?:connexion|connecter|identification|identifier|authentification|authentifier)"
            r"(?: (?:a|au|sur|avec|ou) (?:votre|mon|un|notre|l'|le|la|creer|inscription|inscrivez).*)?"
            r"|(?:connectez|identifiez|authentifiez|inscrivez|abonnez)-vous(?: (?:pour|a|ou|et|avec|sur"
            r"|des) .*)?"
            r"|(?:page|formulaire|espace) (?:de connexion|d'identification|de login|abonnes?|clients?|membres?)"
            r"|acces (?:abonnes?|reserve.*|membres?)"
            r"|(?:connexion|inscription|se connecter|s'inscrire)(?: (?:ou|et|/) .*)?|(?:mon|votre|creer un"
            r"|creez votre) compte(?: .{0,30})?"
            r"|(?:log|sign)[ -]?in(?: (?:to|with) .*)?|(?:log|sign) in or .*|login(?: page| required)?"
            r"|s'identifier"
            r"|(?:cet|l')? ?(?:article|contenu) (?:est )?reserve aux (?:abonnes|membres|inscrits)"
            r"|(?:deja abonne|deja inscrit|pas encore abonne).*|bienvenue\W* connectez-vous.*"
            r"|mot de passe(?: oublie)?"
        ),
    ),
)
TITLE_PARTS = re.compile(r"\s+(?:[|–—·•-]|::)\s+|\s*\|\s*")
SITE_WORDS = 5
"""So many words at most are a site's name beside the page's own."""
TITLE_CHARS = 90

# --- what its sentences are about ----------------------------------------------------------------------------------

SAID_TO_READER = re.compile(r"\b(?:nous|nos|notre|vous|votre|vos|je|j'|mes|mon|we|our|you|your)\b")
_SENTENCES: tuple[tuple[Kind, str], ...] = (
    (
        "bot_check",
        (
            r"checking your browser|ddos protection|(?:etes|you are) (?:bien )?(?:un |a )?(?:humain|human)"
            r"|(?:pas|non a|etes-vous|not) (?:un |a )?robot|verif\w* (?:que vous|votre navigateur|you are"
            r"|si la connexion|the security)"
            r"|(?:activer?|enable|desactiver?|disable) (?:javascript|js|cookies|your ad blocker|les cookies"
            r"|le javascript)"
            r"|(?:trafic|activite|comportement)s? (?:inhabituel|suspect|automatis)\w*|unusual (?:traffic"
            r"|activity)"
            r"|captcha|performance (?:&|and|et) security by|cloudflare|datadome|ray id|adresse ip .{0,40}bloqu"
            r"|(?:connection|connexion) (?:is|est)? ?(?:secure|securisee) .{0,60}|(?:glissez|faites glisser"
            r"|cochez|resolvez) .{0,60}"
            r"|prouve[rz] que vous|avez ete (?:bloque|identifie)|have been blocked"
            r"|bloqueur de publicite.{0,40}desactiv"
        ),
    ),
    (
        "not_found",
        (
            r"(?:page|article|contenu|adresse|url|lien|document)s? .{0,70}(?:introuvable|n'existe (?:pas"
            r"|plus)|n'est (?:pas|plus) "
            r"(?:disponible|en ligne|accessible)|(?:a|ont) ete (?:supprim|deplac|retir|renomm|archiv)"
            r"|non trouve|not found"
            r"|(?:a|ont) expire)|(?:a|ont) ete (?:supprim|deplac|retir)\w* ou .{0,40}(?:adresse|url|lien|page)"
            r"|(?:revenir|retour\w*|retournez|rendez-vous) (?:a|sur|vers) (?:l'|la |notre )(?:accueil"
            r"|page d'accueil|une)"
            r"|(?:utilise[rz]|essayez) (?:le|la|notre|avec le) (?:moteur de )?recherche|erreur 404"
            r"|verifie[rz] l'(?:adresse|url|orthographe)"
        ),
    ),
    (
        "error",
        (
            r"une erreur (?:est survenue|s'est produite|technique|inattendue|interne)|(?:service|site|serveur"
            r"|page)s? .{0,40}"
            r"(?:indisponible|en maintenance|surcharge|ne repond pas)|(?:reessaye[rz]|ressaye[rz]|revene[rz]"
            r"|merci de revenir"
            r"|try again|rechargez|actualisez|rafraichissez) ?(?:plus tard|dans|ulterieurement|later|la page"
            r"|votre)?.{0,20}"
            r"|nos equipes .{0,60}(?:resoudre|retabli|mobilis|travaill|pied d'oeuvre)|(?:something went wrong"
            r"|server error)"
            r"|don't have permission|(?:pas|plus) (?:autorise|acces|le droit)\w* .{0,40}(?:page|ressource"
            r"|contenu|site)"
            r"|(?:code|numero) (?:d')?erreur|veuillez nous excuser|operation de maintenance"
            r"|quelque chose s'est mal passe"
            r"|affluence .{0,30}exceptionnelle|(?:ne peut|ne pouvons|pas pu) .{0,20}(?:repondre|traiter"
            r"|donner suite|afficher|charger)"
            r"|unable to (?:service|process|complete)|(?:momentanement|temporairement) (?:indisponible"
            r"|inaccessible)"
        ),
    ),
    (
        "consent",
        (
            r"\bcookies?\b|\btraceurs?\b|\bconsent\w*|donnees (?:personnelles|a caractere|de navigation)"
            r"|vie privee"
            r"|confidentialite|(?:nos|et ses|et leurs|tiers) (?:\d+ )?partenaires|\b\d+ partenaires"
            r"|publicites? .{0,40}personnalise"
            r"|contenus? .{0,30}personnalise|mesure\w* (?:d'audience|de performance|la performance)"
            r"|interets? legitimes?"
            r"|(?:tout|sans) (?:accepter|refuser)|(?:stocker|acceder).{0,60}(?:informations|terminal"
            r"|appareil)|privacy"
            r"|(?:vos|mes) (?:choix|preferences)|finalites? (?:de|du|des|suivantes)"
            r"|politique de .{0,30}(?:donnees|cookies|confid)"
            r"|(?:abonne|accept).{0,80}(?:sans publicite|gratuit\w* .{0,30}publicit|cookies)"
            r"|geolocalisation precise"
            r"|donnees de geolocalisation|analyse des caracteristiques"
        ),
    ),
    (
        "login",
        (
            r"reserve a (?:nos|vos) (?:abonnes|lecteurs|membres)|numero d'abonne"
            r"|mot de passe|(?:connectez|identifiez|inscrivez|abonnez)-vous|se connecter|s'(?:inscrire"
            r"|identifier|abonner)"
            r"|cre(?:er|ez) (?:un|votre|mon) compte|(?:adresse|identifiant) .{0,20}(?:e-?mail|mail"
            r"|electronique)|rester connecte"
            r"|(?:deja|pas encore) (?:abonne|inscrit|de compte|client|membre)|votre (?:identifiant|compte"
            r"|abonnement|espace)"
            r"|(?:sign|log) (?:in|up)|password|reserve aux (?:abonnes|membres|inscrits)"
            r"|continuer avec (?:google|apple|facebook)"
            r"|(?:offre|sans engagement|par mois|essai).{0,50}(?:abonn|engagement|mois)"
        ),
    ),
)
KINDS_SAID: tuple[Kind, ...] = tuple(kind for kind, _ in _SENTENCES)
"""In the order in which they are asked."""
UNADDRESSED = frozenset[Kind]({"bot_check", "not_found", "error"})
"""Kinds that a sentence may speak of without speaking to the reader."""
SENTENCES = Matcher[Kind]((words, kind) for kind, words in _SENTENCES)
"""Asked of each sentence of a page: only where a piece of an expression stands in it the expression is tried."""
MOSTLY, WITH_TITLE = 0.6, 0.25
"""Share of a page's sentences, in words, that are about one of these: without its title saying so, and with."""
LEAST_WORDS_SAID = 5
LINE_WORDS = 4
"""Shorter lines are buttons: of a menu as of a dialog."""

# --- where a redirect led ------------------------------------------------------------------------------------------

PLACES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "consent",
        _any(
            r"(?:collect)?-?(?:consent\w*|cookie-?(?:wall|consent|s|policy)?|cmp|privacy(?:-?wall)?|rgpd|gdpr"
            r"|guce)"
        ),
    ),
    (
        "login",
        _any(
            r"(?:log|sign)-?_?in|connexion|connect|se-connecter|identification|s-identifier|auth\w*|sso"
            r"|oauth\d?|openid"
            r"|accounts?|mon-?compte|compte|secure|abonnement|abonnez-vous|s-abonner|subscribe|paywall"
            r"|inscription|register"
            r"|signup|sign-up|idp|passport|cas"
        ),
    ),
    (
        "bot_check",
        _any(r"captcha|challenge|cdn-cgi|bot-?(?:check|detection)|verify|verification|blocked|validate"),
    ),
    (
        "not_found",
        _any(
            r"4(?:04|10)|page-?(?:introuvable|non-trouvee|not-found|404)|not-?found|introuvable|gone"
            r"|err(?:eur|or)-?404"
        ),
    ),
    (
        "error",
        _any(
            r"(?:403|5\d\d)|err(?:eur|or)s?(?:-?\d+)?|maintenance|indisponible|unavailable|oops|oups"
            r"|access-?denied|denied|forbidden"
        ),
    ),
)
FRONT = _any(r"/?(?:(?:index|accueil|home|default|une)(?:\.\w{2,5})?)?/?(?:fr/?)?")
VARIANT = re.compile(
    r"/(?:amp|print|imprimer|amp\.html|impression|mobile|full|page-complete)/?", re.IGNORECASE
)
OWN_NAME = re.compile(r"\w+(?:[-_]\w+){2,}|\d{4,}")
