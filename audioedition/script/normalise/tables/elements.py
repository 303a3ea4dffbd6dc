"""Chemical elements that the press writes by their symbols behind a quantity. Source: IUPAC, names in French."""

from __future__ import annotations

ELEMENTS: dict[str, str] = {
    "Ag": "argent", "Al": "aluminium", "As": "arsenic", "Au": "or", "Ba": "baryum", "Be": "béryllium",
    "Bi": "bismuth", "Br": "brome", "Ca": "calcium", "Cd": "cadmium", "Ce": "cérium", "Cl": "chlore",
    "Co": "cobalt", "Cr": "chrome", "Cs": "césium", "Cu": "cuivre", "Fe": "fer", "Ga": "gallium",
    "Ge": "germanium", "Hg": "mercure", "Ir": "iridium", "Li": "lithium", "Mg": "magnésium", "Mn": "manganèse",
    "Mo": "molybdène", "Na": "sodium", "Nb": "niobium", "Ni": "nickel", "Pb": "plomb", "Pd": "palladium",
    "Pt": "platine", "Ra": "radium", "Rb": "rubidium", "Re": "rhénium", "Rh": "rhodium", "Sb": "antimoine",
    "Se": "sélénium", "Si": "silicium", "Sn": "étain", "Sr": "strontium", "Ta": "tantale", "Te": "tellure",
    "Th": "thorium", "Ti": "titane", "Tl": "thallium", "Zn": "zinc", "Zr": "zirconium",
}  # fmt: skip
