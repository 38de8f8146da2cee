"""Chi possiede la banca dati scavalca ogni guardia: trecento alterazioni del registro, e la verifica nomina la riga di ciascuna.

Ciò che una catena non può mostrare da sola (tolte le ultime righe, rifatta da un punto in poi) lo mostra la testa tenuta altrove.
"""

import random
from contextlib import contextmanager
from io import StringIO

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from ambito import registro
from ambito.models import Evento
from tests.scena import ADESSO, crea_scena

pytestmark = pytest.mark.django_db(transaction=True)
RIGHE, ALTERAZIONI, SEME = 40, 300, 8213
# Come si cambia una colonna: si scopre nella riga stessa.
NELLA_RIGA = [
    "frase = frase || ' '", "frase = upper(frase)", "frase = replace(frase, 'a', 'а')", "frase = ''",
    "nota = nota || '.'", "nota = normalize(nota || 'à', NFD)", "verbo = verbo || 'x'", "oggetto_tipo = 'ambito.comune'",
    "oggetto_id = oggetto_id + 1", "oggetto_testo = oggetto_testo || '!'", "quando = quando + interval '1 microsecond'",
    "quando = quando - interval '1 year'", "autore_id = null", "autore_id = (select max(id) from ambito_utente)",
    "prima = '{\"n\": 1}'", "prima = '[]'", "dopo = dopo || '{\"x\": null}'", "dopo = jsonb_set(dopo, '{n}', '1e3')", "dopo = '{}'",
    "impronta = sha256(impronta)", "impronta = set_byte(impronta, 31, 255 - get_byte(impronta, 31))",
    "precedente = sha256('x')", "precedente = null", "impronta = null",
]  # fmt: skip
RISIGILLA = "impronta = sha256(coalesce(precedente, '\\x00'::bytea) || registro_canonico(e))"
# Ciò che toglie la riga dal suo posto, o la rimette a posto da sola: si scopre nella riga che segue.
NELLA_SEGUENTE = [
    "delete from ambito_evento where id = {id}",
    "update ambito_evento set ambito_id = {altro} where id = {id}",
    "update ambito_evento set id = id + 1000000 where id = {id}",
    "update ambito_evento set frase = 'rifatta' where id = {id}; update ambito_evento e set " + RISIGILLA + " where id = {id}",
    "update ambito_evento set autore_id = null, nota = 'rifatta' where id = {id}; update ambito_evento e set "
    + RISIGILLA + " where id = {id}",
]  # fmt: skip


@pytest.fixture
def mondo():
    """Quaranta righe sigillate di Lodi, un altro Ambito, e una connessione che può tutto."""
    lodi, pavese = crea_scena("lodi"), crea_scena("pavese")
    with lodi.aperto():
        for n in range(RIGHE):
            registro.annota(lodi.ambito, "prova.fai", f"Passata la riga {n}", autore=lodi.utenti["udp"], quando=ADESSO,
                            dopo={"n": n}, nota=f"nota {n}")  # fmt: skip
        registro.sigilla()
        catena = list(Evento.objects.filter(verbo="prova.fai").order_by("id").values_list("id", flat=True))
    dati = connections["default"].settings_dict
    padrone = psycopg2.connect(host=dati["HOST"], port=dati["PORT"], dbname=dati["NAME"], user="postgres")
    with padrone.cursor() as cursore:
        cursore.execute("set session_replication_role = replica")
    padrone.commit()
    yield lodi, pavese, catena, padrone
    padrone.close()


@contextmanager
def annullata(padrone):
    """Un cursore la cui transazione non resta."""
    with padrone.cursor() as cursore:
        yield cursore
    padrone.rollback()


def rotta(cursore, ambito_id):
    """Ciò che fa `verifica_registro`: sigilla, ricalcola, nomina la prima riga che non torna."""
    cursore.execute("select set_config('app.ambito_id', %s, true), registro_sigilla(%s)", [str(ambito_id), ambito_id])
    cursore.execute("select rotta from registro_verifica(%s)", [ambito_id])
    return cursore.fetchone()[0]


def alterazioni(catena, altro, quante=ALTERAZIONI):
    """`(istruzione, riga che deve risultare rotta)`: sempre le stesse, mai sull’ultima riga dove serve la seguente."""
    caso = random.Random(SEME)
    for n in range(quante):
        if n % 10 < 7:
            vittima, cambio = caso.choice(catena[1:]), NELLA_RIGA[n % len(NELLA_RIGA)]
            yield f"update ambito_evento set {cambio} where id = {vittima}", vittima
        elif n % 10 < 9:
            posto = caso.randrange(1, len(catena) - 1)
            yield NELLA_SEGUENTE[n % len(NELLA_SEGUENTE)].format(id=catena[posto], altro=altro), catena[posto + 1]
        else:
            primo, secondo = sorted(caso.sample(catena[1:], 2))
            yield _scambia(primo, secondo), primo


def _scambia(primo, secondo):
    """Due righe si scambiano ciò che raccontano, con le loro impronte al posto di prima."""
    campi = "frase, nota, dopo"
    return (
        f"update ambito_evento a set ({campi}) = (select {campi} from ambito_evento b"
        f" where b.id = case a.id when {primo} then {secondo} else {primo} end) where a.id in ({primo}, {secondo})"
    )


def sfuggite(mondo, tutte):
    lodi, pavese, _, padrone = mondo
    perse = []
    for istruzione, attesa in tutte:
        with annullata(padrone) as cursore:
            cursore.execute(istruzione)
            assert cursore.rowcount >= 1, istruzione
            if (trovata := rotta(cursore, lodi.ambito.pk)) != attesa:
                perse.append((istruzione, attesa, trovata))
    return perse


def test_ogni_alterazione_si_scopre_e_la_riga_ha_un_nome(mondo):
    lodi, pavese, catena, padrone = mondo
    tutte = list(alterazioni(catena, pavese.ambito.pk))
    assert len(set(tutte)) > ALTERAZIONI * 0.85
    with annullata(padrone) as cursore:
        assert rotta(cursore, lodi.ambito.pk) is None
    assert sfuggite(mondo, tutte) == []


def test_una_verifica_che_dimentica_una_colonna_si_farebbe_scoprire(mondo):
    """Il guasto messo apposta: la nota fuori dall’impronta. La batteria se ne accorge."""
    lodi, _, catena, padrone = mondo
    with annullata(padrone) as cursore:
        cursore.execute("select pg_get_functiondef('registro_canonico'::regproc)")
        cursore.execute(cursore.fetchone()[0].replace(", e.nota", ""))
        cursore.execute("update ambito_evento set impronta = null, precedente = null where ambito_id = %s", [lodi.ambito.pk])
        assert rotta(cursore, lodi.ambito.pk) is None
        cursore.execute("update ambito_evento set nota = 'falsa' where id = %s", [catena[5]])
        assert rotta(cursore, lodi.ambito.pk) is None


def comanda(*argomenti):
    uscita = StringIO()
    call_command("verifica_registro", *argomenti, stdout=uscita)
    return uscita.getvalue()


def ultima_testa(lodi):
    with lodi.aperto():
        return registro.verifica().testa


@pytest.mark.parametrize("istruzione", [
    "delete from ambito_evento where id in ({ultime})",
    "update ambito_evento set frase = 'altra storia' where id in ({ultime});"
    " update ambito_evento set impronta = null, precedente = null where ambito_id = {ambito}",
], ids=["togliere le ultime", "rifare tutta la catena"])  # fmt: skip
def test_cio_che_la_catena_sola_non_mostra_lo_mostra_la_testa_tenuta_altrove(mondo, istruzione):
    lodi, _, catena, padrone = mondo
    conservata = ultima_testa(lodi)
    assert "integro" in comanda("--ambito", "lodi", "--testa", conservata)
    with padrone.cursor() as cursore:
        cursore.execute(istruzione.format(ultime=f"{catena[-1]}, {catena[-2]}", ambito=lodi.ambito.pk))
    padrone.commit()
    assert "integro" in comanda("--ambito", "lodi")
    with pytest.raises(CommandError, match="non è più nella catena"):
        comanda("--ambito", "lodi", "--testa", conservata)


def test_una_testa_di_ieri_resta_buona_quando_il_registro_cresce(mondo):
    lodi = mondo[0]
    conservata = ultima_testa(lodi)
    with lodi.aperto():
        registro.annota(lodi.ambito, "prova.fai", "Dopo", autore=None, quando=ADESSO)
    assert "integro" in comanda("--ambito", "lodi", "--testa", conservata)
    with pytest.raises(CommandError, match="con --ambito"):
        comanda("--testa", conservata)


def test_il_comando_dice_di_quale_riga_si_tratta(mondo, capsys):
    lodi, _, catena, padrone = mondo
    with padrone.cursor() as cursore:
        cursore.execute("update ambito_evento set nota = 'falsa' where id = %s", [catena[-3]])
    padrone.commit()
    with pytest.raises(CommandError, match="Registro non integro: lodi"):
        call_command("verifica_registro")
    assert f"NON torna dalla riga {catena[-3]} del 10/06/2025, «Passata la riga {RIGHE - 3}»" in capsys.readouterr().out
