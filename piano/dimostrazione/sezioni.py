"""I testi del piano dimostrativo."""

from datetime import timedelta

from django.utils import timezone

from ambito.poteri import Poteri
from piano import operazioni
from piano.dimostrazione.dati import DATI, leggi
from piano.models import Sezione

# Lasciata a metà, perché ci sia qualcosa da finire.
DA_FINIRE = "4"
# Quanti giorni da oggi: una scade fra poco, l’altra è in ritardo. Le altre sono finite entro il termine.
TERMINI = {DA_FINIRE: 5, "8": -3}


def scrivi(piano, persone, inizio):
    """Ogni sezione in due tempi e a quattro mani: una prima stesura, poi il testo intero; così la storia ha qualcosa da dire."""
    for n, sezione in enumerate(Sezione.objects.filter(piano=piano)):
        file = DATI / f"{sezione.codice}.html"
        if not file.exists():
            continue
        testo = file.read_text(encoding="utf-8")
        stesura = testo[: testo.index("</p>") + len("</p>")]
        quando = inizio + timedelta(days=n, hours=3)
        prima, seconda = _turno(persone, n)
        operazioni.salva_sezione(sezione, stesura, partenza=0, utente=prima, adesso=quando)
        operazioni.salva_sezione(sezione, testo, partenza=1, utente=seconda, adesso=quando + timedelta(days=2))
        if sezione.codice != DA_FINIRE:
            operazioni.segna_completa(sezione, True, utente=seconda, adesso=quando + timedelta(days=3))


def affida(scena, piano, persone, inizio):
    """Il coordinatore affida ogni sezione a chi l’ha finita (o la deve finire), con un termine, prima che si cominci."""
    poteri = Poteri(scena.persona("coordinatore"), scena.ambito, timezone.localdate(inizio))
    for n, sezione in enumerate(Sezione.objects.filter(piano=piano, obbligatoria=True)):
        finita = inizio + timedelta(days=n + 7)
        entro = scena.adesso + timedelta(days=TERMINI[sezione.codice]) if sezione.codice in TERMINI else finita
        chi = persone[0] if sezione.codice in TERMINI else _turno(persone, n)[1]
        operazioni.affida_sezione(sezione, chi, timezone.localdate(entro), poteri=poteri, adesso=inizio)


def riassumi(scena, piano, adesso):
    """La sintesi delle sezioni scritte."""
    poteri = Poteri(scena.persona("udp"), scena.ambito, timezone.localdate(adesso))
    sintesi = leggi("sintesi.json")
    for sezione in Sezione.objects.filter(piano=piano, codice__in=sintesi):
        operazioni.riassumi_sezione(sezione, sintesi[sezione.codice], poteri=poteri, adesso=adesso)


def _turno(persone, n):
    return persone[n % 2], persone[(n + 1) % 2]
