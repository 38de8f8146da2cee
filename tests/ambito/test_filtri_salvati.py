"""I filtri che una persona tiene per un elenco: suoi soltanto, con un nome, al più venti."""

import pytest

from ambito import operazioni, selezioni
from ambito.models import FiltroSalvato
from ambito.operazioni import MASSIMI_FILTRI, FiltroNonValido


def salva(navigatore, **dati):
    return navigatore.post("/lodi/filtri/", {"elenco": "comuni/", "nome": "Con la C", "parametri": "q=cod", **dati})


def test_un_filtro_salvato_si_ritrova_sopra_la_tabella_e_si_toglie(lodi):
    navigatore = lodi.client("coordinatore")
    pagina = navigatore.get("/lodi/comuni/?q=cod").content.decode()
    assert "Salva questi filtri" in pagina and 'name="parametri" value="q=cod"' in pagina
    risposta = salva(navigatore)
    assert (risposta.status_code, risposta.url) == (302, "/lodi/comuni/?q=cod")
    assert '<a href="?q=cod" aria-current="true">Con la C</a>' in navigatore.get(risposta.url).content.decode()
    assert '<a href="?q=cod">Con la C</a>' in navigatore.get("/lodi/comuni/").content.decode()
    navigatore.post("/lodi/filtri/", {"elenco": "comuni/", "parametri": "", "togli": "Con la C"})
    assert "Con la C" not in navigatore.get("/lodi/comuni/").content.decode()


def test_lo_stesso_nome_sostituisce(lodi):
    navigatore = lodi.client("coordinatore")
    salva(navigatore)
    salva(navigatore, parametri="q=lod")
    with lodi.aperto("coordinatore"):
        assert [(f.nome, f.parametri) for f in FiltroSalvato.objects.all()] == [("Con la C", "q=lod")]


def test_un_collega_non_li_vede_e_non_li_toglie(lodi):
    salva(lodi.client("coordinatore"))
    collega = lodi.client("udp")
    assert "Con la C" not in collega.get("/lodi/comuni/").content.decode()
    collega.post("/lodi/filtri/", {"elenco": "comuni/", "togli": "Con la C"})
    with lodi.aperto("coordinatore"):
        assert len(selezioni.filtri_salvati(lodi.utenti["coordinatore"].pk, "comuni/")) == 1


@pytest.mark.parametrize(
    ("dati", "frase"),
    [({"nome": " "}, "Dai al filtro un nome"), ({"nome": "n" * 61}, "Dai al filtro un nome"), ({"parametri": ""}, "nessun filtro")],
)
def test_cio_che_manca_si_dice(lodi, dati, frase):
    navigatore = lodi.client("coordinatore")
    pagina = navigatore.get(salva(navigatore, **dati).url).content.decode()
    assert frase in pagina
    with lodi.aperto("coordinatore"):
        assert not FiltroSalvato.objects.exists()


@pytest.mark.parametrize(
    "elenco", ["", "https://altrove.example/", "//altrove.example/", "../pavese/comuni/", "persone/../", "registro"]
)
def test_solo_un_elenco_dell_ambito_e_mai_altrove(lodi, elenco):
    risposta = salva(lodi.client("coordinatore"), elenco=elenco)
    assert risposta.status_code == 404


def test_al_piu_venti(lodi):
    dove = {"utente": lodi.utenti["coordinatore"], "elenco": "comuni/", "parametri": "q=a"}
    with lodi.aperto("coordinatore"):
        for numero in range(MASSIMI_FILTRI):
            operazioni.salva_filtro(**dove, nome=f"n{numero}")
        with pytest.raises(FiltroNonValido, match="già 20"):
            operazioni.salva_filtro(**dove, nome="uno di troppo")
        assert operazioni.salva_filtro(**dove, nome="n3").nome == "n3"
