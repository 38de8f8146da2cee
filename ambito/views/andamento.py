"""«Andamento»: ciò che aspetta, non riesce o è lento, in cifre, per chi gestisce la piattaforma."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from redis import RedisError

from ambito import misure, salute
from ambito.views.gestione import VistaGestione

QUANTE = 20


@dataclass(frozen=True)
class Lentezza:
    """Come va una pagina: tempi in millesimi di secondo."""

    rotta: str
    metodo: str
    richieste: int
    media: int
    entro: int | None
    massimo: int
    interrogazioni: int
    errori: int


class Andamento(VistaGestione):
    """Le ultime ventiquattro ore del portale."""

    template_name = "gestione/andamento.html"

    def get_context_data(self, **kwargs):
        attese = [(slug, cifre) for (_, slug), cifre in salute.attese(self.adesso - timedelta(days=1), self.adesso).items()]
        contesto = {**super().get_context_data(**kwargs), "attese": attese, "allarme": list(fermi(attese, self.adesso))}
        try:
            conti, massimi, lente = misure.ultimo_giorno(self.adesso)
        except RedisError:
            return {**contesto, "misure_mancanti": True}
        piu_lente = sorted(((s, r, q) for (r, q), s in lente.items()), reverse=True)[:QUANTE]
        soglia = settings.INTERROGAZIONE_LENTA // timedelta(milliseconds=1)
        righe = [(rotta, sql, millesimi(secondi)) for secondi, rotta, sql in piu_lente]
        return {**contesto, "pagine": lentezze(conti, massimi), "lente": righe, "soglia": soglia}


def fermi(attese, adesso):
    """Le frasi su ciò che aspetta da troppo."""
    for slug, cifre in attese:
        # Con i worker al lavoro una coda è soltanto una coda; un worker bloccato lo scopre `salute_lavori`.
        if not cifre.in_corso and cifre.in_coda_dal and adesso - cifre.in_coda_dal > salute.IN_CODA_TROPPO:
            yield f"{slug}: lavori in coda da oltre dieci minuti, nessun worker li prende."
        if cifre.posta_dal and adesso - cifre.posta_dal > salute.POSTA_IN_RITARDO:
            yield f"{slug}: messaggi non partiti da oltre un quarto d’ora, l’orologio è fermo."


def lentezze(conti, massimi):
    """Le pagine dalla più lenta in media."""
    gruppi = defaultdict(Counter)
    for (rotta, metodo, esito, misura), valore in conti.items():
        gruppi[rotta, metodo][misura] += valore
        if misura == "conta" and esito >= "500":
            gruppi[rotta, metodo]["errori"] += valore
    tutte = [_lentezza(chi, cifre, massimi.get(chi, 0.0)) for chi, cifre in gruppi.items() if cifre["conta"]]
    return sorted(tutte, key=lambda p: p.media, reverse=True)[:QUANTE]


def _lentezza(chi, cifre, massimo):
    quante = cifre["conta"]
    return Lentezza(
        *chi,
        richieste=int(quante),
        media=millesimi(cifre["secondi"] / quante),
        entro=_entro(cifre, 0.95 * quante),
        massimo=millesimi(massimo),
        interrogazioni=round(cifre["interrogazioni"] / quante),
        errori=int(cifre["errori"]),
    )


def _entro(cifre, quante):
    """Entro quale soglia sta almeno quel numero di richieste, o `None` se oltre l’ultima."""
    fino = 0
    for soglia in misure.SOGLIE:
        fino += cifre[f"fino-{soglia}"]
        if fino >= quante:
            return millesimi(soglia)
    return None


def millesimi(secondi):
    return round(secondi * 1000)
