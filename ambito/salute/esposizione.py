"""Le misure nel formato di testo di Prometheus, per tutte le copie insieme: basta interrogarne una, anche dietro il proxy."""

from collections import Counter, defaultdict
from datetime import timedelta

from django.db import connection
from django.utils import timezone
from redis import RedisError

from ambito import misure
from ambito.salute.attese import attese

TIPO = "text/plain; version=0.0.4; charset=utf-8"
COLLEGAMENTI = "select coalesce(state, 'altro'), count(*) from pg_stat_activity where datname = current_database() group by 1"


def esponi(adesso=None):
    """Il testo da dare a chi raccoglie le misure."""
    adesso = adesso or timezone.now()
    righe = [*_richieste(), *_attese(adesso), *_banca_dati()]
    return "\n".join(righe) + "\n"


def _voce(nome, tipo, aiuto, righe):
    """Una misura con la sua spiegazione: `righe` sono coppie `(etichette, valore)`."""
    yield f"# HELP {nome} {aiuto}"
    yield f"# TYPE {nome} {tipo}"
    for etichette, valore in righe:
        yield riga(nome, etichette, valore)


def riga(nome, etichette, valore):
    """Una riga: barre, virgolette e a capo nelle etichette si proteggono."""
    fughe = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})
    dentro = ",".join(f'{chiave}="{str(testo).translate(fughe)}"' for chiave, testo in etichette.items())
    return f"{nome}{{{dentro}}} {valore:g}" if dentro else f"{nome} {valore:g}"


def _richieste():
    try:
        totali = misure.totali()
    except RedisError:
        totali = None
    yield from _voce("portale_misure_leggibili", "gauge", "1 se Redis dà le misure delle richieste.", [({}, totali is not None)])
    conti, gruppi = [], defaultdict(Counter)
    for (rotta, metodo, esito, misura), valore in sorted((totali or {}).items()):
        if misura == "conta":
            conti.append(({"rotta": rotta, "metodo": metodo, "esito": esito}, valore))
        gruppi[rotta, metodo][misura] += valore
    yield from _voce("portale_richieste_total", "counter", "Richieste servite.", conti)
    yield "# HELP portale_richiesta_secondi Quanto dura una richiesta."
    yield "# TYPE portale_richiesta_secondi histogram"
    for (rotta, metodo), cifre in gruppi.items():
        yield from _istogramma({"rotta": rotta, "metodo": metodo}, cifre)
    fatte = [({"rotta": r, "metodo": m}, cifre["interrogazioni"]) for (r, m), cifre in gruppi.items()]
    yield from _voce("portale_interrogazioni_total", "counter", "Interrogazioni fatte alla banca dati dalle richieste.", fatte)


def _istogramma(etichette, cifre):
    fino = 0
    for soglia in misure.SOGLIE:
        fino += cifre[f"fino-{soglia}"]
        yield riga("portale_richiesta_secondi_bucket", {**etichette, "le": soglia}, fino)
    yield riga("portale_richiesta_secondi_bucket", {**etichette, "le": "+Inf"}, cifre["conta"])
    yield riga("portale_richiesta_secondi_sum", etichette, cifre["secondi"])
    yield riga("portale_richiesta_secondi_count", etichette, cifre["conta"])


def _attese(adesso):
    cifre = {slug: a for (_, slug), a in attese(adesso - timedelta(days=1), adesso).items()}

    def per_stato(stati):
        return [({"ambito": slug, "stato": s}, getattr(a, campo)) for slug, a in cifre.items() for s, campo in stati.items()]

    def eta(dal):
        return (adesso - dal).total_seconds() if dal else 0

    in_coda = [({"ambito": slug}, eta(a.in_coda_dal)) for slug, a in cifre.items()]
    ferma = [({"ambito": slug}, eta(a.posta_dal)) for slug, a in cifre.items()]

    lavori = {"in_coda": "in_coda", "in_corso": "in_corso", "non_riusciti_ultimo_giorno": "non_riusciti"}
    posta = {"da_spedire": "posta_da_spedire", "in_corso": "posta_in_corso",
             "non_riusciti_ultimo_giorno": "posta_non_riuscita", "incerti_ultimo_giorno": "posta_incerta"}  # fmt: skip
    yield from _voce("portale_lavori", "gauge", "Lavori in secondo piano, per stato.", per_stato(lavori))
    yield from _voce("portale_lavori_attesa_secondi", "gauge", "Da quanto aspetta il lavoro più vecchio.", in_coda)
    yield from _voce("portale_posta", "gauge", "Messaggi in uscita, per stato.", per_stato(posta))
    yield from _voce("portale_posta_attesa_secondi", "gauge", "Da quanto aspetta il messaggio più vecchio.", ferma)


def _banca_dati():
    with connection.cursor() as cursore:
        cursore.execute(COLLEGAMENTI)
        stati = [({"stato": stato}, quanti) for stato, quanti in cursore.fetchall()]
    yield from _voce("portale_collegamenti_banca_dati", "gauge", "Collegamenti aperti alla banca dati, per stato.", stati)
