"""Short French words that stand in capitals for emphasis or in a headline, and are no acronyms."""

from audioedition.script.normalise.tables import words

CAPITAL_WORDS = words(
    """non oui pas tous tout les des une un la le du de et en au aux ou où qui que ne se ce sa son ses
    ni si sur par pour avec sans dans est sont a ont été être avoir fait plus moins très trop bien
    mal mais car donc or il elle on nous vous ils elles je tu me te moi toi lui leur leurs cet cette
    ces mon ma mes ton ta tes nos vos stop fin info infos live direct quiz test exclu video photo
    avis vu lire voir ici jour mois an ans nord sud est ouest mort vie feu eau mer air nuit gaz or
    prix loi paix choc foot jeu jeux top one new the and of to in for with breaking news urgent
    alerte attention merci bravo match record grand petit bon bonne deux trois quatre cinq six sept
    huit neuf dix cent mille zéro ville rue pont roi reine pape dieu art arts mode film livre bac
    via chez vers dont quand sous entre après avant max pro king queen love big"""
)
