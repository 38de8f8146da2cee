"""Una votazione si prova da sé: dal file pubblico un programma a parte la riconta, e di ogni ritocco dice la riga."""

import copy
import json
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings

from ambito.assemblea import catena
from ambito.assemblea.models import Votazione, Voto
from ambito.assemblea.operazioni import votazioni
from ambito.assemblea.selezioni import conto, pubblica
from ambito.assemblea.strumenti import riconteggio
from ambito.assemblea.views.pubbliche import STRUMENTO
from ambito.nucleo.impronta import impronta
from tests.assemblea.conftest import QUANDO
from tests.assemblea.test_riconto import COMPORTAMENTI, ORDINE, svolgi

SCELTE = {"Lodi": "contrario", "Codogno": "favorevole", "Casalpusterlengo": "favorevole", "Abbadia Cerreto": "muto"}


@pytest.fixture
def chiusa(assemblea):
    return svolgi(assemblea, SCELTE, list(SCELTE))


@pytest.fixture
def dati(chiusa):
    """Il file come lo scarica chiunque."""
    return json.loads(json.dumps(conto.da_esportare(chiusa)))


def esegui(tmp_path, dati, *altro):
    file = tmp_path / "votazione.json"
    file.write_text(json.dumps(dati, ensure_ascii=False), encoding="utf-8")
    comando = [sys.executable, "-I", str(STRUMENTO), str(file), *altro]
    return subprocess.run(comando, capture_output=True, text=True, timeout=60, check=False)


def test_il_programma_a_parte_dice_ok_e_con_la_testa_del_verbale(tmp_path, chiusa, dati):
    fatto = esegui(tmp_path, dati, "--testa", chiusa.testa)
    assert (fatto.returncode, fatto.stderr) == (0, "")
    assert fatto.stdout.startswith("OK: 4 seggi, 4 schede, proposta non approvata")
    assert [s["modo"] for s in dati["schede"]] == ["aula", "aula", "aula", ""]
    assert "import ambito" not in STRUMENTO.read_text() and "django" not in STRUMENTO.read_text().lower()


def test_rifatto_tutto_da_capo_lo_scopre_soltanto_la_testa_del_verbale(tmp_path, chiusa, dati):
    """È il limite dichiarato: senza una testa letta altrove, un file coerente è un file buono."""
    for scheda in dati["schede"]:
        scheda["espressione"] = "favorevole"
    corpi = [{k: v for k, v in scheda.items() if k != "impronta"} for scheda in dati["schede"]]
    dati["schede"] = catena.lega_tutte(dati["radice"], corpi)
    dati["testa"] = dati["schede"][-1]["impronta"]
    conti = riconteggio.conta(dati)
    dati["esito"] |= riconteggio.attesi(dati, conti) | {"conteggi": conti}
    dati["impronta"] = impronta(dati["esito"])
    assert esegui(tmp_path, dati).returncode == 0
    con_testa = esegui(tmp_path, dati, "--testa", chiusa.testa)
    assert con_testa.returncode == 1 and "nel verbale è scritto" in con_testa.stdout


def cambiato(valore):
    if isinstance(valore, bool) or valore is None:
        return not valore
    if isinstance(valore, int):
        return valore + 1
    if isinstance(valore, str):
        return {"favorevole": "contrario", "contrario": "favorevole"}.get(valore, valore + "x")
    return [*valore, 0] if isinstance(valore, list) else {**valore, "x": 0}


def foglie(dato, dove=()):
    voci = dato.items() if isinstance(dato, dict) else enumerate(dato) if isinstance(dato, list) else ()
    for chiave, valore in voci:
        yield (*dove, chiave)
        yield from foglie(valore, (*dove, chiave))


def ritocchi(dati):
    """(nome, file ritoccato, che cosa deve essere nominato): ogni operazione su ogni riga, ogni valore di ogni parte."""
    for dove in foglie(dati):
        ritoccato = copy.deepcopy(dati)
        parte = ritoccato
        for chiave in dove[:-1]:
            parte = parte[chiave]
        parte[dove[-1]] = cambiato(parte[dove[-1]])
        riga = f"{dove[0]}, riga {dove[1] + 1} " if len(dove) > 1 and dove[0] in ("seggi", "schede") else ""
        yield f"altera {'.'.join(map(str, dove))}", ritoccato, riga
    for fila in ("seggi", "schede"):
        quante = len(dati[fila])
        for n in range(quante):
            righe = dati[fila]
            tolta = f"{fila}, riga {n + 1} " if n + 1 < quante else f"{fila}: l'ultima riga"
            yield f"toglie {fila}.{n}", {**dati, fila: righe[:n] + righe[n + 1 :]}, tolta
            yield f"raddoppia {fila}.{n}", {**dati, fila: [*righe[: n + 1], *righe[n:]]}, f"{fila}, riga {n + 2} "
            yield f"tronca {fila}.{n}", {**dati, fila: righe[:n]}, f"{fila}: l'ultima riga"
            for m in range(n + 1, quante):
                scambiate = [*righe]
                scambiate[n], scambiate[m] = righe[m], righe[n]
                yield f"scambia {fila}.{n} e {m}", {**dati, fila: scambiate}, f"{fila}, riga {n + 1} "
        yield f"rovescia {fila}", {**dati, fila: dati[fila][::-1]}, f"{fila}, riga 1 "


def guasti_di(dati):
    try:
        return riconteggio.controlla(dati)
    except (KeyError, TypeError, AttributeError, IndexError) as errore:
        return [f"forma {errore!r}"]


def test_di_ogni_ritocco_si_dice_la_riga(dati, capsys):
    passati, muti, elenco = [], [], []
    for nome, ritoccato, riga in ritocchi(dati):
        guasti = guasti_di(ritoccato)
        elenco.append(nome)
        if not guasti:
            passati.append(nome)
        elif not any(guasto.startswith(riga) for guasto in guasti):
            muti.append((nome, riga, guasti))
    with capsys.disabled():
        print(f"\n{len(elenco)} ritocchi: {', '.join(elenco[::25])}…")
    assert len(elenco) > 200 and (passati, muti) == ([], [])


def test_se_la_catena_dimenticasse_un_campo_la_prova_dei_ritocchi_se_ne_accorgerebbe(dati, monkeypatch):
    vera = riconteggio.impronta

    def distratta(dato):
        return vera({**dato, "peso": 0}) if isinstance(dato, dict) and "peso" in dato else vera(dato)

    monkeypatch.setattr(riconteggio, "impronta", distratta)
    for fila in ("seggi", "schede"):
        precedente = dati["impronta_testata"] if fila == "seggi" else dati["radice"]
        for riga in dati[fila]:
            corpo = {k: v for k, v in riga.items() if k != "impronta"}
            precedente = riga["impronta"] = distratta({**corpo, "precedente": precedente})
        dati["radice" if fila == "seggi" else "testa"] = precedente
    dati["impronta"] = riconteggio.impronta(dati["esito"])
    sfuggiti = [
        nome for nome, ritoccato, riga in ritocchi(dati) if riga and not any(g.startswith(riga) for g in guasti_di(ritoccato))
    ]
    assert any(nome.endswith(".peso") for nome in sfuggiti)


def conto_in_sql(votazione):
    """(valida, approvata) secondo la regola di partenza, calcolate da PostgreSQL sulle righe e in interi."""
    istruzione = """
        with organo as (select count(*) as teste, sum(peso) as peso from assemblea_seggioseduta where seduta_id = %(seduta)s),
        voti as (select v.espressione, s.peso from assemblea_voto v join assemblea_seggioseduta s on s.id = v.seggio_id
                 where v.votazione_id = %(votazione)s),
        conti as (select count(*) as presenti, coalesce(sum(peso), 0) as peso_presenti,
                         count(*) filter (where espressione = 'favorevole') as si,
                         count(*) filter (where espressione in ('favorevole', 'contrario')) as votanti,
                         coalesce(sum(peso) filter (where espressione = 'favorevole'), 0) as peso_si,
                         coalesce(sum(peso) filter (where espressione in ('favorevole', 'contrario')), 0) as peso_votanti
                  from voti)
        select 2 * presenti > teste and 2 * peso_presenti > peso, 2 * si > votanti and 2 * peso_si > peso_votanti
        from conti, organo"""
    with connection.cursor() as cursore:
        cursore.execute(istruzione, {"seduta": votazione.seduta_id, "votazione": votazione.pk})
        valida, passa = cursore.fetchone()
    return valida, valida and passa


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scelte=COMPORTAMENTI, ordine=ORDINE)
def test_su_votazioni_a_caso_portale_programma_e_sql_sono_d_accordo(assemblea, scelte, ordine):
    with transaction.atomic():
        votazione = svolgi(assemblea, scelte, ordine)
        assert riconteggio.controlla(json.loads(json.dumps(conto.da_esportare(votazione))), votazione.testa) == []
        assert conto_in_sql(votazione) == (votazione.valida, votazione.approvata)
        transaction.set_rollback(True)


def test_la_banca_dati_non_lascia_cambiare_ne_schede_ne_apertura(assemblea):
    votazione = assemblea.al_voto()
    voto = assemblea.mano(votazione, "Lodi", "favorevole")
    dati = {"espressione": "favorevole", "persona": "x", "modo": "aula", "ricevuta": "SENZA-POSTO", "espresso_il": QUANDO}
    dati |= {"seggio": assemblea.seggio(votazione.seduta, "Codogno"), "espresso_da": assemblea.poteri.utente}
    prove = [
        lambda: Voto.objects.filter(pk=voto.pk).update(espressione="contrario"),
        lambda: Voto.objects.filter(pk=voto.pk).delete(),
        lambda: Votazione.objects.filter(pk=votazione.pk).update(radice="0" * 64),
        lambda: Votazione.objects.filter(pk=votazione.pk).update(testata={}),
        lambda: Voto.objects.create(votazione=votazione, **dati),
    ]
    for prova in prove:
        with pytest.raises(DatabaseError), transaction.atomic():
            prova()


def test_il_riconto_del_portale_vede_una_catena_spezzata(chiusa, monkeypatch):
    assert conto.riconta(chiusa).coincide
    monkeypatch.setattr(catena, "scheda", lambda voto: {"posto": voto.posto})
    riconto = conto.riconta(chiusa)
    assert not riconto.coincide and "si interrompe al posto 1" in riconto.frase


def test_la_pagina_pubblica_si_apre_con_il_codice_e_solo_a_votazione_chiusa(lodi, pavese, assemblea):
    votazione = assemblea.al_voto()
    indirizzo = f"/voti/{votazione.codice}/"
    navigatore = Client()
    assert navigatore.get(indirizzo).status_code == 404
    for nome in ("Codogno", "Casalpusterlengo", "Lodi"):
        assemblea.mano(votazione, nome, "favorevole")
    votazione = assemblea.chiudi(votazione, adesso=QUANDO + timedelta(minutes=1))
    pagina = navigatore.get(indirizzo).content.decode()
    for parte in (
        "La proposta è approvata",
        "Abbadia Cerreto",
        "Hanno votato a favore 3 Comuni",
        votazione.testa,
        "riconteggio.py",
    ):
        assert parte in pagina
    scaricati = navigatore.get(f"{indirizzo}dati.json")
    assert riconteggio.controlla(scaricati.json(), votazione.testa) == []
    assert scaricati["Content-Disposition"] == f'attachment; filename="votazione-{votazione.codice}.json"'
    assert navigatore.get("/voti/riconteggio.py").content == STRUMENTO.read_bytes()
    altro = votazione.codice.replace(f"{lodi.ambito.pk}-", f"{pavese.ambito.pk}-", 1)
    for ignoto in (altro, "1-AAAA-AAAA-AAAA", "niente"):
        assert navigatore.get(f"/voti/{ignoto}/").status_code == 404
    assert pubblica.cerca(votazione.codice.lower())["testa"] == votazione.testa


def test_una_votazione_annullata_non_e_pubblica(assemblea):
    votazione = assemblea.al_voto()
    votazioni.annulla_votazione(votazione, motivo="Sbagliata", poteri=assemblea.poteri, adesso=QUANDO)
    assert pubblica.cerca(votazione.codice) is None
