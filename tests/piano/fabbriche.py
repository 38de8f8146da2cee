"""Piani di prova."""

from datetime import date, timedelta
from decimal import Decimal

from ambito.nucleo.impronta import impronta
from ambito.nucleo.periodi import Triennio
from piano.models import AreaPolicy, Azione, Indicatore, Obiettivo, RisorsaObiettivo, Sezione, VersioneAttuativo
from piano.operazioni import (
    apri_giro,
    chiudi_giro,
    crea_piano,
    prepara_giro,
    riscontra,
    rispondi_al_resto,
    salva_obiettivo,
    salva_sezione,
    segna_completa,
)
from piano.operazioni import rispondi as risponde
from piano.selezioni.attuativi import fotografa_attuativo
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


def congela_attuativo(attuativo, numero=1):
    """Una versione congelata dell’attuativo com’è adesso, senza passare dalla proposta."""
    dati = fotografa_attuativo(attuativo)
    return VersioneAttuativo.objects.create(
        attuativo=attuativo, numero=numero, dati=dati, impronta=impronta(dati), quando=ADESSO, autore=None
    )


def giro_aperto(scena, piano=None, *, giorni=10, silenzio="nessuna", adesso=ADESSO):
    """Un giro di osservazioni aperto su un piano completo; si risponde per `giorni` giorni."""
    chi = {"poteri": scena.poteri("coordinatore"), "adesso": adesso}
    giro = prepara_giro(
        piano or piano_pronto(scena), titolo="Prima bozza", lettera="Leggete e dite.", silenzio=silenzio,
        chiude=adesso.date() + timedelta(days=giorni), **chi,
    )  # fmt: skip
    return apri_giro(giro, **chi)


def rispondi(scena, giro, codice, esito, testo="", *, ruolo="sindaco", comune="Codogno", partenza=0, adesso=ADESSO):
    """La risposta di un Comune, di norma del Sindaco di Codogno."""
    chi = {"poteri": scena.poteri(ruolo), "adesso": adesso}
    return risponde(giro, scena.comuni[comune], codice, esito, testo, partenza=partenza, **chi)


def giro_chiuso(scena, piano=None, **altri):
    """Un giro chiuso prima del termine: Codogno osserva ed è contrario, Casalpusterlengo va bene tutto, gli altri tacciono."""
    giro, quando = giro_aperto(scena, piano, **altri), altri.get("adesso", ADESSO)
    accolta = rispondi(scena, giro, "3.1", "osservazione", "Aggiungere i trasporti.\n\nE gli orari.", adesso=quando)
    rispondi(scena, giro, "3.2", "contrario", "Manca la <montagna> & il resto.", adesso=quando)
    ufficio = {"poteri": scena.poteri("udp"), "adesso": quando}
    riscontra(accolta, riscontro="in_parte", motivo="Solo gli orari.", sezione=sezione_di(giro.piano), partenza=1, **ufficio)
    altro = {"poteri": scena.poteri("sindaco.altro"), "adesso": quando}
    rispondi_al_resto(giro, scena.comuni["Casalpusterlengo"], **altro)
    return chiudi_giro(giro, motivo="Le risposte bastano.", poteri=scena.poteri("coordinatore"), adesso=quando)
