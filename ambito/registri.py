"""Registri che il nucleo possiede e le app più alte riempiono in `AppConfig.ready()`: così il basso non importa l’alto.

Chi non trova nulla di registrato dice «non ancora disponibile», non sbaglia.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


class Registro(dict):
    """Dizionario nome → oggetto che rifiuta di registrare due volte lo stesso nome."""

    def registra(self, nome, oggetto):
        if nome in self:
            raise ValueError(f"«{nome}» è già registrato")
        self[nome] = oggetto
        return oggetto


@dataclass(frozen=True)
class VoceMenu:
    """Una voce della navigazione: si mostra a chi ha `permesso` sull’Ambito, o `permesso_comune` almeno su un Comune."""

    ordine: int
    etichetta: str
    permesso: str
    indirizzo: Callable
    radice: str
    permesso_comune: str = ""


@dataclass(frozen=True)
class Compito:
    """Una cosa da fare di «Tocca a te»: che cosa, perché, dove, entro quando. Il `tono` «attenzione» la segna urgente."""

    titolo: str
    spiegazione: str
    url: str
    scadenza: date | None = None
    tono: str = "attesa"


@dataclass(frozen=True)
class Riquadro:
    """La situazione di un Comune in una parte del portale, con il suo stato in una parola."""

    titolo: str
    testo: str
    url: str
    stato: str = ""
    tono: str = "neutro"


@dataclass(frozen=True)
class TipoLavoro:
    """Un lavoro in secondo piano: `esegui(lavoro, avanza)` fa il lungo e dà `concludi(lavoro)`, eseguito in una transazione."""

    nome: str
    esegui: Callable


@dataclass(frozen=True)
class Capitolo:
    """Un capitolo di un documento lungo, da impaginare per conto suo: `modello` e `dati` ne danno il testo, e nient’altro.

    `chiave` è diversa da capitolo a capitolo (lettere, cifre, punti, trattini) e resta la stessa quando gli altri cambiano;
    `numero` apre quello di tabelle e figure («Tabella 3.2»); `elenca`: compaiono negli elenchi in testa al documento;
    `sotto`: nei segnalibri sta sotto il capitolo che lo precede.
    """

    chiave: str
    titolo: str
    modello: str
    dati: dict
    numero: str
    elenca: bool = True
    sotto: bool = False


@dataclass(frozen=True)
class TipoDocumento:
    """Un documento ufficiale: `trova(triennio, anno)` dà l’oggetto, `prepara(oggetto, oggi)` i dati congelati e chi li legge.

    Un documento lungo dichiara `capitoli(dati)`, che dà i `Capitolo` nell’ordine: `modello` è allora frontespizio e indice.
    """

    nome: str
    etichetta: str
    modello: str
    trova: Callable
    prepara: Callable
    capitoli: Callable | None = None


OGNI_COMUNE = 0


@dataclass(frozen=True)
class Annuncio:
    """Che cosa si dice e a chi: a chi ha `permesso` sull’Ambito, sul Comune indicato, o su un Comune qualunque (`OGNI_COMUNE`).

    `urgente`: per posta parte subito, qualunque cadenza la persona abbia scelto.
    `calendario`: un appuntamento da allegare (RFC 5545). `edizione`: distingue due annunci dello stesso passo nello stesso giorno.
    """

    titolo: str
    testo: str
    url: str
    permesso: str
    comune_id: int | None = None
    urgente: bool = False
    calendario: str = ""
    edizione: str = ""


MENU: list[VoceMenu] = []
# Ogni fornitore: `compiti(poteri, oggi) -> iterabile di Compito`.
TOCCA_A_TE: list[Callable] = []
# Ogni fornitore: `riquadri(comune, poteri) -> iterabile di Riquadro`, mostrati nella scheda di un Comune.
SCHEDA_COMUNE: list[Callable] = []
LAVORI: Registro = Registro()
DOCUMENTI: Registro = Registro()
TRACCIATI: Registro = Registro()
# (modello, passo) → `annuncio(oggetto, nota) -> Annuncio`: chi si avvisa quando un oggetto compie quel passo.
ANNUNCI: dict[tuple[str, str], Callable] = {}
# Ogni fornitore: `promemoria(oggi, adesso)`, che l’orologio chiama in ogni Ambito; avvisa con `giorno=oggi`, quindi una volta sola.
PROMEMORIA: list[Callable] = []
