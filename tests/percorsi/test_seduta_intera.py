"""Una seduta di sessantuno Comuni, dalla convocazione al verbale: una volta con la sola tastiera, una volta dal telefono."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from ambito.assemblea.models import Seduta, Votazione, Voto
from tests.percorsi.persona import ATTESA
from tests.percorsi.tastiera import PersonaDaTastiera
from tests.scena import crea_scena

pytestmark = [pytest.mark.browser, pytest.mark.lento]
COMUNI, PRESENTI, CONTRARI, ASTENUTI, MUTI = 61, 45, (7, 12), (20,), (33,)


def crea(portale, slug, provincia):
    """Un Ambito con sessantuno Comuni inventati e un segretario."""
    with portale.dentro():
        return crea_scena(slug, comuni=[(f"{provincia}{n:03}", f"Comune {n:02}", 900 + 40 * n) for n in range(1, COMUNI + 1)])


def test_una_seduta_intera_con_la_sola_tastiera(portale, persona):
    crea(portale, "tastiera", "981")
    chi = PersonaDaTastiera(persona("segretario@tastiera.example"))
    prepara(chi, "tastiera")
    apre_e_fa_l_appello(chi)
    comincia(portale, chi, "tastiera")
    chi.preme("Chiama il punto")
    chi.preme("Vota per alzata di mano")
    chi.segue("Registra le mani alzate")
    segna_le_mani_dalla_tastiera(chi)
    chi.controlla(1280)
    chi.tasti("Enter", "Enter")
    chi.legge(f"{PRESENTI - len(MUTI)} schede registrate.")
    finisce(chi)
    assert not chi.ha_usato_il_mouse
    le_schede_sono_quelle(portale, "tastiera")


def test_una_seduta_intera_dal_telefono(portale, persona):
    crea(portale, "tasca", "982")
    chi = persona("segretario@tasca.example", telefono=True)
    prepara(chi, "tasca")
    apre_e_fa_l_appello(chi)
    comincia(portale, chi, "tasca")
    chi.preme("Chiama il punto")
    chi.preme("Vota per alzata di mano")
    chi.segue("Registra le mani alzate")
    for comuni, voto in ((CONTRARI, "Contrario"), (ASTENUTI, "Astenuto"), (MUTI, "Non vota")):
        for n in comuni:
            chi.sceglie(f"Comune {n:02}", voto)
    rilegge(chi)
    chi.controlla()
    chi.preme("Registra le schede")
    chi.legge(f"{PRESENTI - len(MUTI)} schede registrate.")
    finisce(chi)
    le_schede_sono_quelle(portale, "tasca")


def prepara(chi, slug):
    chi.va(f"/{slug}/assemblea/")
    chi.preme("Istituisci", exact=True)
    chi.segue("Prepara una seduta")
    fra_mezz_ora = timezone.localtime(timezone.now() + timedelta(minutes=30))
    if isinstance(chi, PersonaDaTastiera):
        chi.data_e_ora("Prima convocazione", fra_mezz_ora)
    else:
        chi.scrive("Prima convocazione", f"{fra_mezz_ora:%Y-%m-%dT%H:%M}")
    chi.scrive("Luogo", "Sala consiliare")
    chi.preme("Salva", exact=True)
    chi.segue("Aggiungi un punto")
    chi.scrive("Oggetto", "Criteri di riparto delle spese")
    chi.scrive("Testo della proposta", "Le spese si dividono secondo i residenti.")
    chi.preme("Salva il punto")
    chi.scrive("Motivo dell’urgenza", "Termine della Regione.")
    chi.preme("Convoca la seduta")
    chi.legge(f"Seduta convocata: i {COMUNI} Comuni la trovano in «Tocca a te».")


def apre_e_fa_l_appello(chi):
    """In prima convocazione: segna presenti i Comuni più popolosi, dal diciassettesimo in poi."""
    chi.preme("Apri la sala in prima convocazione")
    chi.titolo("Numero legale")
    apre(chi, "Segna chi è in aula")
    for n in presenti():
        chi.spunta(f"Comune {n:02}", exact=False)
    chi.preme("Segna presenti")
    chi.legge(f"Segnata la presenza di {PRESENTI} Comuni.")


def presenti():
    """Chi si distingue c’è di sicuro; gli altri sono gli ultimi in elenco."""
    distinti = {*CONTRARI, *ASTENUTI, *MUTI}
    altri = [n for n in range(COMUNI, 0, -1) if n not in distinti]
    return sorted([*distinti, *altri[: PRESENTI - len(distinti)]])


def apre(chi, titolo):
    chi.apre(titolo) if isinstance(chi, PersonaDaTastiera) else chi.pagina.get_by_text(titolo, exact=True).click()


def comincia(portale, chi, slug):
    """L’ora arriva: invece di aspettare mezz’ora, la si sposta indietro."""
    with portale.dentro(slug):
        assert Seduta.objects.update(prima_convocazione=timezone.now()) == 1
    chi.preme("Dichiara aperta la seduta")
    chi.legge("La seduta è aperta: il numero legale c’è.")


def segna_le_mani_dalla_tastiera(chi):
    """Le lettere del Comune, Invio, un tasto; un voto sbagliato si annulla; Invio a vuoto porta alla registrazione."""
    casella = chi.pagina.get_by_label("Comune che si distingue")
    expect(casella).to_be_focused()
    for comuni, tasto in ((CONTRARI, "c"), (ASTENUTI, "a"), (MUTI, "n")):
        for n in comuni:
            chi.pagina.keyboard.type(f"comune {n:02}")
            chi.tasti("Enter", tasto)
    ultimo = max(presenti())
    chi.pagina.keyboard.type(f"comune {ultimo:02}")
    chi.tasti("Enter", "c")
    chi.legge(f"Comune {ultimo:02}: contrario.")
    chi.tasti("Backspace")
    chi.legge(f"Comune {ultimo:02}: come gli altri.")
    rilegge(chi)
    chi.tasti("Enter")
    expect(chi.pagina.get_by_role("button", name="Registra le schede")).to_be_focused()


def rilegge(chi):
    """La rilettura si aggiorna da sé, con l’esito."""
    rilettura = chi.pagina.locator("#rilettura")
    favorevoli = PRESENTI - len(CONTRARI) - len(ASTENUTI) - len(MUTI)
    for frase in (f"{favorevoli} Comuni", "Comune 07 e Comune 12", "Comune 20", "Comune 33", "Chiudendo adesso:"):
        expect(rilettura).to_contain_text(frase, timeout=ATTESA)


def finisce(chi):
    guarda_lo_schermo(chi)
    chi.conferma("Chiudi la votazione e conta")
    chi.titolo("La proposta è approvata")
    chi.segue("Torna in sala")
    chi.conferma("Chiudi la seduta")
    chi.legge("Seduta chiusa: il verbale è pronto da completare.")
    chi.segue("Apri il verbale")
    chi.conferma("Chiudi il verbale")
    chi.legge("Verbale chiuso.")


def guarda_lo_schermo(chi):
    """Lo schermo della sala dice a tutti le stesse cose, senza comandi e senza i voti prima del tempo."""
    chi.segue("Schermo per la sala")
    for frase in ("Si vota · punto 1", f"{PRESENTI - len(MUTI)} su {PRESENTI}", "Il numero legale c’è"):
        chi.legge(frase)
    chi.controlla(1280, 390)
    chi.segue("Torna in sala")


def le_schede_sono_quelle(portale, slug):
    with portale.dentro(slug):
        votazione = Votazione.objects.get()
        voti = {v.seggio.comune.nome: v.espressione for v in Voto.objects.select_related("seggio__comune")}
    attese = dict.fromkeys((f"Comune {n:02}" for n in presenti()), "favorevole")
    attese |= {f"Comune {n:02}": "contrario" for n in CONTRARI} | {f"Comune {n:02}": "astenuto" for n in ASTENUTI}
    attese |= {f"Comune {n:02}": "non_votante" for n in MUTI}
    assert votazione.approvata and voti == attese
