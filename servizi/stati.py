"""Gli stati di un bando e di una pratica, e i passi fra loro."""

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


class StatoPratica(TextChoices):
    """Gli stati di una pratica, di avvio o di accreditamento."""

    RICEVUTA = "ricevuta", "Ricevuta"
    INTEGRAZIONE = "integrazione", "In attesa di integrazioni"
    COMPLETA = "completa", "Completa"
    VIGILANZA = "vigilanza", "In verifica dall’ATS"
    PRESCRIZIONI = "prescrizioni", "Con prescrizioni"
    IN_ESERCIZIO = "in_esercizio", "In esercizio"
    ACCREDITATA = "accreditata", "Accreditata"
    NEGATA = "negata", "Esito negativo"
    SOSPESA = "sospesa", "Sospesa"
    DECADUTA = "decaduta", "Decaduta o revocata"
    CHIUSA = "chiusa", "Chiusa"


P = StatoPratica
PRATICHE_APERTE = (P.RICEVUTA, P.INTEGRAZIONE, P.COMPLETA, P.VIGILANZA, P.PRESCRIZIONI)
TONI_PRATICA = {
    P.RICEVUTA: "attesa",
    P.INTEGRAZIONE: "attenzione",
    P.COMPLETA: "attesa",
    P.VIGILANZA: "attesa",
    P.PRESCRIZIONI: "attenzione",
    P.IN_ESERCIZIO: "positivo",
    P.ACCREDITATA: "positivo",
    P.NEGATA: "negativo",
    P.SOSPESA: "attenzione",
    P.DECADUTA: "negativo",
    P.CHIUSA: "neutro",
}


def _con_termine(pratica):
    return "" if pratica.entro else "Scrivi prima entro quando, nella scheda della pratica."


def _con_provvedimento(pratica):
    manca = not (pratica.provvedimento and pratica.vale_dal and pratica.vale_al)
    return "Scrivi prima il provvedimento e da quando a quando vale." if manca else ""


def _passo(da, a, frase, **altro):
    return Passo(frozenset(da), a, GESTISCE, frase, **altro)


_IN_COMUNE = {
    "chiedi_integrazione": _passo({P.RICEVUTA}, P.INTEGRAZIONE, "Si chiede un’integrazione", esige=(_con_termine,), motivo=True),
    "completa": _passo({P.RICEVUTA, P.INTEGRAZIONE}, P.COMPLETA, "È completa"),
}
PASSI_AVVIO = {
    **_IN_COMUNE,
    "trasmetti": _passo({P.COMPLETA}, P.VIGILANZA, "Si trasmette all’ATS"),
    "prescrivi": _passo({P.VIGILANZA}, P.PRESCRIZIONI, "Ci sono prescrizioni", esige=(_con_termine,), motivo=True),
    "approva": _passo({P.VIGILANZA, P.PRESCRIZIONI}, P.IN_ESERCIZIO, "Esito positivo"),
    "nega": _passo({P.VIGILANZA, P.PRESCRIZIONI}, P.NEGATA, "Esito negativo", motivo=True),
    "sospendi": _passo({P.IN_ESERCIZIO}, P.SOSPESA, "Si sospende", motivo=True),
    "riprendi": _passo({P.SOSPESA}, P.IN_ESERCIZIO, "Riprende"),
    "chiudi": _passo({P.IN_ESERCIZIO, P.SOSPESA, P.NEGATA}, P.CHIUSA, "Si chiude", motivo=True),
}
PASSI_ACCREDITAMENTO = {
    **_IN_COMUNE,
    "accredita": _passo({P.COMPLETA}, P.ACCREDITATA, "È accreditata", esige=(_con_provvedimento,)),
    "nega": _passo({P.COMPLETA}, P.NEGATA, "Si nega", motivo=True),
    "sospendi": _passo({P.ACCREDITATA}, P.SOSPESA, "Si sospende", motivo=True),
    "riprendi": _passo({P.SOSPESA}, P.ACCREDITATA, "Riprende"),
    "revoca": _passo({P.ACCREDITATA, P.SOSPESA}, P.DECADUTA, "Decade o si revoca", motivo=True),
}
