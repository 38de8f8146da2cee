"""Le schede obiettivo e i tavoli, campo per campo."""

from dataclasses import dataclass

from piano.confronto.campi import Campo, campi_cambiati
from piano.confronto.righe import righe_confrontate, somme_confrontate
from piano.confronto.voci import Genere, accoppia, genere

CAMPI_OBIETTIVO = {
    "codice": "codice",
    "titolo": "titolo",
    "area": "area di programmazione",
    "descrizione": "che cosa e perché",
    "bisogno": "bisogno a cui risponde",
    "target": "a chi si rivolge",
    "continuita": "continuità",
    "modalita": "come si realizza",
    "inizio": "inizio",
    "fine": "fine",
    "referente": "referente",
    "integrazione_sociosanitaria": "integrazione sociosanitaria",
    "aree_secondarie": "altre aree",
    "leps": "livelli essenziali",
    "servizi": "servizi",
    "risorse_strumentali": "sedi, mezzi, strumenti",
    "criticita": "criticità previste",
    "innovazione": "che cosa cambia rispetto a prima",
    "peso": "peso per la premialità",
}
# Sì o no → come si dice in una riga quando c’è.
CARATTERI = {
    "trasversale": "riguarda più aree insieme",
    "sovrazonale": "condiviso con altri Ambiti",
    "coprogettazione_ets": "co-progettato con il Terzo settore",
    "digitalizzazione": "comporta una digitalizzazione",
}
CAMPI_TAVOLO = {"nome": "nome", "area": "area di utenza", "descrizione": "di che cosa si occupa", "referente": "chi lo coordina"}
# Ciò che una fotografia ha e che non si confronta, con il perché.
ESCLUSI = {"id": "riconosce la stessa voce nelle due fotografie: non è qualcosa che si legge"}


@dataclass(frozen=True)
class Scheda:
    """Un obiettivo o un tavolo nei due momenti, con i soli campi che cambiano."""

    genere: Genere
    nome: str
    campi: tuple[Campo, ...]
    identita: int | None = None


def obiettivi_confrontati(prima, dopo):
    """Gli obiettivi di due fotografie, uguali compresi."""
    return [_obiettivo(*coppia) for coppia in accoppia(prima["obiettivi"], dopo["obiettivi"], "codice")]


def tavoli_confrontati(prima, dopo):
    """I tavoli di due fotografie, uguali compresi."""
    return [_tavolo(*coppia) for coppia in accoppia(prima["tavoli"], dopo["tavoli"], "nome")]


def _tavolo(prima, dopo):
    adesso = dopo or prima
    return _scheda(prima, dopo, adesso["nome"], list(campi_cambiati(prima, dopo, CAMPI_TAVOLO)), adesso)


def _obiettivo(prima, dopo):
    vecchio, nuovo = (foto and {**foto, "integrazione_sociosanitaria": integrazione(foto)} for foto in (prima, dopo))
    campi = [
        *campi_cambiati(vecchio, nuovo, CAMPI_OBIETTIVO),
        *_caratteri(vecchio, nuovo),
        *righe_confrontate(vecchio, nuovo),
        *somme_confrontate(vecchio, nuovo),
    ]
    adesso = dopo or prima
    return _scheda(prima, dopo, f"{adesso['codice']} {adesso['titolo']}", campi, adesso)


def _scheda(prima, dopo, nome, campi, adesso):
    return Scheda(genere(prima, dopo, bool(campi)), nome, tuple(campi), adesso.get("id"))


def _caratteri(prima, dopo):
    """I sì e no che cambiano; di una scheda aggiunta o tolta si dicono soltanto i sì."""
    for chiave, nome in CARATTERI.items():
        era, adesso = (bool(foto and foto.get(chiave)) for foto in (prima, dopo))
        if era != adesso:
            yield Campo(nome, *("" if not foto else "sì" if vero else "no" for foto, vero in ((prima, era), (dopo, adesso))))


def integrazione(foto):
    """Con chi si condivide l’obiettivo: prima che si scegliesse, la scheda diceva solo sì o no."""
    scritta = foto.get("integrazione_sociosanitaria", "")
    if isinstance(scritta, bool):
        return "con ATS e ASST" if scritta else ""
    return scritta
