"""Stati di un commento a una sezione."""

from django.db.models import TextChoices

from ambito.nucleo.flusso import Passo


class StatoCommento(TextChoices):
    APERTO = "aperto", "Da esaminare"
    ACCOLTO = "accolto", "Accolto"
    RESPINTO = "respinto", "Non accolto"


TONI_COMMENTO = {StatoCommento.APERTO: "attesa", StatoCommento.ACCOLTO: "positivo", StatoCommento.RESPINTO: "neutro"}

PASSI_COMMENTO = {
    "accogli": Passo(
        da=frozenset({StatoCommento.APERTO}),
        a=StatoCommento.ACCOLTO,
        permesso="redige_piano",
        frase="Accogliere il commento",
    ),
    "respingi": Passo(
        da=frozenset({StatoCommento.APERTO}),
        a=StatoCommento.RESPINTO,
        permesso="redige_piano",
        frase="Non accogliere il commento",
        motivo=True,
    ),
}
