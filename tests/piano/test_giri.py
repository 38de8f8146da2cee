"""I giri di osservazioni: stati, diritti, risposte, silenzio, promemoria, riscontri."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ambito import invii
from ambito.errori import ErroreAtteso
from ambito.flusso import RequisitiMancanti, TransizioneNonAmmessa
from ambito.models import Appartenenza, Avviso, Evento, Lavoro, Lettera
from ambito.poteri import PotereMancante
from ambito.solleciti import NessunoDaSollecitare
from piano import operazioni
from piano.models import GiroOsservazioni, Osservazione, VersionePiano
from piano.operazioni import GiroNonValido, RiscontroNonValido, RispostaCambiata, RispostaNonAmmessa
from piano.selezioni import giri
from piano.stati import EsitoOsservazione, Riscontro, Silenzio, StatoGiro
from tests.piano.fabbriche import giro_aperto, piano_nuovo, piano_pronto, rispondi, sezione_di
from tests.scena import ADESSO, DAL, aggiungi_delegato

pytestmark = pytest.mark.django_db
DOMANI = ADESSO + timedelta(days=1)
DOPO = ADESSO + timedelta(days=11)
OGGI, IL_TERMINE = ADESSO.date(), ADESSO.date() + timedelta(days=10)


@pytest.fixture
def giro(lodi):
    with lodi.aperto("coordinatore"):
        yield giro_aperto(lodi)


def poteri(lodi, ruolo):
    return lodi.poteri(ruolo)


def codogno(lodi):
    return lodi.comuni["Codogno"]


def dati(**altri):
    return {"titolo": "Prima bozza", "lettera": "Leggete.", "chiude": IL_TERMINE, "silenzio": Silenzio.NESSUNA, **altri}


class TestApertura:
    def test_si_congela_il_testo_com_e_e_cio_che_si_scrive_dopo_non_c_entra(self, lodi, giro):
        assert giro.stato == StatoGiro.APERTO and giro.versione.numero == 1 and giro.versione.e_integra()
        sezione = sezione_di(giro.piano)
        operazioni.salva_sezione(
            sezione, "<p>Testo di dopo.</p>", partenza=sezione.revisione, utente=lodi.utenti["udp"], adesso=ADESSO
        )
        congelato = {s["codice"]: s["testo"] for s in VersionePiano.objects.get().dati["sezioni"]}
        assert "dopo" not in congelato["3.1"] and "3.1" in giro.codici
        assert "10" not in giro.codici  # facoltativa e vuota: non c’è niente da leggere

    def test_il_pdf_del_testo_e_in_coda_e_i_sindaci_sono_avvisati(self, lodi, giro):
        assert Lavoro.objects.filter(argomenti__tipo="piano").count() == 1
        chi = set(Avviso.objects.filter(oggetto_id=giro.pk).values_list("destinatario__email", flat=True))
        assert chi == {"sindaco@lodi.example", "sindaco.altro@lodi.example"}

    @pytest.mark.parametrize("ruolo", ["udp", "sindaco", "segretario"])
    def test_lo_guida_soltanto_il_coordinatore(self, lodi, giro, ruolo):
        chi = {"poteri": poteri(lodi, ruolo), "adesso": ADESSO}
        for gesto in (
            lambda: operazioni.prepara_giro(giro.piano, **dati(), **chi),
            lambda: operazioni.modifica_giro(giro, **dati(), **chi),
            lambda: operazioni.apri_giro(giro, **chi),
            lambda: operazioni.sposta_termine(giro, chiude=IL_TERMINE, motivo="x", **chi),
            lambda: operazioni.chiudi_giro(giro, motivo="x", **chi),
            lambda: operazioni.ricorda_a_chi_manca(giro, "Manca poco.", **chi),
        ):
            with pytest.raises(PotereMancante):
                gesto()

    def test_uno_per_volta(self, lodi, giro):
        with pytest.raises(GiroNonValido, match="uno per volta"):
            operazioni.prepara_giro(giro.piano, **dati(), poteri=poteri(lodi, "coordinatore"), adesso=ADESSO)

    def test_il_termine_e_dopo_oggi_e_il_piano_e_in_bozza_e_ha_un_testo(self, lodi):
        chi = {"poteri": poteri(lodi, "coordinatore"), "adesso": ADESSO}
        with lodi.aperto("coordinatore"):
            piano = piano_nuovo(lodi)
            with pytest.raises(GiroNonValido, match="dopo oggi"):
                operazioni.prepara_giro(piano, **dati(chiude=OGGI), **chi)
            vuoto = operazioni.prepara_giro(piano, **dati(), **chi)
            with pytest.raises(GiroNonValido, match="non ha ancora testi"):
                operazioni.apri_giro(vuoto, **chi)
            assert not VersionePiano.objects.exists()
            with pytest.raises(GiroNonValido, match="dopo oggi"):
                operazioni.apri_giro(vuoto, poteri=chi["poteri"], adesso=DOPO)

    def test_un_piano_proposto_non_va_in_giro_e_in_giro_non_si_propone(self, lodi, giro):
        chi = {"poteri": poteri(lodi, "coordinatore"), "adesso": ADESSO}
        with pytest.raises(RequisitiMancanti, match="giro di osservazioni aperto"):
            operazioni.proponi(giro.piano, **chi)
        operazioni.chiudi_giro(giro, motivo="Hanno risposto a voce", **chi)
        operazioni.proponi(giro.piano, **chi)
        with pytest.raises(operazioni.PianoBloccato):
            operazioni.prepara_giro(giro.piano, **dati(), **chi)

    def test_aperto_non_si_modifica_e_non_si_riapre_due_volte(self, lodi, giro):
        chi = {"poteri": poteri(lodi, "coordinatore"), "adesso": ADESSO}
        with pytest.raises(GiroNonValido, match="già aperto"):
            operazioni.modifica_giro(giro, **dati(), **chi)
        with pytest.raises(TransizioneNonAmmessa):
            operazioni.apri_giro(giro, **chi)
        assert VersionePiano.objects.count() == 1


class TestRisposte:
    def test_il_sindaco_risponde_e_cambia_idea_e_il_registro_ricorda(self, lodi, giro):
        rispondi(lodi, giro, "3.1", EsitoOsservazione.NESSUNA)
        cambiata = rispondi(lodi, giro, "3.1", EsitoOsservazione.CONTRARIO, "Mancano i Comuni piccoli.", partenza=1)
        assert (cambiata.revisione, cambiata.utente) == (2, lodi.utenti["sindaco"]) and Osservazione.objects.count() == 1
        righe = Evento.objects.filter(verbo="osservazione.scrive").order_by("id")
        assert [r.dopo["esito"] for r in righe] == ["nessuna", "contrario"] and righe[1].prima["esito"] == "nessuna"
        assert "Codogno" in righe[1].frase and righe[1].autore == lodi.utenti["sindaco"]

    @pytest.mark.parametrize("ruolo", ["coordinatore", "udp", "operatore", "ragioneria", "sindaco.altro", "revisore"])
    def test_nessun_altro_risponde_per_il_comune(self, lodi, giro, ruolo):
        with pytest.raises(PotereMancante):
            rispondi(lodi, giro, "3.1", EsitoOsservazione.NESSUNA, ruolo=ruolo)
        with pytest.raises(PotereMancante):
            operazioni.rispondi_al_resto(giro, codogno(lodi), poteri=poteri(lodi, ruolo), adesso=ADESSO)

    def test_il_delegato_permanente_si_quello_di_una_seduta_no(self, lodi, giro):
        aggiungi_delegato(lodi)
        rispondi(lodi, giro, "3.1", EsitoOsservazione.NESSUNA, ruolo="delegato")
        delega = lodi.utenti["delegato"].incarichi.get()
        delega.al = timezone.localdate() + timedelta(days=1)
        delega.save(update_fields=["al"])
        with pytest.raises(RispostaNonAmmessa, match="delega è per una seduta"):
            rispondi(lodi, giro, "3.2", EsitoOsservazione.NESSUNA, ruolo="delegato")
        assert giri.comuni_di(lodi.poteri("delegato")) == {}
        assert set(giri.comuni_di(lodi.poteri("sindaco"))) == {codogno(lodi).pk}

    @pytest.mark.parametrize("esito", [EsitoOsservazione.OSSERVAZIONE, EsitoOsservazione.CONTRARIO])
    def test_chi_osserva_o_e_contrario_scrive_che_cosa(self, lodi, giro, esito):
        with pytest.raises(RispostaNonAmmessa, match="Scrivi"):
            rispondi(lodi, giro, "3.1", esito, "  ")

    def test_si_risponde_soltanto_sulle_sezioni_in_giro_e_come_si_puo(self, lodi, giro):
        with pytest.raises(RispostaNonAmmessa, match="non è fra quelle"):
            rispondi(lodi, giro, "99", EsitoOsservazione.NESSUNA)
        with pytest.raises(RispostaNonAmmessa, match="Scegli"):
            rispondi(lodi, giro, "3.1", "boh")

    def test_fino_all_ultimo_giorno_compreso_anche_se_l_orologio_tarda(self, lodi, giro):
        ultimo = ADESSO + timedelta(days=10)
        rispondi(lodi, giro, "3.1", EsitoOsservazione.NESSUNA, adesso=ultimo)
        with pytest.raises(RispostaNonAmmessa, match="non è stata registrata"):
            rispondi(lodi, giro, "3.2", EsitoOsservazione.NESSUNA, adesso=ultimo + timedelta(days=1))
        operazioni.chiudi_giro(giro, motivo="Basta", poteri=poteri(lodi, "coordinatore"), adesso=ADESSO)
        with pytest.raises(RispostaNonAmmessa):
            rispondi(lodi, giro, "3.2", EsitoOsservazione.NESSUNA)

    def test_due_persone_dello_stesso_comune_non_si_coprono(self, lodi, giro):
        aggiungi_delegato(lodi)
        rispondi(lodi, giro, "3.1", EsitoOsservazione.OSSERVAZIONE, "Prima.")
        with pytest.raises(RispostaCambiata, match="ha già risposto «osservazione»"):
            rispondi(lodi, giro, "3.1", EsitoOsservazione.NESSUNA, ruolo="delegato")
        # Lo stesso tasto premuto due volte non è un contrasto.
        assert rispondi(lodi, giro, "3.1", EsitoOsservazione.OSSERVAZIONE, "Prima.").revisione == 1

    def test_tutto_il_resto_non_tocca_cio_che_c_e(self, lodi, giro):
        rispondi(lodi, giro, "3.1", EsitoOsservazione.CONTRARIO, "No.")
        chi = {"poteri": poteri(lodi, "sindaco"), "adesso": ADESSO}
        assert operazioni.rispondi_al_resto(giro, codogno(lodi), **chi) == len(giro.codici) - 1
        assert operazioni.rispondi_al_resto(giro, codogno(lodi), **chi) == 0
        assert Osservazione.objects.get(codice="3.1").esito == EsitoOsservazione.CONTRARIO
        assert Evento.objects.filter(verbo="giroosservazioni.resto").count() == 1

    def test_un_comune_arrivato_dopo_non_e_fra_quelli_a_cui_si_chiede(self, lodi, giro):
        Appartenenza.objects.filter(comune=codogno(lodi)).update(dal=OGGI + timedelta(days=1))
        with pytest.raises(RispostaNonAmmessa, match="non era dell’Ambito"):
            rispondi(lodi, giro, "3.1", EsitoOsservazione.NESSUNA, adesso=DOMANI)


class TestSilenzioEChiusura:
    def esiti(self, giro):
        return {r.comune.nome: r.stato for r in giri.QuadroGiro(GiroOsservazioni.objects.get(pk=giro.pk)).righe}

    @pytest.mark.parametrize(("regola", "casella"), [("nessuna", giri.TACITA), ("non_espresso", giri.NON_ESPRESSA)])
    def test_il_silenzio_vale_come_dice_la_regola_soltanto_alla_fine(self, lodi, regola, casella):
        with lodi.aperto("coordinatore"):
            giro = giro_aperto(lodi, silenzio=regola)
            rispondi(lodi, giro, "3.1", EsitoOsservazione.NESSUNA)
            operazioni.rispondi_al_resto(giro, lodi.comuni["Casalpusterlengo"], poteri=poteri(lodi, "sindaco.altro"), adesso=ADESSO)
            attesi = {"Codogno": giri.IN_PARTE, "Casalpusterlengo": giri.ESPRESSO}
            assert self.esiti(giro) == {**attesi, "Lodi": giri.MANCA, "Abbadia Cerreto": giri.MANCA}
            operazioni.ogni_giorno(DOPO.date(), DOPO)
            assert self.esiti(giro) == {**attesi, "Lodi": casella, "Abbadia Cerreto": casella}

    def test_l_orologio_chiude_una_volta_sola_e_prepara_l_esito(self, lodi, giro):
        operazioni.ogni_giorno(IL_TERMINE, ADESSO + timedelta(days=10))
        assert GiroOsservazioni.objects.get().e_aperto
        for _ in range(2):
            operazioni.ogni_giorno(DOPO.date(), DOPO)
        giro = GiroOsservazioni.objects.get()
        assert giro.e_chiuso and giro.chiuso_il == DOPO and not giro.motivo_chiusura
        assert Evento.objects.filter(verbo="giroosservazioni.scadi", autore=None).count() == 1
        assert Lavoro.objects.filter(argomenti__tipo="osservazioni").count() == 1

    def test_in_anticipo_vuole_un_motivo_e_dopo_il_termine_no(self, lodi, giro):
        chi = poteri(lodi, "coordinatore")
        with pytest.raises(RequisitiMancanti, match="motivo"):
            operazioni.chiudi_giro(giro, poteri=chi, adesso=ADESSO)
        assert operazioni.chiudi_giro(giro, poteri=chi, adesso=DOPO).e_chiuso

    def test_si_proroga_e_si_riapre_con_un_motivo_e_un_avviso(self, lodi, giro):
        chi = {"poteri": poteri(lodi, "coordinatore"), "adesso": ADESSO}
        nuovo = IL_TERMINE + timedelta(days=5)
        with pytest.raises(GiroNonValido, match="motivo"):
            operazioni.sposta_termine(giro, chiude=nuovo, motivo=" ", **chi)
        assert operazioni.sposta_termine(giro, chiude=nuovo, motivo="Ferie", **chi).chiude == nuovo
        assert Avviso.objects.filter(titolo__startswith="Più tempo", testo__contains="Ferie").count() == 2
        operazioni.chiudi_giro(giro, motivo="Basta", **chi)
        riaperto = operazioni.sposta_termine(giro, chiude=nuovo, motivo="Manca Lodi", **chi)
        assert riaperto.e_aperto and riaperto.chiuso_il is None and riaperto.motivo_chiusura == ""
        assert rispondi(lodi, giro, "3.1", EsitoOsservazione.NESSUNA).pk

    def test_dopo_un_altro_giro_il_primo_non_si_riapre(self, lodi, giro):
        chi = {"poteri": poteri(lodi, "coordinatore"), "adesso": ADESSO}
        operazioni.chiudi_giro(giro, motivo="Basta", **chi)
        secondo = operazioni.prepara_giro(giro.piano, **dati(), **chi)
        assert secondo.numero == 2
        with pytest.raises(ErroreAtteso):
            operazioni.sposta_termine(giro, chiude=IL_TERMINE, motivo="x", **chi)


class TestPromemoria:
    def test_a_chi_manca_una_volta_al_giorno(self, lodi, giro):
        operazioni.rispondi_al_resto(giro, codogno(lodi), poteri=poteri(lodi, "sindaco"), adesso=ADESSO)
        chi = {"poteri": poteri(lodi, "coordinatore"), "adesso": ADESSO}
        assert operazioni.ricorda_a_chi_manca(giro, "Manca poco.", **chi).persone == 1
        with pytest.raises(NessunoDaSollecitare):
            operazioni.ricorda_a_chi_manca(giro, "Manca poco.", **chi)
        solleciti = Avviso.objects.filter(genere="giro.sollecito")
        assert [(a.destinatario.email, a.testo) for a in solleciti] == [("sindaco.altro@lodi.example", "Manca poco.")]
        operazioni.ricorda_a_chi_manca(giro, "Manca poco.", poteri=chi["poteri"], adesso=DOMANI)
        assert solleciti.all().count() == 2

    def test_finche_non_parte_si_annulla_e_non_resta_niente(self, lodi, giro):
        """Il Sindaco non lo vede prima che parta; annullato si rimanda lo stesso giorno; chi non ha nessuno ha una lettera."""
        chi = {"poteri": poteri(lodi, "coordinatore"), "adesso": ADESSO}
        invio = operazioni.ricorda_a_chi_manca(giro, "Manca poco.", lettere=True, **chi)
        assert invio.parte_il > ADESSO and not invio.annullato_il
        assert sorted(Lettera.objects.filter(invio=invio).values_list("comune__nome", flat=True)) == ["Abbadia Cerreto", "Lodi"]
        invii.annulla(invio, **chi)
        assert not Avviso.objects.filter(genere="giro.sollecito").exists() and not Lettera.objects.exists()
        assert operazioni.ricorda_a_chi_manca(giro, "Manca poco.", **chi).persone == invio.persone

    def test_l_orologio_ricorda_sette_tre_e_un_giorno_prima(self, lodi, giro):
        for giorni in range(11):
            quando = ADESSO + timedelta(days=giorni)
            operazioni.ogni_giorno(quando.date(), quando)
        giorni = Avviso.objects.filter(genere="giro.promemoria").values_list("giorno", flat=True).distinct().order_by("giorno")
        assert [(IL_TERMINE - g).days for g in giorni] == [7, 3, 1]

    def test_chiuso_non_si_ricorda(self, lodi, giro):
        with pytest.raises(GiroNonValido):
            operazioni.ricorda_a_chi_manca(giro, "Tardi.", poteri=poteri(lodi, "coordinatore"), adesso=DOPO)


class TestRiscontri:
    def riscontra(self, lodi, osservazione, riscontro=Riscontro.RESPINTA, motivo="Non compete all’Ambito.", **altri):
        letta = {"partenza": osservazione.revisione, "gia_dato": ""}
        valori = {"sezione": None, **letta, "poteri": poteri(lodi, "udp"), "adesso": ADESSO}
        return operazioni.riscontra(osservazione, riscontro=riscontro, motivo=motivo, **{**valori, **altri})

    def test_l_ufficio_risponde_e_il_comune_lo_sa(self, lodi, giro):
        osservazione = rispondi(lodi, giro, "3.1", EsitoOsservazione.OSSERVAZIONE, "Aggiungere i trasporti.")
        sezione = sezione_di(giro.piano)
        data = self.riscontra(lodi, osservazione, Riscontro.ACCOLTA, "", sezione=sezione)
        assert data.riscontro_da == lodi.utenti["udp"] and data.sezione_cambiata == sezione
        avviso = Avviso.objects.get(genere__startswith="osservazione.riscontra")
        assert avviso.destinatario == lodi.utenti["sindaco"] and "accolta" in avviso.testo

    @pytest.mark.parametrize("riscontro", [r for r in Riscontro if r != Riscontro.ACCOLTA])
    def test_il_motivo_serve_salvo_se_accolta(self, lodi, giro, riscontro):
        osservazione = rispondi(lodi, giro, "3.1", EsitoOsservazione.CONTRARIO, "No.")
        with pytest.raises(RiscontroNonValido, match="motivo"):
            self.riscontra(lodi, osservazione, riscontro, " ")
        assert self.riscontra(lodi, osservazione, riscontro).riscontro == riscontro

    def test_due_colleghi_non_si_coprono_il_riscontro(self, lodi, giro):
        osservazione = rispondi(lodi, giro, "3.1", EsitoOsservazione.OSSERVAZIONE, "Uno.")
        primo = self.riscontra(lodi, osservazione, motivo="Il primo.")
        with pytest.raises(RispostaCambiata, match="Un collega"):
            self.riscontra(lodi, osservazione, motivo="Il secondo, senza aver letto il primo.")
        dopo = self.riscontra(lodi, osservazione, motivo="Lo cambio io.", gia_dato=primo.segno_riscontro)
        assert dopo.motivo == "Lo cambio io."

    def test_se_il_comune_cambia_il_riscontro_cade_e_non_si_risponde_al_testo_di_prima(self, lodi, giro):
        osservazione = rispondi(lodi, giro, "3.1", EsitoOsservazione.OSSERVAZIONE, "Uno.")
        self.riscontra(lodi, osservazione)
        cambiata = rispondi(lodi, giro, "3.1", EsitoOsservazione.OSSERVAZIONE, "Due.", partenza=1)
        assert (cambiata.riscontro, cambiata.motivo, cambiata.riscontro_da) == ("", "", None)
        with pytest.raises(RispostaCambiata):
            self.riscontra(lodi, osservazione, partenza=1)

    def test_a_chi_non_ha_osservazioni_non_si_risponde_e_i_comuni_non_riscontrano(self, lodi, giro):
        nessuna = rispondi(lodi, giro, "3.1", EsitoOsservazione.NESSUNA)
        with pytest.raises(RispostaCambiata):
            self.riscontra(lodi, nessuna)
        scritta = rispondi(lodi, giro, "3.2", EsitoOsservazione.CONTRARIO, "No.")
        with pytest.raises(PotereMancante):
            self.riscontra(lodi, scritta, poteri=poteri(lodi, "sindaco"))


def test_i_due_ambiti_non_si_vedono(lodi, pavese, giro):
    assert DAL < OGGI
    with pavese.aperto("coordinatore"):
        assert not GiroOsservazioni.objects.exists() and not Osservazione.objects.exists()


def test_il_piano_pronto_senza_giri_si_propone(lodi):
    with lodi.aperto("coordinatore"):
        versione = operazioni.proponi(piano_pronto(lodi), poteri=poteri(lodi, "coordinatore"), adesso=ADESSO)
        assert versione.numero == 1
