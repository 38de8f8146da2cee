"""Tre fascicoli: uno a posto, uno con un documento che scade fra poco, uno sospeso. Enti, numeri e carte sono inventati."""

from datetime import timedelta

from django.utils import timezone

from accordo import operazioni
from accordo.dimostrazione.carte import carta
from accordo.models import DocumentoEnte
from accordo.selezioni.fascicoli import enti_con_fascicolo
from ambito.operazioni import aggiungi_ente
from ambito.poteri import Poteri

IN_SCADENZA, SOSPESO = "Associazione La Sponda (inventata)", "Circolo Il Traghetto (inventato)"
# Genere → giorni fa in cui è stato emesso e caricato, e per quanti vale (`None`: non scade, o lo dice la norma).
A_POSTO = {"statuto": (200, None), "runts": (200, None), "durc": (20, None), "assicurazione": (90, 365)}
QUASI = {"statuto": (300, None), "runts": (300, None), "durc": (40, None), "assicurazione": (357, 365)}
# Il DURC è scaduto e l’assicurazione non è mai arrivata.
A_META = {"statuto": (250, None), "runts": (250, None), "durc": (135, None)}
NUMERI = {"runts": "90001 (dato dimostrativo)", "assicurazione": "Polizza n. 0001 (dato dimostrativo)"}


def popola(scena):
    """I fascicoli degli enti del terzo settore, se non ci sono già."""
    if DocumentoEnte.objects.exists():
        return
    oggi = timezone.localdate(scena.adesso)
    ufficio = Poteri(scena.persona("udp"), scena.ambito, oggi)
    for ente in enti_con_fascicolo(oggi):
        _riempi(ente, A_POSTO, scena, Poteri(scena.persona("ets"), scena.ambito, oggi))
    guida = {"poteri": Poteri(scena.persona("coordinatore"), scena.ambito, oggi), "adesso": scena.adesso - timedelta(days=400)}
    for nome, carte in ((IN_SCADENZA, QUASI), (SOSPESO, A_META)):
        ente = aggiungi_ente(tipo="ets", denominazione=nome, codice_fiscale="", pec="", **guida)
        _riempi(ente, carte, scena, ufficio)


def _riempi(ente, carte, scena, poteri):
    for genere, (giorni_fa, vale) in sorted(carte.items(), key=lambda voce: -voce[1][0]):
        quando = scena.adesso - timedelta(days=giorni_fa)
        emesso = timezone.localdate(quando)
        operazioni.carica_documento(
            ente, genere=genere, riferimento=NUMERI.get(genere, ""), emesso_il=emesso,
            scade_il=emesso + timedelta(days=vale) if vale else None, nome=f"{genere}.pdf",
            byte=carta(ente.denominazione, genere.upper()), poteri=poteri, adesso=quando,
        )  # fmt: skip
