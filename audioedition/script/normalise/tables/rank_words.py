"""Words before a Roman numeral. Single letters (I, V, X) are numerals only after these."""

from audioedition.script.normalise.tables import words

NUMBERED = words(
    """tome tomes chapitre chapitres acte actes livre livres titre titres volume volumes partie parties
    article articles annexe annexes phase phases type types niveau groupe groupes catégorie
    catégories scène section sections paragraphe alinéa division stade grade bowl vatican épisode
    saison opus chant chants psaume figure tableau appendice zone ligue classe échelon rang étape
    version module bloc mondiale guerre planche leçon partie paris lyon lille montpellier bordeaux
    toulouse rennes nancy strasbourg pilier protocole alliage cohorte formule dynastie concile final
    fantasy part mark star rocky rambo plan apollo soyouz saturn"""
)
"""« Paris VIII »: universities; the numeral of the others is printed as such in the press."""

RULERS = words(
    """Louis Charles François Henri Philippe Jean Paul Pie Léon Benoît Grégoire Clément Innocent Urbain
    Boniface Alexandre Nicolas Pierre Paul Frédéric Guillaume Georges George Édouard Edouard Jacques
    Richard Napoléon Albert Baudouin Léopold Élisabeth Elisabeth Elizabeth Victoria Marie Anne
    Catherine Christine Isabelle Marguerite Béatrice Wilhelmine Juliana Willem Haakon Harald Olav
    Olaf Oscar Gustave Carl Christian Frederik Alphonse Ferdinand Juan Carlos Felipe Sanche Manuel
    Jean-Paul Jean-Pierre Robert Hugues Lothaire Othon Otton Conrad Sigismond Maximilien Rodolphe
    Léopold François-Joseph Joseph Victor-Emmanuel Humbert Umberto Amédée Rainier Honoré Mohammed
    Hassan Abdallah Abdullah Hussein Fayçal Farouk Fouad Mehmed Mehmet Selim Soliman Mourad Bajazet
    Ramsès Séthi Thoutmosis Aménophis Amenhotep Ptolémée Cléopâtre Darius Xerxès Artaxerxès Cyrus
    Antiochos Basile Constantin Justinien Théodose Michel Ivan Boris Casimir Ladislas Étienne
    Etienne Bela Venceslas Sylvestre Célestin Honorius Eugène Martin Adrien Étienne Anaclet Calixte
    Jules Sixte Marcel Damase Gélase Symmaque Hormisdas Akihito Hirohito Norodom Rama Bhumibol
    Ménélik Haïlé Zog Pedro Pierre Jean Emmanuel Vittorio"""
)

QUEENS = words(
    """Élisabeth Elisabeth Elizabeth Victoria Marie Anne Catherine Christine Isabelle Marguerite
    Béatrice Wilhelmine Juliana Cléopâtre Jeanne Margrethe"""
)
