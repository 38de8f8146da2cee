"""I rilievi riaprono solo ciò che nominano: dal modulo, dal foglio, con le righe nuove."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from ambito.flusso import RequisitiMancanti
from rendicontazione import operazioni
from rendicontazione.models import RilievoSpesa, VoceSpesa
from rendicontazione.selezioni.correzioni import aperture
from servizi import selezioni as catalogo
from tests.rendicontazione.fabbriche import aggiungi, cambia, chi, euro, invia, riga, rileva, rimanda, spesa_di, valori
from tests.scena import ADESSO


def test_un_rilievo_su_una_riga_riapre_solo_quella(con_due_righe):
    rileva(con_due_righe, riga(con_due_righe))
    rimanda(con_due_righe)
    with pytest.raises(operazioni.RigaFerma, match="spesa lorda"):
        cambia(con_due_righe, "DIS", lorda="3000.00")
    with pytest.raises(operazioni.RigaFerma, match="righe nuove"):
        aggiungi(con_due_righe, spesa_di(con_due_righe), area="FM")
    with pytest.raises(operazioni.RigaFerma, match="togliere"):
        operazioni.togli_voce(riga(con_due_righe, "DIS"), **chi(con_due_righe, "operatore"))
    with pytest.raises(RequisitiMancanti, match="Un rilievo dell’Ufficio aspetta"):
        invia(con_due_righe)
    cambia(con_due_righe, lorda="1500.00")
    assert RilievoSpesa.objects.get().corretto_il == ADESSO
    assert invia(con_due_righe).stato == "inviato"
    assert RilievoSpesa.objects.get().chiuso_il == ADESSO


def test_un_rilievo_su_una_cella_riapre_solo_quella_e_la_nota(con_due_righe):
    rileva(con_due_righe, riga(con_due_righe), "quota_ssn")
    rimanda(con_due_righe)
    with pytest.raises(operazioni.RigaFerma, match="non ha chiesto di cambiare: utenti"):
        cambia(con_due_righe, utenti=11, quota_ssn=euro("60.00"))
    with pytest.raises(operazioni.RigaFerma, match="togliere"):
        operazioni.togli_voce(riga(con_due_righe), **chi(con_due_righe, "operatore"))
    cambia(con_due_righe, nota="Lo stiamo guardando")
    assert not RilievoSpesa.objects.get().affrontato
    cambia(con_due_righe, nota="Corretta", quota_ssn=euro("60.00"))
    assert RilievoSpesa.objects.get().esito == "Corretto"


def test_una_riga_che_manca_riapre_le_righe_nuove(con_due_righe):
    rileva(con_due_righe, None, testo="Manca il nido")
    rimanda(con_due_righe)
    with pytest.raises(operazioni.RigaFerma):
        cambia(con_due_righe, lorda="1500.00")
    nuova = aggiungi(con_due_righe, spesa_di(con_due_righe), area="FM", lorda="9000.00")
    cambia(con_due_righe, "FM", lorda="900.00")
    operazioni.togli_voce(riga(con_due_righe, "FM"), **chi(con_due_righe, "operatore"))
    nuova = VoceSpesa(rendiconto=nuova.rendiconto, **valori(area="FM", lorda="950.00"))
    for importo in ("950.00", "960.00"):
        nuova.spesa_lorda = euro(importo)
        operazioni.scrivi_voci(nuova.rendiconto, [nuova], **chi(con_due_righe, "operatore"))
    assert invia(con_due_righe).stato == "inviato"
    assert (riga(con_due_righe, "FM").spesa_lorda, riga(con_due_righe, "FM").nuova) == (euro("960.00"), False)


def test_due_righe_che_mancano_sono_due_rilievi(con_due_righe):
    for testo in ("Manca il nido", "Manca il telesoccorso"):
        rileva(con_due_righe, None, testo=testo)
    rimanda(con_due_righe)
    assert [r.testo for r in RilievoSpesa.objects.all()] == ["Manca il nido", "Manca il telesoccorso"]


def test_togliere_la_riga_affronta_anche_il_rilievo_sul_fondo(con_due_righe):
    rileva(con_due_righe, riga(con_due_righe))
    rileva(con_due_righe, riga(con_due_righe), "fondo")
    rimanda(con_due_righe)
    operazioni.togli_voce(riga(con_due_righe), **chi(con_due_righe, "operatore"))
    assert invia(con_due_righe).stato == "inviato"


def test_togliere_la_riga_affronta_il_rilievo_che_resta_scritto(con_due_righe):
    rileva(con_due_righe, riga(con_due_righe))
    rimanda(con_due_righe)
    operazioni.togli_voce(riga(con_due_righe), **chi(con_due_righe, "operatore"))
    rilievo = RilievoSpesa.objects.get()
    assert rilievo.affrontato and rilievo.voce is None and "Anziani" in rilievo.nome
    assert invia(con_due_righe).stato == "inviato"


def test_si_puo_rispondere_invece_di_correggere(con_due_righe):
    rilievo = rileva(con_due_righe, riga(con_due_righe))
    with pytest.raises(operazioni.RendicontoChiuso):
        operazioni.rispondi(spesa_di(con_due_righe), rilievo.pk, "Va bene", **chi(con_due_righe, "operatore"))
    rimanda(con_due_righe)
    with pytest.raises(operazioni.RilievoNonAmmesso):
        operazioni.rispondi(spesa_di(con_due_righe), rilievo.pk, "  ", **chi(con_due_righe, "operatore"))
    operazioni.rispondi(spesa_di(con_due_righe), rilievo.pk, "È la quota intera", **chi(con_due_righe, "operatore"))
    assert invia(con_due_righe).stato == "inviato"
    assert RilievoSpesa.objects.get().esito == "Con risposta"


def test_anche_da_foglio_si_scrive_solo_cio_che_e_riaperto(con_due_righe):
    rileva(con_due_righe, riga(con_due_righe), "spesa_lorda")
    rimanda(con_due_righe)
    rendiconto = spesa_di(con_due_righe)
    scrivi = lambda *voci: operazioni.scrivi_voci(rendiconto, voci, **chi(con_due_righe, "operatore"))  # noqa: E731
    altra, mia = riga(con_due_righe, "DIS"), riga(con_due_righe)
    altra.spesa_lorda = euro("2500.00")
    with pytest.raises(operazioni.RigaFerma), transaction.atomic():
        scrivi(altra)
    nuova = VoceSpesa(rendiconto=rendiconto, intervento=mia.intervento, area=catalogo.aree().get(codice="FM"), forma_gestione="SIN")
    with pytest.raises(operazioni.RigaFerma, match="righe nuove"), transaction.atomic():
        scrivi(nuova)
    mia.spesa_lorda = euro("1200.00")
    scrivi(mia)
    assert RilievoSpesa.objects.get().corretto_il == ADESSO
    assert riga(con_due_righe).spesa_lorda == euro("1200.00")


def test_senza_rilievi_si_riapre_tutto(con_due_righe):
    rimanda(con_due_righe)
    assert aperture(spesa_di(con_due_righe)) is None
    cambia(con_due_righe, "DIS", lorda="3000.00")
    aggiungi(con_due_righe, spesa_di(con_due_righe), area="FM")


def test_i_rilievi_li_scrive_l_ufficio_mentre_controlla(con_due_righe):
    with pytest.raises(PermissionDenied):
        operazioni.scrivi_rilievo(spesa_di(con_due_righe), voce=None, campo="", testo="x", **chi(con_due_righe, "operatore"))
    with pytest.raises(operazioni.RilievoNonAmmesso):
        rileva(con_due_righe, riga(con_due_righe), "area")
    primo, secondo = rileva(con_due_righe, riga(con_due_righe)), rileva(con_due_righe, riga(con_due_righe), testo="Meglio detto")
    assert primo.pk == secondo.pk
    with pytest.raises(RequisitiMancanti, match="rilievi preparati"):
        operazioni.valida(spesa_di(con_due_righe), **chi(con_due_righe, "udp"))
    tolto = operazioni.togli_rilievo(spesa_di(con_due_righe), primo.pk, **chi(con_due_righe, "udp"))
    assert tolto.testo == "Meglio detto" and not RilievoSpesa.objects.exists()
    assert operazioni.togli_rilievo(spesa_di(con_due_righe), primo.pk, **chi(con_due_righe, "udp")) is None
    rimanda(con_due_righe)
    with pytest.raises(operazioni.RilievoNonAmmesso, match="mentre si controlla"):
        rileva(con_due_righe, None)


@pytest.mark.parametrize("sbagliato", [
    {"genere": "cella", "campo": ""}, {"genere": "riga", "campo": "utenti"}, {"genere": "altro", "campo": ""},
    {"genere": "manca", "campo": "", "testo": ""}, {"genere": "manca", "campo": "", "risposta": "non consegnato"},
])  # fmt: skip
def test_la_banca_dati_rifiuta_un_rilievo_che_non_torna(con_due_righe, sbagliato):
    campi = {"nome": "x", "testo": "y", "scritto_da": con_due_righe.utenti["udp"], "scritto_il": ADESSO, **sbagliato}
    with pytest.raises(IntegrityError, match="rilievospesa"), transaction.atomic():
        RilievoSpesa.objects.create(rendiconto=spesa_di(con_due_righe), **campi)
