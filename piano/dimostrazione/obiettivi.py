"""Gli obiettivi del piano dimostrativo."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from piano import operazioni
from piano.dimostrazione.dati import leggi
from piano.models import AreaPolicy, Azione, Indicatore, Obiettivo, RisorsaObiettivo
from servizi.selezioni import aree, fondi

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
            integrazione_sociosanitaria=voce["integrazione"],
        )  # fmt: skip
        self._salva(scheda, voce, quando)

    def riscrivi(self, voce, quando):
        """Porta alla forma definitiva la scheda di quell’area scritta per prima; le righe che ci sono restano le stesse."""
        scheda = Obiettivo.objects.filter(piano=self.piano, area=self.per_area[voce["area"]]).first()
        self._salva(scheda, voce, quando)

    def _salva(self, scheda, voce, quando):
        for campo in ("titolo", "descrizione", "bisogno", "modalita", "continuita", "referente"):
            setattr(scheda, campo, voce[campo])
        operazioni.salva_obiettivo(
            scheda, target=[self.per_target[codice] for codice in voce["target"]],
            righe=_stesse(scheda, _righe(voce, self.piano, self.per_fondo)), partenza=scheda.revisione, utente=self.utente,
            adesso=quando,
        )  # fmt: skip


CHIAVI = {Azione: ("titolo",), Indicatore: ("nome",), RisorsaObiettivo: ("fondo_id", "anno")}


def _stesse(scheda, righe):
    """Alle righe che la scheda ha già si dà la loro chiave: cambiano, non si raddoppiano."""
    for riga in righe if scheda.pk else []:
        uguali = {campo: getattr(riga, campo) for campo in CHIAVI[type(riga)]}
        riga.pk = type(riga).objects.filter(obiettivo=scheda, **uguali).values_list("pk", flat=True).first()
    return righe


def _righe(voce, piano, per_fondo):
    giorno = date.fromisoformat
    righe = [Azione(titolo=t, responsabile=chi, inizio=giorno(dal), fine=giorno(al)) for t, chi, dal, al in voce["azioni"]]
    for tipo, nome, unita, base, atteso, fonte in voce["indicatori"]:
        righe.append(Indicatore(tipo=tipo, nome=nome, unita=unita, base=Decimal(base), atteso=Decimal(atteso), fonte=fonte))
    for codice, *importi in voce["risorse"]:
        righe += [
            RisorsaObiettivo(anno=anno, fondo=per_fondo[codice], importo=Decimal(importo))
            for anno, importo in zip(piano.anni, importi, strict=True)
            if Decimal(importo)
        ]
    return righe
