"""L’andamento del piano dimostrativo: valori letti, azioni, valutazioni. Tutto inventato, e lo dice."""

from decimal import Decimal

from ambito.poteri import Poteri
from piano import operazioni
from piano.models import Azione, Esito, Indicatore, Obiettivo
from piano.selezioni.andamento import strada

NOTA = "Valore inventato: dato dimostrativo."
# Quanto del cammino previsto si è fatto davvero, a rotazione: chi in linea, chi indietro; `None`, chi non ha mai letto.
PASSI = (Decimal("1.1"), Decimal("0.8"), Decimal("1"), Decimal("0.2"), None, Decimal("0.95"))
# L’ultima lettura dovuta resta da scrivere in un indicatore ogni tanti.
OGNI_QUANTI_ASPETTA, QUALE = 4, 2


def segui(scena, piano, persona, oggi):
    """Legge ciò che si doveva leggere fino a oggi, avvia e completa le azioni, valuta l’anno finito."""
    chi = {"poteri": Poteri(persona, scena.ambito, oggi), "adesso": scena.adesso}
    _leggi(piano, oggi, chi)
    _avanza(piano, oggi, chi)
    _valuta(piano, oggi, chi)


def _leggi(piano, oggi, chi):
    righe = Indicatore.objects.filter(obiettivo__piano=piano).select_related("obiettivo").prefetch_related("traguardi")
    for n, indicatore in enumerate(righe.order_by("pk")):
        passo, via = PASSI[n % len(PASSI)], strada(indicatore)
        giorni = [fine for fine in indicatore.fini if fine <= oggi]
        if n % OGNI_QUANTI_ASPETTA == QUALE:
            giorni = giorni[:-1]
        for giorno in giorni if passo else []:
            operazioni.rileva(indicatore, al=giorno, valore=_valore(via, giorno, passo), nota=NOTA, fonte=indicatore.fonte, **chi)


def _valore(via, giorno, passo):
    """La parte di strada fatta fino a quel giorno, più o meno di quanto si prevedeva."""
    lungo = via.arrivo.giorno.toordinal() - via.partenza.giorno.toordinal()
    quota = Decimal(giorno.toordinal() - via.partenza.giorno.toordinal()) / lungo * passo
    valore = via.partenza.valore + (via.arrivo.valore - via.partenza.valore) * quota
    return valore.quantize(Decimal(1) if via.partenza.valore == int(via.partenza.valore) else Decimal("0.1"))


def _avanza(piano, oggi, chi):
    """Finite quelle che dovevano finire (una ogni quattro no), in corso quelle cominciate; una sospesa, con il suo perché."""
    for n, azione in enumerate(Azione.objects.filter(obiettivo__piano=piano).select_related("obiettivo").order_by("pk")):
        if azione.inizio > oggi:
            continue
        operazioni.avanza(azione, passo="avvia", avanzamento=40, nota="Avviata: dato dimostrativo.", **chi)
        if n % 4 == 3:
            operazioni.avanza(azione, passo="sospendi", avanzamento=40, nota="In attesa del personale: dato dimostrativo.", **chi)
        elif azione.fine <= oggi:
            operazioni.avanza(azione, passo="completa", avanzamento=100, nota="Conclusa: dato dimostrativo.", **chi)


def _valuta(piano, oggi, chi):
    """Due obiettivi valutati nel primo anno, se è finito."""
    if oggi.year <= piano.triennio_inizio:
        return
    primo, secondo = Obiettivo.objects.filter(piano=piano).order_by("pk")[:2]
    operazioni.valuta_obiettivo(primo, anno=piano.triennio_inizio, esito=Esito.IN_PARTE, grado=70, correttivi="",
                                perche="Il regolamento unico è arrivato in autunno: dato dimostrativo.", **chi)  # fmt: skip
    operazioni.valuta_obiettivo(secondo, anno=piano.triennio_inizio, esito=Esito.RAGGIUNTO, grado=100, **chi)
