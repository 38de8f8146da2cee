"""Stati del Piano di Zona, delle azioni, della formazione, e passaggi fra l’uno e l’altro; le condizioni sono qui, in frasi."""

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


def obiettivi_valutati(piano):
    """Di ogni obiettivo si è detto come è andato a finire."""
    senza = piano.obiettivi.exclude(valutazioni__finale=True).order_by("codice")
    codici = list(senza.values_list("codice", flat=True))
    return f"Obiettivi senza valutazione finale: {', '.join(codici)}. Si scrive dalla pagina «Andamento»." if codici else None


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
        esige=(obiettivi_valutati,),
        motivo=True,
    ),
}


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
