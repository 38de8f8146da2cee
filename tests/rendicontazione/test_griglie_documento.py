"""Il PDF delle griglie: valido, con le cifre congelate, con «schema non verificato» dove è dovuto."""

import io
from decimal import Decimal

import pikepdf
import pytest

from ambito import documenti, lavori
from ambito.contesto import in_ambito
from ambito.models import ContenutoDocumento, Lavoro
from ambito.nucleo.formati_italiani import leggi_importo
from ambito.nucleo.pdf_verifica import verifica_pdf
from rendicontazione import selezioni
from rendicontazione.griglie import documento
from rendicontazione.griglie.elenchi import griglie
from tests.rendicontazione.fabbriche import ANNO, aggiungi, apri, consegna, spesa_di
from tests.rendicontazione.test_rapporti import stampato_di
from tests.scena import ADESSO, OGGI, crea_scena
from tests.servizi.fabbriche import crea_assegnazione


def raccolta(scena):
    apri(scena)
    aggiungi(scena, spesa_di(scena), area="MUL", intervento="1.2", lorda="200.01", liquidato=Decimal("0.01"))
    consegna(scena, lorda="1000.01")
    crea_assegnazione(scena, fondo="QSFP", annualita=2023)
    return selezioni.campagna(ANNO)


def test_le_cifre_del_documento_tornano_e_lo_schema_si_dichiara(lodi):
    with lodi.aperto("coordinatore"):
        preparato = documento.prepara(raccolta(lodi), OGGI)
    assert [g["verificata"] for g in preparato.dati["griglie"]] == [g.verificata for g in griglie().values()]
    for griglia in preparato.dati["griglie"]:
        celle = sum((leggi_importo(r["cifre"][-1]) for r in griglia["righe"]), Decimal(0))
        assert celle == leggi_importo(griglia["totali"][-1])
        assert celle + leggi_importo(griglia["senza_posto"]) == leggi_importo(griglia["totale"])
    assert "Restano" in preparato.dati["fondi"][0]["rilievi"][0]
    dette = ["schema non verificato" in a["testo"] for a in preparato.allegati]
    assert dette == [not g.verificata for g in griglie().values()]


@pytest.mark.django_db(transaction=True)
def test_il_lavoro_emette_un_pdf_valido():
    scena = crea_scena("lodi")
    with scena.aperto("coordinatore"):
        lavoro = documenti.richiedi("griglia", raccolta(scena), utente=scena.utenti["coordinatore"], adesso=ADESSO)
    assert lavori.esegui(scena.ambito.pk, lavoro.pk)
    with in_ambito(scena.ambito.pk):
        emesso = Lavoro.objects.get(pk=lavoro.pk).documento
        byte = bytes(ContenutoDocumento.objects.get(documento=emesso).byte)
    assert (emesso.permesso, verifica_pdf(byte)) == ("legge_rendiconti", [])
    with pikepdf.open(io.BytesIO(byte)) as pdf:
        assert len(pdf.attachments) == len(griglie())
    assert scena.client("operatore").get(f"/lodi/documenti/{emesso.pk}/scarica/").status_code == 404
    pagine = stampato_di(byte).split("\f")
    for griglia in (g for g in emesso.dati["dati"]["griglie"] if g["righe"]):
        assert any(griglia["titolo"] in pagina and "Totale della griglia" in pagina for pagina in pagine), griglia["titolo"]
