"""Stati delle azioni e delle iniziative di formazione."""

from django.db.models import TextChoices

from ambito.nucleo.flusso import Passo


class StatoAzione(TextChoices):
    DA_AVVIARE = "da_avviare", "Da avviare"
    IN_CORSO = "in_corso", "In corso"
    COMPLETATA = "completata", "Completata"
    SOSPESA = "sospesa", "Sospesa"
    ANNULLATA = "annullata", "Annullata"


TONI_AZIONE = {
    StatoAzione.DA_AVVIARE: "neutro",
    StatoAzione.IN_CORSO: "attesa",
    StatoAzione.COMPLETATA: "positivo",
    StatoAzione.SOSPESA: "attenzione",
    StatoAzione.ANNULLATA: "negativo",
}


def _passo_azione(da, a, frase, *, motivo=False):
    return Passo(da=frozenset(da), a=a, permesso="redige_piano", frase=frase, motivo=motivo)


PASSI_AZIONE = {
    "avvia": _passo_azione([StatoAzione.DA_AVVIARE], StatoAzione.IN_CORSO, "Avviare l’azione"),
    "completa": _passo_azione([StatoAzione.IN_CORSO], StatoAzione.COMPLETATA, "Completare l’azione"),
    "sospendi": _passo_azione(
        [StatoAzione.DA_AVVIARE, StatoAzione.IN_CORSO], StatoAzione.SOSPESA, "Sospendere l’azione", motivo=True
    ),
    "riprendi": _passo_azione([StatoAzione.SOSPESA], StatoAzione.IN_CORSO, "Riprendere l’azione"),
    "annulla": _passo_azione(
        [StatoAzione.DA_AVVIARE, StatoAzione.IN_CORSO, StatoAzione.SOSPESA],
        StatoAzione.ANNULLATA,
        "Annullare l’azione",
        motivo=True,
    ),
    "riapri": _passo_azione(
        [StatoAzione.COMPLETATA, StatoAzione.ANNULLATA], StatoAzione.IN_CORSO, "Riaprire l’azione", motivo=True
    ),
}


class StatoFormazione(TextChoices):
    PREVISTA = "prevista", "Prevista"
    SVOLTA = "svolta", "Svolta"
    ANNULLATA = "annullata", "Annullata"


TONI_FORMAZIONE = {
    StatoFormazione.PREVISTA: "attesa",
    StatoFormazione.SVOLTA: "positivo",
    StatoFormazione.ANNULLATA: "neutro",
}


def presenti_contati(iniziativa):
    """Di un’iniziativa svolta si sa quante persone sono venute."""
    contati = iniziativa.partecipazioni.filter(venute__isnull=False).exists()
    return None if contati else "Scrivi prima quante persone sono venute, almeno di una figura."


PASSI_FORMAZIONE = {
    "svolgi": Passo(
        da=frozenset({StatoFormazione.PREVISTA}),
        a=StatoFormazione.SVOLTA,
        permesso="redige_piano",
        frase="Segnare come svolta l’iniziativa",
        esige=(presenti_contati,),
    ),
    "annulla": Passo(
        da=frozenset({StatoFormazione.PREVISTA}),
        a=StatoFormazione.ANNULLATA,
        permesso="redige_piano",
        frase="Annullare l’iniziativa",
        motivo=True,
    ),
    "riapri": Passo(
        da=frozenset({StatoFormazione.SVOLTA, StatoFormazione.ANNULLATA}),
        a=StatoFormazione.PREVISTA,
        permesso="redige_piano",
        frase="Rimettere fra le previste l’iniziativa",
        motivo=True,
    ),
}
