"""Il foglio delle persone: che cosa succederà a ogni riga, che cosa succede, che cosa si rifiuta."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ambito import incarichi, inviti, lavori
from ambito.importazione import motore
from ambito.models import Ente, Evento, Incarico, Invito, Lavoro
from ambito.nucleo.fogli import leggi_foglio, scrivi_csv, scrivi_xlsx
from ambito.tracciati import PERSONE
from ambito.tracciati.persone import COLONNE, MASSIME_RIGHE, voci_ammesse
from tests.scena import crea_utente

OGGI = timezone.localdate()
TESTA = [c.etichetta for c in COLONNE]
NUOVA = "nuova@comune.example"
SUBITO, INVITO = "Incarico subito", "Invito per posta"
HA_GIA, ATTESO = "Ha già questo incarico: non cambia", "Invito già in attesa: non cambia"


def riga(email=NUOVA, cognome="Persona", nome="Nuova", ruolo="Ufficio di Piano", luogo="", dal=OGGI, al=None, atto="decreto 9"):
    return [email, cognome, nome, ruolo, luogo, dal, al, atto]


def carica(scena, *righe, testa=TESTA):
    return motore.carica(PERSONE, nome_file="persone.csv", byte=scrivi_csv(testa, righe), comune=None, parametri={},
                         utente=scena.utenti["coordinatore"], adesso=timezone.now())  # fmt: skip


def conferma(scena, caricamento):
    return motore.applica(caricamento, poteri=scena.poteri("coordinatore"), adesso=timezone.now())


def esiti(caricamento):
    assert caricamento.anteprima["errori"] == []
    return [d["genere"] for d in caricamento.anteprima["differenze"]]


def errori(caricamento):
    assert caricamento.esito == "con_errori"
    return [(e["riga"], e["colonna"], e["frase"]) for e in caricamento.anteprima["errori"]]


def quanti():
    return Incarico.objects.count(), Invito.objects.count()


def test_ogni_riga_dice_prima_che_cosa_succedera_e_il_primo_passo_non_scrive(lodi):
    with lodi.aperto("coordinatore"):
        prima = quanti()
        inviti.invita(email="attesa@x.example", nome="A", cognome="B", ruolo="udp", dal=OGGI, atto="a",
                      autore=lodi.utenti["coordinatore"], adesso=timezone.now())  # fmt: skip
        fatto = carica(
            lodi,
            riga(lodi.utenti["operatore"].email, "", "", "ragioneria comunale", "098010"),
            riga(ruolo="SINDACO", luogo="Comune di Abbadia Cerreto", al=OGGI + timedelta(30)),
            riga(lodi.utenti["sindaco"].email, ruolo="Sindaco", luogo="Codogno"),
            riga("Attesa@X.example"),
        )
        assert esiti(fatto) == [SUBITO, INVITO, HA_GIA, ATTESO]
        assert (fatto.anteprima["nuove"], fatto.anteprima["uguali"]) == (2, 2)
        voci = fatto.anteprima["differenze"]
        assert voci[0]["chiave"] == "Riga 2: operatore (operatore@lodi.example)"
        assert voci[0]["dopo"].startswith("Ragioneria comunale – Casalpusterlengo, dal ")
        assert voci[1]["chiave"] == f"Riga 3: Nuova Persona ({NUOVA})"
        assert voci[2]["prima"] == "Sindaco – Codogno, dal 01/01/2025 senza una fine"
        assert voci[3]["prima"].startswith("Invitato il ")
        assert quanti() == (prima[0], prima[1] + 1) and len(mail.outbox) == 1


def test_alla_conferma_chi_e_dell_ambito_riceve_l_incarico_e_gli_altri_un_invito_che_parte_dopo(lodi):
    with lodi.aperto("coordinatore"):
        conferma(lodi, carica(lodi, riga(lodi.utenti["operatore"].email, ruolo="Ragioneria comunale", luogo="Casalpusterlengo"),
                              riga(ruolo="Operatore comunale", luogo="Abbadia Cerreto")))  # fmt: skip
        nuovo = Incarico.objects.get(utente=lodi.utenti["operatore"], ruolo="ragioneria")
        assert (nuovo.comune.nome, nuovo.dal, nuovo.al, nuovo.atto) == ("Casalpusterlengo", OGGI, None, "decreto 9")
        invito = Invito.objects.get()
        assert (invito.email, invito.persona, invito.inviato_il) == (NUOVA, "Nuova Persona", None)
        assert Invito.objects.con_situazione(timezone.now()).get().situazione == "da_spedire"
        assert {"incarico.conferisci", "invito.manda", "caricamento.applica"} <= set(Evento.objects.values_list("verbo", flat=True))
        lavoro = Lavoro.objects.get(tipo="inviti")
    assert mail.outbox == []

    assert lavori.esegui(lodi.ambito.pk, lavoro.pk)

    assert [m.to for m in mail.outbox] == [[NUOVA]] and "Operatore comunale – Abbadia Cerreto" in mail.outbox[0].body
    with lodi.aperto():
        assert Invito.objects.con_situazione(timezone.now()).get().situazione == "inviato"


def test_ricaricare_lo_stesso_foglio_non_fa_niente_due_volte(lodi):
    righe = [
        riga(),
        riga(ruolo="Operatore comunale", luogo="Lodi"),
        riga(lodi.utenti["udp"].email, ruolo="Segretario dell’Assemblea"),
    ]
    with lodi.aperto("coordinatore"):
        conferma(lodi, carica(lodi, *righe))
        dopo = quanti()
        secondo = carica(lodi, *righe)
        assert esiti(secondo) == [ATTESO, ATTESO, HA_GIA] and secondo.anteprima["nuove"] == 0
        conferma(lodi, secondo)
        assert quanti() == dopo and Lavoro.objects.filter(tipo="inviti").count() == 1
        # Anche dopo che la persona ha accettato uno dei due inviti: quello che aspetta resta com’è.
        codice = inviti.nuovo_codice()
        Invito.objects.filter(ruolo="udp").update(impronta=inviti.impronta(codice))
        inviti.accetta(codice, adesso=timezone.now(), utente=crea_utente(NUOVA))
        assert esiti(carica(lodi, *righe)) == [HA_GIA, ATTESO, HA_GIA]


def test_due_fogli_uguali_guardati_prima_e_confermati_dopo_scrivono_una_volta(lodi):
    with lodi.aperto("coordinatore"):
        primo, secondo = carica(lodi, riga()), carica(lodi, riga())
        conferma(lodi, primo)
        with pytest.raises(motore.CaricamentoSuperato, match="cambiati dopo l’anteprima"):
            conferma(lodi, secondo)
        assert Invito.objects.count() == 1


def test_l_elenco_scaricato_da_persone_si_ricarica_e_non_cambia_nulla(lodi):
    foglio = lodi.client("coordinatore").get("/lodi/persone/?formato=xlsx").content
    with lodi.aperto("coordinatore"):
        fatto = motore.carica(PERSONE, nome_file="incarichi.xlsx", byte=foglio, comune=None, parametri={},
                              utente=lodi.utenti["coordinatore"], adesso=timezone.now())  # fmt: skip
        assert set(esiti(fatto)) == {HA_GIA} and fatto.anteprima["uguali"] == Incarico.objects.count()


SBAGLI = [
    ({"email": "non-un-indirizzo"}, "E-mail", "non è un indirizzo e-mail"),
    ({"email": ""}, "E-mail", "manca il valore"),
    ({"email": f"{'a' * 250}@x.example"}, "E-mail", "il massimo è 254"),
    ({"nome": ""}, "Nome", "persona nuova per questo Ambito"),
    ({"cognome": ""}, "Cognome", "persona nuova per questo Ambito"),
    ({"cognome": "x" * 81}, "Cognome", "il massimo è 80"),
    ({"ruolo": "Assessore"}, "Ruolo", "Scrivi uno di questi: Coordinatore dell’Ufficio di Piano; "),
    ({"ruolo": ""}, "Ruolo", "manca il valore"),
    ({"ruolo": "Sindaco"}, "Comune o ente", "vale per un Comune: scrivi quale"),
    ({"ruolo": "Sindaco", "luogo": "ATS di prova"}, "Comune o ente", "vale per un Comune: scrivi quale"),
    ({"ruolo": "ATS, ASST, Provincia"}, "Comune o ente", "vale per un ente: scrivi quale"),
    ({"luogo": "Codogno"}, "Comune o ente", "vale per l’intero Ambito: lascia vuota"),
    ({"ruolo": "Sindaco", "luogo": "Siziano"}, "Comune o ente", "non è un Comune né un ente di questo Ambito"),
    ({"ruolo": "Sindaco", "luogo": "98019"}, "Comune o ente", "manca lo zero iniziale"),
    ({"ruolo": "Sindaco", "luogo": "018150"}, "Comune o ente", "non è un Comune né un ente di questo Ambito"),
    ({"dal": "domani"}, "Dal", "non è una data"),
    ({"dal": ""}, "Dal", "manca il valore"),
    ({"al": "2001-01-01"}, "Al", "viene prima del suo inizio"),
    ({"ruolo": "Revisore"}, "Al", "sola lettura"),
    ({"ruolo": "Revisore", "al": OGGI + timedelta(400)}, "Al", "al più un anno"),
    ({"atto": ""}, "Atto", "manca il valore"),
    ({"atto": "x" * 201}, "Atto", "il massimo è 200"),
]


@pytest.mark.parametrize(("campi", "colonna", "frase"), SBAGLI)
def test_una_riga_sbagliata_dice_quale_cella_e_perche_e_ferma_tutto(lodi, pavese, campi, colonna, frase):
    with lodi.aperto("coordinatore"):
        fatto = carica(lodi, riga("giusta@x.example"), riga(**campi))
        numero, dove, perche = errori(fatto)[0]
        assert (numero, dove) == (3, colonna) and frase in perche
        with pytest.raises(motore.CaricamentoSuperato):
            conferma(lodi, fatto)
        assert not Invito.objects.exists()


def test_il_foglio_da_correggere_porta_la_colonna_errore_e_si_ricarica(lodi):
    with lodi.aperto("coordinatore"):
        foglio = leggi_foglio("errori.csv", motore.file_degli_errori(carica(lodi, riga(ruolo="Assessore"))))
        assert foglio.intestazioni == [*TESTA, "errore"] and "non è un ruolo" in foglio.righe[0][1][-1]
        corretto = [*riga(), "Ruolo: era sbagliato"]
        assert esiti(carica(lodi, corretto, testa=[*TESTA, "errore"])) == [INVITO]


def test_la_stessa_persona_due_volte_per_lo_stesso_posto_e_un_errore(lodi):
    with lodi.aperto("coordinatore"):
        assert errori(carica(lodi, riga(), riga(dal=OGGI + timedelta(5)))) == [
            (3, "E-mail", "Lo stesso incarico della stessa persona è già nella riga 2."),
        ]  # fmt: skip
        udp = lodi.utenti["sindaco"].email
        assert esiti(carica(lodi, riga(udp, al=OGGI + timedelta(9)), riga(udp, dal=OGGI + timedelta(10)))) == [SUBITO, SUBITO]


def test_un_comune_ha_un_sindaco_alla_volta_anche_da_foglio(lodi):
    with lodi.aperto("coordinatore"):
        per_codogno = {"ruolo": "Sindaco", "luogo": "Codogno"}
        (unico,) = errori(carica(lodi, riga(lodi.utenti["udp"].email, **per_codogno)))
        assert unico[:2] == (2, "Dal") and "Sindaco di Codogno è già sindaco, dal 01/01/2025 senza una fine" in unico[2]
        # Chi è nuovo si invita, come dalla pagina singola: accetterà quando il posto è libero, e lo si dice prima.
        fatto = carica(lodi, riga(**per_codogno))
        assert esiti(fatto) == [INVITO] and "quando il posto sarà libero" in fatto.anteprima["differenze"][0]["dopo"]
        per_lodi = {"ruolo": "Sindaco", "luogo": "Lodi"}
        due = errori(carica(lodi, riga(**per_lodi), riga("altra@x.example", **per_lodi)))
        assert [e[:2] for e in due] == [(3, "Ruolo")] and "è già nella riga 2, negli stessi giorni" in due[0][2]
        di_seguito = carica(lodi, riga(al=OGGI, **per_lodi), riga("altra@x.example", dal=OGGI + timedelta(1), **per_lodi))
        assert esiti(di_seguito) == [INVITO, INVITO]


def test_nessuna_riga_lascia_l_ambito_senza_chi_lo_guida(lodi):
    guida = {"ruolo": "Coordinatore dell’Ufficio di Piano"}
    with lodi.aperto("coordinatore"):
        assert esiti(carica(lodi, riga(lodi.utenti["udp"].email, al=OGGI + timedelta(30), **guida))) == [SUBITO]
        Incarico.objects.filter(ruolo="coordinatore").update(al=OGGI + timedelta(10))
        a_termine = carica(lodi, riga(lodi.utenti["udp"].email, al=OGGI + timedelta(30), **guida))
        assert [e[:2] for e in errori(a_termine)] == [(2, "Al")] and "senza coordinatore dal" in errori(a_termine)[0][2]
        assert esiti(carica(lodi, riga(lodi.utenti["udp"].email, **guida))) == [SUBITO]


def test_chi_ha_gia_l_incarico_non_lo_riceve_di_nuovo_ma_si_rinnova(lodi):
    chi = lodi.utenti["udp"].email
    with lodi.aperto("coordinatore"):
        assert esiti(carica(lodi, riga(chi), riga(chi, dal=OGGI + timedelta(1), al=OGGI + timedelta(9)))) == [HA_GIA, HA_GIA]
        incarichi.cessa(Incarico.objects.get(ruolo="udp"), al=OGGI, autore=None, adesso=timezone.now())
        fatto = carica(lodi, riga(chi, dal=date(2025, 1, 1)), riga(chi, dal=OGGI + timedelta(1)))
        assert esiti(fatto) == [HA_GIA, SUBITO]
        assert fatto.anteprima["differenze"][0]["prima"].endswith(f"fino al {OGGI:%d/%m/%Y}")
        conferma(lodi, fatto)
        assert Incarico.objects.filter(utente=lodi.utenti["udp"], ruolo="udp").count() == 2


def test_non_si_capisce_se_un_indirizzo_ha_un_accesso_in_un_altro_ambito(lodi, pavese):
    altrove = pavese.utenti["sindaco"]
    altrove.nome, altrove.cognome = "Nome", "Segreto"
    altrove.save()
    with lodi.aperto("coordinatore"):
        ignota, nota = carica(lodi, riga("ignota@x.example")), carica(lodi, riga(altrove.email))
        assert str(ignota.anteprima).replace("ignota@x.example", "§") == str(nota.anteprima).replace(altrove.email, "§")
        senza_nome = carica(lodi, riga("ignota@x.example", nome="")), carica(lodi, riga(altrove.email, nome=""))
        assert errori(senza_nome[0]) == errori(senza_nome[1])
        conferma(lodi, nota)
        assert Invito.objects.get().persona == "Nuova Persona"
        assert not Incarico.objects.filter(utente=altrove).exists()


def test_un_altro_ambito_non_vede_ne_il_foglio_ne_gli_inviti(lodi, pavese):
    with lodi.aperto("coordinatore"):
        fatto = carica(lodi, riga())
        conferma(lodi, fatto)
        lavoro = Lavoro.objects.get(tipo="inviti")
    di_la = pavese.client("coordinatore")
    for indirizzo in (f"/pavese/caricamenti/{fatto.pk}/", f"/pavese/lavori/{lavoro.pk}/", f"/lodi/caricamenti/{fatto.pk}/"):
        assert di_la.get(indirizzo).status_code == 404
    for pagina in ("foglio/", "inviti/", "inviti/rimanda/"):
        assert NUOVA not in di_la.get(f"/pavese/persone/{pagina}").content.decode()
        assert "persone.csv" not in di_la.get(f"/pavese/persone/{pagina}").content.decode()


def test_chi_non_conferisce_incarichi_non_applica(lodi):
    with lodi.aperto("coordinatore"):
        fatto = carica(lodi, riga())
    with lodi.aperto("udp"), pytest.raises(PermissionDenied):
        motore.applica(fatto, poteri=lodi.poteri("udp"), adesso=timezone.now())


def test_se_una_riga_non_si_puo_piu_scrivere_non_si_scrive_nulla_e_si_dice_quale(lodi, monkeypatch):
    with lodi.aperto("coordinatore"):
        fatto, prima = carica(lodi, riga(), riga(lodi.utenti["sindaco"].email)), quanti()

        def rifiuta(**altro):
            raise incarichi.IncaricoNonValido("Non si può.")

        monkeypatch.setattr(incarichi, "conferisci", rifiuta)
        with pytest.raises(incarichi.IncaricoNonValido, match="Riga 3: Non si può. Non è stato scritto nulla"):
            conferma(lodi, fatto)
        assert quanti() == prima and fatto.__class__.objects.get(pk=fatto.pk).esito == "anteprima"


def test_troppe_righe_si_dividono(lodi):
    with lodi.aperto("coordinatore"):
        troppe = [riga(f"p{n}@x.example") for n in range(MASSIME_RIGHE + 1)]
        assert errori(carica(lodi, *troppe))[0][::2] == (MASSIME_RIGHE + 2, f"Un foglio ha al più {MASSIME_RIGHE} righe: dividilo.")
        assert carica(lodi, *troppe[:-1]).anteprima["nuove"] == MASSIME_RIGHE


def test_le_interrogazioni_del_controllo_non_crescono_con_le_righe(lodi):
    def costo(righe):
        with lodi.aperto("coordinatore"), CaptureQueriesContext(connection) as catturate:
            assert carica(lodi, *righe).esito == "anteprima"
        return len(catturate)

    poche = [riga(), riga(lodi.utenti["udp"].email, ruolo="Segretario dell’Assemblea")]
    molte = [riga(f"n{n}@x.example", ruolo="Operatore comunale", luogo="Lodi") for n in range(60)]
    molte += [
        riga(lodi.utenti[r].email, ruolo="Ente del terzo settore", luogo="Cooperativa di prova") for r in ("udp", "ats", "sindaco")
    ]
    assert costo(molte) == costo(poche) <= 20


def test_il_modello_porta_i_ruoli_in_parole_e_i_posti_scoperti_e_si_rilegge(lodi):
    navigatore = lodi.client("coordinatore")
    vuoto = leggi_foglio("m.csv", navigatore.get("/lodi/persone/foglio/modello.csv").content)
    assert (vuoto.intestazioni, vuoto.righe) == (TESTA, [])
    byte = navigatore.get("/lodi/persone/foglio/modello.xlsx?posti=scoperti").content
    assert leggi_foglio("m.xlsx", byte).righe[0][1][3:6] == ["Sindaco", "Abbadia Cerreto", OGGI.isoformat()]
    ammesse = leggi_foglio("m.xlsx", byte, "Voci ammesse")
    assert ammesse.intestazioni == ["Ruolo", "Comune o ente"]
    assert {"Sindaco", "Ente del terzo settore"} <= {r[1][0] for r in ammesse.righe}
    assert {"Codogno", "ATS di prova"} <= {r[1][1] for r in ammesse.righe}
    assert navigatore.get("/lodi/persone/foglio/modello.pdf").status_code == 404


def test_le_voci_ammesse_si_leggono_tutte(lodi):
    with lodi.aperto("coordinatore"):
        ruoli, luoghi = voci_ammesse(OGGI).values()
        for ruolo in ruoli:
            fatto = carica(lodi, riga(ruolo=ruolo, luogo="", al=OGGI + timedelta(9)))
            assert all(e["colonna"] == "Comune o ente" for e in fatto.anteprima["errori"])
        for luogo in luoghi:
            ruolo = "Operatore comunale" if luogo in lodi.comuni else "Ente del terzo settore"
            assert esiti(carica(lodi, riga(ruolo=ruolo, luogo=luogo))) == [INVITO]


def test_un_ente_che_si_chiama_come_un_comune_lo_decide_il_ruolo(lodi):
    with lodi.aperto("coordinatore"):
        Ente.objects.create(tipo="ets", denominazione="Lodi")
        ets = {"ruolo": "Ente del terzo settore", "luogo": "LODI"}
        fatto = carica(lodi, riga(ruolo="Operatore comunale", luogo="Lodi"), riga("e@x.example", **ets))
        conferma(lodi, fatto)
        assert set(Invito.objects.values_list("comune__nome", "ente__denominazione")) == {("Lodi", None), (None, "Lodi")}
        Ente.objects.create(tipo="ets", denominazione="lodi")
        assert "più di un ente" in errori(carica(lodi, riga(**ets)))[0][2]


def test_si_carica_anche_xlsx_e_le_date_si_leggono(lodi):
    byte = scrivi_xlsx("Persone", TESTA, [riga(dal=date(2026, 3, 5))])
    with lodi.aperto("coordinatore"):
        fatto = motore.carica(PERSONE, nome_file="p.xlsx", byte=byte, comune=None, parametri={},
                              utente=lodi.utenti["coordinatore"], adesso=timezone.now())  # fmt: skip
        assert esiti(fatto) == [INVITO] and "dal 05/03/2026" in fatto.anteprima["differenze"][0]["dopo"]
        celle = fatto.anteprima["esame"]["righe"][0]["celle"]
        assert celle[5]["letta"] == "05/03/2026" and celle[3]["stato"] == "giusta"
