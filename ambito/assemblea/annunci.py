"""La convocazione e l’annullamento si dicono a chi vota; il giorno prima si ricorda la seduta."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from ambito.assemblea.calendario import calendario
from ambito.assemblea.models import Seduta
from ambito.assemblea.parole import giorno_e_ora
from ambito.assemblea.selezioni import consultazioni
from ambito.assemblea.stati import StatoSeduta
from ambito.avvisi import avvisa, persone_con
from ambito.models import Incarico
from ambito.permessi import RUOLI
from ambito.registri import OGNI_COMUNE, Annuncio

CHI_VOTA = [r.codice for r in RUOLI.values() if "vota" in r.comune]


def _url(seduta):
    return reverse("assemblea:seduta", args=[seduta.ambito.slug, seduta.pk])


def _dove(seduta):
    return seduta.luogo or "a distanza"


def _agli_elettori(seduta, titolo, testo, annullata=False):
    """A chi vota, subito, con l’appuntamento da mettere nel calendario o da togliere."""
    # L’ora della convocazione, non quella di adesso: chi riceve il file due volte ha lo stesso appuntamento.
    quando, edizione = seduta.convocata_il or seduta.prima_convocazione, f".{seduta.variazioni}" if seduta.variazioni else ""
    appuntamento = calendario(seduta, f"{settings.INDIRIZZO_PUBBLICO}{_url(seduta)}", quando, annullata).decode()
    return Annuncio(titolo, testo, _url(seduta), "vota", OGNI_COMUNE, urgente=True, calendario=appuntamento,
                    edizione=edizione)  # fmt: skip


def _spostata(seduta, nota):
    quando = giorno_e_ora(seduta.prima_convocazione)
    seconda = f"\nSeconda convocazione: {giorno_e_ora(seduta.seconda_convocazione)}." if seduta.seconda_convocazione else ""
    testo = (
        f"La seduta già convocata cambia: si tiene il {quando}, {_dove(seduta)}.{seconda}\n\nMotivo: {nota.strip()}\n\n"
        "L’ordine del giorno resta lo stesso; chi aveva delegato per quel giorno dà una delega nuova. "
        "L’appuntamento aggiornato è allegato al messaggio di posta."
    )
    return _agli_elettori(seduta, f"Cambia la seduta: {seduta.organo}, {quando}", testo)


def _integrata(punto, nota):
    seduta = punto.seduta
    quando = giorno_e_ora(seduta.prima_convocazione)
    testo = (
        f"All’ordine del giorno della seduta del {quando} si aggiunge il punto {punto.numero}:\n\n{punto.oggetto}\n\n"
        "Le carte sono nella pagina della seduta."
    )
    return Annuncio(f"Un punto in più: {seduta.organo}, {quando}", testo, _url(seduta), "vota", OGNI_COMUNE, urgente=True)


def _convocata(seduta, nota):
    quando = giorno_e_ora(seduta.prima_convocazione)
    punti = "\n".join(f"{p.numero}. {p.oggetto}" for p in seduta.punti.all())
    urgenza = f"\n\nMotivo dell’urgenza: {nota.strip()}" if nota.strip() else ""
    testo = (
        f"{seduta.organo} è convocato il {quando}, {_dove(seduta)}.\n\nOrdine del giorno:\n{punti}{urgenza}\n\n"
        "Le carte sono nella pagina della seduta. L’appuntamento per il calendario è allegato al messaggio di posta."
    )
    return _agli_elettori(seduta, f"Convocazione: {seduta.organo}, {quando}", testo)


def _annullata(seduta, nota):
    quando = giorno_e_ora(seduta.prima_convocazione)
    testo = f"La seduta del {quando} non si tiene.\n\nMotivo: {nota.strip()}"
    return _agli_elettori(seduta, f"Annullata la seduta del {quando}", testo, annullata=True)


def _consultazione(consultazione, nota):
    url = reverse("assemblea:consultazione", args=[consultazione.ambito.slug, consultazione.pk])
    scade = giorno_e_ora(consultazione.scade_il)
    testo = f"{consultazione.organo} chiede al tuo Comune di rispondere per iscritto entro il {scade}.\n\n{consultazione.oggetto}"
    return Annuncio(f"Rispondi entro il {scade}: {consultazione.oggetto}", testo, url, "vota", OGNI_COMUNE, urgente=True)


def _richiesta(richiesta, nota):
    url = reverse("assemblea:richieste", args=[richiesta.ambito.slug])
    testo = f"Un Comune chiede di convocare {richiesta.organo}: {richiesta.oggetto}\n\nSe sei d’accordo, firma dalla pagina."
    return Annuncio(f"Si chiede di convocare: {richiesta.oggetto}", testo, url, "vota", OGNI_COMUNE)


ANNUNCI = {
    ("assemblea.seduta", "convoca"): _convocata,
    ("assemblea.seduta", "sposta"): _spostata,
    ("assemblea.seduta", "annulla"): _annullata,
    ("assemblea.puntoodg", "aggiungi"): _integrata,
    ("assemblea.consultazione", "apri"): _consultazione,
    ("assemblea.richiesta", "chiedi"): _richiesta,
}


def ricorda(oggi, adesso):
    """Il giorno prima della seduta convocata, a chi vota."""
    inizio = timezone.make_aware(timezone.datetime.combine(oggi + timedelta(days=1), timezone.datetime.min.time()))
    domani = Seduta.objects.filter(
        stato=StatoSeduta.CONVOCATA, prima_convocazione__gte=inizio, prima_convocazione__lt=inizio + timedelta(days=1)
    )
    for seduta in domani.select_related("organo", "ambito"):
        avvisa(
            persone_con("vota", oggi, comune_id=OGNI_COMUNE),
            genere="seduta.promemoria", oggetto=seduta, adesso=adesso, giorno=oggi, urgente=True,
            titolo=f"Domani: {seduta.organo}, {giorno_e_ora(seduta.prima_convocazione)}",
            testo=f"La seduta si tiene domani, {_dove(seduta)}.",
            url=_url(seduta),
        )  # fmt: skip
    _ricorda_consultazioni(oggi, adesso)


def _ricorda_consultazioni(oggi, adesso):
    """Due giorni prima del termine, a chi siede per un Comune che non ha ancora risposto."""
    for consultazione in consultazioni.aperte().select_related("ambito"):
        if timezone.localdate(consultazione.scade_il) != oggi + timedelta(days=2):
            continue
        risposto = consultazione.risposte.values("comune")
        mancano = Incarico.objects.vigenti(oggi).filter(ruolo__in=CHI_VOTA).exclude(comune__in=risposto).values("utente")
        avvisa(
            persone_con("vota", oggi, comune_id=OGNI_COMUNE).filter(pk__in=mancano),
            genere="consultazione.promemoria", oggetto=consultazione, adesso=adesso, giorno=oggi, urgente=True,
            titolo=f"Manca la tua risposta: {consultazione.oggetto}",
            testo=f"Si risponde fino al {giorno_e_ora(consultazione.scade_il)}.",
            url=reverse("assemblea:consultazione", args=[consultazione.ambito.slug, consultazione.pk]),
        )  # fmt: skip
