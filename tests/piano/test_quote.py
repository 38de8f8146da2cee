"""La parte vincolata dei fondi: collegata a obiettivi, mai oltre il vincolo, detta dove serve, congelata nella versione."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ambito.contesto import in_ambito
from ambito.errori import ErroreAtteso
from ambito.models import Evento
from ambito.nucleo.impronta import impronta
from ambito.poteri import PotereMancante
from piano import operazioni
from piano.documenti import fotografa, impagina
from piano.models import Obiettivo, PianoDiZona, QuotaVincolata, RisorsaObiettivo, VersionePiano
from piano.operazioni import QuotaNonValida, cambia_quota, collega_quota, congela_bozza, togli_quota
from piano.selezioni import coerenza, quote
from piano.stati import StatoPiano
from servizi.models import AssegnazioneFondo, Fondo
from servizi.operazioni import fondi
from servizi.operazioni.scrittura import DatoNonValido
from tests.piano.fabbriche import obiettivo, piano_nuovo, piano_pronto
from tests.scena import ADESSO, OGGI, crea_scena
from tests.servizi.fabbriche import chi, crea_assegnazione

CENTO = Decimal(100)


@pytest.fixture
def piano(lodi):
    """Un piano con due obiettivi; il primo prevede del primo fondo 1.234,56 euro nel 2025 e 1.000 nel 2026."""
    with lodi.aperto("udp"):
        piano = piano_nuovo(lodi)
        obiettivo(piano, lodi.utenti["udp"])
        obiettivo(piano, lodi.utenti["udp"], "Un altro", completo=False)
        yield piano


def primo(piano):
    return piano.obiettivi.get(codice="D1")


def altro(piano):
    return piano.obiettivi.get(codice="D2")


def vincolata(lodi, quanto="1000.00", anno=2026, **altri):
    """Un’assegnazione del primo fondo, vincolata per `quanto`."""
    dati = {"fondo": Fondo.objects.first().codice, "annualita": anno, "vincolata": Decimal(quanto), "vincolo": "Minori", **altri}
    return crea_assegnazione(lodi, "2000.00", **dati)


def pagina(nome, *argomenti):
    return reverse(f"piano:{nome}", args=["lodi", "2025-2027", *argomenti])


def porta_a(lodi, piano, stato):
    """Mette il piano in uno stato senza passare dai suoi passi; la versione adottata serve a quelli di un aggiornamento."""
    adottata = congela_bozza(piano, nome="", nota="", **chi(lodi))
    with connection.cursor() as cursore:
        cursore.execute("update piano_pianodizona set stato = %s, adottata_id = %s where id = %s", [stato, adottata.pk, piano.pk])


def test_piu_obiettivi_si_dividono_il_vincolo_e_mai_di_piu(lodi, piano):
    assegnazione = vincolata(lodi)
    quota = collega_quota(primo(piano), assegnazione, Decimal("600.00"), **chi(lodi))
    with pytest.raises(QuotaNonValida, match=r"sono vincolati 1\.000,00 euro: se ne possono collegare al più 400,00"):
        collega_quota(altro(piano), assegnazione, Decimal("400.01"), **chi(lodi))
    collega_quota(altro(piano), assegnazione, Decimal("400.00"), **chi(lodi))
    (vincolo,) = quote.vincoli(piano)
    assert (vincolo.collegata, vincolo.libera) == (Decimal("1000.00"), Decimal("0.00"))
    with pytest.raises(QuotaNonValida, match="al più 600,00"):
        cambia_quota(quota, Decimal("600.01"), **chi(lodi))
    cambia_quota(quota, Decimal("100.00"), **chi(lodi))
    togli_quota(QuotaVincolata.objects.get(obiettivo=altro(piano)), **chi(lodi))
    assert quote.vincoli(piano)[0].libera == Decimal("900.00")
    verbi = Evento.objects.filter(verbo__startswith="quotavincolata").order_by("pk").values_list("verbo", "prima", "dopo")
    assert list(verbi) == [
        ("quotavincolata.collega", {}, {"importo": "600.00"}),
        ("quotavincolata.collega", {}, {"importo": "400.00"}),
        ("quotavincolata.cambia", {"importo": "600.00"}, {"importo": "100.00"}),
        ("quotavincolata.togli", {"importo": "400.00"}, {}),
    ]


def test_cio_che_non_si_collega(lodi, piano):
    assegnazione = vincolata(lodi)
    collega_quota(primo(piano), assegnazione, CENTO, **chi(lodi))
    with pytest.raises(QuotaNonValida, match="ha già una quota"):
        collega_quota(primo(piano), assegnazione, CENTO, **chi(lodi))
    with pytest.raises(QuotaNonValida, match="maggiore di zero"):
        collega_quota(altro(piano), assegnazione, Decimal(0), **chi(lodi))
    for anno in (2024, 2028):
        with pytest.raises(QuotaNonValida, match="non è di un anno del Piano di Zona 2025-2027"):
            collega_quota(altro(piano), vincolata(lodi, anno=anno), CENTO, **chi(lodi))
    with pytest.raises(QuotaNonValida, match="al più 0,00"):
        collega_quota(altro(piano), crea_assegnazione(lodi, annualita=2025), CENTO, **chi(lodi))
    with pytest.raises(PotereMancante):
        collega_quota(altro(piano), assegnazione, CENTO, **chi(lodi, "sindaco"))
    tolto = altro(piano)
    operazioni.togli_obiettivo(altro(piano), utente=lodi.utenti["udp"], adesso=ADESSO)
    with pytest.raises(QuotaNonValida, match="ha tolto questo obiettivo"):
        collega_quota(tolto, assegnazione, CENTO, **chi(lodi))
    quota = QuotaVincolata.objects.get()
    togli_quota(quota, **chi(lodi))
    for scrivi in (togli_quota, lambda q, **altri: cambia_quota(q, CENTO, **altri)):
        with pytest.raises(QuotaNonValida, match="ha già tolto"):
            scrivi(quota, **chi(lodi))


@pytest.mark.parametrize("stato", StatoPiano.values)
def test_si_collega_anche_a_piano_vigente_ma_non_mentre_si_vota(lodi, piano, stato):
    assegnazione = vincolata(lodi)
    porta_a(lodi, piano, stato)
    if stato in ("proposto", "aggiornamento_proposto", "concluso", "archiviato"):
        with pytest.raises(QuotaNonValida, match="adesso le quote vincolate non si cambiano"):
            collega_quota(primo(piano), assegnazione, CENTO, **chi(lodi))
        dove = "piano" if stato == "archiviato" else "vincoli"
        assert lodi.client("udp").get(pagina("collega_quota", assegnazione.pk)).url == pagina(dove)
        assert "non si cambiano" in lodi.client("udp").get(pagina("vincoli")).content.decode()
    else:
        quota = collega_quota(primo(piano), assegnazione, CENTO, **chi(lodi))
        togli_quota(cambia_quota(quota, Decimal(50), **chi(lodi)), **chi(lodi))


def test_il_vincolo_non_scende_sotto_cio_che_e_collegato(lodi, piano):
    assegnazione = vincolata(lodi)
    collega_quota(primo(piano), assegnazione, Decimal("600.00"), **chi(lodi))
    for campo, valore, frase in [
        ("vincolata", Decimal("599.99"), "600,00 euro vincolati vanno a obiettivi"),
        ("annualita", 2027, "prima scollegala"),
        ("fondo", Fondo.objects.last(), "prima scollegala"),
    ]:
        cambiata = AssegnazioneFondo.objects.get(pk=assegnazione.pk)
        setattr(cambiata, campo, valore)
        with pytest.raises(DatoNonValido, match=frase) as errore:
            fondi.salva_assegnazione(cambiata, **chi(lodi))
        assert errore.value.campo == campo
    cambiata = AssegnazioneFondo.objects.get(pk=assegnazione.pk)
    cambiata.vincolata = Decimal("600.00")
    fondi.salva_assegnazione(cambiata, **chi(lodi))


def test_tolto_l_obiettivo_la_quota_torna_libera_e_il_registro_lo_dice(lodi, piano):
    assegnazione = vincolata(lodi)
    collega_quota(primo(piano), assegnazione, CENTO, **chi(lodi))
    operazioni.togli_obiettivo(primo(piano), utente=lodi.utenti["udp"], adesso=ADESSO)
    assert quote.vincoli(piano)[0].libera == Decimal("1000.00")
    assert Evento.objects.get(verbo="obiettivo.togli").prima == {"quote_vincolate": [f"{assegnazione}: 100.00"]}


def test_la_banca_dati_rifiuta_quote_vuote_e_di_altri_ambiti(lodi, piano, pavese):
    quota = collega_quota(primo(piano), vincolata(lodi), CENTO, **chi(lodi))
    with pytest.raises(IntegrityError, match="quotavincolata_importo"), transaction.atomic():
        QuotaVincolata.objects.filter(pk=quota.pk).update(importo=0)
    with pavese.aperto("udp"):
        assert not QuotaVincolata.objects.exists()
        quota_altrui = QuotaVincolata(assegnazione_id=quota.assegnazione_id, obiettivo_id=quota.obiettivo_id, importo=CENTO)
        with pytest.raises(IntegrityError, match="ambito_fk"), transaction.atomic(), connection.cursor() as cursore:
            quota_altrui.save()
            cursore.execute("set constraints all immediate")


def frasi(piano):
    return [r.frase for r in coerenza.rilievi(piano, ADESSO.date()) if r.chiave.startswith("vincolo")]


def test_la_coerenza_dice_che_cosa_e_libero_e_chi_riceve_troppo(lodi, piano):
    assegnazione = vincolata(lodi, "1100.00")
    nome = str(assegnazione)
    assert frasi(piano) == [f"{nome}: 1.100,00 euro vincolati a «Minori» non vanno a nessun obiettivo."]
    collega_quota(primo(piano), assegnazione, Decimal("1000.00"), **chi(lodi))
    assert frasi(piano) == [f"{nome}: 100,00 euro vincolati a «Minori» non vanno a nessun obiettivo."]
    quota = collega_quota(altro(piano), assegnazione, CENTO, **chi(lodi))
    assert frasi(piano) == [f"D2: da {nome} riceve 100,00 euro vincolati e ne prevede 0,00."]
    RisorsaObiettivo.objects.create(obiettivo=altro(piano), anno=2026, fondo=assegnazione.fondo, importo=CENTO)
    assert frasi(piano) == []
    secondo = vincolata(lodi, "50.00", atto="Un altro atto")
    collega_quota(altro(piano), secondo, Decimal("50.00"), **chi(lodi))
    assert frasi(piano) == [f"D2: da {nome} riceve 150,00 euro vincolati e ne prevede 100,00."]
    togli_quota(quota, **chi(lodi))
    assert frasi(piano) == [f"{nome}: 100,00 euro vincolati a «Minori» non vanno a nessun obiettivo."]
    rilievo = next(r for r in coerenza.rilievi(piano, ADESSO.date()) if r.chiave.startswith("vincolo"))
    assert not rilievo.blocca
    assert f'href="{pagina("vincoli")}"' in lodi.client("udp").get(pagina("coerenza")).content.decode()


def test_senza_quote_la_fotografia_resta_quella_di_prima(lodi, piano):
    prima = fotografa(piano, OGGI)
    assert all("vincoli" not in scheda for scheda in prima["obiettivi"])
    quota = collega_quota(primo(piano), vincolata(lodi), CENTO, **chi(lodi))
    dopo = fotografa(piano, OGGI)
    fondo = quota.assegnazione.fondo.nome
    assert dopo["obiettivi"][0]["vincoli"] == [{"anno": 2026, "fondo": fondo, "vincolo": "Minori", "importo": "100.00"}]
    assert impronta(json.loads(json.dumps(dopo))) == impronta(dopo) != impronta(prima)
    assert [o["vincoli"] for o in impagina(dopo)["obiettivi"]] == [
        [{"anno": 2026, "fondo": fondo, "vincolo": "Minori", "importo": "100,00"}],
        [],
    ]
    togli_quota(quota, **chi(lodi))
    assert impronta(fotografa(piano, OGGI)) == impronta(prima)


def test_una_versione_di_prima_si_mostra_ancora_e_una_nuova_dice_i_vincoli(lodi):
    with lodi.aperto("coordinatore"):
        piano = piano_pronto(lodi)
        poteri = lodi.poteri("coordinatore")
        operazioni.proponi(piano, poteri=poteri, adesso=ADESSO)
        operazioni.rinvia_a_bozza(piano, poteri=poteri, adesso=ADESSO, nota="Mancano i vincoli")
        piano = PianoDiZona.objects.get()
        collega_quota(primo(piano), vincolata(lodi), CENTO, **chi(lodi))
        operazioni.proponi(piano, poteri=poteri, adesso=ADESSO)
        assert all(v.e_integra() for v in VersionePiano.objects.all())
        prima, dopo = (lodi.client("sindaco").get(pagina("versione", n)).content.decode() for n in (1, 2))
    assert "Fondi vincolati a D1" in dopo and "Fondi vincolati a D1" not in prima


def test_dalle_pagine_si_collega_si_cambia_si_toglie(lodi, piano):
    assegnazione, ufficio = vincolata(lodi), lodi.client("udp")
    elenco = ufficio.get(pagina("vincoli")).content.decode()
    assert "nessun obiettivo" in elenco and pagina("collega_quota", assegnazione.pk) in elenco
    modulo = ufficio.get(pagina("collega_quota", assegnazione.pk)).content.decode()
    assert "ne prevede 1.000,00 €" in modulo and "non prevede questo fondo" in modulo and 'value="1.000,00"' in modulo
    dati = {"obiettivo": primo(piano).pk, "importo": "1.000,01"}
    rifiutata = ufficio.post(pagina("collega_quota", assegnazione.pk), dati)
    assert rifiutata.status_code == 422 and "al più 1.000,00" in rifiutata.content.decode()
    assert ufficio.post(pagina("collega_quota", assegnazione.pk), {**dati, "importo": "250,00"}).url == pagina("vincoli")
    quota = QuotaVincolata.objects.get()
    assert primo(piano).titolo not in ufficio.get(pagina("collega_quota", assegnazione.pk)).content.decode()
    assert ufficio.post(pagina("quota", quota.pk), {"importo": "0"}).status_code == 422
    assert ufficio.post(pagina("quota", quota.pk), {"importo": "300"}).url == pagina("vincoli")
    assert "300,00" in ufficio.get(pagina("obiettivo", "D1")).content.decode()
    assert ufficio.post(pagina("togli_quota", quota.pk)).url == pagina("vincoli")
    assert not QuotaVincolata.objects.exists()
    for assente in (pagina("quota", quota.pk), pagina("collega_quota", 10**9)):
        assert ufficio.get(assente).status_code == 404


def test_chi_legge_vede_dove_vanno_i_soldi_e_non_li_sposta(lodi, piano):
    assegnazione = vincolata(lodi)
    quota = collega_quota(primo(piano), assegnazione, Decimal("600.00"), **chi(lodi))
    sindaco = lodi.client("sindaco")
    elenco = sindaco.get(pagina("vincoli")).content.decode()
    assert "600,00" in elenco and "400,00" in elenco
    assert pagina("quota", quota.pk) not in elenco and "Collega<" not in elenco
    assert sindaco.get(pagina("quota", quota.pk)).status_code == 403
    assert "Fondi vincolati a questo obiettivo" in sindaco.get(pagina("obiettivo", "D1")).content.decode()
    assert "Fondi vincolati a questo" not in sindaco.get(pagina("obiettivo", "D2")).content.decode()
    scheda = sindaco.get(reverse("servizi:assegnazione", args=["lodi", assegnazione.pk])).content.decode()
    assert "Dove va la parte vincolata" in scheda and pagina("obiettivo", "D1") in scheda and pagina("vincoli") in scheda


def test_la_scheda_dell_assegnazione_senza_piano_o_senza_vincolo(lodi, piano):
    def scheda(assegnazione):
        return lodi.client("udp").get(reverse("servizi:assegnazione", args=["lodi", assegnazione.pk])).content.decode()

    assert "Non è ancora collegata" in scheda(vincolata(lodi))
    assert "non c’è un Piano di Zona che comprenda il 2031" in scheda(vincolata(lodi, anno=2031))
    assert "Dove va la parte vincolata" not in scheda(crea_assegnazione(lodi, annualita=2027))


def test_senza_somme_vincolate_la_pagina_dice_dove_si_scrivono(lodi, piano):
    testo = lodi.client("udp").get(pagina("vincoli")).content.decode()
    assert "Nessuna somma vincolata" in testo and reverse("servizi:risorse", args=["lodi"]) in testo


def test_le_interrogazioni_non_crescono_con_assegnazioni_e_quote(lodi, piano):
    def conta(indirizzo):
        navigatore = lodi.client("udp")
        assert navigatore.get(indirizzo).status_code == 200
        with CaptureQueriesContext(connection) as catturate:
            assert navigatore.get(indirizzo).status_code == 200
        return len(catturate)

    pagine = [pagina("vincoli"), pagina("obiettivo", "D1"), pagina("coerenza")]
    collega_quota(primo(piano), vincolata(lodi), CENTO, **chi(lodi))
    poche = [conta(indirizzo) for indirizzo in pagine]
    for n in range(8):
        assegnazione = vincolata(lodi, atto=f"Atto {n}")
        collega_quota(primo(piano), assegnazione, CENTO, **chi(lodi))
        collega_quota(altro(piano), assegnazione, CENTO, **chi(lodi))
    assert [conta(indirizzo) for indirizzo in pagine] == poche


@pytest.fixture
def contesa(transactional_db):
    """Otto obiettivi che si contendono mille euro vincolati."""
    scena = crea_scena("lodi")
    with scena.aperto("udp"):
        piano = piano_nuovo(scena)
        scena.obiettivi = [obiettivo(piano, scena.utenti["udp"], f"O{n}", completo=False).pk for n in range(8)]
        scena.assegnazione = vincolata(scena).pk
    return scena


def prova(scena, operazione):
    """Esegue l’operazione su una connessione sua; `True` se è riuscita, `False` se ha trovato un rifiuto atteso."""
    try:
        with in_ambito(scena.ambito.pk, scena.utenti["udp"].pk):
            operazione()
        return True
    except ErroreAtteso:
        return False
    finally:
        connection.close()


def collega(scena, pk, importo):
    assegnazione = AssegnazioneFondo.objects.select_related("fondo").get(pk=scena.assegnazione)
    collega_quota(Obiettivo.objects.get(pk=pk), assegnazione, importo, **chi(scena))


def abbassa(scena, vincolo):
    assegnazione = AssegnazioneFondo.objects.select_related("fondo").get(pk=scena.assegnazione)
    assegnazione.vincolata = vincolo
    fondi.salva_assegnazione(assegnazione, **chi(scena))


def insieme(scena, operazioni_):
    with ThreadPoolExecutor(len(operazioni_)) as esecutore:
        return list(esecutore.map(lambda operazione: prova(scena, operazione), operazioni_))


def stato_finale(scena):
    with in_ambito(scena.ambito.pk):
        return sum(q.importo for q in QuotaVincolata.objects.all()), AssegnazioneFondo.objects.get().vincolata


def test_in_otto_sullo_stesso_vincolo_non_si_supera(contesa):
    """Ciascuno prende 300 di 1.000: riescono in tre, qualunque sia l’ordine."""
    esiti = insieme(contesa, [lambda pk=pk: collega(contesa, pk, Decimal(300)) for pk in contesa.obiettivi])
    assert sum(esiti) == 3
    assert stato_finale(contesa) == (Decimal(900), Decimal(1000))


def test_chi_abbassa_il_vincolo_e_chi_collega_non_si_ignorano(contesa):
    """Il vincolo scende a 500 mentre in sei collegano 200: alla fine, comunque sia andata, i conti tornano."""
    quote_ = [lambda pk=pk: collega(contesa, pk, Decimal(200)) for pk in contesa.obiettivi[:6]]
    insieme(contesa, [*quote_[:3], lambda: abbassa(contesa, Decimal(500)), *quote_[3:]])
    collegato, vincolo = stato_finale(contesa)
    assert (collegato, vincolo) in {(Decimal(400), Decimal(500)), (Decimal(1000), Decimal(1000))}


def test_gli_anni_di_un_piano_prorogato_valgono(lodi, piano):
    PianoDiZona.objects.filter(pk=piano.pk).update(triennio_fine=2028)
    assegnazione = vincolata(lodi, anno=2028, entro=date(2029, 12, 31))
    assert collega_quota(primo(piano), assegnazione, CENTO, **chi(lodi)).importo == CENTO
