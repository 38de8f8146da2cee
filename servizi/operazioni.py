"""Scritture del catalogo."""

import csv
from pathlib import Path

from django.db import transaction

from ambito.riferimenti import DATI
from servizi.models import AreaUtenza, Fondo, Intervento

CODICI = Path(DATI) / "codici"


@transaction.atomic
def carica_catalogo():
    """Mette nell’Ambito in corso le aree Istat, gli obiettivi di servizio FNPS e i fondi noti; non tocca le voci già presenti."""
    _carica(AreaUtenza, "aree_utenza_istat.csv", lambda r: {})
    _carica(Intervento, "fnps_matrice.csv", lambda r: {"macrolivello": r["codice"]})
    _carica(Fondo, "fondi.csv", _del_fondo)


def _del_fondo(riga):
    return {"livello": riga["livello"][:80], "norma": riga["norma"][:250], "piattaforma": riga["piattaforma"][:120]}


def _carica(modello, nome_file, altri):
    presenti = set(modello.objects.values_list("codice", flat=True))
    with (CODICI / nome_file).open(encoding="utf-8") as file:
        righe = list(csv.DictReader(file))
    modello.objects.bulk_create(
        modello(
            codice=r["codice"],
            nome=r["nome"],
            ordine=n,
            verificato=r["verificato"],
            fonte=r["fonte"][:250],
            nota_verifica=r["nota_verifica"][:250],
            **altri(r),
        )
        for n, r in enumerate(righe)
        if r["codice"] not in presenti
    )
