"""The words by which a page says that its article is not there."""

from __future__ import annotations

import re

GONE = re.compile(
    r"\b404\b|page (?:introuvable|non trouvée|not found|inexistante)"
    r"|(?:page|article|contenu) n['’](?:existe|est) (?:pas|plus)"
    r"|(?:page|article) (?:a été )?(?:supprimée?|retirée?|déplacée?)"
    r"|erreur 4\d\d|oups|accès refusé|access denied|forbidden",
    re.I,
)
