"""Stati del Piano di Zona e passaggi fra l’uno e l’altro; le condizioni per proporlo sono qui, come frasi."""

from django.db.models import Q, TextChoices

from ambito.nucleo.flusso import Passo


class StatoPiano(TextChoices):
    BOZZA = "bozza", "In bozza"
    PROPOSTO = "proposto", "Proposto all’Assemblea"
    APPROVATO = "approvato", "Approvato"
    VIGENTE = "vigente", "Vigente"
    CONCLUSO = "concluso", "Concluso"


TONI = {
    StatoPiano.BOZZA: "attesa",
    StatoPiano.PROPOSTO: "attenzione",
    StatoPiano.APPROVATO: "positivo",
    StatoPiano.VIGENTE: "positivo",
    StatoPiano.CONCLUSO: "neutro",
}


def sezioni_complete(piano):
    """Ogni sezione obbligatoria è segnata come completa."""
    codici = piano.sezioni.filter(obbligatoria=True, completa=False).values_list("codice", flat=True)
    return f"Sezioni obbligatorie da completare: {', '.join(codici)}." if codici else None


def obiettivi_completi(piano):
    """C’è almeno un obiettivo e nessuno è incompleto (azioni, indicatori e risorse compresi)."""
    obiettivi = list(piano.obiettivi.con_conteggi())
    if not obiettivi:
        return "Serve almeno un obiettivo con le sue risorse."
    codici = [o.codice for o in obiettivi if o.mancanze()]
    return f"Obiettivi da completare: {', '.join(codici)}." if codici else None


def dentro_il_triennio(piano):
    """Obiettivi, azioni e risorse stanno negli anni del piano."""
    fuori = Q(risorse__anno__lt=piano.dal.year) | Q(risorse__anno__gt=piano.al.year)
    for campo in ("inizio", "fine", "azioni__inizio", "azioni__fine"):
        fuori |= Q(**{f"{campo}__lt": piano.dal}) | Q(**{f"{campo}__gt": piano.al})
    codici = piano.obiettivi.filter(fuori).order_by("codice").values_list("codice", flat=True).distinct()
    return f"Obiettivi con date o risorse fuori dal triennio: {', '.join(codici)}." if codici else None


def delibera_indicata(piano):
    """L’approvazione porta con sé gli estremi della deliberazione."""
    return None if piano.deliberazione else "Manca il numero della deliberazione."


PASSI = {
    "proponi": Passo(
        da=frozenset({StatoPiano.BOZZA}),
        a=StatoPiano.PROPOSTO,
        permesso="propone_piano",
        frase="Proporre il piano all’Assemblea",
        esige=(sezioni_complete, obiettivi_completi, dentro_il_triennio),
    ),
    "rinvia_a_bozza": Passo(
        da=frozenset({StatoPiano.PROPOSTO}),
        a=StatoPiano.BOZZA,
        permesso="propone_piano",
        frase="Rinviare il piano a bozza",
        motivo=True,
    ),
    "approva": Passo(
        da=frozenset({StatoPiano.PROPOSTO}),
        a=StatoPiano.APPROVATO,
        permesso="",
        frase="Approvare il piano",
        esige=(delibera_indicata,),
    ),
    "rendi_vigente": Passo(
        da=frozenset({StatoPiano.APPROVATO}),
        a=StatoPiano.VIGENTE,
        permesso="propone_piano",
        frase="Rendere vigente il piano",
        motivo=True,
    ),
    "concludi": Passo(
        da=frozenset({StatoPiano.VIGENTE}),
        a=StatoPiano.CONCLUSO,
        permesso="propone_piano",
        frase="Concludere il piano",
        motivo=True,
    ),
}


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
