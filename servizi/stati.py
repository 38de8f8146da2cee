"""Gli stati di un bando e i passi fra loro."""

from django.db.models import TextChoices

from ambito.nucleo.flusso import Passo


class StatoBando(TextChoices):
    SEGNALATO = "segnalato", "Segnalato"
    IN_PREPARAZIONE = "preparazione", "In preparazione"
    PRESENTATO = "presentato", "Presentato"
    FINANZIATO = "finanziato", "Finanziato"
    NON_FINANZIATO = "non_finanziato", "Non finanziato"
    RINUNCIATO = "rinunciato", "Lasciato"
    RENDICONTATO = "rendicontato", "Rendicontato"


S = StatoBando
DA_PRESENTARE = (S.SEGNALATO, S.IN_PREPARAZIONE)
APERTI = (*DA_PRESENTARE, S.PRESENTATO, S.FINANZIATO)
TONI_BANDO = {
    S.SEGNALATO: "neutro",
    S.IN_PREPARAZIONE: "attesa",
    S.PRESENTATO: "attesa",
    S.FINANZIATO: "positivo",
    S.NON_FINANZIATO: "negativo",
    S.RINUNCIATO: "neutro",
    S.RENDICONTATO: "positivo",
}
GESTISCE = "gestisce_servizi"


def _con_importo(bando):
    return "" if bando.importo else "Scrivi prima l’importo che si chiede."


def _con_ottenuto(bando):
    return "" if bando.ottenuto else "Scrivi prima l’importo ottenuto."


PASSI_BANDO = {
    "prepara": Passo(frozenset({S.SEGNALATO}), S.IN_PREPARAZIONE, GESTISCE, "Si prepara la domanda"),
    "presenta": Passo(frozenset(DA_PRESENTARE), S.PRESENTATO, GESTISCE, "Domanda presentata", esige=(_con_importo,)),
    "finanzia": Passo(frozenset({S.PRESENTATO}), S.FINANZIATO, GESTISCE, "Finanziato", esige=(_con_ottenuto,)),
    "respingi": Passo(frozenset({S.PRESENTATO}), S.NON_FINANZIATO, GESTISCE, "Non finanziato", motivo=True),
    "lascia": Passo(frozenset({*DA_PRESENTARE, S.PRESENTATO}), S.RINUNCIATO, GESTISCE, "Si lascia", motivo=True),
    "riprendi": Passo(frozenset({S.RINUNCIATO}), S.SEGNALATO, GESTISCE, "Si riprende"),
    "rendiconta": Passo(frozenset({S.FINANZIATO}), S.RENDICONTATO, GESTISCE, "Rendicontato"),
}
