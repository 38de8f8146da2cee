"""Stati di incontri, proposte, consultazioni pubbliche e contributi."""

from django.db.models import TextChoices

from ambito.nucleo.flusso import Passo


class StatoIncontro(TextChoices):
    PREVISTO = "previsto", "Verbale da approvare"
    CHIUSO = "chiuso", "Verbale approvato"
    ANNULLATO = "annullato", "Annullato"


def verbale_scritto(incontro):
    """Il verbale c’è e le presenze sono segnate."""
    if not incontro.verbale:
        return "Manca il verbale."
    return None if incontro.presenze.exists() or not incontro.tavolo.membri.exists() else "Mancano le presenze."


PASSI_INCONTRO = {
    "approva_verbale": Passo(
        da=frozenset({StatoIncontro.PREVISTO}),
        a=StatoIncontro.CHIUSO,
        permesso="redige_piano",
        frase="Approvare il verbale",
        esige=(verbale_scritto,),
    ),
    "annulla": Passo(
        da=frozenset({StatoIncontro.PREVISTO}),
        a=StatoIncontro.ANNULLATO,
        permesso="redige_piano",
        frase="Annullare l’incontro",
        motivo=True,
    ),
}


class StatoProposta(TextChoices):
    DA_VALUTARE = "da_valutare", "Da valutare"
    ACCOLTA = "accolta", "Accolta"
    IN_PARTE = "in_parte", "Accolta in parte"
    GIA_PRESENTE = "gia_presente", "Già presente nel piano"
    RESPINTA = "respinta", "Respinta"


TONI_PROPOSTA = {
    StatoProposta.DA_VALUTARE: "attenzione",
    StatoProposta.ACCOLTA: "positivo",
    StatoProposta.IN_PARTE: "positivo",
    StatoProposta.GIA_PRESENTE: "neutro",
    StatoProposta.RESPINTA: "negativo",
}


def dice_dove(proposta):
    """Ciò che entra nel piano, o c’è già, si ritrova: in una sezione o in un obiettivo."""
    if proposta.sezione_id or proposta.obiettivo_id:
        return None
    return "Indica la sezione o l’obiettivo del piano in cui si ritrova."


_DA_VALUTARE = frozenset({StatoProposta.DA_VALUTARE})
PASSI_PROPOSTA = {
    "accogli": Passo(_DA_VALUTARE, StatoProposta.ACCOLTA, "redige_piano", "Accogliere la proposta", (dice_dove,)),
    "accogli_in_parte": Passo(
        _DA_VALUTARE, StatoProposta.IN_PARTE, "redige_piano", "Accogliere la proposta in parte", (dice_dove,), motivo=True
    ),
    "segna_presente": Passo(
        _DA_VALUTARE, StatoProposta.GIA_PRESENTE, "redige_piano", "Segnare la proposta come già presente", (dice_dove,), motivo=True
    ),
    "respingi": Passo(_DA_VALUTARE, StatoProposta.RESPINTA, "redige_piano", "Respingere la proposta", motivo=True),
    "rivaluta": Passo(
        frozenset(StatoProposta) - _DA_VALUTARE, StatoProposta.DA_VALUTARE, "redige_piano", "Valutare di nuovo", motivo=True
    ),
}  # fmt: skip
# Il passo che porta a ciascun esito.
PASSO_DELL_ESITO = {passo.a: nome for nome, passo in PASSI_PROPOSTA.items()}


class StatoConsultazione(TextChoices):
    BOZZA = "bozza", "In preparazione"
    PUBBLICATA = "pubblicata", "Pubblicata"
    CONCLUSA = "conclusa", "Conclusa"


TONI_CONSULTAZIONE = {
    StatoConsultazione.BOZZA: "attesa",
    StatoConsultazione.PUBBLICATA: "positivo",
    StatoConsultazione.CONCLUSA: "neutro",
}
PASSI_CONSULTAZIONE = {
    "pubblica": Passo(
        frozenset({StatoConsultazione.BOZZA}), StatoConsultazione.PUBBLICATA, "redige_piano", "Pubblicare la consultazione"
    ),
    "concludi": Passo(
        frozenset({StatoConsultazione.PUBBLICATA}), StatoConsultazione.CONCLUSA, "redige_piano", "Concludere la consultazione"
    ),
    # Passato il termine la conclude l’orologio: nessuno deve ricordarsi di cancellare gli indirizzi.
    "scade": Passo(frozenset({StatoConsultazione.PUBBLICATA}), StatoConsultazione.CONCLUSA, "", "Concludere al termine"),
}


class StatoContributo(TextChoices):
    RICEVUTO = "ricevuto", "Da leggere"
    PUBBLICATO = "pubblicato", "Pubblicato"
    NON_PUBBLICATO = "non_pubblicato", "Non pubblicato"


TONI_CONTRIBUTO = {
    StatoContributo.RICEVUTO: "attenzione",
    StatoContributo.PUBBLICATO: "positivo",
    StatoContributo.NON_PUBBLICATO: "negativo",
}
PASSI_CONTRIBUTO = {
    "pubblica": Passo(
        frozenset({StatoContributo.RICEVUTO, StatoContributo.NON_PUBBLICATO}),
        StatoContributo.PUBBLICATO,
        "redige_piano",
        "Pubblicare il contributo",
    ),
    "non_pubblicare": Passo(
        frozenset({StatoContributo.RICEVUTO, StatoContributo.PUBBLICATO}),
        StatoContributo.NON_PUBBLICATO,
        "redige_piano",
        "Non pubblicare il contributo",
        motivo=True,
    ),
}
