"""I testi del piano dimostrativo."""

from datetime import timedelta
from functools import partial

from django.utils import timezone

from ambito.poteri import Poteri
from piano import operazioni
from piano.dimostrazione.dati import DATI, leggi
from piano.models import Sezione

# Lasciata a metà, perché ci sia qualcosa da finire.
DA_FINIRE = "4"
# Ritoccate ancora, dopo tanti giorni: che cosa c’è scritto adesso, che cosa c’era prima.
RITOCCATE = {
    "2": (16, {
        "La lezione principale: gli obiettivi senza un indicatore misurato ogni anno sono quelli di cui, alla fine, non si sa dire":
            "La lezione principale: senza un indicatore, di un obiettivo non si sa dire",
        "<tr><td><p>Valutazione condivisa del bisogno</p></td><td><p>Non raggiunto</p></td>"
        "<td><p>Ogni Comune usa ancora la propria scheda</p></td></tr>": "",
        "<p>Raggiunto in parte</p></td><td><p>I posti ci sono, i tempi restano lunghi</p>":
            "<p>Raggiunto</p></td><td><p>I posti ci sono</p>",
    }),
    "7": (25, {"con quali azioni, in quali tempi, con quali risorse": "con quali azioni e con quali risorse"}),
}  # fmt: skip
# Quanti giorni da oggi: una scade fra poco, l’altra è in ritardo. Le altre sono finite entro il termine.
TERMINI = {DA_FINIRE: 5, "8": -3}


def momenti(piano, persone, inizio):
    """Ogni sezione in più tempi e a quattro mani, così la storia ha qualcosa da dire: (istante, che cosa si fa)."""
    for n, sezione in enumerate(Sezione.objects.filter(piano=piano)):
        file = DATI / f"{sezione.codice}.html"
        if not file.exists():
            continue
        testo = file.read_text(encoding="utf-8")
        quando = inizio + timedelta(days=n, hours=3)
        prima, seconda = persone[n % 2], persone[(n + 1) % 2]
        giorni, cambi = RITOCCATE.get(sezione.codice, (0, {}))
        yield quando, partial(_scrivi, sezione, testo[: testo.index("</p>") + len("</p>")], 0, prima)
        yield quando + timedelta(days=2), partial(_scrivi, sezione, com_era(testo, cambi), 1, seconda)
        if cambi:
            yield inizio + timedelta(days=giorni), partial(_scrivi, sezione, testo, 2, prima)
        if sezione.codice != DA_FINIRE:
            yield quando + timedelta(days=3), partial(_completa, sezione, seconda)


def com_era(testo, cambi):
    """Il testo prima dei ritocchi."""
    for adesso, prima in cambi.items():
        testo = testo.replace(adesso, prima)
    return testo


def _scrivi(sezione, testo, partenza, utente, quando):
    operazioni.salva_sezione(sezione, testo, partenza=partenza, utente=utente, adesso=quando)


def _completa(sezione, utente, quando):
    operazioni.segna_completa(sezione, True, utente=utente, adesso=quando)


def affida(scena, piano, persone, inizio):
    """Il coordinatore affida ogni sezione a chi l’ha finita (o la deve finire), con un termine, prima che si cominci."""
    poteri = Poteri(scena.persona("coordinatore"), scena.ambito, timezone.localdate(inizio))
    for n, sezione in enumerate(Sezione.objects.filter(piano=piano, obbligatoria=True)):
        finita = inizio + timedelta(days=n + 7)
        entro = scena.adesso + timedelta(days=TERMINI[sezione.codice]) if sezione.codice in TERMINI else finita
        chi = persone[0] if sezione.codice in TERMINI else persone[(n + 1) % 2]
        operazioni.affida_sezione(sezione, chi, timezone.localdate(entro), poteri=poteri, adesso=inizio)


def riassumi(scena, piano, adesso):
    """La sintesi delle sezioni scritte."""
    poteri = Poteri(scena.persona("udp"), scena.ambito, timezone.localdate(adesso))
    sintesi = leggi("sintesi.json")
    for sezione in Sezione.objects.filter(piano=piano, codice__in=sintesi):
        operazioni.riassumi_sezione(sezione, sintesi[sezione.codice], poteri=poteri, adesso=adesso)
