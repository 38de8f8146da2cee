"""Affidamenti, pratiche in più stati, reti, una valutazione: tutto inventato."""

from datetime import timedelta
from decimal import Decimal

from ambito import selezioni as nucleo
from ambito.models import Ente
from servizi.dimostrazione.caso import AZIENDA, MARCHIO
from servizi.models import Affidamento, IncontroRete, Indagine, Natura, Pratica, Rete, Sopralluogo, UnitaOfferta, Valutazione
from servizi.operazioni import affidamenti, indagini, pratiche, reti

AFFIDATI = [("SAD", "gara", 400), ("ADM", "coprogettazione", 70), ("SIL", "in_house", -60)]
# Dei centri accreditati: da quanti giorni, per quanti ancora, che cosa è successo dopo.
ACCREDITATI = [(400, 700, ""), (1200, -30, ""), (300, 500, "sospendi"), (500, 400, "revoca"), (90, 1000, "")]
CAMMINI = (["completa", "trasmetti", "approva"], ["completa"], ["chiedi_integrazione"])
RISPOSTE = {
    ("Che cosa ti aiuterebbe di più?", "Un nido con orari più lunghi"): 171,
    ("Che cosa ti aiuterebbe di più?", "Rette più basse"): 133,
    ("Che cosa ti aiuterebbe di più?", "Un aiuto a casa"): 106,
    ("Che cosa ti aiuterebbe di più?", "Altro"): 2,
    ("Conosci il centro per la famiglia?", "Sì"): 148,
    ("Conosci il centro per la famiglia?", "No"): 264,
}
RETI = [("Rete antiviolenza", ["CAV", "CONSULTORIO"], 45), ("Rete contro la povertà", ["PIS"], 500)]


def affida(servizi, oggi, chi):
    """Tre affidamenti: uno lungo, uno che sta per finire, uno finito."""
    for numero, (codice, forma, mancano) in enumerate(AFFIDATI, 1):
        scheda = Affidamento(
            servizio=servizi[codice], oggetto=f"{servizi[codice].nome} (inventato)", forma=forma, importo=Decimal(480000),
            affidatario=AZIENDA if forma == "in_house" else "Cooperativa sociale L’Argine (inventata)",
            mandato="Deliberazione dimostrativa dell’Assemblea", atto=f"Determina dimostrativa n. {numero}",
            atto_del=oggi - timedelta(days=700), dal=oggi - timedelta(days=690), al=oggi + timedelta(days=mancano),
        )  # fmt: skip
        affidamento = affidamenti.salva_affidamento(scheda, **chi)
        quando, quanto = oggi - timedelta(days=40), Decimal("118250.40")
        affidamenti.paga(
            affidamento, giorno=quando, importo=quanto, atto="Liquidazione dimostrativa", periodo="terzo trimestre", **chi
        )


def apri_pratiche(oggi, chi):
    """Una pratica di avvio per ogni punto del cammino, un accreditamento che scade, un sopralluogo con prescrizioni."""
    *tre, ultima = UnitaOfferta.objects.filter(servizio__codice="ASILO_NIDO").order_by("pk")[:4]
    for unita, passi in zip(tre, CAMMINI, strict=True):
        pratica = Pratica(genere="avvio", caso="posti", unita=unita, ricevuta_il=oggi - timedelta(days=25),
                          protocollo="dimostrativo", posti=unita.posti_autorizzati, entro=oggi + timedelta(days=9))  # fmt: skip
        _avanza(pratica, passi, chi)
    accreditamento = Pratica(genere="accreditamento", unita=ultima, ricevuta_il=oggi - timedelta(days=900), vale_dal=oggi,
                             vale_al=oggi + timedelta(days=50), provvedimento="Provvedimento dimostrativo")  # fmt: skip
    _avanza(accreditamento, ["completa", "accredita"], chi)
    visita = Sopralluogo(unita=ultima, giorno=oggi - timedelta(days=30), chi="ATS (dato dimostrativo)", esito="prescrizioni",
                         prescrizioni="Aggiornare il piano di emergenza.", entro=oggi + timedelta(days=20))  # fmt: skip
    pratiche.salva_sopralluogo(visita, **chi)


def accredita(oggi, chi):
    """Un accreditamento per ogni situazione che il registro pubblico sa dire."""
    strutture = UnitaOfferta.objects.filter(servizio__natura=Natura.STRUTTURA).exclude(servizio__codice="ASILO_NIDO")
    for numero, (unita, (da, ancora, poi)) in enumerate(zip(strutture.order_by("pk"), ACCREDITATI, strict=False), 1):
        pratica = Pratica(
            genere="accreditamento", unita=unita, ricevuta_il=oggi - timedelta(days=da + 60), vale_dal=oggi - timedelta(days=da),
            vale_al=oggi + timedelta(days=ancora), provvedimento=f"Determina dimostrativa n. {40 + numero}",
        )  # fmt: skip
        _avanza(pratica, ["completa", "accredita", *([poi] if poi else [])], chi)


def _avanza(pratica, passi, chi):
    pratica = pratiche.salva_pratica(pratica, **chi)
    for passo in passi:
        pratica = pratiche.compi(pratica, passo, nota=MARCHIO, **chi)


def collega(servizi, oggi, chi):
    """Due reti con un incontro ciascuna, la valutazione degli asili nido, un’indagine."""
    enti, comuni = list(Ente.objects.filter(tipo__in=["ats", "asst", "ets"])), list(nucleo.comuni(oggi)[:6])
    for nome, codici, scade in RETI:
        rete = Rete(nome=f"{nome} (inventata)", area=servizi[codici[0]].area, scopo="Un protocollo comune fra chi se ne occupa.",
                    protocollo="Protocollo dimostrativo", dal=oggi - timedelta(days=600),
                    al=oggi + timedelta(days=scade))  # fmt: skip
        rete = reti.salva_rete(rete, comuni=comuni, enti=enti, servizi=[servizi[c] for c in codici], **chi)
        incontro = IncontroRete(rete=rete, giorno=oggi - timedelta(days=50), argomento="Percorsi comuni (dato dimostrativo)")
        reti.salva_incontro(incontro, **chi)
    scheda = Valutazione(servizio=servizi["ASILO_NIDO"], anno=oggi.year - 1, questionari=180,
                         soddisfatti=151, reclami=4, giudizio="buono",
                         perche="I posti crescono e l’attesa cala (dato dimostrativo).",
                         azioni="Orario prolungato fino alle 18.30.")  # fmt: skip
    reti.salva_valutazione(scheda, **chi)
    indagine = Indagine(titolo="Che cosa serve alle famiglie 0-3 (inventata)", svolta_il=oggi - timedelta(days=120), fonte=AZIENDA,
                        a_chi="Famiglie con bambini fino a tre anni", invitati=1200, rispondenti=412)  # fmt: skip
    indagini.scrivi_risposte(indagini.salva_indagine(indagine, **chi), RISPOSTE, **chi)
