"""Registri che il nucleo possiede e le app più alte riempiono in `AppConfig.ready()`: così il basso non importa l’alto.

Chi non trova nulla di registrato dice «non ancora disponibile», non sbaglia.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime


class Registro(dict):
    """Dizionario nome → oggetto che rifiuta di registrare due volte lo stesso nome."""

    def registra(self, nome, oggetto):
        if nome in self:
            raise ValueError(f"«{nome}» è già registrato")
        self[nome] = oggetto
        return oggetto


def registra_chiavi(modello, chiavi):
    """Le `Chiave` degli oggetti di `modello`, una per tipo."""
    for tipo, chiave in chiavi.items():
        CHIAVI.registra((modello, tipo), chiave)


def registra_insiemi(insiemi):
    """Gli insiemi di dati aperti di un’app."""
    for insieme in insiemi:
        DATI_APERTI.registra(insieme.codice, insieme)


def registra_oggetti(oggetti):
    """Ciò che un’app ha di cui si legge la storia, e che si può seguire."""
    for nome, oggetto in oggetti.items():
        OGGETTI.registra(nome, oggetto)


@dataclass(frozen=True)
class VoceMenu:
    """Una voce della navigazione: si mostra a chi ha `permesso` sull’Ambito, o `permesso_comune` almeno su un Comune."""

    ordine: int
    etichetta: str | Callable  # `etichetta(ambito)`, se ogni Ambito ha le sue parole
    permesso: str
    indirizzo: Callable
    radice: str
    permesso_comune: str = ""

    def parole(self, ambito):
        return self.etichetta(ambito) if callable(self.etichetta) else self.etichetta

    def vede(self, poteri):
        """La persona la può aprire?"""
        sul_suo = self.permesso_comune and poteri.ha_da_qualche_parte(self.permesso_comune)
        return bool(poteri.puo(self.permesso) or sul_suo)


@dataclass(frozen=True)
class Compito:
    """Una cosa da fare di «Tocca a te»: che cosa, perché, dove, entro quando. Il `tono` «attenzione» la segna urgente."""

    titolo: str
    spiegazione: str
    url: str
    scadenza: date | None = None
    tono: str = "attesa"


@dataclass(frozen=True)
class Appuntamento:
    """Una voce di calendario: un giorno intero, o da un’ora a un’altra. `chiave` resta la stessa finché è la stessa cosa.

    `sequenza` cresce a ogni spostamento; `annullato` dice a chi l’ha già nel calendario di toglierlo.
    """

    chiave: str
    titolo: str
    testo: str
    url: str
    inizio: date | datetime
    fine: datetime | None = None
    luogo: str = ""
    sequenza: int = 0
    annullato: bool = False


@dataclass(frozen=True)
class Riquadro:
    """La situazione di un Comune, o di ciò che una persona ha mandato, in una parte del portale; lo stato in una parola.

    Di ciò che si aspetta da altri si dice da quando (`da`), da chi (`chi`) e, se si può sollecitare, dove (`sollecito`).
    """

    titolo: str
    testo: str
    url: str
    stato: str = ""
    tono: str = "neutro"
    da: date | None = None
    chi: str = ""
    sollecito: str = ""


@dataclass(frozen=True)
class Blocco:
    """Un pezzo in testa alla prima pagina: il modello che lo mostra e i suoi dati."""

    modello: str
    dati: dict


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
    `per_codice`: di quel periodo ce ne sono molti, e `trova(triennio, anno, codice)` sceglie quale. `da_stampare(dati)`: i dati
    con ciò che la pagina mostra e che congelato pesa troppo, le immagini: i dati ne hanno l’impronta.
    """

    nome: str
    etichetta: str
    modello: str
    trova: Callable
    prepara: Callable
    capitoli: Callable | None = None
    per_codice: bool = False
    da_stampare: Callable | None = None


@dataclass(frozen=True)
class Oggetto:
    """Una cosa del portale che ha una storia e si può seguire; il suo nome nel registro sta nell’indirizzo della storia.

    `visibili(poteri)`: le righe che la persona può aprire, con ciò che serve a nominarle; chi non ha `permesso` non ne apre
    nessuna. `indirizzo(ambito, riga)`: la sua pagina. `parti`: coppie (modello, via verso l’oggetto) di ciò che ne fa parte, e
    la cui storia è anche sua. `valori(riga, poteri)`: si leggono anche i motivi, e i valori di prima e di dopo? `tace(poteri)`:
    i verbi che a quella persona non si dicono.
    """

    etichetta: str
    modello: str
    permesso: str
    visibili: Callable
    indirizzo: Callable
    parti: tuple = ()
    valori: Callable = lambda riga, poteri: True
    tace: Callable = lambda poteri: frozenset()


OGNI_COMUNE = 0


@dataclass(frozen=True)
class Novita:
    """Un atto, o un avviso, appena reso pubblico: sta fra le ultime novità e nel canale Atom dell’Ambito."""

    quando: datetime
    genere: str
    titolo: str
    url: str
    testo: str = ""


@dataclass(frozen=True)
class Aperto:
    """Una cosa a cui oggi si può rispondere: un avviso, una consultazione. `scade` è l’ultimo giorno, compreso."""

    titolo: str
    testo: str
    url: str
    scade: date


def niente(ambito, oggi):
    """Ciò che dà una sezione pubblica che di quel genere non ha nulla."""
    return ()


@dataclass(frozen=True)
class SezionePubblica:
    """Una stanza della trasparenza, che chiunque apre senza entrare; `rotta` ha per solo argomento l’Ambito.

    `cifra(oggi)` è la frase con il numero che la riassume («12 deliberazioni»), vuota se non c’è ancora nulla. `novita`, `aperti` e
    `pagine` ricevono l’Ambito e il giorno: gli ultimi atti, ciò a cui si può rispondere, gli indirizzi delle pagine che contiene.
    `sottosezione` è il codice di `ambito.trasparenza.SOTTOSEZIONI` a cui la legge la assegna.
    """

    ordine: int
    etichetta: str
    titolo: str
    frase: str
    rotta: str
    icona: str
    cifra: Callable
    sottosezione: str
    novita: Callable = niente
    aperti: Callable = niente
    pagine: Callable = niente


@dataclass(frozen=True)
class VocePubblicabile:
    """Una cosa di cui l’ufficio decide il giorno di pubblicazione: `oggetto_id` è la riga del modello dichiarato nelle chiavi."""

    oggetto_id: int
    titolo: str
    quando: date
    url: str


@dataclass(frozen=True)
class Pubblicabile:
    """Un genere di cose pubblicabili: `voci(ambito)` le elenca. `da_se`: senza una decisione dell’ufficio sono già pubbliche."""

    nome: str
    etichetta: str
    voci: Callable
    da_se: bool


@dataclass(frozen=True)
class Annuncio:
    """Che cosa si dice e a chi: a chi ha `permesso` sull’Ambito, sul Comune indicato, o su un Comune qualunque (`OGNI_COMUNE`).

    Con `ente_id` si dice invece a chi ha un incarico per quell’ente: con quel `permesso`, o qualunque sia se è vuoto.

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
    ente_id: int | None = None


@dataclass(frozen=True)
class Cercabile:
    """Un genere di cose che si trovano cercando. `righe(poteri, oggi)`: solo quelle che la persona può aprire; `None` se nessuna.

    `titolo`, `nota` e `testo` sono campi o espressioni di quelle righe: si cerca in tutti, del testo si mostra un brano.
    `indirizzo(slug, *chiavi)` riceve i valori di `chiavi`, come testi. `etichetta` è il nome del gruppo, `nome` di una cosa sola.
    """

    genere: str
    etichetta: str
    nome: str
    righe: Callable
    titolo: object
    indirizzo: Callable
    chiavi: tuple = ("pk",)
    nota: object = ""
    testo: object = ""


@dataclass(frozen=True)
class Pagina:
    """Una pagina che si trova cercandone il nome, o una delle `parole` con cui la si chiama. `vede(poteri)`: si può aprire."""

    etichetta: str
    indirizzo: Callable
    vede: Callable
    parole: str = ""


@dataclass(frozen=True)
class TappaAvvio:
    """Una tappa dell’avvio di un Ambito o di un triennio: perché serve, dove si fa, quanto se ne è fatto secondo i dati.

    `nota` dice a che punto è, in parole. Una `facoltativa` non si conta fra ciò che manca, e neppure una che prima del giorno
    `dal` non si può ancora fare. `riprende`: coppie (che cosa, indirizzo) da cui si può ripartire invece che da zero.
    """

    ordine: int
    titolo: str
    perche: str
    url: str
    fatti: int = 0
    totale: int = 1
    nota: str = ""
    facoltativa: bool = False
    dal: date | None = None
    riprende: tuple = ()

    @property
    def fatta(self):
        return 0 < self.totale <= self.fatti

    def piu_avanti(self, oggi):
        """Non è fatta, e oggi non si può ancora fare."""
        return not self.fatta and self.dal is not None and oggi < self.dal

    def manca(self, oggi):
        """Serve, si può fare, e i dati dicono che non è fatta."""
        return not (self.fatta or self.facoltativa or self.piu_avanti(oggi))


@dataclass(frozen=True)
class Conservazione:
    """Per quanto si tiene una cosa, e perché (vuoto: prova un atto); `quante()` dice quante ce n’è nell’Ambito in corso.

    `scarta(adesso)` toglie ciò che ha fatto il suo tempo e ne dà il numero; chi non ce l’ha non si cancella da sé. Di ciò che non
    è di nessuna persona (`annota` falso) il registro non dice che è stato tolto.
    """

    ordine: int
    che_cosa: str
    quanto: str
    perche: str
    quante: Callable
    scarta: Callable | None = None
    annota: bool = True


MENU: list[VoceMenu] = []
# Le linguette che le app aggiungono alla console di chi gestisce la piattaforma, come (etichetta, nome dell’indirizzo).
CONSOLE: list[tuple[str, str]] = []
# Che cosa si trova cercando, nell’ordine in cui si mostra: ogni app aggiunge ciò che è suo.
CERCABILI: list[Cercabile] = []
# Le pagine che non stanno nel menu, e le altre parole con cui si chiamano quelle che ci stanno.
PAGINE: list[Pagina] = []
# Ogni fornitore: `compiti(poteri, oggi) -> iterabile di Compito`.
TOCCA_A_TE: list[Callable] = []
# Ogni fornitore: `appuntamenti(poteri, oggi) -> iterabile di Appuntamento`, per il calendario della persona; i `Compito` con una
# scadenza ci vanno già da sé.
CALENDARIO: list[Callable] = []
# Ogni fornitore: `da_seguire(poteri) -> iterabile di Riquadro`: ciò che la persona aspetta da altri.
DA_SEGUIRE: list[Callable] = []
# Ogni fornitore: `in_testa(poteri, adesso) -> iterabile di Blocco`: ciò che la persona trova per primo entrando.
IN_TESTA: list[Callable] = []
# Ogni fornitore: `tappe(poteri, oggi) -> iterabile di TappaAvvio`: che cosa serve a un Ambito prima di lavorare.
TAPPE_AMBITO: list[Callable] = []
# Ogni fornitore: `tappe(poteri, oggi, triennio) -> iterabile di TappaAvvio`; il `Triennio` è `None` se non ce n’è ancora uno.
TAPPE_TRIENNIO: list[Callable] = []
# Ogni fornitore: `trienni(poteri, oggi) -> elenco di Triennio`, quello in corso e quello da preparare; `None` = il primo.
TRIENNI: list[Callable] = []
# Ogni fornitore: `riquadri(comune, poteri) -> iterabile di Riquadro`, mostrati nella scheda di un Comune.
SCHEDA_COMUNE: list[Callable] = []
# nome → `SezionePubblica`: le stanze della trasparenza.
TRASPARENZA: Registro = Registro()
# Ogni fornitore: `recapito(ambito) -> e-mail` di un ufficio dell’Ambito o del suo capofila che si può dire a tutti, o «».
RECAPITI: list[Callable] = []
# nome → `Pubblicabile`: di che cosa l’ufficio decide il giorno di pubblicazione.
PUBBLICABILI: Registro = Registro()
LAVORI: Registro = Registro()
DOCUMENTI: Registro = Registro()
TRACCIATI: Registro = Registro()
# (modello, `tipo` od `oggetto_tipo`) → `Chiave`: che righe indica il suo `oggetto_id`. Dove il tipo è già un modello non serve.
CHIAVI: Registro = Registro()
# «modello.campo» o «modello.campo.voce» di un JSON → il modello di cui quel numero (o quell’elenco) indica le righe.
CHIAVI_NEI_DATI: Registro = Registro()
# «modello.campo» di un JSON che copia righe di tabelle, come testi → l’app dei loro modelli.
RIGHE_NEI_DATI: Registro = Registro()
# (modello, passo) → `annuncio(oggetto, nota) -> Annuncio`: chi si avvisa quando un oggetto compie quel passo.
ANNUNCI: dict[tuple[str, str], Callable] = {}
# Ogni fornitore: `promemoria(oggi, adesso)`, che l’orologio chiama in ogni Ambito; avvisa con `giorno=oggi`, quindi una volta sola.
PROMEMORIA: list[Callable] = []
# Modelli («app.modello») di cui gli avvisi provano il recapito: quelli non si cancellano.
AVVISI_CHE_PROVANO: set[str] = set()
# nome → `Conservazione`: per quanto si tiene ciò che sta nel portale.
CONSERVAZIONI: Registro = Registro()
# Nome nell’indirizzo → `Oggetto`: ciò di cui si legge la storia e che si può seguire.
OGGETTI: Registro = Registro()
# Voci di `Evento.prima` e `Evento.dopo` che non sono campi di un modello → come si dicono.
VOCI_DEL_REGISTRO: dict[str, str] = {}
# Codice → `ambito.dati_aperti.Insieme`: i dati che un Ambito pubblica perché altri li riusino.
DATI_APERTI: Registro = Registro()
