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
