"""Prepara l’ultima sera dell’avviso: sessantuno Comuni e venti enti che non hanno ancora cominciato.

Si esegue: `python -m tests.processi.ultima_sera` seguito da `prepara`, o da `sessioni` (scrive in JSON chi aderisce: la pagina
della sua adesione, la sessione aperta, quella di chi conferma, ciò che il modulo chiede).
"""

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from ambito import incarichi  # noqa: E402
from ambito.contesto import in_ambito  # noqa: E402
from ambito.models import Ambito, Ente, Incarico  # noqa: E402
from servizi.selezioni import aree  # noqa: E402
from tests.accordo.fabbriche import crea_avviso  # noqa: E402
from tests.scena import ADESSO, DAL, crea_scena, crea_utente  # noqa: E402

COMUNI, ENTI = 61, 20


def prepara():
    """L’avviso sta per chiudere (domani: la prova può cadere a mezzanotte); ogni Comune ha chi compila e chi conferma, ogni ente
    una persona."""
    scena = crea_scena("lodi", [(f"098{n:03}", f"Comune {n:02}", 500 + 37 * n) for n in range(1, COMUNI + 1)])
    with scena.aperto("coordinatore"):
        for comune in scena.elenco:
            _incarica("operatore", f"c{comune.codice_istat}", comune=comune)
            _incarica("delegato", f"d{comune.codice_istat}", comune=comune)
        for n in range(1, ENTI + 1):
            _incarica("ets", f"e{n}", ente=Ente.objects.create(tipo="ets", denominazione=f"Associazione {n:02}"))
        crea_avviso(scena, giorni=1, ammessi=["comuni", "terzo_settore"])


def _incarica(ruolo, nome, **dove):
    utente = crea_utente(f"{nome}@sera.example")
    incarichi.conferisci(utente=utente, ruolo=ruolo, dal=DAL, atto="prova", autore=None, adesso=ADESSO, **dove)


def sessioni():
    """Una riga JSON: chi aderisce, con la sua sessione."""
    with in_ambito(Ambito.objects.get(slug="lodi").pk):
        area = aree().first().pk
        tutti = Incarico.objects.filter(utente__email__endswith="@sera.example").select_related("utente", "comune", "ente")
        delegati = {incarico.comune_id: incarico.utente for incarico in tutti.filter(ruolo="delegato")}
        print(json.dumps([_chi(incarico, area, delegati) for incarico in tutti.exclude(ruolo="delegato")]))


def _chi(incarico, area, delegati):
    if incarico.comune_id:
        dove, scelte = f"adesioni/{incarico.comune.codice_istat}", {"tipo": "consultiva", "aree_target": area}
    else:
        un_comune = Incarico.objects.filter(comune__isnull=False).first().comune_id
        dove = f"enti/{incarico.ente_id}"
        scelte = {"tipo": "partner", "aree_target": area, "comuni_operativita": un_comune}
    pagina = f"/lodi/accordo/2025-2027/{dove}/"
    conferma = _sessione(delegati[incarico.comune_id]) if incarico.comune_id else ""
    return {
        "pagina": pagina, "sessione": _sessione(incarico.utente), "conferma": conferma, "scelte": scelte,
        "ente": bool(incarico.ente_id),
    }  # fmt: skip


def _sessione(utente):
    navigatore = Client()
    navigatore.force_login(utente)
    return navigatore.cookies[settings.SESSION_COOKIE_NAME].value


if __name__ == "__main__":
    {"prepara": prepara, "sessioni": sessioni}[sys.argv[1]](*sys.argv[2:])
