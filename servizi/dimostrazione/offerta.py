"""Offerta e servizio sociale: le RSA del Lodigiano sono vere (2013), il resto è inventato in proporzione ai residenti."""

from datetime import date
from decimal import Decimal

from ambito.riferimenti import leggi_tabella
from servizi.dimostrazione.caso import AZIENDA, MARCHIO, caso
from servizi.models import Copertura, Organico, UfficioSociale, UnitaOfferta

FONTE_RSA = "Regione Lombardia, elenco delle RSA accreditate, 17 gennaio 2013"
# Servizio, da quanti residenti un Comune ne ha uno, posti ogni mille residenti, retta al mese.
STRUTTURE = [("ASILO_NIDO", 3500, 9, 480), ("CRD", 5000, 20, 160), ("CAG", 6000, 6, 0), ("CSE", 12000, 2, 0), ("CDD", 14000, 2, 0),
             ("CDI", 9000, 2, 0), ("APA", 8000, 1, 900)]  # fmt: skip
# Servizio senza struttura, e da quanti residenti un Comune ne è servito (zero: tutti).
SENZA_STRUTTURA = [("SSP", 0), ("PUA", 0), ("PIS", 0), ("TM", 0), ("AFFIDI", 0), ("ADM", 0), ("AES", 0), ("SIL", 0), ("CAV", 0),
                   ("SAD", 900), ("SADH", 1500), ("PASTI", 2500), ("TRASP", 2000)]  # fmt: skip


def apri(comuni, servizi):
    """Strutture e servizi, con i Comuni che servono."""
    per_istat = {a.comune.codice_istat: a.comune for a in comuni}
    unita = [
        UnitaOfferta(
            servizio=servizi["RSA"], denominazione=_leggibile(r["denominazione"]), comune=per_istat[r["istat_code"]],
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


def _leggibile(nome):
    """La denominazione dell’elenco, tutta maiuscola, come si scrive in una pagina."""
    return nome.title().replace("Rsa", "RSA").replace("Onlus", "ONLUS").replace(" Di ", " di ").replace(" Della ", " della ")


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


def assumi(comuni, anno):
    """Assistenti sociali di due anni e recapiti degli uffici."""
    righe = []
    for quando in (anno - 1, anno):
        for a in comuni:
            etp = max(
                Decimal("0.50"), Decimal(a.residenti // (5200 if quando == anno else 6100) * 100 + caso(a.comune, "etp", 50)) / 100
            )
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
