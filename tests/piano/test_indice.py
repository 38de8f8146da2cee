"""L’indice come albero: posti e codici, ciò che si può togliere, chi scrive che cosa, i nomi dei livelli, i modelli."""

import re
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ambito.models import Avviso, Evento, Incarico
from ambito.nucleo.periodi import Triennio
from piano import annunci, compiti, operazioni, selezioni
from piano.models import AreaPolicy, AreaSecondaria, PianoAttuativo, Sezione, VoceAttuativo
from piano.operazioni import GIU, SU
from piano.selezioni.modelli import modelli_di_indice, modello_per
from tests.piano.fabbriche import obiettivo, piano_nuovo, piano_pronto, sezione_di
from tests.scena import ADESSO

pytestmark = pytest.mark.django_db
CODICI = ["0", "1", "1.1", "2", "3", "3.1", "3.2", "4", "5", "6", "7", "8", "9", "10"]
OGGI = ADESSO.date()


@pytest.fixture
def piano(lodi):
    with lodi.aperto("udp"):
        yield piano_nuovo(lodi)


@pytest.fixture
def chi(lodi, piano):
    return {"poteri": lodi.poteri("udp"), "adesso": ADESSO}


def indice(piano):
    """Codice e titolo di ogni voce, nell’ordine; il vincolo rimandato si controlla adesso."""
    connection.check_constraints()
    with connection.cursor() as cursore:
        cursore.execute("set constraints all immediate")
        cursore.execute("set constraints all deferred")
    return [(s.codice, s.titolo) for s in Sezione.objects.filter(piano=piano)]


def codici(piano):
    return [codice for codice, _ in indice(piano)]


def dopo(piano, sezione):
    return Sezione.objects.get(pk=sezione.pk).codice


def test_un_capitolo_si_sposta_con_i_suoi_paragrafi(piano, chi):
    contesto, popolazione = sezione_di(piano, "3"), sezione_di(piano, "3.1")
    operazioni.sposta_sezione(contesto, SU, **chi)
    assert codici(piano) == ["0", "1", "1.1", "2", "2.1", "2.2", "3", *CODICI[7:]]
    assert (dopo(piano, contesto), dopo(piano, popolazione)) == ("2", "2.1")
    evento = Evento.objects.get(verbo="sezione.sposta")
    assert evento.prima == {"codice": "3"} and evento.dopo["codice"] == "2" and evento.autore == chi["poteri"].utente


def test_la_premessa_resta_zero_anche_spostata(piano, chi):
    operazioni.sposta_sezione(sezione_di(piano, "0"), GIU, **chi)
    assert indice(piano)[:3] == [("0", "Governance"), ("0.1", "Tavoli e partecipazione"), ("1", "Premessa")]


def test_senza_la_voce_zero_si_comincia_da_uno(piano, chi):
    operazioni.togli_sezione(sezione_di(piano, "0"), **chi)
    assert codici(piano) == CODICI[1:]
    operazioni.togli_sezione(sezione_di(piano, "2"), **chi)
    assert codici(piano) == ["1", "1.1", "2", "2.1", "2.2", *map(str, range(3, 10))]


@pytest.mark.parametrize(
    ("codice", "verso", "frase"),
    [("0", SU, "la prima"), ("10", GIU, "l’ultima"), ("3.1", SU, "la prima"), ("1.1", GIU, "l’ultima")],
)
def test_oltre_il_proprio_livello_non_si_va(piano, chi, codice, verso, frase):
    with pytest.raises(operazioni.SpostamentoImpossibile, match=frase):
        operazioni.sposta_sezione(sezione_di(piano, codice), verso, **chi)
    assert codici(piano) == CODICI


def modifica(sezione, chi, **cambi):
    valori = {campo: getattr(sezione, campo) for campo in ("titolo", "guida", "collegato", "obbligatoria")}
    return operazioni.modifica_sezione(sezione, **{"capitolo": None, **valori, **cambi}, **chi)


def test_una_voce_va_sotto_un_altra_o_da_sola(piano, chi):
    bisogni = sezione_di(piano, "3.2")
    modifica(bisogni, chi, capitolo=sezione_di(piano, "1"), titolo="I bisogni")
    assert indice(piano)[1:4] == [("1", "Governance"), ("1.1", "Tavoli e partecipazione"), ("1.2", "I bisogni")]
    modifica(bisogni, chi)
    assert dopo(piano, bisogni) == "2" and len(codici(piano)) == len(CODICI)
    modifica(sezione_di(piano, "10"), chi, capitolo=sezione_di(piano, "1"))
    assert codici(piano)[:4] == ["0", "1", "1.1", "1.2"]


def test_chi_contiene_voci_non_va_sotto_un_altra(piano, chi):
    with pytest.raises(operazioni.SpostamentoImpossibile, match="contiene altre voci"):
        modifica(sezione_di(piano, "3"), chi, capitolo=sezione_di(piano, "1"))
    with pytest.raises(operazioni.SpostamentoImpossibile, match="primo livello"):
        modifica(sezione_di(piano, "4"), chi, capitolo=sezione_di(piano, "3.1"))


def test_si_aggiunge_in_fondo_o_sotto_una_voce(piano, chi):
    valori = {"guida": "", "collegato": "", "obbligatoria": False}
    nuova = operazioni.aggiungi_sezione(piano, titolo="Glossario", **valori, **chi)
    sotto = operazioni.aggiungi_sezione(piano, titolo="Casa", capitolo=sezione_di(piano, "3"), **valori, **chi)
    assert (nuova.codice, sotto.codice) == ("11", "3.3") and len(codici(piano)) == len(CODICI) + 2


def test_si_toglie_soltanto_una_voce_vuota(lodi, piano, chi):
    with pytest.raises(operazioni.SezioneNonVuota, match="contiene altre voci"):
        operazioni.togli_sezione(sezione_di(piano, "3"), **chi)
    sezione = sezione_di(piano, "3.1")
    operazioni.salva_sezione(sezione, "<p>Testo.</p>", partenza=0, utente=lodi.utenti["udp"], adesso=ADESSO)
    operazioni.salva_sezione(sezione, "", partenza=1, utente=lodi.utenti["udp"], adesso=ADESSO)
    with pytest.raises(operazioni.SezioneNonVuota, match="revisioni"):
        operazioni.togli_sezione(sezione, **chi)
    operazioni.togli_sezione(sezione_di(piano, "3.2"), **chi)
    assert "3.2" not in codici(piano) and Evento.objects.filter(verbo="sezione.togli").count() == 1


def test_chi_scriveva_in_una_voce_tolta_lo_legge(lodi, piano, chi):
    perduta = sezione_di(piano, "3.2")
    operazioni.togli_sezione(sezione_di(piano, "3.2"), **chi)
    with pytest.raises(operazioni.SezioneTolta, match="è ancora qui"):
        operazioni.salva_sezione(perduta, "<p>Mio.</p>", partenza=0, utente=lodi.utenti["udp"], adesso=ADESSO)
    with pytest.raises(operazioni.SpostamentoImpossibile, match="ha appena tolto"):
        operazioni.sposta_sezione(perduta, SU, **chi)


def test_due_voci_con_lo_stesso_codice_la_banca_dati_le_rifiuta(piano):
    with pytest.raises(IntegrityError, match="sezione_codice_unico"), transaction.atomic():
        Sezione.objects.filter(pk=sezione_di(piano, "4").pk).update(codice="5")
        indice(piano)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gesti=st.lists(st.tuples(st.sampled_from(["su", "giu", "sotto", "sola", "togli", "nuova"]), st.integers(0, 40)), max_size=8))
def test_dopo_ogni_gesto_i_codici_sono_un_albero(piano, chi, gesti):
    with transaction.atomic():
        prova(piano, chi, gesti)
        transaction.set_rollback(True)


def prova(piano, chi, gesti):
    for gesto, scelta in gesti:
        voci = list(Sezione.objects.filter(piano=piano))
        with suppress(operazioni.SpostamentoImpossibile, operazioni.SezioneNonVuota):
            compi(piano, chi, gesto, voci[scelta % len(voci)], voci[(scelta * 7) % len(voci)])
        voci = list(Sezione.objects.filter(piano=piano))
        assert [s.ordine for s in voci] == list(range(len(voci)))
        assert codici(piano) == attesi(voci)


def compi(piano, chi, gesto, voce, altra):
    if gesto in ("su", "giu"):
        operazioni.sposta_sezione(voce, SU if gesto == "su" else GIU, **chi)
    elif gesto in ("sotto", "sola"):
        modifica(voce, chi, capitolo=altra if gesto == "sotto" and altra != voce else None)
    elif gesto == "togli":
        operazioni.togli_sezione(voce, **chi)
    else:
        operazioni.aggiungi_sezione(piano, titolo="Altra", capitolo=altra if altra.livello == 1 else None, **chi)


def attesi(voci):
    """I codici che un albero con quei livelli deve avere: capitoli in fila, paragrafi in fila nel loro capitolo."""
    fatti, n, m = [], int(voci[0].codice) - 1, 0
    assert n in (-1, 0)
    for voce in voci:
        n, m = (n, m + 1) if voce.livello == 2 else (n + 1, 0)
        fatti.append(f"{n}.{m}" if m else str(n))
    return fatti


@pytest.mark.parametrize("ruolo", ["sindaco", "segretario", "operatore"])
def test_chi_non_scrive_il_piano_non_tocca_l_indice(lodi, piano, ruolo):
    chi = {"poteri": lodi.poteri(ruolo), "adesso": ADESSO}
    sezione = sezione_di(piano)
    for gesto in (
        lambda: operazioni.sposta_sezione(sezione, SU, **chi), lambda: operazioni.togli_sezione(sezione, **chi),
        lambda: operazioni.aggiungi_sezione(piano, titolo="No", **chi), lambda: modifica(sezione, chi),
        lambda: operazioni.affida_sezione(sezione, None, None, **chi),
        lambda: operazioni.riassumi_sezione(sezione, "No", **chi), lambda: operazioni.nomina_livelli(piano, {}, [], **chi),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            gesto()


def test_a_piano_proposto_l_indice_e_fermo(lodi):
    with lodi.aperto("coordinatore"):
        piano, poteri = piano_pronto(lodi), lodi.poteri("coordinatore")
        operazioni.proponi(piano, poteri=poteri, adesso=ADESSO)
        for gesto in (operazioni.togli_sezione, lambda s, **chi: operazioni.affida_sezione(s, None, None, **chi)):
            with pytest.raises(operazioni.PianoBloccato):
                gesto(sezione_di(piano), poteri=poteri, adesso=ADESSO)
    assert lodi.client("udp").get(f"/lodi/piano/{piano.triennio}/indice/").status_code == 302


def test_si_affida_a_chi_puo_scrivere_e_lo_sa(lodi, piano, chi):
    sezione, coordinatore = sezione_di(piano), lodi.utenti["coordinatore"]
    operazioni.affida_sezione(sezione, coordinatore, OGGI + timedelta(30), **chi)
    avviso = Avviso.objects.get()
    assert avviso.destinatario == coordinatore and "entro il 10 luglio 2025" in avviso.titolo
    operazioni.affida_sezione(sezione, coordinatore, OGGI + timedelta(30), **chi)
    assert Evento.objects.filter(verbo="sezione.affida").count() == 1
    operazioni.affida_sezione(sezione, coordinatore, OGGI + timedelta(31), **chi)
    assert Avviso.objects.count() == 2
    operazioni.affida_sezione(sezione, lodi.utenti["udp"], None, **chi)
    assert Avviso.objects.count() == 2, "a sé stessi non si scrive"
    for estraneo in ("sindaco", "segretario"):
        with pytest.raises(operazioni.NonScriveIlPiano, match="persona dell’Ufficio"):
            operazioni.affida_sezione(sezione, lodi.utenti[estraneo], None, **chi)
    with pytest.raises(operazioni.TermineDiNessuno):
        operazioni.affida_sezione(sezione, None, OGGI, **chi)


def test_chi_e_di_un_altro_ambito_non_si_affida(lodi, pavese, piano, chi):
    with pytest.raises(operazioni.NonScriveIlPiano):
        operazioni.affida_sezione(sezione_di(piano), pavese.utenti["udp"], None, **chi)


def test_la_sintesi_e_una_riga_sola_di_testo(piano, chi):
    sezione = operazioni.riassumi_sezione(sezione_di(piano), "  Che cosa\r\n\r\nsapere.  ", **chi)
    assert sezione.sintesi == "Che cosa sapere."
    operazioni.riassumi_sezione(sezione, "Che cosa sapere.", **chi)
    assert Evento.objects.filter(verbo="sezione.riassumi").count() == 1


@pytest.mark.parametrize(
    ("giorni", "parola"), [(7, "Fra una settimana"), (1, "Domani"), (-1, "È scaduta ieri"), (0, ""), (6, ""), (-2, "")]
)
def test_il_promemoria_arriva_ai_giorni_giusti_una_volta_sola(lodi, piano, chi, giorni, parola):
    sezione = sezione_di(piano)
    operazioni.affida_sezione(sezione, lodi.utenti["udp"], OGGI + timedelta(giorni), **chi)
    annunci.ricorda_sezioni(OGGI, ADESSO)
    annunci.ricorda_sezioni(OGGI, ADESSO + timedelta(hours=3))
    titoli = list(Avviso.objects.values_list("titolo", flat=True))
    assert len(titoli) == bool(parola) and all(titolo.startswith(parola) for titolo in titoli)


def test_il_promemoria_non_arriva_se_non_serve(lodi, piano, chi):
    udp, domani = lodi.utenti["udp"], OGGI + timedelta(1)
    finita, di_chi_se_ne_va = sezione_di(piano, "3.1"), sezione_di(piano, "3.2")
    operazioni.affida_sezione(finita, udp, domani, **chi)
    operazioni.salva_sezione(finita, "<p>Testo.</p>", partenza=0, utente=udp, adesso=ADESSO)
    operazioni.segna_completa(finita, True, utente=udp, adesso=ADESSO)
    operazioni.affida_sezione(di_chi_se_ne_va, lodi.utenti["coordinatore"], domani, **chi)
    Avviso.objects.all().delete()
    Incarico.objects.filter(utente=lodi.utenti["coordinatore"]).update(al=OGGI - timedelta(1))
    annunci.ricorda_sezioni(OGGI, ADESSO)
    assert not Avviso.objects.exists()


def test_tocca_a_te_prima_le_proprie(lodi, piano, chi, django_assert_max_num_queries):
    udp = lodi.utenti["udp"]
    for codice, entro in (("3.1", date(2025, 6, 20)), ("3.2", date(2025, 6, 1)), ("4", None)):
        operazioni.affida_sezione(sezione_di(piano, codice), udp, entro, **chi)
    voci = compiti.compiti(lodi.poteri("udp"), OGGI)
    assert [v.titolo for v in voci[:3]] == [
        "Scrivi la sezione 3.2 Bisogni per area", "Scrivi la sezione 3.1 Popolazione",
        "Scrivi la sezione 4 Rete dei servizi e delle unità d’offerta",
    ]  # fmt: skip
    assert voci[0].tono == "attenzione" and voci[0].scadenza == date(2025, 6, 1) and voci[1].tono == "attesa"
    assert any("Completa 10 sezioni" in v.titolo for v in voci), "quelle di nessuno"
    di_chi_coordina = [v.titolo for v in compiti.compiti(lodi.poteri("coordinatore"), OGGI)]
    assert di_chi_coordina[0].startswith("Completa 13 sezioni")
    with django_assert_max_num_queries(8):
        compiti.compiti(lodi.poteri("udp"), OGGI)


def test_i_livelli_e_le_aree_si_cambiano(lodi, piano, chi):
    nomi = {"nome_capitolo": "Sezione", "nome_paragrafo": "Scheda", "nome_area": "Traguardo"}
    obiettivo(piano, lodi.utenti["udp"])
    with pytest.raises(operazioni.AreaInUso, match="D – Domiciliarità"):
        operazioni.nomina_livelli(piano, nomi, [("T1", "Abitare")], **chi)
    operazioni.nomina_livelli(piano, nomi, [("D", "Casa"), ("T1", "Abitare")], **chi)
    assert list(AreaPolicy.objects.values_list("codice", "nome")) == [("D", "Casa"), ("T1", "Abitare")]
    pagina = lodi.client("sindaco").get(f"/lodi/piano/{piano.triennio}/obiettivi/").content.decode()
    assert "Traguardo" in pagina and "Area di programmazione" not in pagina


def test_un_area_che_serve_solo_di_lato_dice_dove(lodi, piano, chi):
    nomi = {"nome_capitolo": "Sezione", "nome_paragrafo": "Scheda", "nome_area": "Traguardo"}
    scheda = obiettivo(piano, lodi.utenti["udp"])
    di_lato = AreaPolicy.objects.filter(piano=piano).exclude(codice="D").first()
    legame = AreaSecondaria.objects.create(obiettivo=scheda, area=di_lato)
    with pytest.raises(operazioni.AreaInUso, match="fra le altre aree di un obiettivo"):
        operazioni.nomina_livelli(piano, nomi, [("D", "Casa")], **chi)
    legame.delete()
    anno = PianoAttuativo.objects.create(piano=piano, anno=2025, creato_il=ADESSO)
    VoceAttuativo.objects.create(attuativo=anno, variazione="aggiunto", titolo="Caldo", area=di_lato, motivo="Estate")
    with pytest.raises(operazioni.AreaInUso, match="piano attuativo"):
        operazioni.nomina_livelli(piano, nomi, [("D", "Casa")], **chi)


@pytest.mark.parametrize("codice", sorted(modelli_di_indice()))
def test_ogni_modello_da_un_indice_ben_fatto(lodi, codice):
    with lodi.aperto("udp"):
        piano = operazioni.crea_piano(Triennio(2025), modello=codice, utente=lodi.utenti["udp"], adesso=ADESSO)
        sezioni = list(Sezione.objects.filter(piano=piano))
        assert [s.codice for s in sezioni] == attesi(sezioni)
        assert all(s.guida and s.titolo for s in sezioni)
        collegati = [s.collegato for s in sezioni if s.collegato]
        assert len(collegati) == len(set(collegati)), "ciò che il piano mostra c’è una volta"
        assert {"indicatori", "obiettivi", "risorse", "tavoli", "popolazione"} <= set(collegati)
        assert AreaPolicy.objects.filter(piano=piano).count() >= 6
        assert piano.nome_area == modelli_di_indice()[codice].livelli["area"]


def test_il_modello_segue_la_regione():
    giusti = {
        "Lombardia": "lombardia",
        "Toscana": "toscana",
        "Emilia-Romagna": "emilia_romagna",
        "Friuli-Venezia Giulia": "friuli_venezia_giulia",
        "Molise": "nazionale",
    }
    assert {regione: modello_per(regione) for regione in giusti} == giusti


URL = "/lodi/piano/2025-2027/indice/"


def test_l_indice_si_tiene_dalla_pagina(lodi, piano, django_assert_max_num_queries):
    navigatore = lodi.client("udp")
    sezione = sezione_di(piano, "3.1")
    pagina = navigatore.get(URL).content.decode()
    assert "Aggiungi una voce" in pagina and "Cambia l’indice" in pagina
    assert navigatore.post(f"{URL}{sezione.pk}/sposta/", {"verso": "giu"}).url == f"{URL}#s{sezione.pk}"
    assert dopo(piano, sezione) == "3.2"
    assert navigatore.post(f"{URL}{sezione.pk}/sposta/", {"verso": "x"}).status_code == 302
    risposta = navigatore.post(f"{URL}nuova/", {"titolo": "Casa", "capitolo": sezione_di(piano, "3").pk, "obbligatoria": "on"})
    assert risposta.status_code == 302 and Sezione.objects.get(titolo="Casa").codice == "3.3"
    assert navigatore.post(f"{URL}nuova/", {"titolo": "Casa", "capitolo": sezione.pk}).status_code == 422
    contesto = sezione_di(piano, "3")
    respinta = navigatore.post(f"{URL}{contesto.pk}/", {"titolo": "C", "capitolo": sezione_di(piano, "1").pk})
    assert respinta.status_code == 422 and "contiene altre voci" in respinta.content.decode()
    assert navigatore.post(f"{URL}{contesto.pk}/togli/", follow=True).context["messages"]
    assert navigatore.post(f"{URL}{Sezione.objects.get(titolo='Casa').pk}/togli/").status_code == 302
    assert codici(piano) == CODICI
    navigatore.get(URL)
    with django_assert_max_num_queries(16):
        navigatore.get(URL)


def test_si_affida_e_si_riassume_dalla_pagina(lodi, piano):
    navigatore, sezione = lodi.client("udp"), sezione_di(piano)
    udp = lodi.utenti["udp"]
    assert navigatore.post(f"{URL}{sezione.pk}/affida/", {"assegnata_a": udp.pk, "entro": "2025-06-01"}).status_code == 302
    assert navigatore.post(f"{URL}{sezione.pk}/affida/", {"entro": "2025-06-01"}).status_code == 422
    assert navigatore.post(f"{URL}{sezione.pk}/affida/", {"assegnata_a": lodi.utenti["sindaco"].pk}).status_code == 422
    pagina = lodi.client("sindaco").get("/lodi/piano/2025-2027/").content.decode()
    assert "entro il 1 giugno 2025" in pagina.replace("1º", "1") and re.search(r"In ritardo di \d+ giorni", pagina)
    base = f"/lodi/piano/2025-2027/sezioni/{sezione.pk}/"
    assert navigatore.post(f"{base}sintesi/", {"sintesi": "x" * 401}).status_code == 422
    lunga = ("parola " * 57).strip() + "\r\n"
    assert navigatore.post(f"{base}sintesi/", {"sintesi": lunga}).url == f"{base}#sintesi"
    assert "parola parola" in lodi.client("sindaco").get(base).content.decode()
    assert "La scrive udp" in lodi.client("sindaco").get(base).content.decode()


def test_le_aree_si_scrivono_una_per_riga(lodi, piano):
    navigatore = lodi.client("udp")
    dati = {"nome_capitolo": "Sezione", "nome_paragrafo": "Scheda", "nome_area": "Asse"}
    for sbagliate in ("", "Senza codice lungo", "A Uno\nA Due", "A"):
        assert navigatore.post(f"{URL}livelli/", {**dati, "aree": sbagliate}).status_code == 422
    assert navigatore.post(f"{URL}livelli/", {**dati, "aree": "a Abitare\n\n b Bambini "}).status_code == 302
    assert list(AreaPolicy.objects.values_list("codice", "nome")) == [("A", "Abitare"), ("B", "Bambini")]


def test_chi_crea_il_piano_sceglie_il_modello(pavese):
    navigatore = pavese.client("udp")
    assert '<option value="lombardia" selected>' in navigatore.get("/pavese/piano/").content.decode()
    assert navigatore.post("/pavese/piano/", {"triennio": "2025-2027", "modello": "inventato"}).status_code == 422
    assert navigatore.post("/pavese/piano/", {"triennio": "2025-2027", "modello": "toscana"}).status_code == 302
    with pavese.aperto("udp"):
        assert selezioni.piano_corrente().nome_area == "Linea strategica"
