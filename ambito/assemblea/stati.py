"""Stati e passaggi dell’Assemblea: la vita di una seduta, di un punto, di una votazione, di un verbale."""

from django.db import models

from ambito.nucleo.flusso import Passo

CONVOCA = "convoca_sedute"


class StatoSeduta(models.TextChoices):
    BOZZA = "bozza", "In preparazione"
    CONVOCATA = "convocata", "Convocata"
    APERTA_PRIMA = "aperta_prima", "Appello in prima convocazione"
    APERTA_SECONDA = "aperta_seconda", "Appello in seconda convocazione"
    IN_CORSO = "in_corso", "In corso"
    CHIUSA = "chiusa", "Chiusa"
    DESERTA = "deserta", "Deserta"
    ANNULLATA = "annullata", "Annullata"


class StatoPunto(models.TextChoices):
    ISCRITTO = "iscritto", "Da trattare"
    IN_DISCUSSIONE = "in_discussione", "In discussione"
    APPROVATO = "approvato", "Approvato"
    RESPINTO = "respinto", "Respinto"
    PRESO_ATTO = "preso_atto", "Preso atto"
    RINVIATO = "rinviato", "Rinviato"


class StatoVotazione(models.TextChoices):
    APERTA = "aperta", "Aperta"
    CHIUSA = "chiusa", "Chiusa"
    ANNULLATA = "annullata", "Annullata"


class StatoConsultazione(models.TextChoices):
    APERTA = "aperta", "Aperta"
    CHIUSA = "chiusa", "Chiusa"
    ANNULLATA = "annullata", "Annullata"


class StatoElezione(models.TextChoices):
    APERTA = "aperta", "In corso"
    CONCLUSA = "conclusa", "Eletto"
    ANNULLATA = "annullata", "Annullata"


class StatoVerbale(models.TextChoices):
    BOZZA = "bozza", "In bozza"
    CHIUSO = "chiuso", "Chiuso"


class Espressione(models.TextChoices):
    FAVOREVOLE = "favorevole", "Favorevole"
    CONTRARIO = "contrario", "Contrario"
    ASTENUTO = "astenuto", "Astenuto"
    CONFLITTO = "conflitto", "In conflitto di interessi, non partecipa"
    NON_VOTANTE = "non_votante", "Presente, non ha votato"


# Ciò che un Comune può dire; gli altri presenti sono «non votanti».
ESPRESSE = (Espressione.FAVOREVOLE, Espressione.CONTRARIO, Espressione.ASTENUTO, Espressione.CONFLITTO)
S, P = StatoSeduta, StatoPunto
# La sala è aperta: si può entrare, uscire, fare l’appello.
IN_SALA = frozenset({S.APERTA_PRIMA, S.APERTA_SECONDA, S.IN_CORSO})
FUTURE = frozenset({S.BOZZA, S.CONVOCATA})
CONCLUSE = frozenset({S.CHIUSA, S.DESERTA, S.ANNULLATA})


def _ha_punti(seduta):
    return "" if seduta.punti.exists() else "Scrivi almeno un punto all’ordine del giorno."


def _c_e_numero_legale(seduta):
    esito = seduta.numero_legale()
    return "" if esito.valido else " ".join(esito.passaggi)


def _manca_numero_legale(seduta):
    return "Il numero legale c’è: la seduta si può iniziare." if seduta.numero_legale().valido else ""


def _nessuna_votazione(oggetto):
    return "C’è una votazione aperta: prima va chiusa." if oggetto.votazioni.filter(stato=StatoVotazione.APERTA).exists() else ""


def _nessuna_elezione(punto):
    aperta = punto.elezioni.filter(stato=StatoElezione.APERTA).exists()
    return "C’è un’elezione in corso: prima va conclusa o annullata." if aperta else ""


def _nessun_punto_in_discussione(seduta):
    punto = seduta.punti.filter(stato=P.IN_DISCUSSIONE).first()
    return f"Il punto {punto.numero} è ancora in discussione: mettilo ai voti, prendine atto o rinvialo." if punto else ""


def _seduta_in_corso(punto):
    return "" if punto.seduta.stato == S.IN_CORSO else "La seduta non è in corso."


def _nessun_altro_punto(punto):
    return _nessun_punto_in_discussione(punto.seduta)


def _non_e_un_titolo(punto):
    return "Questo punto fa da titolo: si chiamano quelli che ha sotto." if punto.voci.exists() else ""


PASSI_SEDUTA = {
    "convoca": Passo(frozenset({S.BOZZA}), S.CONVOCATA, CONVOCA, "Seduta convocata", (_ha_punti,)),
    "apri_prima": Passo(frozenset({S.CONVOCATA}), S.APERTA_PRIMA, CONVOCA, "Aperto l’appello in prima convocazione"),
    "apri_seconda": Passo(
        frozenset({S.CONVOCATA, S.APERTA_PRIMA}), S.APERTA_SECONDA, CONVOCA, "Aperto l’appello in seconda convocazione"
    ),
    "inizia": Passo(
        frozenset({S.APERTA_PRIMA, S.APERTA_SECONDA}), S.IN_CORSO, CONVOCA, "Iniziata la seduta", (_c_e_numero_legale,)
    ),
    "dichiara_deserta": Passo(
        frozenset({S.APERTA_PRIMA, S.APERTA_SECONDA}), S.DESERTA, CONVOCA, "Seduta dichiarata deserta", (_manca_numero_legale,)
    ),
    "chiudi": Passo(
        frozenset({S.IN_CORSO}), S.CHIUSA, CONVOCA, "Chiusa la seduta", (_nessuna_votazione, _nessun_punto_in_discussione)
    ),
    "sposta": Passo(frozenset({S.CONVOCATA}), S.CONVOCATA, CONVOCA, "Seduta spostata", motivo=True),
    "annulla": Passo(frozenset({S.BOZZA, S.CONVOCATA}), S.ANNULLATA, CONVOCA, "Seduta annullata", motivo=True),
}
PASSI_PUNTO = {
    "chiama": Passo(
        frozenset({P.ISCRITTO}),
        P.IN_DISCUSSIONE,
        CONVOCA,
        "Chiamato il punto",
        (_seduta_in_corso, _nessun_altro_punto, _non_e_un_titolo),
    ),
    "approva": Passo(frozenset({P.IN_DISCUSSIONE}), P.APPROVATO, "", "Approvato il punto"),
    "respingi": Passo(frozenset({P.IN_DISCUSSIONE}), P.RESPINTO, "", "Respinto il punto"),
    "prendi_atto": Passo(
        frozenset({P.IN_DISCUSSIONE}), P.PRESO_ATTO, CONVOCA, "Preso atto del punto", (_nessuna_votazione, _nessuna_elezione)
    ),
    "rinvia": Passo(
        frozenset({P.ISCRITTO, P.IN_DISCUSSIONE}),
        P.RINVIATO,
        CONVOCA,
        "Rinviato il punto",
        (_seduta_in_corso, _nessuna_votazione, _nessuna_elezione),
        motivo=True,
    ),
}
PASSI_VOTAZIONE = {
    "chiudi": Passo(frozenset({StatoVotazione.APERTA}), StatoVotazione.CHIUSA, CONVOCA, "Chiusa la votazione"),
    "annulla": Passo(frozenset({StatoVotazione.APERTA}), StatoVotazione.ANNULLATA, CONVOCA, "Annullata la votazione", motivo=True),
}
PASSI_CONSULTAZIONE = {
    "chiudi": Passo(frozenset({StatoConsultazione.APERTA}), StatoConsultazione.CHIUSA, CONVOCA, "Chiusa la consultazione"),
    "annulla": Passo(
        frozenset({StatoConsultazione.APERTA}), StatoConsultazione.ANNULLATA, CONVOCA, "Annullata la consultazione", motivo=True
    ),
}
PASSI_ELEZIONE = {
    "proclama": Passo(frozenset({StatoElezione.APERTA}), StatoElezione.CONCLUSA, CONVOCA, "Proclamato l’eletto"),
    "annulla": Passo(frozenset({StatoElezione.APERTA}), StatoElezione.ANNULLATA, CONVOCA, "Annullata l’elezione", motivo=True),
}
PASSI_VERBALE = {"chiudi": Passo(frozenset({StatoVerbale.BOZZA}), StatoVerbale.CHIUSO, CONVOCA, "Chiuso il verbale")}

TONI = {
    S.BOZZA: "neutro", S.CONVOCATA: "attesa", **dict.fromkeys(IN_SALA, "attenzione"),
    S.CHIUSA: "positivo", S.DESERTA: "negativo", S.ANNULLATA: "negativo",
}  # fmt: skip
TONI_PUNTO = {
    P.ISCRITTO: "neutro", P.IN_DISCUSSIONE: "attenzione", P.APPROVATO: "positivo", P.RESPINTO: "negativo",
    P.PRESO_ATTO: "positivo", P.RINVIATO: "attesa",
}  # fmt: skip
TONI_CONSULTAZIONE = {"aperta": "attenzione", "chiusa": "positivo", "annullata": "negativo"}
TONI_VOTO = {
    "favorevole": "positivo",
    "contrario": "negativo",
    "astenuto": "attesa",
    "conflitto": "neutro",
    "non_votante": "neutro",
}
