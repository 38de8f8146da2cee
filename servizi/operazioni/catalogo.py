"""Scritture del catalogo."""

import csv
from pathlib import Path

from django.db import transaction

from ambito.riferimenti import DATI
from servizi.models import AreaUtenza, Fondo, Intervento, Leps, Servizio
from servizi.operazioni.scrittura import GESTISCE, DatoNonValido, salva

CODICI = Path(DATI) / "codici"


@transaction.atomic
def salva_voce(voce, *, poteri, adesso):
    """Aggiunge o cambia un’area di utenza o un fondo. Il codice si sceglie una volta: i dati degli anni passati lo portano."""
    poteri.esigi(GESTISCE)
    if voce.pk and type(voce).objects.get(pk=voce.pk).codice != voce.codice:
        raise DatoNonValido("Il codice non si cambia: si cambia il nome.", "codice")
    frase = f"Catalogo, {voce._meta.verbose_name_plural}: {voce.etichetta}"
    return salva(voce, frase=frase, poteri=poteri, adesso=adesso, doppio=f"C’è già una voce con il codice «{voce.codice}».")


@transaction.atomic
def carica_catalogo():
    """Mette nell’Ambito in corso aree Istat, obiettivi FNPS, livelli essenziali, servizi e fondi; le voci già presenti restano."""
    _carica(AreaUtenza, "aree_utenza_istat.csv", lambda r: {})
    _carica(Intervento, "fnps_matrice.csv", lambda r: {"macrolivello": r["codice"]})
    _carica(Leps, "leps.csv", lambda r: {"standard": r["standard"], "norma": r["norma"]})
    _carica(Servizio, "servizi.csv", _dei_servizi())
    _carica(Fondo, "fondi.csv", _del_fondo)


def _dei_servizi():
    """Come si legge una riga dei servizi: area, obiettivo e livello essenziale si ritrovano dal codice."""
    aree, interventi, leps = (_per_codice(modello) for modello in (AreaUtenza, Intervento, Leps))
    return lambda r: {
        "sigla": r["sigla"],
        "area": aree[r["area"]],
        "natura": r["natura"],
        "intervento": interventi.get(r["intervento"]),
        "leps": leps.get(r["leps"]),
        "regime": r["regime"],
        "norma": r["norma"],
    }


def _per_codice(modello):
    return {voce.codice: voce for voce in modello.objects.all()}


def _del_fondo(riga):
    return {
        "livello": riga["livello"][:80],
        "norma": riga["norma"][:250],
        "piattaforma": riga["piattaforma"][:120],
        "ciclo": riga["ciclo"][:120],
        "beneficiario": riga["beneficiario"][:80],
        "vincoli": riga["nota"][:250],
    }


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
