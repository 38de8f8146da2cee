"""Trovare: tutti i generi di cose in una interrogazione sola, qualunque sia il numero delle righe."""

from contextlib import suppress
from dataclasses import dataclass, field

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import IntegerField, Value

from ambito.cerca.domanda import Domanda, accorcia
from ambito.cerca.espressioni import SEPARATORE, congiunte, in_testo
from ambito.cerca.evidenza import evidenzia
from ambito.registri import CERCABILI

# Per ogni genere le righe chieste, dalla migliore, e quante sono in tutto.
TROVA = """
with voti as (
  select t.*, {voto} as voto from ({unione}) as t(posto, pk, titolo, nota, testo, chiavi) where {condizioni}
), in_fila as (
  select *, count(*) over (partition by posto) as quanti,
         row_number() over (partition by posto order by voto desc, pk desc) as n from voti
)
select posto, pk, titolo, nota, testo, chiavi, voto, quanti
from in_fila join unnest(%s::int[], %s::int[], %s::int[]) as fetta(posto, da, a) using (posto)
where n > da and n <= a
"""


@dataclass(frozen=True)
class Trovato:
    """Una cosa trovata: titolo, nota e brano con le parole cercate in evidenza, e la pagina in cui si apre."""

    genere: str
    nome: str
    pk: int
    titolo: str
    nota: str
    brano: str
    url: str
    voto: float = 0.0


@dataclass
class Gruppo:
    """Le cose trovate di un genere: le prime, e quante sono in tutto."""

    genere: str
    etichetta: str
    quanti: int
    trovati: list = field(default_factory=list)


@dataclass(frozen=True)
class Esito:
    """Che cosa si è trovato, per genere. `simili`: nessuna riga aveva tutte le parole, queste ne hanno qualcuna o le somigliano."""

    gruppi: list
    simili: bool = False

    @property
    def quanti(self):
        return sum(gruppo.quanti for gruppo in self.gruppi)

    def migliori(self, al_piu):
        """Le cose che corrispondono meglio, di qualunque genere."""
        tutti = [trovato for gruppo in self.gruppi for trovato in gruppo.trovati]
        return sorted(tutti, key=lambda t: -t.voto)[:al_piu]


def cerca(parole, poteri, oggi, *, quali):
    """Le cose che la persona può aprire e che hanno tutte quelle parole; se non ce n’è nessuna, quelle che somigliano.

    `quali(genere)` dice da quale a quale si leggono (`slice`); di ogni genere si sa comunque quante sono.
    """
    unione, parametri = _unione(poteri, oggi)
    fette = [quali(c.genere) for c in CERCABILI]
    fette = [list(range(len(CERCABILI))), [f.start for f in fette], [f.stop for f in fette]]
    for larga in (False, True):
        condizioni, voto = Domanda(parole, larga=larga).in_sql()
        sql = TROVA.format(unione=unione, condizioni=condizioni[0], voto=voto[0])
        if righe := _esegui(sql, [*voto[1], *parametri, *condizioni[1], *fette]):
            viste = [accorcia(p) for p in parole] if larga else parole
            return Esito(_gruppi(righe, viste, poteri), simili=larga)
    return Esito([])


def ritrova(numeri, poteri, oggi):
    """Le cose indicate per genere (`{genere: numeri}`) che la persona può ancora aprire, nell’ordine dei generi."""
    unione, parametri = _unione(poteri, oggi, numeri)
    righe = _esegui(f"select t.*, 0, 0 from ({unione}) t", parametri) if unione else []
    return [trovato for gruppo in _gruppi(righe, [], poteri) for trovato in gruppo.trovati]


def _esegui(sql, parametri):
    with connection.cursor() as cursore:
        cursore.execute(sql, parametri)
        return cursore.fetchall()


def _unione(poteri, oggi, numeri=None):
    """Le righe di tutti i generi che la persona può aprire, una sotto l’altra; con `numeri`, solo quelle indicate.

    Si compone in SQL, e le condizioni si scrivono una volta fuori: ripeterle in ogni pezzo con l’ORM costava più che eseguirle.
    """
    pezzi, parametri = [], []
    for posto, c in enumerate(CERCABILI):
        righe = c.righe(poteri, oggi) if numeri is None or numeri.get(c.genere) else None
        if righe is None:
            continue
        if numeri is not None:
            righe = righe.filter(pk__in=numeri[c.genere])
        # Nessuna riga possibile (nessun Comune suo, per esempio): quel genere non si legge.
        with suppress(EmptyResultSet):
            sql, suoi = _colonne(righe, c, posto).query.sql_with_params()
            pezzi.append(f"({sql})")
            parametri += suoi
    return " union all ".join(pezzi), parametri


def _colonne(righe, cercabile, posto):
    cercati = {f"c_{nome}": in_testo(getattr(cercabile, nome)) for nome in ("titolo", "nota", "testo")}
    altri = {"c_posto": Value(posto, output_field=IntegerField()), "c_chiavi": congiunte(cercabile.chiavi)}
    return righe.order_by().annotate(**cercati, **altri).values_list("c_posto", "pk", "c_titolo", "c_nota", "c_testo", "c_chiavi")


def _gruppi(righe, parole, poteri):
    """Le righe lette, per genere; ciò che si mostra è già evidenziato."""
    gruppi = {}
    testi = evidenzia([(titolo, nota, testo) for _, _, titolo, nota, testo, *_ in righe], parole)
    for (posto, pk, _, _, _, chiavi, voto, quanti), (titolo, nota, brano) in zip(righe, testi, strict=True):
        c = CERCABILI[posto]
        gruppo = gruppi.setdefault(posto, Gruppo(c.genere, c.etichetta, quanti))
        url = c.indirizzo(poteri.ambito.slug, *chiavi.split(SEPARATORE))
        gruppo.trovati.append(Trovato(c.genere, c.nome, pk, titolo, nota, brano, url, voto))
    for gruppo in gruppi.values():
        gruppo.trovati.sort(key=lambda t: (-t.voto, -t.pk))
    return [gruppi[posto] for posto in sorted(gruppi)]
