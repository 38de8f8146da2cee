"""Prepara un’Assemblea (di norma sessantuno Comuni) e apre votazioni, per chi vota attraverso il web vero.

Si esegue: `python -m tests.processi.urna` seguito da `prepara`, da `apri QUANTE` (scrive in JSON le votazioni aperte, una seduta
ciascuna, e le sessioni di chi vota) o da `vota_tutti VOTAZIONE…` (registra tutti a favore).
"""

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from ambito.assemblea.models import SeggioSeduta, Votazione  # noqa: E402
from ambito.assemblea.operazioni import votazioni  # noqa: E402
from ambito.contesto import in_ambito  # noqa: E402
from ambito.models import Ambito, Incarico, Utente  # noqa: E402
from tests.assemblea.conftest import QUANDO, Assemblea  # noqa: E402
from tests.assemblea.test_concorrenza import SINDACI, al_voto, crea_grande  # noqa: E402
from tests.scena import ScenaAmbito  # noqa: E402


def prepara(quanti=SINDACI):
    """L’Ambito e i suoi sindaci, di norma sessantuno."""
    crea_grande(int(quanti))


def _scena():
    ambito = Ambito.objects.get(slug="lodi")
    utenti = {u.email.split("@")[0]: u for u in Utente.objects.filter(email__endswith="@lodi.example")}
    return ScenaAmbito(ambito=ambito, utenti=utenti)


def apri(quante):
    """Votazioni aperte, con tutti presenti; una riga JSON."""
    scena = _scena()
    aperte = [al_voto(scena)[2] for _ in range(int(quante))]
    with scena.aperto():
        sindaci = dict(Incarico.objects.filter(ruolo="sindaco").values_list("comune_id", "utente__email"))
        seggi = {v.pk: dict(SeggioSeduta.objects.filter(seduta=v.seduta_id).values_list("comune_id", "pk")) for v in aperte}
    elettori = [{"sessione": _sessione(email), "seggi": {v: seggi[v][comune] for v in seggi}} for comune, email in sindaci.items()]
    chiavi = {"votazioni": [v.pk for v in aperte], "sedute": [v.seduta_id for v in aperte]}
    print(json.dumps({**chiavi, "elettori": elettori, "segretario": _sessione("segretario@lodi.example")}))


def _sessione(email):
    navigatore = Client()
    navigatore.force_login(Utente.objects.get(email=email))
    return navigatore.cookies[settings.SESSION_COOKIE_NAME].value


def vota_tutti(*numeri):
    """Registra tutti a favore in quelle votazioni, che restano aperte."""
    scena = _scena()
    with in_ambito(scena.ambito.pk, scena.utenti["segretario"].pk):
        poteri = Assemblea(scena).poteri
        for votazione in Votazione.objects.filter(pk__in=[int(n) for n in numeri]):
            scelte = dict.fromkeys(votazione.seduta.seggi.values_list("pk", flat=True), "favorevole")
            votazioni.registra_mani(votazione, scelte, poteri=poteri, adesso=QUANDO)


if __name__ == "__main__":
    {"prepara": prepara, "apri": apri, "vota_tutti": vota_tutti}[sys.argv[1]](*sys.argv[2:])
