"""Dati dimostrativi di servizi e fondi: le RSA del Lodigiano sono vere (2013), il resto è inventato in proporzione ai residenti."""

from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256

from django.utils.timezone import localdate

from ambito import selezioni as nucleo
from ambito.poteri import Poteri
from ambito.riferimenti import leggi_tabella
from servizi import selezioni as catalogo
from servizi.models import (
    AssegnazioneFondo,
    Bando,
    Consegna,
    Copertura,
    Organico,
    Raccolta,
    Rilevazione,
    UfficioSociale,
    UnitaOfferta,
)
from servizi.operazioni import bandi, fondi, rilevazioni
from servizi.operazioni.catalogo import carica_catalogo

MARCHIO = "dato dimostrativo"
FONTE_RSA = "Regione Lombardia, elenco delle RSA accreditate, 17 gennaio 2013"
AZIENDA = "Azienda speciale consortile del Lodigiano"
# Servizio, da quanti residenti un Comune ne ha uno, posti ogni mille residenti, retta al mese.
STRUTTURE = [("ASILO_NIDO", 3500, 9, 480), ("CRD", 5000, 20, 160), ("CAG", 6000, 6, 0), ("CSE", 12000, 2, 0), ("CDD", 14000, 2, 0),
             ("CDI", 9000, 2, 0), ("APA", 8000, 1, 900)]  # fmt: skip
# Servizio senza struttura, se serve tutto l’Ambito o solo i Comuni con almeno tanti residenti.
SENZA_STRUTTURA = [("SSP", 0), ("PUA", 0), ("PIS", 0), ("TM", 0), ("AFFIDI", 0), ("ADM", 0), ("AES", 0), ("SIL", 0), ("CAV", 0),
                   ("SAD", 900), ("SADH", 1500), ("PASTI", 2500), ("TRASP", 2000)]  # fmt: skip
# Servizio, utenti ogni mille residenti, ore per utente, costo per utente, uno su quanti aspetta.
MISURATI = [("SSP", 32, 6, 210, 0), ("SAD", 8, 90, 2400, 9), ("SADH", 2, 110, 2900, 6), ("ADM", 1, 150, 3900, 5),
            ("AES", 4, 240, 5600, 0), ("PASTI", 4, 0, 1500, 0), ("TRASP", 5, 0, 420, 8), ("SIL", 2, 40, 1300, 0),
            ("ASILO_NIDO", 7, 0, 6200, 4), ("RETTE_MIN", 1, 0, 21000, 0)]  # fmt: skip
DA_COMPLETARE = {"Codogno", "Casalpusterlengo", "Maleo"}
FONDI = [("FNPS", 2024, "DM 2 aprile 2025, riparto regionale", 612000, "Almeno metà per i minori (dato dimostrativo)", 306000, 500),
         ("FSR", 2025, "DGR XII/4793 del 28 luglio 2025", 1184500, "", 0, 900),
         ("QSFP", 2023, "Decreto di riparto 2023", 540000, "Servizi per i beneficiari (dato dimostrativo)", 540000, 40),
         ("FNA", 2025, "DGR regionale 2025", 398000, "", 0, 250),
         ("CONTRAS", 2025, "Decreto ministeriale 2025", 286000, "", 0, 320),
         ("PNRR_M5C2", 2022, "Avviso 1/2022, convenzione", 915000, "Progetto con CUP (dato dimostrativo)", 915000, 75)]  # fmt: skip
BANDI = [("Doposcuola di comunità", "Fondazione di comunità", "locale", "FM", 24, 38000, "preparazione"),
         ("Centri per la famiglia", "Regione Lombardia", "regionale", "FM", 12, 120000, "segnalato"),
         ("Housing temporaneo", "Ministero del Lavoro", "nazionale", "POV", -20, 350000, "presentato"),
         ("Anziani e tecnologia", "Fondazione bancaria", "locale", "ANZ", -160, 60000, "finanziato"),
         ("Cittadinanza attiva", "Commissione europea", "europeo", "IMM", -210, 480000, "non_finanziato"),
         ("Sport per tutti", "Regione Lombardia", "regionale", "DIS", 60, 45000, "rinunciato"),
         ("Vita indipendente", "Ministero del Lavoro", "nazionale", "DIS", -400, 80000, "rendicontato")]  # fmt: skip
STRADE = {"preparazione": ["prepara"], "presentato": ["presenta"], "finanziato": ["presenta", "finanzia"],
          "non_finanziato": ["presenta", "respingi"], "rinunciato": ["lascia"], "segnalato": [],
          "rendicontato": ["presenta", "finanzia", "rendiconta"]}  # fmt: skip


def popola(scena):
    """Il catalogo in ogni Ambito; a Lodi anche tutto il resto, misure di tre anni comprese. Rieseguirla non cambia nulla."""
    carica_catalogo()
    if scena.ambito.slug != "lodi" or UnitaOfferta.objects.exists():
        return
    oggi = localdate(scena.adesso)
    chi = {"poteri": Poteri(scena.persona("coordinatore"), scena.ambito, oggi), "adesso": scena.adesso}
    comuni = list(nucleo.appartenenze(oggi))
    servizi = {s.codice: s for s in catalogo.servizi()}
    _offerta(comuni, servizi)
    _organico(comuni, oggi.year - 1)
    _misure(scena, comuni, servizi, oggi, chi)
    _fondi(oggi, chi)
    _bandi(oggi, chi)


def caso(comune, che_cosa, quanti):
    """Un numero da 0 a `quanti` - 1 che per lo stesso Comune è sempre lo stesso."""
    return int(sha256(f"{comune.codice_istat} {che_cosa}".encode()).hexdigest()[:8], 16) % quanti


def _offerta(comuni, servizi):
    per_istat = {a.comune.codice_istat: a.comune for a in comuni}
    unita = [
        UnitaOfferta(
            servizio=servizi["RSA"], denominazione=r["denominazione"].title(), comune=per_istat[r["istat_code"]],
            indirizzo=r["indirizzo"], telefono=r["telefono"], posti_accreditati=int(r["posti_accreditati"]),
            posti_autorizzati=int(r["posti_accreditati"]), tutto_ambito=True, fonte=FONTE_RSA,
        )
        for r in leggi_tabella("rsa_lodi")
    ]  # fmt: skip
    unita += [_struttura(a, servizi[codice], *resto) for codice, *resto in STRUTTURE for a in comuni if _grande(a, resto[0])]
    UnitaOfferta.objects.bulk_create(unita)
    for codice, soglia in SENZA_STRUTTURA:
        servizio = servizi[codice]
        una = UnitaOfferta.objects.create(servizio=servizio, denominazione=f"{servizio.nome} dell’Ambito", gestore=AZIENDA,
                                          natura_gestore="pubblico", tutto_ambito=not soglia, fonte=MARCHIO)  # fmt: skip
        if soglia:
            Copertura.objects.bulk_create(Copertura(unita=una, comune=a.comune) for a in comuni if _grande(a, soglia))


def _grande(appartenenza, soglia):
    return (appartenenza.residenti or 0) >= soglia


def _struttura(appartenenza, servizio, soglia, per_mille, retta):
    comune = appartenenza.comune
    posti = max(10, appartenenza.residenti * per_mille // 1000)
    di_ets = caso(comune, servizio.codice, 3) == 0
    return UnitaOfferta(
        servizio=servizio, denominazione=f"{servizio.nome} di {comune.nome}", comune=comune,
        gestore="Cooperativa sociale L’Argine (inventata)" if di_ets else f"Comune di {comune.nome}",
        natura_gestore="ets" if di_ets else "pubblico", posti_autorizzati=posti, posti_accreditati=posti * 3 // 4,
        retta_min=Decimal(retta) / 2 if retta else None, retta_max=Decimal(retta) if retta else None,
        retta_unita="mese" if retta else "", apertura="da lunedì a venerdì, 7.30-18", dal=date(2015, 9, 1), fonte=MARCHIO,
    )  # fmt: skip


def _organico(comuni, anno):
    righe = []
    for quando in (anno - 1, anno):
        for a in comuni:
            etp = Decimal(a.residenti // (5200 if quando == anno else 6100) * 100 + caso(a.comune, "etp", 50)) / 100
            if a.residenti > 4000:
                righe.append(Organico(anno=quando, comune=a.comune, datore="comune", contratto="TI", persone=int(etp) + 1, etp=etp))
        righe.append(Organico(anno=quando, datore="associato", contratto="TI", persone=22, etp=Decimal("19.50")))
        righe.append(Organico(anno=quando, datore="associato", contratto="TD", persone=6, etp=Decimal("5.25")))
    Organico.objects.bulk_create(righe)
    UfficioSociale.objects.bulk_create(
        UfficioSociale(comune=a.comune, indirizzo="Municipio", email=f"sociali@{a.comune.codice_istat}.example",
                       orari="lunedì e giovedì 9-12", referente="Referente dimostrativo")
        for a in comuni if caso(a.comune, "ufficio", 5)
    )  # fmt: skip


def _misure(scena, comuni, servizi, oggi, chi):
    ultimo = oggi.year - 1
    for anno in (ultimo - 2, ultimo - 1, ultimo):
        chiude = date(anno + 1, 4, 30) if anno < ultimo else oggi + timedelta(days=20)
        raccolta = rilevazioni.apri_raccolta(anno=anno, chiude=chiude, **chi)
        finiti = [a.comune for a in comuni if anno < ultimo or (a.comune.nome not in DA_COMPLETARE and caso(a.comune, "misure", 3))]
        righe = [r for a in comuni if a.comune in finiti for r in _del_comune(a, servizi, anno)]
        Rilevazione.objects.bulk_create(righe)
        Consegna.objects.bulk_create(
            Consegna(raccolta=raccolta, comune=c, fatta_da=scena.persona("coordinatore"), fatta_il=scena.adesso) for c in finiti
        )
    Raccolta.objects.exclude(anno=ultimo).update(chiude=date(ultimo, 4, 30))


def _del_comune(appartenenza, servizi, anno):
    """Le misure inventate di un Comune: crescono piano di anno in anno, in proporzione ai residenti."""
    comune, residenti = appartenenza.comune, appartenenza.residenti
    for codice, per_mille, ore, costo, attesa in MISURATI:
        utenti = residenti * per_mille * (85 + caso(comune, codice, 30) + 3 * (anno % 10)) // 100_000
        if utenti:
            yield Rilevazione(
                anno=anno, servizio=servizi[codice], comune=comune, utenti=utenti, ore=utenti * ore or None,
                costo=Decimal(utenti * costo), lista_attesa=utenti // attesa if attesa else None,
                posti=utenti + 4 if codice == "ASILO_NIDO" else None, motivo=MARCHIO,
            )  # fmt: skip


def _fondi(oggi, chi):
    elenco = {f.codice: f for f in catalogo.fondi()}
    for codice, annualita, atto, importo, vincolo, vincolata, mancano in FONDI:
        assegnazione = fondi.salva_assegnazione(
            AssegnazioneFondo(
                fondo=elenco[codice], annualita=annualita, atto=f"{atto} (importo inventato)", importo=Decimal(importo),
                atto_del=oggi - timedelta(days=300), vincolata=Decimal(vincolata), vincolo=vincolo,
                spendere_entro=oggi + timedelta(days=mancano),
            ),
            **chi,
        )  # fmt: skip
        fondi.incassa(assegnazione, giorno=oggi - timedelta(days=200), importo=Decimal(importo) / 2, causale=MARCHIO, **chi)
        for giorni, impegnato, pagato in ((150, 30, 15), (20, 64, 41)):
            quote = {"impegnato": Decimal(importo * impegnato) / 100, "pagato": Decimal(importo * pagato) / 100}
            fondi.aggiorna_utilizzo(assegnazione, al=oggi - timedelta(days=giorni), **quote, **chi)


def _bandi(oggi, chi):
    aree = {a.codice: a for a in catalogo.aree()}
    for titolo, ente, livello, area, fra, importo, stato in BANDI:
        scheda = Bando(titolo=f"{titolo} (inventato)", ente=ente, livello=livello, area=aree[area], importo=Decimal(importo),
                       scade_il=oggi + timedelta(days=fra), cofinanziamento=Decimal(importo) / 5,
                       partner="Enti del terzo settore")  # fmt: skip
        bando = bandi.salva_bando(scheda, **chi)
        for passo in STRADE[stato]:
            if passo == "finanzia":
                termine = oggi + timedelta(days=45)
                bando = bandi.finanzia(bando, ottenuto=Decimal(importo) * 4 / 5, rendicontare_entro=termine, cup="", **chi)
            else:
                bando = bandi.compi(bando, passo, nota=MARCHIO, **chi)
