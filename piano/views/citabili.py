"""L’elenco dei dati che un testo del piano può citare, per chi scrive e per la finestra dell’editor."""

from django.http import JsonResponse

from piano.selezioni import citabili
from piano.views.base import VistaPiano


class DatiDaCitare(VistaPiano):
    """Ogni dato con il valore di oggi, la fonte e il riferimento da copiare; in JSON (`?formato=json`) per l’editor."""

    titolo = "Dati da citare"
    template_name = "piano/dati.html"

    def get(self, request, *args, **kwargs):
        if request.GET.get("formato") == "json":
            return JsonResponse({"gruppi": [self.in_json(*gruppo) for gruppo in self.gruppi()]})
        return super().get(request, *args, **kwargs)

    def gruppi(self):
        return citabili.gruppi(self.piano, self.oggi)

    def in_json(self, fonte, dati):
        voci = [{"chiave": d.chiave, "nome": d.etichetta, "testo": d.testo, "fonte": d.fonte} for d in dati]
        return {"nome": fonte.etichetta, "dati": voci}

    def get_context_data(self, **kwargs):
        gruppi = [{"nome": fonte.etichetta, "codice": fonte.nome, "dati": dati} for fonte, dati in self.gruppi()]
        return {**super().get_context_data(**kwargs), "gruppi": gruppi}
