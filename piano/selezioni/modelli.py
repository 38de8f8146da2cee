"""I modelli di indice da cui nasce un piano: uno per schema regionale, più quello della legge nazionale."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CARTELLA = Path(__file__).resolve().parent.parent / "dati" / "modelli"
NAZIONALE = "nazionale"


@dataclass(frozen=True)
class ModelloIndice:
    """Un indice di partenza: `livelli` dà i nomi dei livelli, `aree` l’elenco di aree (`lombardia` o `utenza`)."""

    codice: str
    nome: str
    regioni: tuple
    livelli: dict
    aree: str
    sezioni: tuple


@cache
def modelli_di_indice():
    """Tutti i modelli, codice → `ModelloIndice`, prima quello nazionale."""
    letti = [_leggi(file) for file in sorted(CARTELLA.glob("*.json"), key=lambda f: (f.stem != NAZIONALE, f.stem))]
    return {modello.codice: modello for modello in letti}


def _leggi(file):
    voce = json.loads(file.read_text(encoding="utf-8"))
    sequenze = {campo: tuple(voce[campo]) for campo in ("regioni", "sezioni")}
    return ModelloIndice(codice=file.stem, **{**voce, **sequenze})


def modello_per(regione):
    """Il codice del modello che si usa in quella regione; dove non ce n’è uno, quello nazionale."""
    adatti = (m.codice for m in modelli_di_indice().values() if regione in m.regioni)
    return next(adatti, NAZIONALE)
