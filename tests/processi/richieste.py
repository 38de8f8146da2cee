"""Chi usa il portale mentre cade: chiede lavori, posta e un foglio, insiste finché la banca dati risponde.

Si esegue: `python -m tests.processi.richieste` seguito da `prepara`, da `carica GIRO` (scrive una riga per ogni richiesta il cui
COMMIT è riuscito) o da `sessione E-MAIL` (scrive il cookie di una sessione aperta).
"""

import sys
import time

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import DatabaseError, connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from ambito import lavori  # noqa: E402
from ambito.avvisi import avvisa  # noqa: E402
from ambito.contesto import in_ambito  # noqa: E402
from ambito.importazione import motore  # noqa: E402
from ambito.models import Ambito, Caricamento, Utente  # noqa: E402
from ambito.nucleo.fogli import scrivi_csv  # noqa: E402
from ambito.poteri import Poteri  # noqa: E402
from rendicontazione.models import FormaGestione, Rendiconto  # noqa: E402
from rendicontazione.tracciati import SPESA  # noqa: E402
from rendicontazione.tracciati.colonne import COLONNE  # noqa: E402
from servizi import selezioni as catalogo  # noqa: E402
from tests.processi.officina import TIPO  # noqa: E402
from tests.rendicontazione import fabbriche  # noqa: E402
from tests.scena import crea_scena, crea_utente  # noqa: E402

LAVORI, MESSAGGI, RIGHE = 60, 61, 150


def prepara():
    """Una scena piccola con la campagna di spesa aperta e 61 persone a cui scrivere."""
    scena = crea_scena("lodi")
    with scena.aperto("coordinatore"):
        oggi = timezone.localdate()
        fabbriche.apri(scena, chiude=oggi.replace(year=oggi.year + 1))
    for n in range(MESSAGGI):
        crea_utente(f"persona{n}@prova.example")


def carica(giro):
    """Le richieste di un giro, mescolate: a ogni COMMIT riuscito una riga."""
    ambito = Ambito.objects.get(slug="lodi")
    persone = list(Utente.objects.filter(email__startswith="persona").order_by("id"))
    operatore = Utente.objects.get(email="operatore@lodi.example")
    passi = [("foglio", lambda: _foglio(ambito, operatore, giro))]
    for n in range(MESSAGGI):
        passi.append((f"messaggio {n}", lambda n=n: _messaggio(ambito, persone[n], giro)))
        if n < LAVORI:
            passi.append((f"lavoro {n}", lambda n=n: _lavoro(n, giro)))
    for nome, passo in passi:
        _insisti(ambito.pk, operatore.pk, passo)
        print(nome, flush=True)
        time.sleep(0.02)


def sessione(email):
    """Il cookie di una sessione già aperta, per chiedere al web."""
    navigatore = Client()
    navigatore.force_login(Utente.objects.get(email=email))
    print(navigatore.cookies[settings.SESSION_COOKIE_NAME].value)


def _insisti(ambito_id, utente_id, passo, secondi=60):
    fine = time.monotonic() + secondi
    while True:
        try:
            with in_ambito(ambito_id, utente_id, annidabile=False):
                return passo()
        except DatabaseError:
            connection.close()
            if time.monotonic() > fine:
                raise
            time.sleep(0.2)


def _lavoro(n, giro):
    lavori.accoda(TIPO, f"{giro}:{n}", f"Lavoro {n}", argomenti={}, utente=None, adesso=timezone.now())


def _messaggio(ambito, persona, giro):
    avvisa([persona], genere=f"prova.{giro}", oggetto=ambito, titolo="Prova", testo="Prova.", url="/lodi/", adesso=timezone.now())


def _foglio(ambito, operatore, giro):
    """Carica e conferma in una transazione; ripeterlo dopo una risposta persa non lo applica due volte."""
    if Caricamento.objects.filter(nome_file=f"{giro}.csv", esito="applicato").exists():
        return
    rendiconto = Rendiconto.objects.select_related("campagna", "comune").get(comune__codice_istat="098019")
    adesso, anno = timezone.now(), rendiconto.campagna.anno
    chiavi = [(i, a, f) for i in catalogo.interventi() for a in catalogo.aree() for f in FormaGestione][:RIGHE]
    celle = [["098019", anno, i.etichetta, a.etichetta, f.value, "", 1, "10,00", *[""] * 5, giro] for i, a, f in chiavi]
    foglio = motore.carica(SPESA, nome_file=f"{giro}.csv", byte=scrivi_csv([c.etichetta for c in COLONNE], celle),
                           comune=rendiconto.comune, parametri={"anno": anno}, utente=operatore, adesso=adesso)  # fmt: skip
    motore.applica(foglio, poteri=Poteri(operatore, ambito, timezone.localdate()), adesso=adesso)


if __name__ == "__main__":
    {"prepara": prepara, "carica": carica, "sessione": sessione}[sys.argv[1]](*sys.argv[2:])
