"""Salvare una sezione: unire quando si può, mettere da parte quando no, non perdere mai niente."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piano import operazioni
from piano.models import BozzaPersonale, RevisioneSezione
from piano.operazioni import testo
from piano.operazioni.testo import LUNGHEZZA_MASSIMA
from piano.selezioni import revisioni
from tests.piano.fabbriche import piano_nuovo, piano_pronto, sezione_di
from tests.scena import ADESSO

pytestmark = pytest.mark.django_db
BASE = "<p>Primo.</p><p>Secondo.</p><p>Terzo.</p>"


def salva(sezione, scritto, partenza, utente):
    return operazioni.salva_sezione(sezione, scritto, partenza=partenza, utente=utente, adesso=ADESSO)


@pytest.fixture
def sezione(lodi):
    with lodi.aperto("udp"):
        sezione = sezione_di(piano_nuovo(lodi))
        salva(sezione, BASE, 0, lodi.utenti["udp"])
        yield sezione


def test_ogni_salvataggio_e_una_revisione(lodi, sezione):
    esito = salva(sezione, "<p>Nuovo.</p>", 1, lodi.utenti["udp"])
    assert (esito.salvata, esito.revisione, esito.unita) == (True, 2, None)
    assert [r.testo for r in RevisioneSezione.objects.filter(sezione=sezione)] == ["<p>Nuovo.</p>", BASE]


def test_lo_stesso_testo_non_fa_revisioni(lodi, sezione):
    assert salva(sezione, BASE, 1, lodi.utenti["udp"]).revisione == 1
    assert RevisioneSezione.objects.filter(sezione=sezione).count() == 1


def test_due_colleghi_in_punti_diversi_si_uniscono(lodi, sezione):
    salva(sezione, BASE.replace("Primo", "Primo, di Paolo"), 1, lodi.utenti["udp"])
    esito = salva(sezione, BASE.replace("Terzo", "Terzo, di Chiara"), 1, lodi.utenti["coordinatore"])
    sezione.refresh_from_db()
    assert sezione.testo == "<p>Primo, di Paolo.</p><p>Secondo.</p><p>Terzo, di Chiara.</p>"
    assert (esito.salvata, esito.revisione, esito.unita) == (True, 3, 4)


def test_chi_continua_dalla_propria_revisione_non_copre_il_collega(lodi, sezione):
    salva(sezione, BASE.replace("Primo", "Primo, di Paolo"), 1, lodi.utenti["udp"])
    esito = salva(sezione, BASE.replace("Terzo", "Terzo, di Chiara"), 1, lodi.utenti["coordinatore"])
    seguito = salva(
        sezione, BASE.replace("Terzo", "Terzo, di Chiara, con il seguito"), esito.revisione, lodi.utenti["coordinatore"]
    )
    sezione.refresh_from_db()
    assert seguito.salvata
    assert sezione.testo == "<p>Primo, di Paolo.</p><p>Secondo.</p><p>Terzo, di Chiara, con il seguito.</p>"


def test_chi_risalva_il_testo_vecchio_senza_modifiche_non_cancella_nulla(lodi, sezione):
    salva(sezione, "<p>Tutto nuovo.</p>", 1, lodi.utenti["udp"])
    esito = salva(sezione, BASE, 1, lodi.utenti["coordinatore"])
    sezione.refresh_from_db()
    assert sezione.testo == "<p>Tutto nuovo.</p>"
    assert (esito.salvata, esito.revisione, esito.unita) == (True, 1, 2)


def test_lo_stesso_punto_e_un_conflitto_e_il_testo_resta_da_parte(lodi, sezione):
    salva(sezione, BASE.replace("Secondo", "Secondo di Paolo"), 1, lodi.utenti["udp"])
    mio = BASE.replace("Secondo", "Secondo di Chiara")
    esito = salva(sezione, mio, 1, lodi.utenti["coordinatore"])
    assert not esito.salvata and "Un collega" in esito.motivo
    bozza = BozzaPersonale.objects.get()
    assert (bozza.testo, bozza.partenza, bozza.utente) == (mio, 1, lodi.utenti["coordinatore"])
    sezione.refresh_from_db()
    assert "Secondo di Paolo" in sezione.testo


def test_il_conflitto_si_chiude_col_testo_scelto(lodi, sezione):
    chiara = lodi.utenti["coordinatore"]
    salva(sezione, BASE.replace("Secondo", "Secondo di Paolo"), 1, lodi.utenti["udp"])
    salva(sezione, BASE.replace("Secondo", "Secondo di Chiara"), 1, chiara)
    bozza = BozzaPersonale.objects.get()
    superato = operazioni.scegli_testo(bozza, bozza.testo, partenza=1, utente=chiara, adesso=ADESSO)
    assert not superato.salvata and BozzaPersonale.objects.exists()
    esito = operazioni.scegli_testo(bozza, bozza.testo, partenza=2, utente=chiara, adesso=ADESSO)
    sezione.refresh_from_db()
    assert esito.salvata and "Secondo di Chiara" in sezione.testo
    assert not BozzaPersonale.objects.exists()
    assert "Secondo di Paolo" in RevisioneSezione.objects.get(sezione=sezione, numero=2).testo


def test_una_revisione_sconosciuta_non_si_indovina(lodi, sezione):
    esito = salva(sezione, "<p>Da dove viene?</p>", 77, lodi.utenti["coordinatore"])
    assert not esito.salvata
    assert BozzaPersonale.objects.get().testo == "<p>Da dove viene?</p>"


def test_a_piano_proposto_il_testo_si_mette_da_parte(lodi):
    with lodi.aperto("coordinatore"):
        piano = piano_pronto(lodi)
        operazioni.proponi(piano, poteri=lodi.poteri("coordinatore"), adesso=ADESSO)
        sezione = sezione_di(piano)
        esito = salva(sezione, "<p>In ritardo.</p>", sezione.revisione, lodi.utenti["udp"])
        assert not esito.salvata and "rinviarlo a bozza" in esito.motivo
        assert BozzaPersonale.objects.get().testo == "<p>In ritardo.</p>"
        assert sezione_di(piano).testo == sezione.testo


def test_testo_troppo_lungo_rifiutato_in_parole(lodi, sezione):
    with pytest.raises(operazioni.TestoTroppoLungo, match="troppo lungo"):
        salva(sezione, "a" * (LUNGHEZZA_MASSIMA + 1), 1, lodi.utenti["udp"])


def test_script_e_stili_non_entrano(lodi, sezione):
    salva(sezione, '<p onclick="x()" style="color:red">Bene<script>alert(1)</script></p>', 1, lodi.utenti["udp"])
    sezione.refresh_from_db()
    assert sezione.testo == "<p>Bene</p>"


def test_senza_editor_le_righe_vuote_fanno_paragrafi():
    assert testo.testo_pulito("Prima riga.\r\n\r\nSeconda & ultima.") == "<p>Prima riga.</p><p>Seconda &amp; ultima.</p>"
    assert testo.testo_pulito("<p></p>") == testo.testo_pulito("  \n ") == ""


def test_cio_che_l_editor_aggiunge_da_se_non_e_una_modifica():
    scritto = '<p>Uno. </p>\n<table><tbody><tr><th scope="col"><p>A</p></th><td colspan="2"><p>B</p></td></tr></tbody></table>\n'
    editor = (
        '<p> Uno.</p><table><tbody><tr><th colspan="1" rowspan="1"><p>A</p></th>'
        '<td colspan="2" rowspan="1"><p>B</p></td></tr></tbody></table>'
    )
    assert testo.testo_pulito(scritto) == testo.testo_pulito(editor)
    assert testo.testo_pulito("<p>due <strong>parole</strong> vicine</p>") == "<p>due <strong>parole</strong> vicine</p>"


def test_sezione_vuota_non_e_completa_e_svuotarla_la_riapre(lodi, sezione):
    udp = lodi.utenti["udp"]
    operazioni.segna_completa(sezione, True, utente=udp, adesso=ADESSO)
    salva(sezione, "<p></p>", 1, udp)
    sezione.refresh_from_db()
    assert not sezione.completa
    with pytest.raises(operazioni.SezioneVuota):
        operazioni.segna_completa(sezione, True, utente=udp, adesso=ADESSO)


def test_riprendere_una_revisione_ne_fa_una_nuova(lodi, sezione):
    udp = lodi.utenti["udp"]
    salva(sezione, "<p>Sbagliato.</p>", 1, udp)
    prima = RevisioneSezione.objects.get(sezione=sezione, numero=1)
    operazioni.riprendi_revisione(prima, utente=udp, adesso=ADESSO)
    sezione.refresh_from_db()
    assert (sezione.testo, sezione.revisione) == (BASE, 3)


def test_la_storia_mostra_un_salvataggio_per_tratto_di_lavoro(lodi, sezione):
    udp, chiara = lodi.utenti["udp"], lodi.utenti["coordinatore"]
    for numero in range(1, 4):
        salva(sezione, f"<p>{numero}</p>", numero, udp)
    salva(sezione, "<p>Di Chiara.</p>", 4, chiara)
    assert [r.numero for r in revisioni(sezione)] == [5, 4]
    assert [r.numero for r in revisioni(sezione, tutte=True)] == [5, 4, 3, 2, 1]


BLOCCHI = st.lists(st.text("abc ", min_size=1, max_size=6).filter(str.strip), max_size=5)


@settings(max_examples=60, deadline=None)
@given(base=BLOCCHI, mio=BLOCCHI, suo=BLOCCHI)
def test_la_proposta_unita_contiene_ogni_parola_aggiunta(base, mio, suo):
    """Ciò che uno dei due ha aggiunto non manca mai dalla proposta."""
    testi = ["".join(f"<p>{b.strip()}</p>" for b in blocchi) for blocchi in (base, mio, suo)]
    unita = testo.proposta_unita(*testi)
    vecchi = {b.strip() for b in base}
    for aggiunto in {b.strip() for b in mio + suo} - vecchi:
        assert f"<p>{aggiunto}</p>" in unita
