"""I commenti di chi ha letto la bozza (persone e parole inventate): due da esaminare, uno già accolto con la sua risposta."""

from datetime import timedelta

from django.utils import timezone

from ambito.poteri import Poteri
from piano import operazioni
from piano.models import Sezione


def scrivi(piano, scena, adesso):
    """Scrive i commenti e ne esamina uno."""
    sezioni = {s.codice: s for s in Sezione.objects.filter(piano=piano)}
    chi = {nome: _chi(scena, nome, adesso) for nome in ("ats", "presidente", "coordinatore")}
    operazioni.commenta(
        sezioni["3.1"], "Si capisce meglio con la parola di tutti i giorni (commento dimostrativo).",
        passo="con maggiore probabilità hanno bisogno di aiuto ogni giorno",
        proposta="più spesso hanno bisogno di aiuto ogni giorno", **chi["presidente"],
    )  # fmt: skip
    operazioni.commenta(sezioni["4"], "ATS può dare l’elenco aggiornato dei servizi (commento dimostrativo).", **chi["ats"])
    accolto = operazioni.commenta(
        sezioni["3.1"], "Va detto da dove viene questo numero (commento dimostrativo).", passo="sono 52.941", **chi["ats"]
    )
    dopo = {**chi["coordinatore"], "adesso": adesso + timedelta(hours=4)}
    operazioni.rispondi_al_commento(accolto, "La fonte è in fondo alla sezione: Istat, 1º gennaio 2023.", **dopo)
    operazioni.accogli_commento(accolto, **dopo)


def _chi(scena, nome, adesso):
    return {"poteri": Poteri(scena.persona(nome), scena.ambito, timezone.localdate(scena.adesso)), "adesso": adesso}
