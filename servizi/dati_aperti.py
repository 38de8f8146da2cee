"""I dati aperti dei servizi. Sotto tre persone una misura non si scrive: in un Comune piccolo direbbe di qualcuno."""

from datetime import date
from decimal import Decimal

from ambito.dati_aperti import Campo, Frequenza, Insieme, Tema
from servizi.models import MINIMO_PERSONE
from servizi.selezioni import aperti
from servizi.selezioni.accreditati import Situazione


def _pochi(quanti):
    return quanti is not None and quanti < MINIMO_PERSONE


def _conteggio(nome):
    return lambda misura: None if _pochi(getattr(misura, nome)) else getattr(misura, nome)


def _di_pochi(nome):
    """Ore, giornate e costo di una o due persone direbbero quanto ha ricevuto ciascuna."""
    return lambda misura: None if _pochi(misura.utenti) else getattr(misura, nome)


def _sotto(nome):
    return lambda misura: _pochi(getattr(misura, nome))


def _servizio(prima=""):
    via, cerca = prima and f"{prima}.", prima and f"{prima}__"
    return (
        Campo("codice_servizio", "Codice del servizio nel catalogo dell’Ambito", "SAD", f"{via}servizio.codice",
              cerca=f"{cerca}servizio__codice"),
        Campo("servizio", "Che servizio è", "Assistenza domiciliare", f"{via}servizio.nome"),
    )  # fmt: skip


def _comune(prima="", nullo=False):
    via, cerca = prima and f"{prima}.", prima and f"{prima}__"
    return (
        Campo("codice_istat", "Codice Istat del Comune", "098019", f"{via}comune.codice_istat", nullo=nullo,
              cerca=f"{cerca}comune__codice_istat"),
        Campo("comune", "Nome del Comune", "Codogno", f"{via}comune.nome", nullo=nullo),
    )  # fmt: skip


UNITA = Insieme(
    codice="servizi",
    titolo="Strutture e servizi sociali",
    descrizione="Le strutture e i servizi sociali aperti: che cosa sono, dove, come si contattano, quanti posti hanno.",
    righe=aperti.unita,
    temi=(Tema.SOCIALE,),
    frequenza=Frequenza.CONTINUA,
    parole=("servizi sociali", "unità d’offerta", "strutture"),
    avvertenza="Senza Comune: il servizio si svolge a domicilio o in più sedi. I recapiti sono quelli degli uffici.",
    campi=(
        Campo("denominazione", "Nome della struttura o del servizio", "Asilo nido Il Girasole"),
        *_servizio(),
        Campo("area", "A chi si rivolge", "Minori e famiglia", "servizio.area.nome", cerca="servizio__area__nome"),
        *_comune(nullo=True),
        Campo("indirizzo", "Via e numero", "Via Roma 1", nullo=True),
        Campo("per_tutti_i_comuni", "Serve tutti i Comuni dell’Ambito", False, "tutto_ambito", cerca="tutto_ambito"),
        Campo("telefono", "Telefono dell’ufficio", "0377 000000", nullo=True),
        Campo("email", "Posta elettronica dell’ufficio", "nido@comune.example", nullo=True),
        Campo("apertura", "Giorni e orari", "da lunedì a venerdì, 8-18", nullo=True),
        Campo("posti", "Posti autorizzati", 40, "posti_autorizzati", unita="posti", nullo=True),
    ),
)
ACCREDITAMENTI = Insieme(
    codice="accreditamenti",
    titolo="Strutture accreditate",
    descrizione="Gli accreditamenti delle strutture sociali aperte: il provvedimento, fino a quando vale, la situazione di oggi.",
    righe=aperti.accreditamenti,
    temi=(Tema.SOCIALE,),
    frequenza=Frequenza.CONTINUA,
    parole=("accreditamento", "servizi sociali", "strutture"),
    avvertenza="Le strutture sociosanitarie non ci sono: le accredita la Regione.",
    campi=(
        Campo("struttura", "Nome della struttura", "Centro diurno La Corte", "unita.denominazione"),
        Campo("gestore", "Ente che la gestisce", "Cooperativa Aurora", "unita.gestore", nullo=True),
        *_servizio("unita"),
        *_comune("unita", nullo=True),
        Campo("provvedimento", "Atto con cui è accreditata", "Determinazione 12 del 3 marzo 2025", nullo=True),
        Campo("vale_dal", "Primo giorno", date(2025, 3, 10), nullo=True),
        Campo("vale_al", "Ultimo giorno", date(2030, 3, 9), nullo=True),
        Campo("situazione", "La situazione di oggi", "Valido", lambda pratica: Situazione(pratica.situazione).label),
    ),
)
MISURE = Insieme(
    codice="misure",
    titolo="Le misure annuali dei servizi",
    descrizione="Utenti, ore, giornate, posti, attese e costo di ogni servizio in ogni Comune, anno per anno.",
    righe=aperti.misure,
    aggiornato=aperti.ultima_raccolta,
    temi=(Tema.SOCIALE,),
    frequenza=Frequenza.ANNUALE,
    parole=("servizi sociali", "utenti", "liste di attesa"),
    avvertenza=(
        "Ci sono solo le raccolte finite e i Comuni che hanno consegnato. Un conteggio di persone sotto tre non si scrive, e con "
        "gli utenti nemmeno le ore, le giornate e il costo: lo dicono i campi «sotto tre». Una cella vuota vuol dire non rilevato "
        "o non scritto, mai zero."
    ),
    campi=(
        Campo("anno", "Anno a cui si riferisce la misura", 2024, cerca="anno"),
        *_comune(),
        *_servizio(),
        Campo("area", "A chi si rivolge il servizio", "Anziani", "servizio.area.nome", cerca="servizio__area__nome"),
        Campo("utenti", "Persone seguite nell’anno", 42, _conteggio("utenti"), unita="persone", nullo=True),
        Campo("utenti_sotto_tre", "Le persone sono meno di tre: il numero non si scrive", False, _sotto("utenti")),
        Campo("ore", "Ore erogate", 3120, _di_pochi("ore"), unita="ore", nullo=True),
        Campo("giornate", "Giornate di presenza", 210, _di_pochi("giornate"), unita="giornate", nullo=True),
        Campo("posti", "Posti disponibili", 30, unita="posti", nullo=True),
        Campo("lista_attesa", "Persone in attesa al 31 dicembre", 7, _conteggio("lista_attesa"), unita="persone", nullo=True),
        Campo("lista_attesa_sotto_tre", "Le persone in attesa sono meno di tre", False, _sotto("lista_attesa")),
        Campo("costo", "Costo totale del servizio", Decimal("74880.00"), _di_pochi("costo"), unita="euro", nullo=True),
    ),
)
INSIEMI = (UNITA, ACCREDITAMENTI, MISURE)
