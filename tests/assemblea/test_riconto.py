"""Per ogni votazione possibile, l’esito conservato si rifà uguale dalle schede, e un terzo conto scritto a parte è d’accordo."""

from fractions import Fraction

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ambito.assemblea.models import Votazione
from ambito.assemblea.operazioni import aula
from ambito.assemblea.selezioni import conto
from tests.assemblea.conftest import QUANDO

RESIDENTI = {"Lodi": 45000, "Codogno": 15900, "Casalpusterlengo": 15200, "Abbadia Cerreto": 280}
# Per ogni Comune: come vota («muto» resta in sala senza votare, «esce» se ne va prima di votare).
COMPORTAMENTI = st.fixed_dictionaries(
    {nome: st.sampled_from(["favorevole", "contrario", "astenuto", "muto", "esce"]) for nome in RESIDENTI}
)
ORDINE = st.permutations(list(RESIDENTI))


def terzo_conto(scelte):
    """Valida e approvata secondo la regola di partenza, in frazioni, senza usare il motore."""
    presenti = [n for n, voto in scelte.items() if voto != "esce"]
    favorevoli = [n for n, voto in scelte.items() if voto == "favorevole"]
    votanti = favorevoli + [n for n, voto in scelte.items() if voto == "contrario"]

    def pesa(nomi):
        return sum(RESIDENTI[n] for n in nomi)

    valida = Fraction(len(presenti), 4) > Fraction(1, 2) and Fraction(pesa(presenti), 76380) > Fraction(1, 2)
    teste = bool(votanti) and Fraction(len(favorevoli), len(votanti)) > Fraction(1, 2)
    peso = bool(votanti) and Fraction(pesa(favorevoli), pesa(votanti)) > Fraction(1, 2)
    return valida, valida and teste and peso


def svolgi(assemblea, scelte, ordine):
    votazione = assemblea.al_voto()
    for nome in ordine:
        seggio = assemblea.seggio(votazione.seduta, nome)
        if scelte[nome] == "esce":
            aula.esce(seggio, poteri=assemblea.poteri, adesso=QUANDO)
        elif scelte[nome] != "muto":
            assemblea.mano(votazione, nome, scelte[nome])
    assemblea.chiudi(votazione)
    return Votazione.objects.select_related("seduta", "punto").get(pk=votazione.pk)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scelte=COMPORTAMENTI, ordine=ORDINE)
def test_l_esito_conservato_si_rifa_uguale_e_il_terzo_conto_e_d_accordo(assemblea, scelte, ordine):
    with transaction.atomic():
        votazione = svolgi(assemblea, scelte, ordine)
        riconto = conto.riconta(votazione)
        assert riconto.coincide and riconto.esito == votazione.esito_calcolo
        assert (votazione.valida, votazione.approvata) == terzo_conto(scelte)
        assert hasattr(votazione, "deliberazione") == votazione.approvata
        transaction.set_rollback(True)


def test_il_comando_riconta_tutto_e_grida_se_non_torna(lodi, assemblea, monkeypatch, capsys):
    svolgi(assemblea, dict.fromkeys(RESIDENTI, "favorevole"), list(RESIDENTI))
    call_command("ricalcola_votazioni", ambito="lodi")
    assert "Tornano tutte: 1." in capsys.readouterr().out
    monkeypatch.setattr(conto, "impronta", lambda esito: "0" * 64)
    with pytest.raises(CommandError, match="Non tornano 1 votazioni su 1"):
        call_command("ricalcola_votazioni", ambito="lodi")
    with pytest.raises(CommandError, match="Nessun Ambito"):
        call_command("ricalcola_votazioni", ambito="ignoto")
