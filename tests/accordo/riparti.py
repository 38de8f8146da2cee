"""Riparti di prova, fatti passando dalle operazioni vere: quattro Comuni, una spesa di 10.000 euro."""

from datetime import timedelta
from decimal import Decimal

from accordo import operazioni
from accordo.models import DatoRiparto, PianoRiparto
from tests.accordo.fabbriche import adesso, oggi

CAMPI = {
    "anno": 2025,
    "titolo": "Servizi associati",
    "costo": Decimal("15000.00"),
    "coperture": Decimal("4000.00"),
    "altri_enti": Decimal("1000.00"),
}


def chi(lodi, ruolo="udp"):
    return {"poteri": lodi.poteri(ruolo), "adesso": adesso()}


def criterio(base="popolazione", valore=100, misura="percentuale", **altro):
    return {"base": base, "valore": Decimal(valore), "misura": misura, **altro}


def crea(lodi, **altro):
    """Un riparto in bozza, col primo scenario ancora senza criteri."""
    return operazioni.crea_riparto(**{**CAMPI, **altro}, **chi(lodi))


def scrivi(lodi, scenario, *criteri, fissa="0.00", revisione=None):
    campi = {"nome": scenario.nome, "nota": "", "quota_fissa": Decimal(fissa)}
    attesa = scenario.revisione if revisione is None else revisione
    return operazioni.salva_scenario(scenario, attesa, campi=campi, criteri=list(criteri), **chi(lodi))


def calcolato(lodi, *criteri, fissa="0.00", **altro):
    """Il primo scenario di un riparto nuovo, con i criteri detti (o per popolazione)."""
    riparto = crea(lodi, **altro)
    return scrivi(lodi, riparto.scenari.get(), *(criteri or [criterio()]), fissa=fissa)


def quote(scenario):
    return {q.comune.nome: q.importo for q in scenario.quote.select_related("comune")}


def depositato(lodi, *criteri, **altro):
    """Un riparto depositato per il voto."""
    return operazioni.deposita(calcolato(lodi, *criteri, **altro), **chi(lodi))


def deliberato(lodi, *criteri, **altro):
    """Un riparto deliberato fuori dal portale."""
    riparto = depositato(lodi, *criteri, **altro)
    return operazioni.registra_atto(riparto, deliberazione="Assemblea n. 3/2025", deliberato_il=oggi(), **chi(lodi))


def in_riscossione(lodi, *criteri, giorni=(-40, 20), percentuali=(50, 50), **altro):
    """Un riparto in riscossione, di norma in due rate uguali, con i termini fra tanti `giorni` da oggi; sono già chieste."""
    riparto = deliberato(lodi, *criteri, **altro)
    rate = [
        {"percentuale": Decimal(p), "chiesta_dal": oggi() - timedelta(days=90), "scade_il": oggi() + timedelta(days=g)}
        for g, p in zip(giorni, percentuali, strict=True)
    ]
    return operazioni.riscuoti(riparto, rate=rate, istruzioni="Tesoreria dell’ente capofila", **chi(lodi))


def quota_di(riparto, nome):
    return PianoRiparto.objects.get(pk=riparto.pk).proposto.quote.get(comune__nome=nome)


def paga(lodi, riparto, nome, importo, riferimento="Mandato n. 1"):
    quota, euro = quota_di(riparto, nome), Decimal(importo)
    return operazioni.registra_pagamento(quota, pagato_il=oggi(), importo=euro, riferimento=riferimento, **chi(lodi))


def dato(lodi, valori, anno=2025, **altro):
    """Un dato raccolto; `valori`: nome del Comune → numero (zero = certificato)."""
    campi = {"nome": "Ore", "unita": "ore", "fonte": "Rilevazione", "certificato_da": "Ufficio di Piano", **altro}
    nuovo = operazioni.salva_dato(DatoRiparto(anno=anno), **campi, **chi(lodi))
    operazioni.scrivi_valori(nuovo, [(lodi.comuni[n], Decimal(v), v == 0) for n, v in valori.items()], **chi(lodi))
    return nuovo
