"""A che punto è ciò che si misura: il valore letto contro quello atteso quel giorno, e quando tocca leggere ancora.

Una strada è una successione di tappe (giorno, valore): fra l’una e l’altra il valore atteso cresce o cala in linea retta. Il
giudizio si dà sul giorno a cui la lettura si riferisce, non su quello in cui la si guarda: una lettura vecchia non peggiora da sé.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple


class Verso(StrEnum):
    """Che cosa vuol dire andare bene: salire, scendere, o restare entro un tetto."""

    ALTO = "alto"
    BASSO = "basso"
    ENTRO = "entro"


class Luce(StrEnum):
    """Il giudizio, sempre accompagnato dalle sue parole."""

    IN_LINEA = "in_linea"
    IN_RITARDO = "in_ritardo"
    FUORI_STRADA = "fuori_strada"
    SENZA_DATI = "senza_dati"
    NON_DOVUTO = "non_dovuto"


class Tappa(NamedTuple):
    """Un valore noto della strada: la partenza, il traguardo di un anno, quello finale."""

    giorno: date
    valore: Decimal


class Lettura(NamedTuple):
    """Il valore letto e il giorno a cui si riferisce."""

    giorno: date
    valore: Decimal


class Strada(NamedTuple):
    """La strada di un indicatore: `partenza` è il valore di base al primo giorno, se qualcuno lo sa; `traguardi` in ordine."""

    verso: Verso
    partenza: Tappa | None
    traguardi: tuple[Tappa, ...]

    @property
    def arrivo(self) -> Tappa:
        return self.traguardi[-1]


# Quanto si può restare indietro, in parti del cammino intero: fin qui è ancora in linea, fin qui è in ritardo.
TOLLERANZA, RITARDO = Fraction(5, 100), Fraction(25, 100)
# Dopo la fine di un periodo c’è un mese per scrivere quanto si è letto.
GIORNI_PER_SCRIVERE = timedelta(days=30)


def atteso(strada: Strada, giorno: date) -> Fraction | None:
    """Il valore atteso quel giorno; `None` prima del primo valore noto. Dopo l’arrivo resta quello dell’arrivo."""
    tappe = [*([strada.partenza] if strada.partenza else []), *strada.traguardi]
    if giorno < tappe[0].giorno:
        return None
    for prima, dopo in zip(tappe, tappe[1:], strict=False):
        if giorno < dopo.giorno:
            quota = Fraction((giorno - prima.giorno).days, (dopo.giorno - prima.giorno).days)
            return Fraction(prima.valore) + (Fraction(dopo.valore) - Fraction(prima.valore)) * quota
    return Fraction(tappe[-1].valore)


def luce(strada: Strada, lettura: Lettura | None, prima_dovuta: date | None, oggi: date) -> Luce:
    """Il giudizio su un indicatore.

    Senza letture: «non ancora dovuto» fino al termine della prima (`prima_dovuta`), poi «senza dati». Con una lettura si guarda
    quanto manca al valore atteso quel giorno, in parti del cammino intero. Chi non sa da dove parte si giudica solo quando ha
    raggiunto il prossimo traguardo, o dal suo giorno in poi.
    """
    if lettura is None:
        return Luce.NON_DOVUTO if prima_dovuta is None or oggi <= prima_dovuta else Luce.SENZA_DATI
    if strada.verso == Verso.ENTRO:
        return _per_scarto(_indietro(strada, lettura, _tetto(strada, lettura.giorno)))
    previsto = atteso(strada, lettura.giorno)
    if previsto is None:
        gia_arrivato = _indietro(strada, lettura, Fraction(strada.traguardi[0].valore)) <= 0
        return Luce.IN_LINEA if gia_arrivato else Luce.NON_DOVUTO
    return _per_scarto(_indietro(strada, lettura, previsto))


def _tetto(strada: Strada, giorno: date) -> Fraction:
    """Chi deve restare entro un valore lo deve ogni giorno: vale il primo traguardo non ancora passato."""
    prossimo = next((t for t in strada.traguardi if giorno <= t.giorno), strada.arrivo)
    return Fraction(prossimo.valore)


def _indietro(strada: Strada, lettura: Lettura, previsto: Fraction) -> Fraction:
    """Quanto manca al previsto, in parti del cammino intero; zero o meno se è raggiunto."""
    manca = previsto - Fraction(lettura.valore)
    return (manca if strada.verso == Verso.ALTO else -manca) / _cammino(strada)


def _cammino(strada: Strada) -> Fraction:
    """Quanto c’è dalla partenza all’arrivo; senza partenza (o se non ci si muove) vale l’arrivo stesso, e mai zero."""
    arrivo = Fraction(strada.arrivo.valore)
    if strada.partenza is not None and strada.verso != Verso.ENTRO:
        lungo = abs(arrivo - Fraction(strada.partenza.valore))
        if lungo:
            return lungo
    return abs(arrivo) or Fraction(1)


def _per_scarto(scarto: Fraction) -> Luce:
    if scarto <= TOLLERANZA:
        return Luce.IN_LINEA
    return Luce.IN_RITARDO if scarto <= RITARDO else Luce.FUORI_STRADA


def cammino_fatto(strada: Strada, lettura: Lettura | None) -> int | None:
    """Quanto del cammino dalla partenza all’arrivo è fatto, da 0 a 100; `None` se non si può dire."""
    if lettura is None or strada.partenza is None or strada.verso == Verso.ENTRO:
        return None
    da, a = Fraction(strada.partenza.valore), Fraction(strada.arrivo.valore)
    if da == a:
        return None
    return round(max(Fraction(0), min(Fraction(1), (Fraction(lettura.valore) - da) / (a - da))) * 100)


# Dal peggio al meglio: un obiettivo va come il peggiore dei suoi indicatori che si sono letti.
_DAL_PEGGIO = (Luce.FUORI_STRADA, Luce.IN_RITARDO, Luce.IN_LINEA, Luce.SENZA_DATI, Luce.NON_DOVUTO)


def insieme(luci: Iterable[Luce]) -> Luce:
    """Il giudizio di più indicatori: il peggiore fra quelli letti; se nessuno è letto, «senza dati» appena uno lo doveva essere."""
    viste = set(luci)
    return next((voce for voce in _DAL_PEGGIO if voce in viste), Luce.SENZA_DATI)


def fini_dei_periodi(mesi: int, dal: date, al: date) -> list[date]:
    """I giorni a cui si riferiscono le letture: la fine di ogni periodo di `mesi` mesi dell’anno, e l’ultimo giorno."""
    fini = [_fine_del_mese(anno, mese) for anno in range(dal.year, al.year + 1) for mese in range(mesi, 13, mesi)]
    return [fine for fine in fini if dal <= fine < al] + [al]


def prossima(fini: Sequence[date], ultima: date | None) -> date | None:
    """La prima fine di periodo non letta; `None` se sono lette tutte. Per un periodo vale una lettura del suo ultimo mese."""
    return next((fine for fine in fini if ultima is None or fine.replace(day=1) > ultima), None)


def entro(fine: date) -> date:
    """Il giorno entro cui si scrive la lettura di un periodo che finisce `fine`."""
    return fine + GIORNI_PER_SCRIVERE


def _fine_del_mese(anno: int, mese: int) -> date:
    dopo = date(anno + mese // 12, mese % 12 + 1, 1)
    return dopo - timedelta(days=1)
