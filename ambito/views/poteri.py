"""«Che cosa posso fare qui» e «Perché non vedo?»: i poteri della persona in parole, e la pagina di un rifiuto."""

from django.shortcuts import render
from django.urls import reverse

from ambito import selezioni
from ambito.contesto import in_ambito
from ambito.models import Incarico
from ambito.permessi import OVUNQUE, PERMESSI_AMBITO, PERMESSI_COMUNE, RUOLI
from ambito.rifiuti import PAROLE, ruoli_con, spiega
from ambito.views.base import VistaAmbito
from ambito.views.persone import situazione


class CheCosaPosso(VistaAmbito):
    """I propri incarichi, i poteri che danno e dove, quelli che mancano e chi li conferisce; `?potere=` ne spiega uno."""

    permesso = "entra"
    titolo = "Che cosa posso fare qui"
    template_name = "ambito/poteri.html"

    def get_context_data(self, **kwargs):
        chiesto, comune = self.request.GET.get("potere", ""), self._comune()
        posso = list(self.posso())
        return {
            **super().get_context_data(**kwargs),
            "rifiuto": spiega(self.poteri, chiesto, comune),
            "chiesto": PAROLE.get(chiesto, ""),
            "incarichi": [self.riga(i) for i in self.tutti()],
            "posso": posso,
            "non_posso": self.non_posso({p["codice"] for p in posso}),
            "chi": selezioni.coordinatori(self.oggi),
        }

    def _comune(self):
        appartenenza = (
            selezioni.appartenenza(self.request.GET.get("comune", ""), self.oggi) if "comune" in self.request.GET else None
        )
        return appartenenza.comune_id if appartenenza else None

    def tutti(self):
        return Incarico.objects.filter(utente=self.request.user).select_related("comune", "ente").order_by("-dal")

    def riga(self, incarico):
        parole, tono = situazione(incarico, self.oggi)
        return {"incarico": incarico, "frase": RUOLI[incarico.ruolo].frase, "situazione": parole, "tono": tono}

    def posso(self):
        """I poteri di oggi, ciascuno con il suo luogo e l’incarico da cui viene."""
        for codice, parole in PERMESSI_AMBITO:
            if self.poteri.puo(codice):
                yield self.potere(codice, parole, "tutto l’Ambito", lambda i, c=codice: c in RUOLI[i.ruolo].ambito)
        for codice, parole in PERMESSI_COMUNE:
            comuni = self.poteri.comuni_con(codice)
            if comuni:
                dove = ", ".join(sorted({i.dove for i in self.poteri.incarichi if i.comune_id in comuni}))
                yield self.potere(codice, parole, dove, lambda i, c=codice: c in RUOLI[i.ruolo].comune)
            elif self.poteri.ovunque(codice):
                yield self.potere(codice, parole, "ogni Comune", lambda i, c=codice: OVUNQUE[c] in RUOLI[i.ruolo].ambito)

    def potere(self, codice, parole, dove, viene):
        da = ", ".join(dict.fromkeys(RUOLI[i.ruolo].nome for i in self.poteri.incarichi if viene(i)))
        return {"codice": codice, "parole": parole, "dove": dove, "da": da}

    def non_posso(self, posso):
        mancano = [(codice, parole) for codice, parole in PAROLE.items() if codice not in posso]
        return [{"codice": c, "parole": p, "ruoli": ruoli_con(c)} for c, p in mancano]


def rifiuto(request, exception):
    """La pagina 403: dentro un Ambito dice quale potere manca, se c’è stato, chi può darlo. Altrove resta generica."""
    vista, permesso = getattr(request, "vista", None), getattr(exception, "permesso", None)
    if vista is None or permesso is None:
        return render(request, "403.html", status=403)
    with in_ambito(vista.ambito.pk, request.user.pk, sola_lettura=True):
        spiegazione = spiega(vista.poteri, permesso, exception.comune_id)
        url = reverse("ambito:poteri", args=[vista.ambito.slug])
        return render(request, "403.html", {"rifiuto": spiegazione, "url_poteri": url}, status=403)
