"""Piani di prova."""

from datetime import date
from decimal import Decimal

from ambito.nucleo.periodi import Triennio
from piano.models import AreaPolicy, Azione, Indicatore, Obiettivo, RisorsaObiettivo, Sezione
from piano.operazioni import crea_piano, salva_obiettivo, salva_sezione, segna_completa
from servizi.models import AreaUtenza, Fondo
from tests.scena import ADESSO


def piano_nuovo(scena, inizio=2025):
    """Un piano appena creato dal modello (da usare dentro `scena.aperto`)."""
    return crea_piano(Triennio(inizio), utente=scena.utenti["udp"], adesso=ADESSO)


def obiettivo(piano, utente, titolo="Più anziani seguiti a casa", *, completo=True, area="D"):
    """Una scheda obiettivo, di norma completa di azione, indicatore e risorse."""
    scheda = Obiettivo(
        piano=piano,
        area=AreaPolicy.objects.get(piano=piano, codice=area),
        titolo=titolo,
        inizio=date(2025, 1, 1),
        fine=date(2027, 12, 31),
    )
    righe, traguardi = [], []
    if completo:
        indicatore = Indicatore(nome="Persone seguite", unita="persone", base=Decimal("10"), atteso=Decimal("20"))
        traguardi = [(indicatore, {2025: Decimal("12"), 2026: Decimal("16")})]
        scheda.descrizione = scheda.bisogno = scheda.modalita = "Testo di prova."
        scheda.referente = "Paolo Ferri"
        righe = [
            Azione(titolo="Un’azione", responsabile="Ufficio di Piano", inizio=date(2025, 3, 1), fine=date(2026, 3, 1)),
            indicatore,
            RisorsaObiettivo(anno=2025, fondo=Fondo.objects.first(), importo=Decimal("1234.56")),
            RisorsaObiettivo(anno=2026, fondo=Fondo.objects.first(), importo=Decimal("1000.00")),
        ]
    target = AreaUtenza.objects.filter(codice="ANZ") if completo else []
    return salva_obiettivo(scheda, target=target, righe=righe, traguardi=traguardi, partenza=0, utente=utente, adesso=ADESSO)


def completa_sezioni(piano, utente):
    """Scrive e segna come complete tutte le sezioni obbligatorie."""
    for sezione in Sezione.objects.filter(piano=piano, obbligatoria=True):
        salva_sezione(sezione, f"<p>Testo di {sezione}.</p>", partenza=sezione.revisione, utente=utente, adesso=ADESSO)
        segna_completa(sezione, True, utente=utente, adesso=ADESSO)


def piano_pronto(scena):
    """Un piano che si può proporre."""
    piano = piano_nuovo(scena)
    completa_sezioni(piano, scena.utenti["udp"])
    obiettivo(piano, scena.utenti["udp"])
    return piano


def sezione_di(piano, codice="3.1"):
    return Sezione.objects.get(piano=piano, codice=codice)
