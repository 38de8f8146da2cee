"""Tre anni di misure inventate: crescono piano, in proporzione ai residenti."""

from datetime import date, timedelta
from decimal import Decimal

from servizi.dimostrazione.caso import MARCHIO, caso
from servizi.models import Consegna, Raccolta, Rilevazione
from servizi.operazioni import rilevazioni

# Servizio, utenti ogni mille residenti, ore per utente, costo per utente, uno su quanti aspetta.
MISURATI = [("SSP", 32, 6, 210, 0), ("SAD", 8, 90, 2400, 9), ("SADH", 2, 110, 2900, 6), ("ADM", 1, 150, 3900, 5),
            ("AES", 4, 240, 5600, 0), ("PASTI", 4, 0, 1500, 0), ("TRASP", 5, 0, 420, 8), ("SIL", 2, 40, 1300, 0),
            ("ASILO_NIDO", 7, 0, 6200, 4), ("RETTE_MIN", 1, 0, 21000, 0)]  # fmt: skip
DA_COMPLETARE = {"Codogno", "Casalpusterlengo", "Maleo"}


def misura(scena, comuni, servizi, oggi, chi):
    """Tre raccolte: due chiuse e complete, l’ultima aperta e a metà."""
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
