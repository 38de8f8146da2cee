"""L’elezione a una carica, turno per turno: chi è eletto, o chi passa al turno seguente, e perché, in italiano.

Si vota su schede di carta, ogni seggio una scheda: si contano le teste, mai i pesi.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from .formati_italiani import conta, formatta_numero
from .frazioni import META_PIU_UNO, Soglia

BASI = {"votanti": "dei voti validi", "presenti": "dei presenti", "componenti": "dei componenti"}


class ErroreElezione(ValueError):
    """I totali del turno, o la regola, non tornano: la frase dice che cosa."""


@dataclass(frozen=True)
class RegolaElezione:
    """Nei primi `turni` serve `soglia` sulla `base`; poi basta `soglia_poi`, sulla stessa base.

    Con `ballottaggio`, dopo il primo turno a `soglia_poi` senza eletto si sceglie fra i due più votati: vince chi ha più voti.
    La carica dura `durata_mesi`; zero, finché l’organo non ne elegge un altro.
    """

    soglia: Soglia = META_PIU_UNO
    base: str = "componenti"
    turni: int = 2
    soglia_poi: Soglia = META_PIU_UNO
    ballottaggio: bool = True
    durata_mesi: int = 36

    def __post_init__(self) -> None:
        if self.base not in BASI:
            raise ErroreElezione(f"La base è una fra: {', '.join(BASI)}.")
        if self.turni < 1 or self.durata_mesi < 0:
            raise ErroreElezione("I turni sono almeno uno, e la durata non è negativa.")

    def to_dict(self) -> dict[str, Any]:
        """Forma per JSON, inversa di `from_dict`."""
        return {**asdict(self), "soglia": self.soglia.to_dict(), "soglia_poi": self.soglia_poi.to_dict()}

    @classmethod
    def from_dict(cls, dati: Mapping[str, Any]) -> "RegolaElezione":
        """Legge la forma di `to_dict`."""
        return cls(**{**dati, "soglia": Soglia.from_dict(dati["soglia"]), "soglia_poi": Soglia.from_dict(dati["soglia_poi"])})

    def e_ballottaggio(self, numero: int) -> bool:
        """Il turno `numero` (dal primo, 1) è fra i due più votati?"""
        return self.ballottaggio and numero > self.turni + 1

    def frasi(self) -> list[str]:
        """La regola, detta da una persona."""
        if self.soglia == self.soglia_poi:
            frasi = [f"È eletto presidente, o vice, chi ottiene {self.soglia.in_parole()} {BASI[self.base]}."]
            return [*frasi, *self._frase_ballottaggio(f"Se in {self.turni + 1} turni nessuno è eletto")]
        quando = "al primo turno" if self.turni == 1 else f"nei primi {self.turni} turni"
        frasi = [f"È eletto presidente, o vice, chi {quando} ottiene {self.soglia.in_parole()} {BASI[self.base]}."]
        frasi.append(f"Poi basta {self.soglia_poi.in_parole()} {BASI[self.base]}.")
        return [*frasi, *self._frase_ballottaggio("Se neppure così c’è un eletto")]

    def _frase_ballottaggio(self, quando: str) -> list[str]:
        return [f"{quando} si sceglie fra i due più votati: vince chi ha più voti."] if self.ballottaggio else []


@dataclass(frozen=True)
class EsitoTurno:
    """`eletto`: la chiave di chi è eletto, o vuoto. `ammessi`: le sole chiavi votabili al turno seguente, o vuoto se tutte."""

    eletto: str
    ammessi: tuple[str, ...]
    passaggi: tuple[str, ...]


def scrutina_turno(
    regola: RegolaElezione,
    numero: int,
    componenti: int,
    presenti: int,
    voti: Mapping[str, int],
    nomi: Mapping[str, str],
    bianche: int = 0,
    nulle: int = 0,
) -> EsitoTurno:
    """L’esito del turno `numero`. `voti`: chiave → voti avuti; `nomi`: chiave → come si dice. `ErroreElezione` se non torna."""
    _verifica(componenti, presenti, voti, bianche, nulle)
    validi = sum(voti.values())
    fila = sorted(voti, key=lambda chiave: (-voti[chiave], nomi[chiave]))
    voti_detti = ", ".join(f"{nomi[c]} {formatta_numero(voti[c])}" for c in fila) or "nessun voto"
    passaggi = [
        f"Turno {numero}: {conta(presenti, 'presente', 'presenti')} su {formatta_numero(componenti)} componenti; {voti_detti}; "
        f"{conta(bianche, 'scheda bianca', 'schede bianche')}, {conta(nulle, 'nulla', 'nulle')}."
    ]
    if regola.e_ballottaggio(numero):
        return _al_ballottaggio(fila, voti, nomi, passaggi)
    soglia = regola.soglia if numero <= regola.turni else regola.soglia_poi
    base = {"votanti": validi, "presenti": presenti, "componenti": componenti}[regola.base]
    passaggi.append(f"Servivano {soglia.in_parole()} {BASI[regola.base]}, cioè {formatta_numero(soglia.minimo(base))} voti.")
    if fila and voti[fila[0]] and soglia.raggiunta(voti[fila[0]], base) and (len(fila) == 1 or voti[fila[0]] > voti[fila[1]]):
        return EsitoTurno(fila[0], (), (*passaggi, f"È eletto: {nomi[fila[0]]}."))
    return _avanti(regola, numero, fila, voti, passaggi)


def _verifica(componenti: int, presenti: int, voti: Mapping[str, int], bianche: int, nulle: int) -> None:
    numeri = [*voti.values(), bianche, nulle, presenti]
    if any(type(n) is not int or n < 0 for n in numeri) or presenti > componenti:
        raise ErroreElezione("I numeri del turno sono interi non negativi, e i presenti non più dei componenti.")
    if sum(voti.values()) + bianche + nulle > presenti:
        raise ErroreElezione("Le schede sono più dei presenti: ricontale.")


def _al_ballottaggio(fila: list[str], voti: Mapping[str, int], nomi: Mapping[str, str], passaggi: list[str]) -> EsitoTurno:
    if fila and voti[fila[0]] and (len(fila) == 1 or voti[fila[0]] > voti[fila[1]]):
        return EsitoTurno(fila[0], (), (*passaggi, f"Al ballottaggio è eletto: {nomi[fila[0]]}."))
    pari = [c for c in fila if voti[c] == voti[fila[0]]]
    return EsitoTurno("", tuple(sorted(pari)), (*passaggi, "I più votati hanno gli stessi voti: il ballottaggio si ripete."))


def _avanti(regola: RegolaElezione, numero: int, fila: list[str], voti: Mapping[str, int], passaggi: list[str]) -> EsitoTurno:
    """Nessun eletto: si rivota; se tocca al ballottaggio, fra i due più votati."""
    if not regola.e_ballottaggio(numero + 1):
        return EsitoTurno("", (), (*passaggi, "Nessuno è eletto: si vota di nuovo."))
    # Se il secondo non è uno solo, al ballottaggio vanno tutti quelli con i suoi voti.
    ammessi = [c for c in fila if voti[c] >= voti[fila[min(1, len(fila) - 1)]]]
    return EsitoTurno("", tuple(sorted(ammessi)), (*passaggi, "Nessuno è eletto: si va al ballottaggio."))
