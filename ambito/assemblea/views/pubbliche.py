"""La pagina pubblica di una votazione chiusa: chiunque abbia il codice del verbale la legge, la scarica e la riconta."""

import json
from pathlib import Path

from django.http import Http404, HttpResponse
from django.views.generic.base import View

from ambito.assemblea import strumenti
from ambito.assemblea.selezioni import pubblica
from ambito.views.base import VistaPubblica

STRUMENTO = Path(strumenti.__file__).parent / "riconteggio.py"


def _cerca(codice):
    trovata = pubblica.cerca(codice)
    if trovata is None:
        raise Http404("Votazione")
    return trovata


class VotazionePubblica(VistaPubblica):
    """Che cosa si è votato, come ha votato ciascun Comune, il conto in parole, e come rifarlo."""

    template_name = "assemblea/pubblica.html"

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), **pubblica.da_mostrare(_cerca(kwargs["codice"]))}


class DatiVotazione(View):
    """Il file da ricontare."""

    pubblica = True

    def get(self, request, *args, codice, **kwargs):
        dati = _cerca(codice)
        testo = json.dumps(dati, ensure_ascii=False, indent=1)
        return _file(testo, f"votazione-{dati['testata']['codice']}.json", "application/json")


class Strumento(View):
    """Il programma che riconta, da leggere e da eseguire altrove."""

    pubblica = True

    def get(self, request, *args, **kwargs):
        return _file(STRUMENTO.read_text(encoding="utf-8"), "riconteggio.py", "text/x-python")


def _file(testo, nome, tipo):
    risposta = HttpResponse(testo, content_type=f"{tipo}; charset=utf-8")
    risposta["Content-Disposition"] = f'attachment; filename="{nome}"'
    return risposta
