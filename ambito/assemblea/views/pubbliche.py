"""La pagina pubblica di una votazione chiusa: chiunque abbia il codice del verbale la legge, la scarica e la riconta."""

import json
from pathlib import Path

from django.http import Http404, HttpResponse

from ambito.assemblea import strumenti
from ambito.assemblea.selezioni import pubblica
from ambito.views.base import VistaConservata, trovato

STRUMENTO = Path(strumenti.__file__).parent / "riconteggio.py"


def _cerca(codice):
    return trovato(pubblica.cerca(codice), "Votazione")


class VotazionePubblica(VistaConservata):
    """Che cosa si è votato, come ha votato ciascun Comune, il conto in parole, e come rifarlo."""

    template_name = "assemblea/pubblica.html"
    libera = True

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), **pubblica.da_mostrare(_cerca(kwargs["codice"]))}


class DatiVotazione(VistaConservata):
    """Il file da ricontare."""

    libera = True

    def get(self, request, *args, codice, **kwargs):
        dati = _cerca(codice)
        if not pubblica.si_scarica(dati):
            raise Http404("Votazione")
        testo = json.dumps(dati, ensure_ascii=False, indent=1)
        return _file(testo, f"votazione-{dati['testata']['codice']}.json", "application/json")


class Strumento(VistaConservata):
    """Il programma che riconta, da leggere e da eseguire altrove."""

    libera = True

    def get(self, request, *args, **kwargs):
        return _file(STRUMENTO.read_text(encoding="utf-8"), "riconteggio.py", "text/x-python")


def _file(testo, nome, tipo):
    risposta = HttpResponse(testo, content_type=f"{tipo}; charset=utf-8")
    risposta["Content-Disposition"] = f'attachment; filename="{nome}"'
    return risposta
