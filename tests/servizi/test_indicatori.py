"""Gli indicatori aggiunti dall’Ufficio: si caricano da foglio, si vedono, entrano nel contesto del piano come ultimi noti."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ambito.models import Caricamento, Evento
from piano.selezioni import contesto, fonti
from servizi.models import IndicatoreComunale
from servizi.operazioni.indicatori import salva_indicatore, scrivi_valori
from servizi.operazioni.scrittura import DatoNonValido
from servizi.selezioni import indicatori
from tests.piano.fabbriche import piano_nuovo
from tests.scena import OGGI
from tests.servizi.fabbriche import chi, crea_indicatore
from tests.servizi.test_bisogni import conferma, eta


def carica(scena, indicatore, *righe):
    """Carica un foglio di valori e restituisce il caricamento."""
    testo = "\n".join(["Codice Istat del Comune;Valore", *righe])
    file = SimpleUploadedFile("v.csv", testo.encode())
    risposta = scena.client("udp").post(f"/lodi/servizi/bisogni/indicatori/{indicatore.pk}/", {"file": file})
    assert risposta.status_code == 302, risposta.content.decode()
    return Caricamento.objects.get(pk=int(risposta.url.rstrip("/").split("/")[-1]))


def test_dal_foglio_alla_mappa_e_indietro(lodi):
    with lodi.aperto("udp"):
        indicatore = crea_indicatore(lodi)
        caricamento = carica(lodi, indicatore, "098019;21.500", "Lodi;24.100,50", "098001;")
        assert caricamento.anteprima["nuove"] == 2
        assert conferma(lodi, caricamento).url == f"/lodi/servizi/bisogni/indicatori/{indicatore.pk}/"
        seconda = carica(lodi, indicatore, "Codogno;21.500", "098031;")
        assert (seconda.anteprima["uguali"], seconda.anteprima["cambiate"]) == (1, 1)
        conferma(lodi, seconda)
        assert indicatori.valori(indicatore) == {lodi.comuni["Codogno"].pk: Decimal("21500.00")}
        assert Evento.objects.filter(verbo="indicatorecomunale.valori").count() == 2
    url = f"/lodi/servizi/bisogni/indicatori/{indicatore.pk}/"
    pagina = lodi.client("sindaco").get(url).content.decode()
    assert "21.500" in pagina and "Non si conosce per 3 Comuni" in pagina and "MEF, prova" in pagina
    assert "Carica e controlla" not in pagina and "Carica e controlla" in lodi.client("udp").get(url).content.decode()
    foglio = lodi.client("sindaco").get(f"{url}?formato=csv").content.decode("utf-8-sig")
    assert "098019 Codogno" in foglio and "098001 Abbadia Cerreto" in foglio
    assert url in lodi.client("sindaco").get("/lodi/servizi/bisogni/indicatori/").content.decode()


def test_il_foglio_scaricato_si_ricarica_uguale(lodi):
    with lodi.aperto("udp"):
        indicatore = crea_indicatore(lodi, decimali=2)
        scrivi_valori(indicatore, {lodi.comuni["Lodi"]: Decimal("-3.25")}, **chi(lodi))
        file = lodi.client("udp").get(f"/lodi/servizi/bisogni/indicatori/{indicatore.pk}/?formato=csv").content
        righe = file.decode("utf-8-sig").splitlines()[1:]
        assert (letto := carica(lodi, indicatore, *righe)).anteprima["uguali"] == 4, letto.anteprima


@pytest.mark.parametrize(
    ("righe", "frase"),
    [
        (["098019;tanti"], "tanti"),
        (["018150;1"], "non è un Comune di questo Ambito"),
        (["098019;1", "Codogno;2"], "è già nella riga 2"),
    ],
)
def test_il_foglio_sbagliato_dice_che_cosa_non_va(lodi, righe, frase):
    with lodi.aperto("udp"):
        indicatore = crea_indicatore(lodi)
        caricamento = carica(lodi, indicatore, *righe)
        assert caricamento.esito == "con_errori" and frase in " ".join(e["frase"] for e in caricamento.anteprima["errori"])
        assert indicatori.valori(indicatore) == {}


def test_un_saldo_negativo_non_ha_barre_che_partono_da_zero(lodi):
    with lodi.aperto("udp"):
        indicatore = crea_indicatore(lodi)
        scrivi_valori(indicatore, {lodi.comuni["Lodi"]: Decimal(-3), lodi.comuni["Codogno"]: Decimal(2)}, **chi(lodi))
    pagina = lodi.client("sindaco").get(f"/lodi/servizi/bisogni/indicatori/{indicatore.pk}/").content.decode()
    assert "−3" in pagina or "-3" in pagina
    assert "Dal valore più alto" not in pagina


def test_lo_stesso_nome_vale_una_volta_per_giorno(lodi):
    with lodi.aperto("udp"):
        crea_indicatore(lodi)
        with pytest.raises(DatoNonValido, match="riferito a quel giorno"):
            crea_indicatore(lodi)


def test_nel_contesto_del_piano_sta_il_piu_recente_che_si_vuole_mostrare(lodi):
    with lodi.aperto("udp"):
        eta(lodi, "Codogno")
        assert "altri" not in contesto.popolazione(OGGI)
        for al, valore in ((date(2022, 12, 31), 20), (date(2023, 12, 31), 21), (date(2099, 1, 1), 99)):
            for comune in ("Lodi", "Codogno"):
                indicatore = IndicatoreComunale.objects.filter(al=al).first() or crea_indicatore(lodi, al=al)
                scrivi_valori(indicatore, {lodi.comuni[comune]: Decimal(valore + len(comune))}, **chi(lodi))
        nascosto = crea_indicatore(lodi, nome="Di lavoro", nel_piano=False)
        scrivi_valori(nascosto, {lodi.comuni["Lodi"]: Decimal(1)}, **chi(lodi))
        crea_indicatore(lodi, nome="Senza valori")
        letto = contesto.popolazione(OGGI)
        (voce,) = letto["altri"]
        assert (voce["al"], voce["minimo"], voce["massimo"], voce["comuni"]) == ("2023-12-31", "25", "28", 2)
        assert letto["tavole"] == [
            {"colonne": ["Reddito medio"], "righe": [{"nome": "Codogno", "celle": ["28"]}, {"nome": "Lodi", "celle": ["25"]}]}
        ]
        (citabile,) = fonti.indicatori_dei_comuni(piano_nuovo(lodi), OGGI)
        assert (citabile.chiave, citabile.testo, citabile.fonte) == ("indicatore-reddito-medio", "27", "MEF, prova")


def test_si_toglie_con_i_suoi_valori(lodi):
    with lodi.aperto("udp"):
        indicatore = crea_indicatore(lodi)
        scrivi_valori(indicatore, {lodi.comuni["Lodi"]: Decimal(1)}, **chi(lodi))
    url = f"/lodi/servizi/bisogni/indicatori/{indicatore.pk}/togli/"
    assert lodi.client("sindaco").post(url).status_code == 403
    assert lodi.client("udp").post(url).url == "/lodi/servizi/bisogni/indicatori/"
    with lodi.aperto():
        assert not IndicatoreComunale.objects.exists()


def test_le_letture_non_crescono_con_gli_indicatori(lodi, django_assert_num_queries):
    with lodi.aperto("udp"):
        for n in range(6):
            indicatore = salva_indicatore(IndicatoreComunale(nome=f"N{n}", unita="su 100", al=OGGI, fonte="prova"), **chi(lodi))
            scrivi_valori(indicatore, {c: Decimal(n) for c in lodi.comuni.values()}, **chi(lodi))
        with django_assert_num_queries(2):
            assert len(indicatori.del_contesto(OGGI)) == 6
