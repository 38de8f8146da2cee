"""Due riparti: quello dell’anno prima, deliberato e pagato in parte, e quello dell’anno in corso, con tre scenari a confronto.

Importi, dati raccolti, atti e pagamenti sono inventati (dato dimostrativo); Comuni e residenti sono veri.
"""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from accordo import operazioni
from accordo.models import DatoRiparto, PianoRiparto
from accordo.selezioni import riscossione
from ambito.nucleo.importi import da_centesimi, in_centesimi
from ambito.poteri import Poteri
from ambito.selezioni import comuni

TITOLO = "Servizi sociali associati"
DESCRIZIONE = (
    "Servizio sociale professionale, tutela dei minori e assistenza domiciliare gestiti insieme: si divide ciò che fondi e altri "
    "enti non coprono. (dato dimostrativo)"
)
# Fino a quanto pagano i Comuni, a turno: tutto, la prima rata, niente.
GIRO_PAGAMENTI = (1, 1, 1, 1, Decimal("0.5"), 1, 0)


def popola(scena):
    """I riparti, se non ci sono già."""
    if PianoRiparto.objects.exists():
        return
    oggi = timezone.localdate(scena.adesso)
    ufficio = Poteri(scena.persona("udp"), scena.ambito, oggi)

    def chi(giorni_fa):
        return {"poteri": ufficio, "adesso": scena.adesso - timedelta(days=giorni_fa)}

    prima = _anno_prima(oggi, chi)
    _anno_in_corso(oggi, prima, chi)


def _crea(anno, costo, coperture, chi, **altro):
    return operazioni.crea_riparto(
        anno=anno, titolo=TITOLO, descrizione=DESCRIZIONE, costo=Decimal(costo), coperture=Decimal(coperture),
        coperture_fonte="Fondo nazionale politiche sociali e Fondo sociale regionale (dato dimostrativo)",
        altri_enti=Decimal("25000.00"), altri_enti_quali="ASST, per le équipe integrate (dato dimostrativo)", **chi, **altro,
    )  # fmt: skip


def _criterio(base, valore, misura="percentuale", nome="", dato=None, **correttivo):
    return {"base": base, "valore": Decimal(valore), "misura": misura, "nome": nome, "dato": dato, **correttivo}


def _scrivi(scenario, nome, criteri, chi, nota="", fissa="0.00"):
    campi = {"nome": nome, "nota": nota, "quota_fissa": Decimal(fissa)}
    return operazioni.salva_scenario(scenario, scenario.revisione, campi=campi, criteri=criteri, **chi)


def _anno_prima(oggi, chi):
    """Deliberato a dicembre, prima che si chiedesse la prima rata."""
    deliberato_il = min(date(oggi.year - 1, 12, 18), oggi - timedelta(days=165))
    fa = (oggi - deliberato_il).days
    riparto = _crea(oggi.year - 1, "812000.00", "331000.00", chi(fa + 44))
    scenario = _scrivi(riparto.scenari.get(), "Solo popolazione", [_criterio("popolazione", 100)], chi(fa + 41))
    operazioni.deposita(scenario, **chi(fa + 15))
    riparto = operazioni.registra_atto(
        riparto, deliberazione=f"Assemblea dei Sindaci n. 9/{deliberato_il.year} (dato dimostrativo)",
        deliberato_il=deliberato_il, **chi(fa - 2),
    )  # fmt: skip
    rate = [
        {"percentuale": Decimal(50), "chiesta_dal": oggi - timedelta(days=150), "scade_il": oggi - timedelta(days=75)},
        {"percentuale": Decimal(50), "chiesta_dal": oggi - timedelta(days=30), "scade_il": oggi + timedelta(days=20)},
    ]
    riparto = operazioni.riscuoti(
        riparto, rate=rate, istruzioni="Conto di tesoreria unica dell’ente capofila (dato dimostrativo)", **chi(155)
    )
    for numero, conto in enumerate(riscossione.conti(riparto)):
        _paga(conto, GIRO_PAGAMENTI[numero % len(GIRO_PAGAMENTI)], numero, oggi, chi)
    return riparto


def _paga(conto, parte, numero, oggi, chi):
    importo = da_centesimi(int(in_centesimi(conto.dovuto) * parte))
    if importo:
        fa = 100 - numero
        giorno, mandato = oggi - timedelta(days=fa), f"Mandato n. {300 + numero}/{oggi.year} (dato dimostrativo)"
        operazioni.registra_pagamento(conto.quota, pagato_il=giorno, importo=importo, riferimento=mandato, **chi(fa - 2))


def _anno_in_corso(oggi, prima, chi):
    riparto = _crea(oggi.year, "846725.00", "349000.00", chi(46), precedente=prima)
    primo = riparto.scenari.get()
    _scrivi(
        primo, "Popolazione e parti uguali", [_criterio("popolazione", 70), _criterio("uguale", 30)], chi(43),
        "Una parte del costo, come lo sportello, non dipende da quanti si è. (dato dimostrativo)",
    )  # fmt: skip
    secondo = operazioni.aggiungi_scenario(riparto, nome="Popolazione e minori", **chi(42))
    _scrivi(
        secondo, "Popolazione e minori", [_criterio("popolazione", 50), _criterio("minori", 50)], chi(42),
        "La tutela dei minori è la voce che cresce di più. (dato dimostrativo)",
    )  # fmt: skip
    ore = _ore(riparto, chi)
    terzo = operazioni.aggiungi_scenario(riparto, nome="Quota fissa, ore e solidarietà", **chi(20))
    criteri = [
        _criterio("popolazione", 40, nome="Solidarietà fra i Comuni"),
        _criterio("dato", 60, nome="Ore di assistenza", dato=ore, soglia=Decimal(1000), moltiplicatore=Decimal("0.8")),
    ]
    nota = "Chi usa il servizio ne paga di più; i Comuni fino a 1.000 residenti hanno uno sconto. (dato dimostrativo)"
    _scrivi(terzo, "Quota fissa, ore e solidarietà", criteri, chi(19), nota, "500.00")
    _per_i_comuni_sparsi(riparto, terzo, chi)


def _per_i_comuni_sparsi(riparto, terzo, chi):
    """Come il terzo, con un correttivo che guarda un dato raccolto: a Lodi non ci sono monti, ma ci sono le frazioni."""
    frazioni = _raccogli(riparto, "Frazioni e cascine servite", "luoghi", lambda numero, residenti: 1 + numero * 7 % 9, chi(12))
    quarto = operazioni.aggiungi_scenario(riparto, nome="Residenti, meno ai Comuni sparsi", copia=terzo, **chi(10))
    correttivo = {"guarda": frazioni, "verso": "almeno", "soglia": Decimal(6), "moltiplicatore": Decimal("0.85")}
    _scrivi(
        quarto, "Residenti, meno ai Comuni sparsi", [_criterio("popolazione", 100, **correttivo)], chi(9),
        "Chi ha sei o più frazioni paga il servizio anche in chilometri: il suo dato conta l’85 %. (dato dimostrativo)",
    )  # fmt: skip


def _ore(riparto, chi):
    """Ore di assistenza inventate: crescono con i residenti, con qualche differenza; tre Comuni hanno zero certificato."""

    def quante(numero, residenti):
        return 0 if numero % 20 == 7 else residenti * (6 + numero % 5) // 10 + 20

    return _raccogli(riparto, "Ore di assistenza domiciliare", "ore", quante, chi(30))


def _raccogli(riparto, nome, unita, quanto, chi):
    """Un dato inventato per ogni Comune: `quanto(numero, residenti)`."""
    dato = operazioni.salva_dato(
        DatoRiparto(anno=riparto.anno), nome=nome, unita=unita,
        fonte="Rilevazione dei servizi dell’anno prima (dato dimostrativo)", certificato_da="Ufficio di Piano (dato dimostrativo)",
        **chi,
    )  # fmt: skip
    residenti = {q.comune_id: q.residenti or 0 for q in riparto.precedente.proposto.quote.all()}
    terne = []
    for numero, comune in enumerate(comuni(chi["poteri"].oggi)):
        valore = quanto(numero, residenti.get(comune.pk, 0))
        terne.append((comune, Decimal(valore), valore == 0))
    operazioni.scrivi_valori(dato, terne, **chi)
    return dato
