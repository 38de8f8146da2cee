"""Stati e passi di avvisi e adesioni: la transizione è un dato, la compie soltanto `ambito.flusso`."""

from django.db import models

from accordo.requisiti.adesioni import (
    CONTROLLI,
    di_un_comune,
    era_consultiva,
    era_sottoscrittore,
    gia_inviata,
    mai_inviata,
    puo_sottoscrivere,
)
from ambito.nucleo.flusso import Passo


class StatoAvviso(models.TextChoices):
    APERTO = "aperto", "Aperto"
    CHIUSO = "chiuso", "Chiuso"


class OltreTermine(models.TextChoices):
    CONSULTIVA = "consultiva", "Si accetta, ma solo come partecipazione consultiva"
    ESCLUSA = "esclusa", "Non si accetta più"


class StatoAdesione(models.TextChoices):
    BOZZA = "bozza", "In compilazione"
    DA_CONFERMARE = "da_confermare", "Da confermare"
    PRESENTATA = "presentata", "Inviata, da esaminare"
    INTEGRAZIONE_RICHIESTA = "integrazione_richiesta", "Da correggere"
    ACCOLTA_SOTTOSCRITTORE = "accolta_sottoscrittore", "Accolta: sottoscrive"
    ACCOLTA_CONSULTIVA = "accolta_consultiva", "Accolta: consultiva"
    SOSPESA = "sospesa", "Sospesa"
    RESPINTA = "respinta", "Respinta"
    RITIRATA = "ritirata", "Ritirata"


class TipoAdesione(models.TextChoices):
    SOTTOSCRITTORE = "sottoscrittore", "Sottoscrive l’accordo di programma"
    CONSULTIVA = "consultiva", "Partecipa ai tavoli senza sottoscrivere (consultiva)"
    ADERENTE = "aderente", "Aderisce agli obiettivi del piano senza sottoscrivere"
    PARTNER = "partner", "È partner di un progetto del piano"


# Nel quadro dei Comuni chi non ha ancora cominciato non ha una riga: lo stato si chiama così.
MANCANTE = "mancante"
ETICHETTE = {MANCANTE: "Non iniziata", **dict(StatoAdesione.choices)}
TONI = {
    MANCANTE: "neutro",
    StatoAdesione.BOZZA: "neutro",
    StatoAdesione.DA_CONFERMARE: "attesa",
    StatoAdesione.PRESENTATA: "attesa",
    StatoAdesione.INTEGRAZIONE_RICHIESTA: "attenzione",
    StatoAdesione.ACCOLTA_SOTTOSCRITTORE: "positivo",
    StatoAdesione.ACCOLTA_CONSULTIVA: "positivo",
    StatoAdesione.SOSPESA: "attenzione",
    StatoAdesione.RESPINTA: "negativo",
    StatoAdesione.RITIRATA: "neutro",
}
ACCOLTE = (StatoAdesione.ACCOLTA_SOTTOSCRITTORE, StatoAdesione.ACCOLTA_CONSULTIVA)
# Accolte una volta, e mai uscite: una sospesa oggi non vale, ma può tornare a valere.
ENTRATE = (*ACCOLTE, StatoAdesione.SOSPESA)
DA_INVIARE = (MANCANTE, StatoAdesione.BOZZA, StatoAdesione.DA_CONFERMARE)
# Sulla mappa i segni sono otto: chi aspetta la conferma del Sindaco sta con chi compila, chi è sospeso con chi si è ritirato.
INSIEME_SULLA_MAPPA = {StatoAdesione.DA_CONFERMARE: StatoAdesione.BOZZA, StatoAdesione.SOSPESA: StatoAdesione.RITIRATA}
SULLA_MAPPA = {s: nome for s, nome in ETICHETTE.items() if s not in INSIEME_SULLA_MAPPA} | {
    StatoAdesione.RITIRATA: "Ritirata o sospesa"
}

# Un’adesione accolta vale fino alla fine del triennio (o del piano, se è prorogato): dopo, lo stato si legge così.
DECADUTE = {
    StatoAdesione.ACCOLTA_SOTTOSCRITTORE: "Decaduta a fine triennio (sottoscriveva)",
    StatoAdesione.ACCOLTA_CONSULTIVA: "Decaduta a fine triennio (consultiva)",
    StatoAdesione.SOSPESA: "Decaduta a fine triennio (era sospesa)",
}


def etichette(finito):
    """Gli stati in parole, per un avviso il cui triennio è finito o no."""
    return {**ETICHETTE, **DECADUTE} if finito else ETICHETTE


def tono_di(stato, finito):
    """Il tono con cui si mostra quello stato."""
    return "neutro" if finito and stato in DECADUTE else TONI[stato]


PASSI_AVVISO = {
    "chiudi": Passo(frozenset({StatoAvviso.APERTO}), StatoAvviso.CHIUSO, "istruisce_adesioni", "Chiuso l’avviso"),
    "riapri": Passo(frozenset({StatoAvviso.CHIUSO}), StatoAvviso.APERTO, "istruisce_adesioni", "Riaperto l’avviso"),
}

_DECISE = frozenset({*ACCOLTE, StatoAdesione.RESPINTA})
_DA_ESAMINARE = frozenset({StatoAdesione.PRESENTATA})
_SI_SCRIVE = frozenset({StatoAdesione.BOZZA, StatoAdesione.INTEGRAZIONE_RICHIESTA})
_DA_CONFERMARE = frozenset({StatoAdesione.DA_CONFERMARE})
_SOSPESA = frozenset({StatoAdesione.SOSPESA})
_COMPLETA = tuple(controllo for _, controllo in CONTROLLI)
PASSI_ADESIONE = {
    # Per un Comune chi compila e chi impegna il Comune sono due: il secondo conferma, e la conferma è l’invio.
    "passa_al_sindaco": Passo(
        _SI_SCRIVE, StatoAdesione.DA_CONFERMARE, "compila_adesione", "Pronta per il Sindaco", esige=(di_un_comune, *_COMPLETA)
    ),
    # Torna dov’era: in compilazione, o in correzione se ha già il numero.
    "riprendi": Passo(
        _DA_CONFERMARE, StatoAdesione.BOZZA, "compila_adesione", "Ripresa per cambiarla", esige=(mai_inviata,)
    ),
    "riprendi_correzione": Passo(
        _DA_CONFERMARE, StatoAdesione.INTEGRAZIONE_RICHIESTA, "compila_adesione", "Ripresa per cambiarla", esige=(gia_inviata,)
    ),
    "rimanda": Passo(
        _DA_CONFERMARE, StatoAdesione.BOZZA, "conferma_adesione", "Rimandata a chi l’ha compilata", motivo=True,
        esige=(mai_inviata,),
    ),
    "rimanda_correzione": Passo(
        _DA_CONFERMARE, StatoAdesione.INTEGRAZIONE_RICHIESTA, "conferma_adesione", "Rimandata a chi l’ha compilata", motivo=True,
        esige=(gia_inviata,),
    ),
    "presenta": Passo(
        _SI_SCRIVE | _DA_CONFERMARE, StatoAdesione.PRESENTATA, "conferma_adesione", "Inviata", esige=_COMPLETA
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
    "riesamina": Passo(
        _DECISE | {StatoAdesione.RITIRATA}, StatoAdesione.PRESENTATA, "istruisce_adesioni", "Riaperto l’esame", motivo=True
    ),
    "sospendi": Passo(frozenset(ACCOLTE), StatoAdesione.SOSPESA, "istruisce_adesioni", "Sospesa", motivo=True),
    # Torna com’era stata accolta.
    "riattiva_sottoscrittore": Passo(
        _SOSPESA, StatoAdesione.ACCOLTA_SOTTOSCRITTORE, "istruisce_adesioni", "Riattivata", motivo=True,
        esige=(era_sottoscrittore,),
    ),
    "riattiva_consultiva": Passo(
        _SOSPESA, StatoAdesione.ACCOLTA_CONSULTIVA, "istruisce_adesioni", "Riattivata", motivo=True, esige=(era_consultiva,)
    ),
    "ritira": Passo(
        frozenset({StatoAdesione.PRESENTATA, StatoAdesione.INTEGRAZIONE_RICHIESTA, *ENTRATE}), StatoAdesione.RITIRATA,
        "compila_adesione", "Ritirata da chi aderisce", motivo=True,
    ),
}  # fmt: skip
