"""Le schede obiettivo e i tavoli, campo per campo, in parole già da leggere: «prima → dopo»."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ambito.nucleo.formati_italiani import formatta_importo, formatta_numero
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
}
CAMPI_TAVOLO = {"nome": "nome", "area": "area di utenza", "descrizione": "di che cosa si occupa", "referente": "chi lo coordina"}
DATE = {"inizio", "fine"}


class Parte(StrEnum):
    """Di che cosa parla un campo: della scheda stessa o di ciò che contiene."""

    SCHEDA = "scheda"
    AZIONE = "azione"
    INDICATORE = "indicatore"
    RISORSA = "risorsa"


@dataclass(frozen=True)
class Campo:
    """Un valore che cambia, in parole: vuoto dove non c’era o non c’è più."""

    nome: str
    prima: str
    dopo: str
    parte: Parte = Parte.SCHEDA

    @property
    def genere(self):
        """Aggiunta se prima era vuoto, tolta se adesso lo è, altrimenti cambiata."""
        return Genere.CAMBIATA if self.prima and self.dopo else Genere.AGGIUNTA if self.dopo else Genere.TOLTA


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
    return _scheda(prima, dopo, adesso["nome"], list(_campi(prima, dopo, CAMPI_TAVOLO)), adesso)


def _obiettivo(prima, dopo):
    campi = [
        *_campi(prima, dopo, CAMPI_OBIETTIVO),
        *_righe(prima, dopo, "azioni", "titolo", Parte.AZIONE, _azione),
        *_righe(prima, dopo, "indicatori", "nome", Parte.INDICATORE, _indicatore),
        *_risorse(prima, dopo),
    ]
    adesso = dopo or prima
    return _scheda(prima, dopo, f"{adesso['codice']} {adesso['titolo']}", campi, adesso)


def _scheda(prima, dopo, nome, campi, adesso):
    return Scheda(genere(prima, dopo, bool(campi)), nome, tuple(campi), adesso.get("id"))


def _campi(prima, dopo, nomi):
    for chiave, nome in nomi.items():
        # Una fotografia più vecchia può non avere i campi che la scheda ha adesso.
        valori = [_in_parole(chiave, foto.get(chiave, "")) if foto else "" for foto in (prima, dopo)]
        if valori[0] != valori[1]:
            yield Campo(nome, *valori)


def _in_parole(chiave, valore):
    if isinstance(valore, bool):
        return "sì" if valore else "no"
    if isinstance(valore, list):
        return ", ".join(valore)
    return giorno_italiano(valore) if chiave in DATE else valore.strip()


def _righe(prima, dopo, elenco, chiave, parte, frase):
    """Le azioni o gli indicatori: ognuno è una frase, e cambia se cambia la frase."""
    for vecchia, nuova in accoppia(*(foto[elenco] if foto else [] for foto in (prima, dopo)), chiave):
        era, adesso = (frase(riga) if riga else "" for riga in (vecchia, nuova))
        if era != adesso:
            yield Campo(f"{parte} «{(nuova or vecchia)[chiave]}»", era, adesso, parte)


def _azione(riga):
    periodo = " – ".join(filter(None, (giorno_italiano(riga["inizio"]), giorno_italiano(riga["fine"]))))
    return "; ".join(filter(None, (riga["titolo"], riga["responsabile"], periodo)))


def _indicatore(riga):
    misura = f"da {numero_italiano(riga['base']) or 'un valore non indicato'} a {numero_italiano(riga['atteso'])} {riga['unita']}"
    return "; ".join(filter(None, (riga["nome"], misura, riga["fonte"], riga["tipo"])))


def _risorse(prima, dopo):
    """Ogni anno e fondo della scheda che cambia importo."""
    vecchie, nuove = (_per_fondo(foto) for foto in (prima, dopo))
    for fondo, anno in {**vecchie, **nuove}:
        era, adesso = vecchie.get((fondo, anno)), nuove.get((fondo, anno))
        if era != adesso:
            euro = ["" if valore is None else f"{formatta_importo(valore)} €" for valore in (era, adesso)]
            yield Campo(f"{fondo}, {anno}", *euro, Parte.RISORSA)


def _per_fondo(foto):
    return {(r["fondo"], r["anno"]): Decimal(r["importo"]) for r in foto["risorse"]} if foto else {}


def giorno_italiano(giorno):
    """Da «2025-01-31» a «31/01/2025»; vuoto resta vuoto."""
    return "/".join(reversed(giorno.split("-")))


def numero_italiano(testo):
    """«12.50» → «12,50»; «12.00» → «12»; vuoto resta vuoto."""
    if not testo:
        return ""
    valore = Decimal(testo)
    return formatta_numero(valore, 0 if valore == valore.to_integral_value() else 2)
