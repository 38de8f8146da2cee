"""La delega: il Sindaco manda un altro, lo revoca, arriva e prende il suo posto; la regola dice chi si può delegare."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ambito import incarichi
from ambito.assemblea.models import LimiteDelega, Presenza, RegolaVoto, Voto
from ambito.assemblea.operazioni import aula, deleghe, votazioni
from ambito.assemblea.operazioni.aula import DelegaNonAmmessa
from ambito.assemblea.operazioni.votazioni import VotoNonValido
from ambito.assemblea.selezioni import deleghe as letture
from ambito.models import Evento, Incarico, Invito
from ambito.poteri import PotereMancante
from tests.assemblea.conftest import QUANDO
from tests.scena import crea_utente


def dati(email, **altri):
    return {"email": email, "nome": "Ada", "cognome": "Verdi", "qualifica": "Assessore", "adesso": QUANDO, **altri}


def conferisci(assemblea, email="operatore@lodi.example", comune="Codogno", ruolo="sindaco", **altri):
    """Una delega del Sindaco di Codogno, di norma al suo operatore, che è già nel portale."""
    return deleghe.conferisci(assemblea.scena.comuni[comune], **dati(email, **{"poteri": assemblea.di(ruolo), **altri}))


def entra(assemblea, seduta, ruolo, comune="Codogno", adesso=QUANDO):
    poteri = assemblea.di(ruolo)
    return aula.entra(assemblea.seggio(seduta, comune), utente=poteri.utente, poteri=poteri, adesso=adesso)


def vota(assemblea, votazione, ruolo, voto, comune="Codogno"):
    seggio = assemblea.seggio(votazione.seduta, comune)
    return votazioni.vota(votazione, seggio.pk, voto, poteri=assemblea.di(ruolo), adesso=QUANDO)


def cambia_regola(**voci):
    regola = RegolaVoto.objects.get()
    regola.contenuto |= voci
    regola.save()


def test_il_delegato_siede_e_vota_per_il_comune(assemblea):
    delega = conferisci(assemblea, estremi="prot. 12")
    assert delega.atto == "Delega del Sindaco sindaco del 20 giugno 2025 (Assessore), prot. 12"
    votazione = assemblea.al_voto(nomi=["Lodi", "Casalpusterlengo", "Abbadia Cerreto"])
    presenza = entra(assemblea, votazione.seduta, "operatore")
    assert (presenza.persona, presenza.delega) == ("operatore", delega.atto)
    assert vota(assemblea, votazione, "operatore", "contrario").espressione == "contrario"


def test_t10_il_sindaco_arriva_e_prevale_sul_delegato(assemblea):
    """Stesso Comune due volte: conta una volta sola, e siede il Sindaco (DOMAIN, T10)."""
    conferisci(assemblea)
    votazione = assemblea.al_voto(nomi=["Lodi", "Casalpusterlengo", "Abbadia Cerreto"])
    seduta = votazione.seduta
    del_delegato = entra(assemblea, seduta, "operatore")
    with pytest.raises(VotoNonValido, match="per delega: segna prima la tua presenza"):
        vota(assemblea, votazione, "sindaco", "favorevole")
    del_sindaco = entra(assemblea, seduta, "sindaco", adesso=QUANDO + timedelta(minutes=5))
    del_delegato.refresh_from_db()
    assert del_delegato.uscita == QUANDO + timedelta(minutes=5) and not del_sindaco.del_delegato
    assert len(seduta.codici_presenti()) == 4
    with pytest.raises(VotoNonValido, match="In sala c’è sindaco: vota lui, non il delegato"):
        vota(assemblea, votazione, "operatore", "contrario")
    vota(assemblea, votazione, "sindaco", "favorevole")
    chiusa = assemblea.chiudi(votazione)
    assert chiusa.esito_calcolo["conteggi"]["presenti"]["teste"] == 4
    assert Voto.objects.get(votazione=votazione, seggio__comune__nome="Codogno").persona == "sindaco"


def test_se_il_sindaco_c_e_il_delegato_non_entra(assemblea):
    conferisci(assemblea)
    seduta = assemblea.aperta()
    entra(assemblea, seduta, "sindaco")
    with pytest.raises(DelegaNonAmmessa, match="In sala c’è già sindaco"):
        entra(assemblea, seduta, "operatore")


def test_l_appello_in_aula_non_scalza_il_delegato(assemblea):
    conferisci(assemblea)
    seduta = assemblea.aperta()
    entrato = entra(assemblea, seduta, "operatore")
    assemblea.entrano(seduta, ["Codogno", "Lodi"])
    assert Presenza.objects.get(seggio__comune__nome="Codogno") == entrato


def test_la_delega_per_una_seduta_finisce_con_la_seduta(assemblea):
    seduta = assemblea.convocata()
    delega = conferisci(assemblea, seduta=seduta)
    assert delega.al == seduta.seconda_convocazione.date() and delega.dal == QUANDO.date()


def test_chi_e_nuovo_riceve_un_invito(assemblea, mailoutbox):
    invito = conferisci(assemblea, email="nuova@comune.example")
    assert isinstance(invito, Invito) and invito.ruolo == "delegato"
    assert [m.to for m in mailoutbox] == [["nuova@comune.example"]]
    with pytest.raises(DelegaNonAmmessa, match="Hai già invitato Ada Verdi"):
        conferisci(assemblea)


def test_un_delegato_solo_per_comune(assemblea):
    conferisci(assemblea)
    with pytest.raises(DelegaNonAmmessa, match="prima revoca quella delega"):
        conferisci(assemblea, email="ragioneria@lodi.example")


def test_niente_catene_e_niente_deleghe_altrui(assemblea):
    """Un delegato non delega, e nessuno delega per un Comune non suo."""
    conferisci(assemblea)
    for ruolo, comune in (("operatore", "Codogno"), ("sindaco", "Lodi"), ("coordinatore", "Codogno"), ("segretario", "Codogno")):
        with pytest.raises(PotereMancante):
            conferisci(assemblea, comune=comune, ruolo=ruolo, email="altri@lodi.example")


def test_chi_siede_per_un_altro_comune_solo_se_la_regola_lo_ammette(assemblea):
    with pytest.raises(DelegaNonAmmessa, match="siede per un altro Comune"):
        conferisci(assemblea, email="sindaco.altro@lodi.example")
    cambia_regola(delega="altro_comune")
    conferisci(assemblea, email="sindaco.altro@lodi.example")
    seduta = assemblea.aperta()
    entra(assemblea, seduta, "sindaco.altro", "Casalpusterlengo")
    entra(assemblea, seduta, "sindaco.altro", "Codogno")
    assert len(seduta.codici_presenti()) == 2


def test_il_tetto_delle_deleghe_per_persona(assemblea):
    cambia_regola(delega="altro_comune")
    scena = assemblea.scena
    for comune in ("Lodi", "Codogno"):
        scena.utenti[comune] = crea_utente(f"sindaco.{comune.lower()}@lodi.example")
    incarichi.conferisci(utente=scena.utenti["Lodi"], ruolo="sindaco", comune=scena.comuni["Lodi"], dal=QUANDO.date(), atto="a",
                         autore=None, adesso=QUANDO)  # fmt: skip
    conferisci(assemblea, email="operatore@lodi.example")
    conferisci(assemblea, email="operatore@lodi.example", comune="Lodi", ruolo="Lodi")
    seduta = assemblea.aperta()
    entra(assemblea, seduta, "operatore", "Codogno")
    with pytest.raises(DelegaNonAmmessa, match="al più 1 delega a testa"):
        entra(assemblea, seduta, "operatore", "Lodi")


def test_la_regola_puo_non_ammettere_delegati(assemblea):
    delega = conferisci(assemblea)
    cambia_regola(delega="nessuna")
    seduta = assemblea.aperta()
    with pytest.raises(DelegaNonAmmessa, match="non ammette delegati"):
        entra(assemblea, seduta, "operatore")
    with pytest.raises(DelegaNonAmmessa, match="non ammette delegati"):
        aula.entra(assemblea.seggio(seduta, "Lodi"), utente=None, poteri=assemblea.poteri, adesso=QUANDO, persona="Ugo",
                   delega="prot. 3", in_aula=True)  # fmt: skip
    deleghe.revoca(delega, poteri=assemblea.di("sindaco"), adesso=QUANDO)
    with pytest.raises(DelegaNonAmmessa, match="non ammette delegati"):
        conferisci(assemblea)


def test_la_revoca_vale_subito_e_la_scheda_resta(assemblea):
    delega = conferisci(assemblea)
    votazione = assemblea.al_voto(nomi=["Lodi", "Casalpusterlengo", "Abbadia Cerreto"])
    entra(assemblea, votazione.seduta, "operatore")
    voto = vota(assemblea, votazione, "operatore", "astenuto")
    deleghe.revoca(delega, poteri=assemblea.di("sindaco"), adesso=QUANDO + timedelta(minutes=1))
    assert len(votazione.seduta.codici_presenti()) == 3 and not Incarico.objects.filter(ruolo="delegato").exists()
    assert Evento.objects.filter(verbo="incarico.annulla", nota__startswith="Revocata dal Sindaco").count() == 1
    with pytest.raises(PermissionDenied):
        entra(assemblea, votazione.seduta, "operatore")
    assert Voto.objects.get(votazione=votazione) == voto


def test_il_giorno_dopo_la_revoca_chiude_alla_vigilia(assemblea):
    delega = conferisci(assemblea)
    domani = QUANDO + timedelta(days=3)
    deleghe.revoca(delega, poteri=assemblea.di("sindaco"), adesso=domani)
    delega.refresh_from_db()
    assert delega.al == domani.date() - timedelta(days=1)
    with pytest.raises(PotereMancante):
        deleghe.revoca(delega, poteri=assemblea.di("sindaco.altro"), adesso=domani)


def test_la_pagina_delega_invita_e_revoca(lodi):
    pagina, sindaco = reverse("assemblea:deleghe", args=["lodi"]), lodi.client("sindaco")
    dati = {"comune": lodi.comuni["Codogno"].pk, "nome": "Ada", "cognome": "Verdi", "email": "operatore@lodi.example",
            "qualifica": "Assessore"}  # fmt: skip
    assert sindaco.post(pagina, {**dati, "email": ""}).status_code == 422
    assert sindaco.post(pagina, {**dati, "comune": lodi.comuni["Lodi"].pk}).status_code == 422
    assert sindaco.post(pagina, dati).status_code == 302
    with lodi.aperto():
        delega = Incarico.objects.get(ruolo="delegato")
    assert "Delega del Sindaco" in sindaco.get(pagina).content.decode()
    delegato = lodi.client("operatore")
    assert delegato.get(pagina).status_code == 403
    revoca = reverse("assemblea:revoca_delega", args=["lodi", delega.pk])
    assert lodi.client("sindaco.altro").post(revoca).status_code == 404
    assert sindaco.post(revoca).status_code == 302 and sindaco.post(revoca).status_code == 404
    sindaco.post(pagina, {**dati, "email": "nuova@comune.example"})
    with lodi.aperto():
        invito = Invito.objects.get()
    assert "nuova@comune.example" in sindaco.get(pagina).content.decode()
    assert sindaco.post(reverse("assemblea:revoca_invito", args=["lodi", invito.pk])).status_code == 302


def test_la_delega_decade_con_il_mandato_di_chi_l_ha_data(assemblea):
    """Il Sindaco cessa ieri: il suo delegato non siede più, finché il nuovo Sindaco non dà una delega nuova."""
    conferisci(assemblea, adesso=QUANDO - timedelta(days=5))
    sindaco = Incarico.objects.get(ruolo="sindaco", comune__nome="Codogno")
    incarichi.cessa(sindaco, al=QUANDO.date() - timedelta(days=1), autore=None, adesso=QUANDO)
    seduta = assemblea.aperta()
    with pytest.raises(DelegaNonAmmessa, match="decaduta con il mandato"):
        entra(assemblea, seduta, "operatore")
    assert not Presenza.objects.exists()


@pytest.mark.parametrize("chi", ["coordinatore", "udp", "segretario"])
def test_chi_gestisce_o_tiene_le_sedute_non_si_delega(assemblea, chi):
    with pytest.raises(DelegaNonAmmessa, match="decidere e gestire sono separati"):
        conferisci(assemblea, email=f"{chi}@lodi.example")


def test_nessuno_delega_se_stesso(assemblea):
    with pytest.raises(DelegaNonAmmessa, match="te stesso"):
        conferisci(assemblea, email="sindaco@lodi.example")


def test_la_delega_puo_valere_solo_per_alcuni_punti(assemblea):
    seduta = assemblea.convocata(punti=2)
    primo, secondo = seduta.punti.all()
    conferisci(assemblea, seduta=seduta, punti=[secondo])
    seduta = aula.apri(seduta, 1, poteri=assemblea.poteri, adesso=QUANDO)
    assemblea.entrano(seduta, ["Lodi", "Casalpusterlengo"])
    entra(assemblea, seduta, "operatore")
    aula.inizia(seduta, poteri=assemblea.poteri, adesso=QUANDO)
    votazione = assemblea.metti_ai_voti(primo)
    with pytest.raises(VotoNonValido, match="vale soltanto per: punto 2"):
        vota(assemblea, votazione, "operatore", "favorevole")
    assemblea.mano(votazione, "Lodi", "favorevole")
    assemblea.chiudi(votazione)
    assert vota(assemblea, assemblea.metti_ai_voti(secondo), "operatore", "favorevole").espressione == "favorevole"


def test_la_pagina_dice_che_su_quel_punto_non_si_vota(lodi, assemblea):
    # Una delega senza fine, perché valga anche oggi; il limite è quello che avrebbe scritto il Sindaco.
    conferisci(assemblea)
    votazione = assemblea.al_voto(nomi=["Lodi", "Casalpusterlengo", "Abbadia Cerreto"])
    entra(assemblea, votazione.seduta, "operatore")
    limite = {"comune": assemblea.scena.comuni["Codogno"], "email": "operatore@lodi.example", "punti": [0]}
    LimiteDelega.objects.create(seduta=votazione.seduta, **limite)
    pagina = lodi.client("operatore").get(reverse("assemblea:votazione", args=["lodi", votazione.pk])).content.decode()
    assert "Su questo punto non voti" in pagina and "Conferma il voto" not in pagina


def test_una_delega_nuova_alla_stessa_persona_toglie_il_limite_di_prima(assemblea):
    seduta = assemblea.convocata(punti=2)
    delega = conferisci(assemblea, seduta=seduta, punti=[seduta.punti.first()])
    deleghe.revoca(delega, poteri=assemblea.di("sindaco"), adesso=QUANDO)
    conferisci(assemblea, seduta=seduta)
    assert letture.punti_ammessi(assemblea.scena.utenti["operatore"], assemblea.scena.comuni["Codogno"].pk, seduta) is None


def test_i_punti_sono_della_seduta_scelta(lodi, assemblea):
    seduta = assemblea.convocata()
    with pytest.raises(DelegaNonAmmessa, match="di un’altra seduta"):
        conferisci(assemblea, punti=[seduta.punti.first()])
    sindaco, url = lodi.client("sindaco"), reverse("assemblea:deleghe", args=["lodi"])
    assert "Solo per questi punti" not in sindaco.get(url).content.decode()
    assert "Solo per questi punti" in sindaco.get(f"{url}?seduta={seduta.pk}").content.decode()
