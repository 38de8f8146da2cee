"""Le scritture della rendicontazione: un caso d’uso, una funzione, una transazione."""

from rendicontazione.operazioni.blocco import RendicontoChiuso
from rendicontazione.operazioni.campagne import (
    CampagnaNonValida,
    apri_campagna,
    cambia_campagna,
    chiudi_campagna,
    riapri_campagna,
)
from rendicontazione.operazioni.correzioni import RigaFerma
from rendicontazione.operazioni.prove import ProvaDiTroppo, aggiungi_prova, togli_prova
from rendicontazione.operazioni.rendiconti import (
    UnaPersonaSola,
    certifica,
    controlla,
    invia,
    prepara_invio,
    rimanda,
    valida,
)
from rendicontazione.operazioni.rilievi import RilievoNonAmmesso, rispondi, scrivi_rilievo, togli_rilievo
from rendicontazione.operazioni.riporto import NienteDaRiportare, riporta_righe
from rendicontazione.operazioni.solleciti import NessunoDaSollecitare, sollecita
from rendicontazione.operazioni.spiegazioni import spiega
from rendicontazione.operazioni.voci import (
    VALORI_VOCE,
    VoceCambiata,
    VoceDoppia,
    aggiungi_voce,
    cambia_voce,
    scrivi_voci,
    togli_voce,
)

__all__ = [
    "VALORI_VOCE",
    "CampagnaNonValida",
    "NessunoDaSollecitare",
    "NienteDaRiportare",
    "ProvaDiTroppo",
    "RendicontoChiuso",
    "RigaFerma",
    "RilievoNonAmmesso",
    "UnaPersonaSola",
    "VoceCambiata",
    "VoceDoppia",
    "aggiungi_prova",
    "aggiungi_voce",
    "apri_campagna",
    "cambia_campagna",
    "cambia_voce",
    "certifica",
    "chiudi_campagna",
    "controlla",
    "invia",
    "prepara_invio",
    "riapri_campagna",
    "rimanda",
    "riporta_righe",
    "rispondi",
    "scrivi_rilievo",
    "scrivi_voci",
    "sollecita",
    "spiega",
    "togli_prova",
    "togli_rilievo",
    "togli_voce",
    "valida",
]
