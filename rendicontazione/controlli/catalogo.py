"""Il catalogo dei controlli, con il loro livello, e ciò che un controllo rileva."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Livello(StrEnum):
    """Che cosa succede quando la regola non torna."""

    BLOCCA = "Ferma"
    SPIEGA = "Va spiegato"
    INFORMA = "Da sapere"


@dataclass(frozen=True)
class Controllo:
    """Una regola del catalogo. Chi la incontra la legge in `regola`."""

    codice: str
    regola: str
    livello: Livello


CATALOGO = (
    Controllo("C01", "La somma delle righe è il totale del consuntivo, se lo si scrive", Livello.BLOCCA),
    Controllo("C05", "Il liquidato non supera la spesa lorda", Livello.BLOCCA),
    Controllo("C06", "La spesa netta non è negativa", Livello.BLOCCA),
    Controllo("C09", "La compartecipazione degli utenti non supera la spesa lorda", Livello.BLOCCA),
    Controllo("C13", "Ogni riga che lo richiede ha la sua prova", Livello.BLOCCA),
    Controllo("C07", "La spesa di ogni intervento e area è vicina a quella dell’anno prima", Livello.SPIEGA),
    Controllo("C08", "Dove ci sono utenti c’è spesa, e viceversa", Livello.SPIEGA),
    Controllo("C14", "La spesa netta per abitante è vicina alla mediana dell’Ambito", Livello.INFORMA),
    Controllo("C02", "Da un fondo non si spende più di quanto è stato assegnato", Livello.INFORMA),
    Controllo("C03", "Ai minori va la parte dovuta del Fondo nazionale politiche sociali", Livello.INFORMA),
    Controllo("C11", "I posti dei servizi non superano quelli autorizzati", Livello.INFORMA),
)
# Guardano l’Ambito intero: non sono di un Comune.
DELL_AMBITO = ("C02", "C03", "C11")
CODICI_DA_SPIEGARE = [c.codice for c in CATALOGO if c.livello is Livello.SPIEGA]
_PER_CODICE = {c.codice: c for c in CATALOGO}


@dataclass(frozen=True)
class Rilevato:
    """Un controllo che non torna su `oggetto` (`riguarda` è la sua chiave, stabile fra una lettura e l’altra).

    `spiegazione`: che cosa ne dice il Comune; `superata` se la diceva di un’altra cifra, e allora va confermata.
    """

    codice: str
    riguarda: str
    oggetto: str
    frase: str
    spiegazione: str = ""
    superata: bool = False

    @property
    def controllo(self):
        """La regola del catalogo che non torna."""
        return _PER_CODICE[self.codice]

    @property
    def livello(self):
        return self.controllo.livello

    @property
    def si_spiega(self):
        """Il Comune ne deve dire il perché."""
        return self.livello is Livello.SPIEGA

    @property
    def scoperto(self):
        """Va spiegato e non lo è, o non più."""
        return self.si_spiega and (self.superata or not self.spiegazione)

    def con(self, spiegazione, *, detta_di):
        """Lo stesso, con la spiegazione data quando il controllo diceva `detta_di`."""
        return replace(self, spiegazione=spiegazione, superata=detta_di != self.frase)
