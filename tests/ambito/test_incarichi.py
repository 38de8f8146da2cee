"""Dagli incarichi ai diritti: esattamente quelli della tavola, solo nel loro posto, solo nelle loro date."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group

from ambito import incarichi
from ambito.incarichi import IncaricoNonValido
from ambito.models import Ambito, Evento, Incarico, PermessoGruppoAmbito, PermessoGruppoComune
from ambito.permessi import OVUNQUE, PERMESSI_AMBITO, PERMESSI_COMUNE, RUOLI
from ambito.poteri import Poteri
from tests.scena import ADESSO, aggiungi_delegato, crea_comune, crea_utente

OGGI = date(2025, 6, 10)


def conferisci(lodi, utente, **campi):
    return incarichi.conferisci(utente=utente, atto="decreto 1", autore=None, adesso=ADESSO, **campi)


def test_la_tavola_usa_solo_diritti_che_esistono():
    sull_ambito, sul_comune = {c for c, _ in PERMESSI_AMBITO}, {c for c, _ in PERMESSI_COMUNE}
    for ruolo in RUOLI.values():
        assert ruolo.ambito <= sull_ambito, ruolo.codice
        assert ruolo.comune <= sul_comune, ruolo.codice
        assert bool(ruolo.comune) == (ruolo.dove == "comune"), ruolo.codice
    assert set(OVUNQUE) <= sul_comune and set(OVUNQUE.values()) <= sull_ambito


@pytest.mark.parametrize("ruolo", list(RUOLI))
def test_ogni_ruolo_da_esattamente_i_diritti_della_tavola(lodi, ruolo):
    aggiungi_delegato(lodi)
    with lodi.aperto():
        poteri = Poteri(lodi.utenti[ruolo], lodi.ambito, OGGI)
        comune = lodi.comuni["Codogno"].pk

        assert poteri.sull_ambito == RUOLI[ruolo].ambito
        assert poteri.sui_comuni == ({comune: RUOLI[ruolo].comune} if RUOLI[ruolo].comune else {})


def test_guardian_concede_solo_a_gruppi(lodi):
    gruppi = set(Group.objects.values_list("pk", flat=True))
    assert set(PermessoGruppoAmbito.objects.values_list("group_id", flat=True)) <= gruppi
    assert set(PermessoGruppoComune.objects.values_list("group_id", flat=True)) <= gruppi
    assert lodi.utenti["coordinatore"].has_perm("ambito.redige_piano", lodi.ambito)
    assert not lodi.utenti["operatore"].has_perm("ambito.redige_piano", lodi.ambito)
    assert lodi.utenti["operatore"].has_perm("ambito.compila_spesa", lodi.comuni["Codogno"])
    assert not lodi.utenti["operatore"].has_perm("ambito.compila_spesa", lodi.comuni["Lodi"])


def test_un_diritto_sul_comune_non_passa_in_un_altro_ambito(lodi, pavese):
    """Lo stesso Comune e la stessa persona in due Ambiti: il potere vale dove c’è l’incarico."""
    sindaco = lodi.utenti["sindaco"]
    with pavese.aperto():
        conferisci(pavese, sindaco, ruolo="revisore", dal=OGGI, al=OGGI + timedelta(30))
        assert Poteri(sindaco, pavese.ambito, OGGI).sui_comuni == {}


def test_un_incarico_scaduto_ieri_non_da_niente_oggi(lodi):
    utente = crea_utente("a@x.example")
    with lodi.aperto():
        incarico = conferisci(lodi, utente, ruolo="udp", dal=OGGI - timedelta(30), al=OGGI)
        assert Poteri(utente, lodi.ambito, OGGI).puo("redige_piano")
        assert not Poteri(utente, lodi.ambito, OGGI + timedelta(1)).puo("redige_piano")
        assert incarico.gruppo.gruppo in utente.groups.all()


def test_l_allineamento_toglie_i_gruppi_degli_incarichi_scaduti_e_da_quelli_nuovi(lodi):
    vecchio, futuro = crea_utente("v@x.example"), crea_utente("f@x.example")
    with lodi.aperto():
        conferisci(lodi, vecchio, ruolo="udp", dal=OGGI - timedelta(30), al=OGGI)
        conferisci(lodi, futuro, ruolo="udp", dal=OGGI + timedelta(1))
        assert vecchio.groups.exists() and not futuro.groups.exists()

        assert incarichi.allinea(OGGI + timedelta(1)) == (1, 1)
        assert incarichi.allinea(OGGI + timedelta(1)) == (0, 0)

    assert not vecchio.groups.exists() and futuro.groups.exists()
    assert lodi.ambito not in Ambito.objects.visibili_a(vecchio)


def test_cessare_un_incarico_revoca_e_registra(lodi):
    operatore = lodi.utenti["operatore"]
    with lodi.aperto():
        incarico = Incarico.objects.get(utente=operatore)
        incarichi.cessa(incarico, al=OGGI - timedelta(1), autore=lodi.utenti["coordinatore"], adesso=ADESSO, nota="dimissioni")

        assert not Poteri(operatore, lodi.ambito, OGGI).puo("entra")
        assert Evento.objects.get(verbo="incarico.cessa").nota == "dimissioni"
    assert not operatore.groups.exists()
    assert lodi.client("operatore").get("/lodi/").status_code == 404


@pytest.mark.parametrize(
    ("campi", "frase"),
    [
        ({"ruolo": "re"}, "non esiste"),
        ({"ruolo": "sindaco"}, "vale per un Comune"),
        ({"ruolo": "udp", "comune": "Codogno"}, "senza Comune"),
        ({"ruolo": "sindaco", "comune": "Altrove"}, "non fa parte"),
    ],
)
def test_un_incarico_che_non_torna_e_rifiutato_con_una_frase(lodi, campi, frase):
    luoghi = {**lodi.comuni, "Altrove": crea_comune("099001", "Altrove", 10)}
    campi = {k: luoghi[v] if k == "comune" else v for k, v in campi.items()}
    with lodi.aperto(), pytest.raises(IncaricoNonValido, match=frase):
        conferisci(lodi, crea_utente("b@x.example"), dal=OGGI, **campi)


def test_riallineare_i_diritti_rimette_la_tavola(lodi):
    with lodi.aperto():
        PermessoGruppoAmbito.objects.filter(group__di_ruolo__ruolo="udp").delete()
        assert not Poteri(lodi.utenti["udp"], lodi.ambito, OGGI).sull_ambito

        incarichi.riallinea_diritti()

        assert Poteri(lodi.utenti["udp"], lodi.ambito, OGGI).sull_ambito == RUOLI["udp"].ambito
