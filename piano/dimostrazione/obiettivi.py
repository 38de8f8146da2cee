"""Gli obiettivi del piano dimostrativo."""

from datetime import date
from decimal import Decimal

from piano import operazioni
from piano.dimostrazione.dati import leggi
from piano.models import (
    AreaPolicy,
    Azione,
    Frequenza,
    Indicatore,
    Integrazione,
    Obiettivo,
    PersonaleObiettivo,
    RisorsaObiettivo,
    SoggettoObiettivo,
    Verso,
)
from servizi.selezioni import aree, fondi, livelli_essenziali, servizi

# Dei due anni che precedono l’ultimo si attende una parte del cammino: si parte piano.
QUOTE = (Decimal("0.25"), Decimal("0.6"))
SEMPLICI = ("titolo", "descrizione", "bisogno", "modalita", "continuita", "referente")
FACOLTATIVI = (
    "trasversale", "sovrazonale", "coprogettazione_ets", "digitalizzazione", "risorse_strumentali", "criticita", "innovazione",
    "peso",
)  # fmt: skip


def scrivi(piano, utente, adesso):
    """Le schede obiettivo con azioni, indicatori, risorse, personale e ciò a cui si legano."""
    per_area = {area.codice: area for area in AreaPolicy.objects.filter(piano=piano)}
    per_target = {area.codice: area for area in aree()}
    per_fondo = {fondo.codice: fondo for fondo in fondi()}
    for voce in leggi("obiettivi.json"):
        scheda = Obiettivo(
            piano=piano, area=per_area[voce["area"]], inizio=piano.dal, fine=piano.al,
            integrazione_sociosanitaria=Integrazione.ENTRAMBE if voce["integrazione"] else "",
            **{campo: voce[campo] for campo in SEMPLICI}, **{campo: voce[campo] for campo in FACOLTATIVI if campo in voce},
        )  # fmt: skip
        indicatori = [_indicatore(piano, utente, *dati) for dati in voce["indicatori"]]
        operazioni.salva_obiettivo(
            scheda, target=[per_target[codice] for codice in voce["target"]], legami=_legami(voce, per_area),
            righe=[*_righe(voce, piano, per_fondo), *(i for i, _ in indicatori)], traguardi=indicatori,
            partenza=0, utente=utente, adesso=adesso,
        )  # fmt: skip


def _legami(voce, per_area):
    return {
        "aree_secondarie": [per_area[codice] for codice in voce.get("altre_aree", [])],
        "leps": livelli_essenziali().filter(codice__in=voce.get("leps", [])),
        "servizi": servizi().filter(codice__in=voce.get("servizi", [])),
    }


def _righe(voce, piano, per_fondo):
    giorno = date.fromisoformat
    righe = [Azione(titolo=t, responsabile=chi, inizio=giorno(dal), fine=giorno(al)) for t, chi, dal, al in voce["azioni"]]
    for codice, *importi in voce["risorse"]:
        righe += [
            RisorsaObiettivo(anno=anno, fondo=per_fondo[codice], importo=Decimal(importo))
            for anno, importo in zip(piano.anni, importi, strict=True)
            if Decimal(importo)
        ]
    righe += [SoggettoObiettivo(nome=nome, ruolo=ruolo) for nome, ruolo in voce.get("soggetti", [])]
    righe += [
        PersonaleObiettivo(figura=figura, ore_settimanali=Decimal(ore), ente=ente)
        for figura, ore, ente in voce.get("personale", [])
    ]
    return righe


def _indicatore(piano, utente, tipo, nome, unita, base, atteso, fonte):
    """L’indicatore e i suoi traguardi. Ciò che si produce si legge ogni sei mesi, il resto ogni anno."""
    base, atteso = Decimal(base), Decimal(atteso)
    indicatore = Indicatore(
        tipo=tipo, nome=nome, unita=unita, base=base, atteso=atteso, fonte=fonte, responsabile="Ufficio di Piano",
        verso=Verso.ALTO if atteso > base else Verso.BASSO,
        frequenza=Frequenza.SEMESTRALE if tipo == "output" else Frequenza.ANNUALE,
        incaricato=utente if tipo == "output" else None,
    )  # fmt: skip
    passo = Decimal(1) if base == int(base) else Decimal("0.1")
    valori = [(base + (atteso - base) * quota).quantize(passo) for quota in QUOTE]
    return indicatore, dict(zip(piano.anni[:-1], valori, strict=True))
