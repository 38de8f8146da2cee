"""Il bilancio dimostrativo di Lodi: la previsione dal piano, un assestamento, impegni e pagamenti. Importi inventati."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils.timezone import localdate

from ambito.poteri import Poteri
from ambito.selezioni import comuni
from rendicontazione.operazioni import bilancio as operazioni
from rendicontazione.selezioni import bilancio
from rendicontazione.stati.bilancio import Genere
from servizi import selezioni as catalogo

ANNO = 2025
MARCHIO = "dato dimostrativo"
# Quanta parte di ogni riga si impegna e si paga (per mille): si ripete, perché le righe non vadano tutte allo stesso passo.
PASSI = [(820, 610), (640, 400), (930, 930), (500, 120), (0, 0)]
PICCOLI = 4


def popola(scena):
    """Solo a Lodi; rieseguirla non cambia nulla."""
    if scena.ambito.slug != "lodi" or bilancio.versioni(ANNO).exists() or not bilancio.c_e(ANNO):
        return
    oggi = localdate(scena.adesso)
    chi = {"poteri": Poteri(scena.persona("coordinatore"), scena.ambito, oggi), "adesso": scena.adesso}
    previsione = operazioni.comincia_versione(ANNO, **chi)
    dei_comuni(previsione, oggi, chi)
    approva(previsione, "Deliberazione dell’Assemblea n. 2", date(ANNO, 2, 20), chi)
    assesta(chi)
    muovi(chi)
    # Il prossimo assestamento è da finire: si prova a cambiare una riga e ad approvare.
    operazioni.comincia_versione(ANNO, **chi)


def approva(versione, atto, giorno, chi):
    operazioni.approva_versione(versione, atto=f"{atto} ({MARCHIO})", atto_del=giorno, **chi)


def dei_comuni(versione, oggi, chi):
    """Qualche riga di un Comune solo, con le sue risorse."""
    prima = bilancio.righe(versione).first()
    if prima is None:
        return
    fondo = catalogo.fondi().get(codice="COM")
    for numero, comune in enumerate(comuni(oggi)[:PICCOLI]):
        importo = Decimal(2400 + 350 * numero)
        operazioni.aggiungi_riga(
            versione, obiettivo=prima.capitolo.obiettivo, fondo=fondo, comune=comune, importo=importo, nota=MARCHIO, **chi
        )


def assesta(chi):
    """Il primo assestamento: un fondo arriva più alto del previsto, un altro un po’ meno."""
    versione = operazioni.comincia_versione(ANNO, **chi)
    for riga, parte in zip(bilancio.righe(versione), (1080, 950), strict=False):
        importo = (riga.importo * parte / 1000).quantize(Decimal("0.01"))
        operazioni.cambia_riga(riga, importo=importo, nota=MARCHIO, revisione=riga.revisione, **chi)
    approva(versione, "Deliberazione dell’Assemblea n. 9", date(ANNO, 7, 24), chi)


def muovi(chi):
    """Per ogni riga un impegno e un pagamento; sulla prima, anche uno sbaglio corretto."""
    for numero, capitolo in enumerate(bilancio.capitoli(ANNO).filter(stanziato__gt=0)):
        impegnato, pagato = ((capitolo.stanziato * parte / 1000).quantize(Decimal("0.01")) for parte in PASSI[numero % len(PASSI)])
        giorno, atto = date(ANNO, 4, 1) + timedelta(days=9 * numero % 90), f"Determinazione n. {101 + numero}"
        if not numero:
            registra(capitolo, Genere.IMPEGNO, giorno, atto, Decimal("450.00"), chi)
            registra(capitolo, Genere.IMPEGNO, giorno, f"{atto}, rettifica", Decimal("-450.00"), chi)
        registra(capitolo, Genere.IMPEGNO, giorno, atto, impegnato, chi)
        registra(capitolo, Genere.LIQUIDAZIONE, giorno + timedelta(days=75), f"Mandato n. {210 + numero}", pagato, chi)


def registra(capitolo, genere, giorno, atto, importo, chi):
    if importo:
        operazioni.registra_movimento(capitolo, genere=genere, giorno=giorno, atto=atto, importo=importo, causale=MARCHIO, **chi)
