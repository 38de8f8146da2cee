"""La descrizione di un foglio da importare: le colonne, come si leggono, come si confrontano, come si scrivono."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Colonna:
    """`leggi(testo)` dà il valore o solleva `ValueError` con una frase. Una colonna facoltativa e vuota vale `None`."""

    nome: str
    etichetta: str
    leggi: Callable[[str], object]
    obbligatoria: bool = True
    sinonimi: tuple[str, ...] = ()
    esempio: str = ""


@dataclass(frozen=True)
class ErroreRiga:
    """Un errore in una cella: `riga` è il numero che la persona vede nel foglio; colonna vuota = l’intera riga."""

    riga: int
    colonna: str
    valore: str
    frase: str


@dataclass
class Anteprima:
    """Che cosa succederebbe applicando: conteggi, differenze da mostrare, totali del file."""

    nuove: int = 0
    cambiate: int = 0
    uguali: int = 0
    differenze: list = field(default_factory=list)
    totali: list = field(default_factory=list)

    def aggiungi(self, riga, chi, prima, dopo, scritto, generi=("Nuovo", "Cambiato")):
        """Conta la riga fra nuove, cambiate o uguali; se cambia, di `chi` mostra il prima e il dopo come li dice `scritto`."""
        if prima == dopo:
            self.uguali += 1
            return
        nuova = prima is None
        self.nuove, self.cambiate = self.nuove + nuova, self.cambiate + (not nuova)
        self.differenze.append({
            "genere": generi[0 if nuova else 1],
            "chiave": f"Riga {riga['_riga']}: {chi}",
            "prima": scritto(prima),
            "dopo": scritto(dopo),
        })  # fmt: skip

    def a_json(self):
        return asdict(self)


def ripetute(righe, chiave):
    """Le righe che dicono la stessa cosa di una precedente: `(riga, numero della prima)`; `chiave(riga)` è ciò che dicono."""
    viste = {}
    for riga in righe:
        prima = viste.setdefault(chiave(riga), riga["_riga"])
        if prima != riga["_riga"]:
            yield riga, prima


@dataclass(frozen=True)
class Tracciato:
    """Un tipo di foglio. Le righe sono dizionari `nome della colonna → valore`, più `_riga` (numero nel foglio).

    `controlla(righe, caricamento) -> [ErroreRiga]` guarda le righe insieme (doppioni, Comuni estranei);
    `confronta(righe, caricamento) -> Anteprima`; `applica(righe, caricamento, poteri, adesso)` scrive, già in transazione;
    `ritorno(caricamento) -> url` è la pagina dove si torna. Se c’è `controlla_totale(valori, righe) -> [ErroreRiga]`, le righe
    che cominciano con «Totale» non sono dati: si confrontano con la somma delle altre. `lettori(caricamento)`, se c’è, dà per
    nome di colonna le funzioni che leggono sapendo di quale Ambito e Comune si tratta, al posto di `leggi`.
    """

    nome: str
    etichetta: str
    colonne: tuple[Colonna, ...]
    controlla: Callable
    confronta: Callable
    applica: Callable
    ritorno: Callable
    permesso: str
    controlla_totale: Callable | None = None
    lettori: Callable | None = None
