"""Gli obiettivi del piano dimostrativo."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

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

# Quanti obiettivi ci sono già quando si congela la prima bozza; il primo si riscrive dopo.
PRIMI, POI = timedelta(days=6), timedelta(days=12)
QUANTI_SUBITO = 4
COM_ERA = {
    "titolo": "Anziani non autosufficienti seguiti a casa",
    "modalita": "Un solo regolamento e un solo elenco di gestori accreditati.",
    "referente": "",
}


def momenti(piano, utente, inizio):
    """Quando si scrive ciascuna scheda, con azioni, indicatori e risorse: (istante, che cosa si fa)."""
    penna = _Penna(piano, utente)
    primo, *altri = leggi("obiettivi.json")
    # Senza l’ultima azione e con meno soldi dei Comuni: ciò che si aggiunge riscrivendola.
    meno_soldi = [[codice, *("500000.00" for _ in importi)] if codice == "COM" else [codice, *importi]
                  for codice, *importi in primo["risorse"]]  # fmt: skip
    com_era = {**primo, **COM_ERA, "azioni": primo["azioni"][:-1], "risorse": meno_soldi}
    subito, dopo = altri[: QUANTI_SUBITO - 1], altri[QUANTI_SUBITO - 1 :]
    for voce in [com_era, *subito]:
        yield inizio + PRIMI, partial(penna.scrivi, voce)
    yield inizio + POI, partial(penna.riscrivi, primo)
    for voce in dopo:
        yield inizio + POI, partial(penna.scrivi, voce)


class _Penna:
    """Chi scrive le schede del piano, con i codici già risolti."""

    def __init__(self, piano, utente):
        self.piano, self.utente = piano, utente
        self.per_area = {area.codice: area for area in AreaPolicy.objects.filter(piano=piano)}
        self.per_target = {area.codice: area for area in aree()}
        self.per_fondo = {fondo.codice: fondo for fondo in fondi()}

    def scrivi(self, voce, quando):
        scheda = Obiettivo(
            piano=self.piano, area=self.per_area[voce["area"]], inizio=self.piano.dal, fine=self.piano.al,
            integrazione_sociosanitaria=Integrazione.ENTRAMBE if voce["integrazione"] else "",
        )  # fmt: skip
        self._salva(scheda, voce, quando)

    def riscrivi(self, voce, quando):
        """Porta alla forma definitiva la scheda di quell’area scritta per prima; le righe che ci sono restano le stesse."""
        scheda = Obiettivo.objects.filter(piano=self.piano, area=self.per_area[voce["area"]]).first()
        self._salva(scheda, voce, quando)

    def _salva(self, scheda, voce, quando):
        for campo in SEMPLICI + tuple(c for c in FACOLTATIVI if c in voce):
            setattr(scheda, campo, voce[campo])
        indicatori = [_indicatore(self.piano, self.utente, *dati) for dati in voce["indicatori"]]
        righe = [*_righe(voce, self.piano, self.per_fondo), *(indicatore for indicatore, _ in indicatori)]
        operazioni.salva_obiettivo(
            scheda, target=[self.per_target[codice] for codice in voce["target"]], legami=_legami(voce, self.per_area),
            righe=_stesse(scheda, righe), traguardi=indicatori, partenza=scheda.revisione, utente=self.utente, adesso=quando,
        )  # fmt: skip


CHIAVI = {
    Azione: ("titolo",),
    Indicatore: ("nome",),
    RisorsaObiettivo: ("fondo_id", "anno"),
    SoggettoObiettivo: ("nome",),
    PersonaleObiettivo: ("figura", "ente"),
}


def _stesse(scheda, righe):
    """Alle righe che la scheda ha già si dà la loro chiave: cambiano, non si raddoppiano."""
    for riga in righe if scheda.pk else []:
        uguali = {campo: getattr(riga, campo) for campo in CHIAVI[type(riga)]}
        riga.pk = type(riga).objects.filter(obiettivo=scheda, **uguali).values_list("pk", flat=True).first()
    return righe


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
