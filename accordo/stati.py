"""Stati e passi di avvisi e adesioni: la transizione è un dato, la compie soltanto `ambito.flusso`."""

from django.db import models

from accordo.requisiti import CONTROLLI, puo_sottoscrivere
from ambito.nucleo.flusso import Passo


class StatoAvviso(models.TextChoices):
    APERTO = "aperto", "Aperto"
    CHIUSO = "chiuso", "Chiuso"


class OltreTermine(models.TextChoices):
    CONSULTIVA = "consultiva", "Si accetta, ma solo come partecipazione consultiva"
    ESCLUSA = "esclusa", "Non si accetta più"


class StatoAdesione(models.TextChoices):
    BOZZA = "bozza", "In compilazione"
    PRESENTATA = "presentata", "Inviata, da esaminare"
    INTEGRAZIONE_RICHIESTA = "integrazione_richiesta", "Da correggere"
    ACCOLTA_SOTTOSCRITTORE = "accolta_sottoscrittore", "Accolta: sottoscrive"
    ACCOLTA_CONSULTIVA = "accolta_consultiva", "Accolta: consultiva"
    RESPINTA = "respinta", "Respinta"


class TipoAdesione(models.TextChoices):
    SOTTOSCRITTORE = "sottoscrittore", "Sottoscrive l’accordo di programma"
    CONSULTIVA = "consultiva", "Partecipa ai tavoli senza sottoscrivere (consultiva)"


# Nel quadro dei Comuni chi non ha ancora cominciato non ha una riga: lo stato si chiama così.
MANCANTE = "mancante"
ETICHETTE = {MANCANTE: "Non iniziata", **dict(StatoAdesione.choices)}
TONI = {
    MANCANTE: "neutro",
    StatoAdesione.BOZZA: "neutro",
    StatoAdesione.PRESENTATA: "attesa",
    StatoAdesione.INTEGRAZIONE_RICHIESTA: "attenzione",
    StatoAdesione.ACCOLTA_SOTTOSCRITTORE: "positivo",
    StatoAdesione.ACCOLTA_CONSULTIVA: "positivo",
    StatoAdesione.RESPINTA: "negativo",
}
ACCOLTE = (StatoAdesione.ACCOLTA_SOTTOSCRITTORE, StatoAdesione.ACCOLTA_CONSULTIVA)
DA_INVIARE = (MANCANTE, StatoAdesione.BOZZA)

PASSI_AVVISO = {
    "chiudi": Passo(frozenset({StatoAvviso.APERTO}), StatoAvviso.CHIUSO, "istruisce_adesioni", "Chiuso l’avviso"),
    "riapri": Passo(frozenset({StatoAvviso.CHIUSO}), StatoAvviso.APERTO, "istruisce_adesioni", "Riaperto l’avviso"),
}

_DECISE = frozenset({*ACCOLTE, StatoAdesione.RESPINTA})
_DA_ESAMINARE = frozenset({StatoAdesione.PRESENTATA})
PASSI_ADESIONE = {
    "presenta": Passo(
        frozenset({StatoAdesione.BOZZA, StatoAdesione.INTEGRAZIONE_RICHIESTA}), StatoAdesione.PRESENTATA, "compila_adesione",
        "Inviata", esige=tuple(controllo for _, controllo in CONTROLLI),
    ),
    "accogli_sottoscrittore": Passo(
        _DA_ESAMINARE, StatoAdesione.ACCOLTA_SOTTOSCRITTORE, "istruisce_adesioni", "Accolta come sottoscrittore",
        esige=(puo_sottoscrivere,),
    ),
    "accogli_consultiva": Passo(
        _DA_ESAMINARE, StatoAdesione.ACCOLTA_CONSULTIVA, "istruisce_adesioni", "Accolta come consultiva"
    ),
    "chiedi_integrazione": Passo(
        _DA_ESAMINARE, StatoAdesione.INTEGRAZIONE_RICHIESTA, "istruisce_adesioni", "Rimandata per correzioni", motivo=True
    ),
    "respingi": Passo(_DA_ESAMINARE, StatoAdesione.RESPINTA, "istruisce_adesioni", "Respinta", motivo=True),
    "riesamina": Passo(_DECISE, StatoAdesione.PRESENTATA, "istruisce_adesioni", "Riaperto l’esame", motivo=True),
}  # fmt: skip
