"""Books of the Bible as references name them. Source: Traduction œcuménique de la Bible, and older usage."""

from audioedition.script.normalise.tables import words

BOOKS = words(
    """Gn Ge Gen Ex Lv Lé Lev Nb No Dt De Jos Jg Jug Rt Ru S Sam R Rois Ch Chr Esd Esdr Né Neh Tb Tob Jdt Est Jb
    Job Ps Psaume Psaumes Pr Prov Qo Ec Eccl Ct Ca Sg Sag Si Sir Is Es Esa Isa Jr Jer Jér Lm La Ba Bar Ez Eze Dn
    Da Dan Os Jl Joë Am Ab Jon Mi Mic Na Ha Hab So Soph Ag Za Zac Ml Mal Mt Matt Mc Mr Marc Lc Lu Luc Jn Jean Ac
    Act Rm Ro Rom Co Cor Ga Gal Ep Eph Éph Ph Php Phil Col Th Thess Ti Tim Tm Tt Tit Phm He Hé Héb Jc Ja Jacq P
    Pi Pierre Jd Jude Ap Apoc Genèse Exode Lévitique Nombres Deutéronome Josué Juges Ruth Proverbes Ecclésiaste
    Cantique Isaïe Ésaïe Jérémie Ézéchiel Daniel Osée Amos Jonas Michée Habacuc Zacharie Malachie Matthieu Actes
    Romains Corinthiens Galates Éphésiens Philippiens Colossiens Thessaloniciens Timothée Tite Hébreux Jacques
    Apocalypse Sourate sourate"""
)
