"""Stati del Piano di Zona e passaggi fra l’uno e l’altro; le condizioni per compierli sono qui, come frasi."""

from django.db.models import Q, TextChoices

from ambito.nucleo.flusso import Passo
from piano.stati.osservazioni import StatoGiro


class StatoPiano(TextChoices):
    BOZZA = "bozza", "In bozza"
    PROPOSTO = "proposto", "Proposto al voto"
    APPROVATO = "approvato", "Approvato"
    VIGENTE = "vigente", "Vigente"
    IN_AGGIORNAMENTO = "in_aggiornamento", "Vigente, in aggiornamento"
    AGGIORNAMENTO_PROPOSTO = "aggiornamento_proposto", "Vigente, aggiornamento proposto"
    CONCLUSO = "concluso", "Concluso"
    ARCHIVIATO = "archiviato", "Archiviato"


TONI = {
    StatoPiano.BOZZA: "attesa",
    StatoPiano.PROPOSTO: "attenzione",
    StatoPiano.APPROVATO: "positivo",
    StatoPiano.VIGENTE: "positivo",
    StatoPiano.IN_AGGIORNAMENTO: "positivo",
    StatoPiano.AGGIORNAMENTO_PROPOSTO: "positivo",
    StatoPiano.CONCLUSO: "neutro",
    StatoPiano.ARCHIVIATO: "neutro",
}

# Il testo si scrive.
SCRIVIBILI = frozenset({StatoPiano.BOZZA, StatoPiano.IN_AGGIORNAMENTO})
# C’è una proposta che aspetta il voto dell’Assemblea.
PROPOSTI = frozenset({StatoPiano.PROPOSTO, StatoPiano.AGGIORNAMENTO_PROPOSTO})
# Una versione nuova si sta scrivendo o votando: finché non è adottata vale quella di prima.
IN_CORSO_DI_AGGIORNAMENTO = frozenset({StatoPiano.IN_AGGIORNAMENTO, StatoPiano.AGGIORNAMENTO_PROPOSTO})
# Il piano produce effetti: anche mentre se ne scrive un aggiornamento.
IN_VIGORE = frozenset({StatoPiano.VIGENTE}) | IN_CORSO_DI_AGGIORNAMENTO
# L’Assemblea l’ha approvato, e non è finito.
APPROVATI = frozenset({StatoPiano.APPROVATO}) | IN_VIGORE
# È finito: non si segue più, e chi lavora pensa a quello che viene dopo.
FINITI = frozenset({StatoPiano.CONCLUSO, StatoPiano.ARCHIVIATO})
# L’Assemblea l’ha approvato, prima o poi.
DECISI = APPROVATI | FINITI
# Lo stato finale di un attuativo: i suoi stati stanno nel modulo accanto, che importa questo.
ATTUATIVO_CHIUSO = "chiuso"
# In questi stati le quote vincolate si collegano agli obiettivi: i riparti arrivano anche a piano approvato.
CON_QUOTE_APERTE = (SCRIVIBILI | APPROVATI) - PROPOSTI


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


def versione_adottata(piano):
    """Si aggiorna la versione in vigore: dev’esserci."""
    return None if piano.adottata_id else "Il piano non ha una versione adottata: non c’è niente da aggiornare."


def obiettivi_valutati(piano):
    """Di ogni obiettivo si è detto come è andato a finire."""
    senza = piano.obiettivi.exclude(valutazioni__finale=True).order_by("codice")
    codici = list(senza.values_list("codice", flat=True))
    return f"Obiettivi senza valutazione finale: {', '.join(codici)}. Si scrive dalla pagina «Andamento»." if codici else None


def attuativi_chiusi(piano):
    """Nessun attuativo aspetta ancora qualcosa: di un piano in archivio si legge soltanto."""
    anni = list(piano.attuativi.exclude(stato=ATTUATIVO_CHIUSO).order_by("anno").values_list("anno", flat=True))
    return f"Attuativi da chiudere: {', '.join(map(str, anni))}." if anni else None


PASSI = {
    "proponi": Passo(
        da=frozenset({StatoPiano.BOZZA}),
        a=StatoPiano.PROPOSTO,
        permesso="propone_piano",
        frase="Proporre il piano al voto",
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
    "entra_in_vigore": Passo(
        da=frozenset({StatoPiano.APPROVATO}),
        a=StatoPiano.VIGENTE,
        permesso="",
        frase="Far entrare in vigore il piano con l’accordo di programma",
    ),
    "apri_aggiornamento": Passo(
        da=frozenset({StatoPiano.VIGENTE}),
        a=StatoPiano.IN_AGGIORNAMENTO,
        permesso="propone_piano",
        frase="Aprire un aggiornamento del piano",
        esige=(versione_adottata,),
        motivo=True,
    ),
    "proponi_aggiornamento": Passo(
        da=frozenset({StatoPiano.IN_AGGIORNAMENTO}),
        a=StatoPiano.AGGIORNAMENTO_PROPOSTO,
        permesso="propone_piano",
        frase="Proporre l’aggiornamento al voto",
        esige=(sezioni_complete, obiettivi_completi, dentro_il_triennio, senza_giro_aperto),
    ),
    "rinvia_aggiornamento": Passo(
        da=frozenset({StatoPiano.AGGIORNAMENTO_PROPOSTO}),
        a=StatoPiano.IN_AGGIORNAMENTO,
        permesso="propone_piano",
        frase="Riaprire il testo dell’aggiornamento",
        motivo=True,
    ),
    "adotta_aggiornamento": Passo(
        da=frozenset({StatoPiano.AGGIORNAMENTO_PROPOSTO}),
        a=StatoPiano.VIGENTE,
        permesso="",
        frase="Adottare l’aggiornamento del piano",
        esige=(delibera_indicata,),
    ),
    "ritira_aggiornamento": Passo(
        da=IN_CORSO_DI_AGGIORNAMENTO,
        a=StatoPiano.VIGENTE,
        permesso="propone_piano",
        frase="Ritirare l’aggiornamento del piano",
        esige=(senza_giro_aperto,),
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
    "archivia": Passo(
        da=frozenset({StatoPiano.CONCLUSO}),
        a=StatoPiano.ARCHIVIATO,
        permesso="propone_piano",
        frase="Archiviare il piano",
        esige=(attuativi_chiusi,),
        motivo=True,
    ),
}
