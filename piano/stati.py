"""Stati del Piano di Zona e di ciò che gli sta intorno, e passaggi fra l’uno e l’altro; le condizioni sono qui, come frasi."""

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

# In questi stati le quote vincolate si collegano agli obiettivi: i riparti arrivano anche a piano approvato.
CON_QUOTE_APERTE = frozenset({StatoPiano.BOZZA, StatoPiano.APPROVATO, StatoPiano.VIGENTE})


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


def senza_giro_aperto(piano):
    """Nessun giro di osservazioni aspetta ancora le risposte dei Comuni."""
    aperto = piano.giri.filter(stato=StatoGiro.APERTO).exists()
    return "C’è un giro di osservazioni aperto: aspetta che i Comuni finiscano, o chiudilo prima di proporre." if aperto else None


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
        esige=(sezioni_complete, obiettivi_completi, dentro_il_triennio, senza_giro_aperto),
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


class StatoAttuativo(TextChoices):
    BOZZA = "bozza", "In bozza"
    VERIFICATO = "verificato", "Verificato dall’Ufficio di Piano"
    PROPOSTO = "proposto", "Proposto all’Assemblea"
    APPROVATO = "approvato", "Approvato"
    TRASMESSO = "trasmesso", "Trasmesso alla Regione"
    IN_ATTUAZIONE = "in_attuazione", "In attuazione"
    MONITORATO = "monitorato", "Monitorato"
    RENDICONTATO = "rendicontato", "Rendicontato"
    CHIUSO = "chiuso", "Chiuso"


A = StatoAttuativo
TONI_ATTUATIVO = {
    A.BOZZA: "attesa",
    A.VERIFICATO: "attesa",
    A.PROPOSTO: "attenzione",
    A.APPROVATO: "positivo",
    A.TRASMESSO: "positivo",
    A.IN_ATTUAZIONE: "positivo",
    A.MONITORATO: "positivo",
    A.RENDICONTATO: "positivo",
    A.CHIUSO: "neutro",
}


def sintesi_scritta(attuativo):
    """L’anno si apre con poche righe che un Sindaco legge in un minuto."""
    return None if attuativo.sintesi.strip() else "Manca «In breve»: poche righe che dicano che cosa succede quest’anno."


def piano_deciso(attuativo):
    """L’attuativo sta sopra un piano che l’Assemblea ha approvato."""
    decisi = {StatoPiano.APPROVATO, StatoPiano.VIGENTE, StatoPiano.CONCLUSO}
    return None if attuativo.piano.stato in decisi else "Prima si approva il Piano di Zona: l’attuativo ne programma un anno."


def _avanti(da, a, frase, **altro):
    return Passo(da=frozenset(da), a=a, permesso="propone_piano", frase=frase, **altro)


PASSI_ATTUATIVO = {
    "verifica": Passo(
        da=frozenset({A.BOZZA}),
        a=A.VERIFICATO,
        permesso="redige_piano",
        frase="Verificare il piano attuativo",
        esige=(sintesi_scritta,),
    ),
    "rinvia_a_bozza": _avanti({A.VERIFICATO, A.PROPOSTO}, A.BOZZA, "Rinviare il piano attuativo a bozza", motivo=True),
    "proponi": _avanti({A.VERIFICATO}, A.PROPOSTO, "Proporre il piano attuativo all’Assemblea", esige=(piano_deciso,)),
    "approva": Passo(
        da=frozenset({A.PROPOSTO}), a=A.APPROVATO, permesso="", frase="Approvare il piano attuativo", esige=(delibera_indicata,)
    ),
    "trasmetti": _avanti({A.APPROVATO}, A.TRASMESSO, "Trasmettere il piano attuativo alla Regione", motivo=True),
    "avvia": _avanti({A.APPROVATO, A.TRASMESSO}, A.IN_ATTUAZIONE, "Avviare il piano attuativo"),
    "integra": _avanti({A.APPROVATO, A.TRASMESSO, A.IN_ATTUAZIONE}, A.BOZZA, "Integrare il piano attuativo", motivo=True),
    "monitora": _avanti({A.IN_ATTUAZIONE}, A.MONITORATO, "Segnare il piano attuativo come monitorato"),
    "rendiconta": _avanti({A.MONITORATO}, A.RENDICONTATO, "Segnare il piano attuativo come rendicontato"),
    "chiudi": _avanti({A.RENDICONTATO}, A.CHIUSO, "Chiudere il piano attuativo"),
}


class StatoGiro(TextChoices):
    PREPARATO = "preparato", "In preparazione"
    APERTO = "aperto", "Aperto"
    CHIUSO = "chiuso", "Chiuso"


TONI_GIRO = {StatoGiro.PREPARATO: "attesa", StatoGiro.APERTO: "attenzione", StatoGiro.CHIUSO: "neutro"}


class Silenzio(TextChoices):
    """Che cosa vuol dire, alla chiusura, che un Comune su una sezione non ha risposto."""

    NESSUNA = "nessuna", "Chi non risponde non ha osservazioni"
    NON_ESPRESSO = "non_espresso", "Chi non risponde non si è espresso"


class EsitoOsservazione(TextChoices):
    NESSUNA = "nessuna", "Nessuna osservazione"
    OSSERVAZIONE = "osservazione", "Osservazione"
    CONTRARIO = "contrario", "Contrario"


# Gli esiti che chiedono un testo al Comune e un riscontro all’Ufficio di Piano.
SCRITTE = (EsitoOsservazione.OSSERVAZIONE, EsitoOsservazione.CONTRARIO)


class Riscontro(TextChoices):
    ACCOLTA = "accolta", "Accolta"
    IN_PARTE = "in_parte", "Accolta in parte"
    RESPINTA = "respinta", "Non accolta"
    GIA_PRESENTE = "gia_presente", "Già presente nel testo"


TONI_RISCONTRO = {
    "": "attenzione",
    Riscontro.ACCOLTA: "positivo",
    Riscontro.IN_PARTE: "attesa",
    Riscontro.RESPINTA: "negativo",
    Riscontro.GIA_PRESENTE: "neutro",
}
# Chi impegna il Comune in Assemblea risponde anche sul testo che vi andrà: il Sindaco, o il suo delegato permanente.
RISPONDE = "vota"
GUIDA_GIRO = "propone_piano"

PASSI_GIRO = {
    "apri": Passo(frozenset({StatoGiro.PREPARATO}), StatoGiro.APERTO, GUIDA_GIRO, "Aprire il giro di osservazioni"),
    "chiudi": Passo(frozenset({StatoGiro.APERTO}), StatoGiro.CHIUSO, GUIDA_GIRO, "Chiudere in anticipo il giro", motivo=True),
    "scadi": Passo(frozenset({StatoGiro.APERTO}), StatoGiro.CHIUSO, "", "Chiudere il giro al termine"),
    "riapri": Passo(frozenset({StatoGiro.CHIUSO}), StatoGiro.APERTO, GUIDA_GIRO, "Riaprire il giro", motivo=True),
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
