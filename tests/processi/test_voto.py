"""Il voto attraverso il web vero: gare fra dispositivi, voto contro chiusura, numeri, e ogni pezzo ucciso mentre votano in 61.

Per ogni batteria un errore messo apposta mostra che i conti se ne accorgerebbero.
"""

import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from ambito.progetto.locale.cartelle import RADICE
from tests.assemblea.test_concorrenza import DISPOSITIVI, SINDACI
from tests.processi.casa import Casa
from tests.processi.elettori import PAZIENZA, Urna
from tests.processi.lavorante import fino_a

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
VOTI = ("favorevole", "favorevole", "contrario", "astenuto")
FILI = 48


@pytest.fixture(scope="module")
def casa():
    casa = Casa("tests.processi.urna")
    casa.squadra.comandi["web"] = tuple(
        "tests.processi.sportello:application" if parola == "ambito.progetto.wsgi:application" else parola
        for parola in casa.squadra.comandi["web"]
    )
    try:
        casa.avvia()
        yield casa
    finally:
        casa.ferma()


@pytest.fixture
def guasta(casa):
    """Il web riparte con un errore messo apposta; alla fine torna sano."""
    yield lambda guasto: riparte(casa, GUASTO=guasto)
    riparte(casa)


def riparte(casa, **variabili):
    casa.riparte_con("web", **variabili)
    fino_a(casa.risponde, 60, "il web non è tornato")


def insieme(azioni):
    with ThreadPoolExecutor(FILI) as esecutore:
        return [attesa.result() for attesa in [esecutore.submit(azione) for azione in azioni]]


def tornano_tutte(casa):
    """Il comando che riconta tutto, dalle schede e dalla catena."""
    comando = [sys.executable, "manage.py", "ricalcola_votazioni", "--ambito", "lodi"]
    esito = subprocess.run(comando, env=casa.variabili, cwd=RADICE, capture_output=True, text=True)
    assert esito.returncode == 0, esito.stdout[-2000:] + esito.stderr[-2000:]


def gara(urna, seggi=SINDACI, copie=DISPOSITIVI):
    """Ogni seggio vota da `copie` dispositivi insieme: quante risposte di ogni genere."""
    azioni = [lambda e=e, n=n: urna.vota(e, VOTI[n % 4]) for n in range(copie) for e in urna.elettori[:seggi]]
    return Counter(insieme(azioni))


def test_otto_dispositivi_per_sessantuno_seggi_danno_sessantuno_schede(casa):
    urna = Urna(casa)
    assert gara(urna) == {302: SINDACI, 409: SINDACI * (DISPOSITIVI - 1)}
    assert len(urna.schede()) == SINDACI
    assert urna.chiudi() == 302
    tornano_tutte(casa)


def test_la_gara_vede_una_scheda_accettata_senza_controllo(casa, guasta):
    guasta("scheda senza controllo")
    assert gara(Urna(casa), seggi=6) != {302: 6, 409: 6 * (DISPOSITIVI - 1)}


def voto_contro_chiusura(urna):
    """Tutti votano a favore mentre si chiude: (risposta a chi chiude, se le altre sono chiare, voti confermati, voti contati)."""
    azioni = [lambda e=e: urna.vota(e, "favorevole") for e in urna.elettori]
    azioni.insert(len(azioni) // 3, urna.chiudi)
    risposte = insieme(azioni)
    chiusura = risposte.pop(len(urna.elettori) // 3)
    return chiusura, set(risposte) <= {302, 409}, risposte.count(302), urna.contati()


def test_cio_che_e_confermato_e_contato_anche_se_si_chiude_nel_frattempo(casa):
    for _ in range(3):
        chiusura, chiare, confermati, contati = voto_contro_chiusura(Urna(casa))
        assert chiusura == 302 and chiare and confermati == contati
    tornano_tutte(casa)


def test_il_conto_vede_voto_e_chiusura_senza_fila(casa, guasta):
    """Chi chiude può ancora arrivare dopo l’ultimo: si ritenta, perché qui basta vederlo una volta."""
    guasta("voto e chiusura senza fila")
    prove = (voto_contro_chiusura(Urna(casa)) for _ in range(4))
    assert any(chiusura != 302 or confermati > contati for chiusura, _, confermati, contati in prove)


def numeri(casa, quante):
    """Chiude insieme votazioni approvate: (risposte, numeri delle deliberazioni nate)."""
    urna = Urna(casa, quante)
    casa.scrive("vota_tutti", *map(str, urna.votazioni))
    risposte = insieme([lambda v=v: urna.chiudi(v) for v in urna.votazioni])
    nate = casa.interroga("select numero from assemblea_deliberazione where votazione_id = any(%s) order by 1", urna.votazioni)
    return Counter(risposte), [numero for (numero,) in nate]


def test_chiusure_insieme_danno_numeri_senza_salti_ne_doppioni(casa):
    risposte, nati = numeri(casa, 8)
    assert risposte == {302: 8} and nati == list(range(nati[0], nati[0] + 8))


def test_i_numeri_vedono_chi_non_si_mette_in_fila(casa, guasta):
    guasta("numeri senza fila")
    risposte, _ = numeri(casa, 4)
    assert risposte != {302: 4}


def votano_mentre_cade(casa, pezzi):
    """Sessantuno votano uno dopo l’altro e insistono; a un terzo si uccidono quei pezzi. Dà l’urna e i voti attesi."""
    urna = Urna(casa)
    attesi = {e["seggi"][str(urna.votazioni[0])]: VOTI[n % 4] for n, e in enumerate(urna.elettori)}
    with ThreadPoolExecutor(8) as esecutore:
        attese = [esecutore.submit(urna.insiste, e, VOTI[n % 4]) for n, e in enumerate(urna.elettori)]
        fino_a(lambda: sum(attesa.done() for attesa in attese) > SINDACI // 3, PAZIENZA, "le schede non arrivano")
        for pezzo in pezzi:
            casa.uccidi(pezzo)
        time.sleep(1)
        for pezzo in reversed(pezzi):
            casa.riavvia(pezzo)
        assert {attesa.result() for attesa in attese} <= {302, 409}
    fino_a(casa.risponde, 60, "il web non è tornato")
    return urna, attesi


@pytest.mark.parametrize("pezzi", [["web"], ["worker"], ["postgres"], ["redis"], ["web", "postgres"]], ids="+".join)
def test_ucciso_mentre_votano_nessun_voto_confermato_si_perde(casa, pezzi):
    urna, attesi = votano_mentre_cade(casa, pezzi)
    assert urna.schede() == attesi
    fino_a(lambda: urna.chiudi() == 302, PAZIENZA, "la votazione non si chiude")
    assert urna.contati() == sum(voto == "favorevole" for voto in attesi.values())
    tornano_tutte(casa)


def test_i_conti_vedono_un_voto_confermato_prima_di_essere_scritto(casa, guasta):
    guasta("conferma prima di scrivere")
    urna, attesi = votano_mentre_cade(casa, ["web"])
    time.sleep(2)
    assert urna.schede() != attesi
