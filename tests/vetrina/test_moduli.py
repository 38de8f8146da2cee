"""I moduli: lettura degli importi, rifiuto dei caratteri NUL, riepilogo degli errori, collegamenti per chi non vede."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from ambito.moduli import MESSAGGIO_NUL, CampoEuro, Modulo
from ambito.vetrina import AdesioneDiEsempio

GIUSTI = {
    "ente": "Coop", "tipo": "aps", "giorno": "2026-11-25", "importo": "1.234,56", "aree": ["min"], "voto": "si", "consenso": "on",
}  # fmt: skip


def atto(nome="atto.pdf", contenuto=b"%PDF"):
    return {"atto": SimpleUploadedFile(nome, contenuto)}


def test_un_modulo_giusto_e_valido():
    form = AdesioneDiEsempio(GIUSTI, atto())
    assert form.is_valid(), form.errors
    assert form.cleaned_data["importo"] == Decimal("1234.56")


@pytest.mark.parametrize(
    ("scritto", "letto"), [("1.234,56", "1234.56"), ("1234.56", "1234.56"), ("1.234", "1234.00"), ("0", "0.00")]
)
def test_l_importo_si_legge_all_italiana(scritto, letto):
    assert CampoEuro().clean(scritto) == Decimal(letto)
    assert CampoEuro().clean(scritto).as_tuple().exponent == -2


@pytest.mark.parametrize("scritto", ["NaN", "1e5", "dodici", "1,234", "-5", "12.34", "9" * 20])
def test_un_importo_che_non_si_capisce_si_rifiuta(scritto):
    with pytest.raises(forms.ValidationError) as errore:
        CampoEuro().clean(scritto)
    assert errore.value.messages[0]


def test_i_negativi_si_ammettono_solo_se_dichiarato():
    assert CampoEuro(min_value=None).clean("-5,00") == Decimal("-5.00")


def test_l_importo_si_mostra_all_italiana_e_lo_scritto_resta_com_era():
    assert 'value="1.234,50"' in str(AdesioneDiEsempio(initial={"importo": Decimal("1234.5")})["importo"])
    assert 'value="12,345"' in str(AdesioneDiEsempio({"importo": "12,345"})["importo"])


@pytest.mark.parametrize("campo", ["ente", "tipo", "giorno", "importo", "voto", "nota"])
def test_un_carattere_nul_si_rifiuta_con_una_frase(campo):
    form = AdesioneDiEsempio({**GIUSTI, campo: "a\x00b"}, atto())
    assert form.errors == {campo: [MESSAGGIO_NUL]}


def test_un_nul_in_una_scelta_multipla_si_rifiuta():
    assert AdesioneDiEsempio({**GIUSTI, "aree": ["min", "\x00"]}, atto()).errors == {"aree": [MESSAGGIO_NUL]}


def test_i_controlli_propri_del_modulo_restano():
    class Conto(Modulo):
        nome = forms.CharField()

        def clean_nome(self):
            raise forms.ValidationError("Nome già usato.")

    assert Conto({"nome": "x"}).errors == {"nome": ["Nome già usato."]}


def test_il_riepilogo_collega_ogni_errore_al_suo_campo():
    reso = str(AdesioneDiEsempio({"importo": "dodici"}))
    assert 'id="sommario-errori" tabindex="-1" role="alert"' in reso
    for ancora in ("id_ente", "id_importo", "id_aree_0", "id_voto_0", "id_atto", "id_consenso"):
        assert f'<a href="#{ancora}">' in reso
        assert f'id="{ancora}"' in reso


def test_aiuto_ed_errore_sono_legati_al_controllo():
    reso = str(AdesioneDiEsempio({})["ente"].as_field_group())
    assert 'aria-describedby="id_ente_helptext id_ente_error"' in reso
    assert 'aria-invalid="true"' in reso
    assert "Compila questo campo." in reso


def test_solo_i_facoltativi_sono_marcati():
    form = AdesioneDiEsempio()
    assert "(facoltativo)" in form["nota"].as_field_group()
    assert "(facoltativo)" not in form["ente"].as_field_group()


def test_le_date_usano_il_calendario_del_browser_e_accettano_anche_la_forma_italiana():
    reso = str(AdesioneDiEsempio({"giorno": "25/11/2026"})["giorno"])
    assert 'type="date"' in reso
    assert AdesioneDiEsempio({**GIUSTI, "giorno": "25/11/2026"}, atto()).is_valid()


@pytest.mark.parametrize(
    ("nome", "parte"), [("atto.exe", "non è fra i formati ammessi: serve un file PDF o P7M"), ("atto", "non è fra i formati")]
)
def test_un_file_di_altro_formato_si_rifiuta(nome, parte):
    assert parte in AdesioneDiEsempio(GIUSTI, atto(nome)).errors["atto"][0]


def test_un_file_troppo_grande_si_rifiuta():
    assert "il massimo è" in AdesioneDiEsempio(GIUSTI, atto(contenuto=b"x" * (10 * 1024 * 1024 + 1))).errors["atto"][0]


def test_il_campo_dice_prima_che_cosa_accetta():
    reso = AdesioneDiEsempio()["atto"].as_field_group()
    assert "Formati ammessi: PDF, P7M. Al massimo 10 MB." in reso
    assert 'accept=".pdf,.p7m"' in reso


def test_anche_un_modulo_di_libreria_ha_il_calendario_del_browser():
    class Filtro(forms.Form):
        dal = forms.DateField(initial=date(2026, 11, 25))

    reso = str(Filtro()["dal"])
    assert 'type="date"' in reso
    assert 'value="2026-11-25"' in reso
