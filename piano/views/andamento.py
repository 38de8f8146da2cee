"""Le pagine dell’andamento: a che punto è il piano, a che punto è un obiettivo."""

from itertools import groupby

from django.shortcuts import redirect
from django.urls import reverse

from ambito.nucleo.formati_italiani import formatta_misura
from ambito.nucleo.grafici import barre, due_misure
from ambito.nucleo.grafico_linee import Serie, linee
from ambito.views.base import SOLO_POST
from piano import operazioni
from piano.forms import AndamentoForm
from piano.parole import LUCI
from piano.selezioni import andamento
from piano.stati import FINITI
from piano.views.base import VistaPiano


class Andamento(VistaPiano):
    """A che punto è il piano: giudizi con le loro parole, letture che si aspettano, obiettivi per area."""

    titolo = "Andamento"
    template_name = "piano/andamento.html"

    def get_context_data(self, **kwargs):
        filtro = AndamentoForm(self.request.GET, piano=self.piano)
        tutti = andamento.andamento(self.piano, self.oggi)
        mostrati = self.scelti(filtro, tutti)
        luci, anni = andamento.per_luce(tutti), andamento.anni_cominciati(self.piano, self.oggi)
        return {
            **super().get_context_data(**kwargs),
            "filtro": filtro,
            "totale": len(tutti),
            "mostrati": len(mostrati),
            "aree": [(nome, [self.riga(a) for a in g]) for nome, g in groupby(mostrati, key=lambda a: a.obiettivo.area.nome)],
            "da_scrivere": andamento.da_scrivere(tutti),
            "luci": luci,
            "grafico": tutti and self.grafico(luci),
            "scrive": self.poteri.puo("redige_piano") and self.piano.si_segue(self.oggi),
            "cominciato": self.piano.cominciato(self.oggi),
            "relazioni": [(f"Relazione {anno}", self.url("relazione", anno)) for anno in anni],
            **self.finale(),
        }

    def finale(self):
        """La relazione finale di un piano concluso e, per chi lo propone, se si può emettere."""
        if self.piano.stato not in FINITI or self.piano.adottata_id is None:
            return {}
        emette = self.poteri.puo("propone_piano") and not self.piano.archiviato
        return {"concluso": True, "emessa": andamento.relazione_finale(self.piano), "emette": emette}

    def scelti(self, filtro, tutti):
        """Gli obiettivi che l’indirizzo chiede; una richiesta che non si capisce li mostra tutti."""
        if not filtro.is_valid():
            return tutti
        scelte = filtro.cleaned_data
        utente = self.request.user if scelte["mie"] else None
        return andamento.filtra(tutti, area=scelte["area"], luce=scelte["luce"], utente=utente)

    def riga(self, voce):
        return {"voce": voce, "url": self.url("andamento_obiettivo", voce.obiettivo.codice)}

    def grafico(self, luci):
        voci = [{"nome": LUCI[luce], "valore": quanti} for luce, quanti in luci]
        return due_misure(barre, voci, "Obiettivi per andamento", "Quanti obiettivi per giudizio.", "obiettivi")


class AndamentoObiettivo(VistaPiano):
    """A che punto è un obiettivo: ogni indicatore con la sua strada e le letture, le azioni, le valutazioni."""

    template_name = "piano/andamento_obiettivo.html"

    def prepara(self):
        super().prepara()
        voci = andamento.andamento(self.piano, self.oggi, codice=self.kwargs["codice"])
        self.voce = self.trova(next(iter(voci), None), "Obiettivo")
        self.obiettivo = self.voce.obiettivo
        self.titolo = f"{self.obiettivo.codice}: a che punto è"

    def parti(self):
        return [("Andamento", self.url("andamento"))]

    def get_context_data(self, **kwargs):
        lette = andamento.rilevazioni(self.obiettivo)
        return {
            **super().get_context_data(**kwargs),
            "obiettivo": self.obiettivo,
            "voce": self.voce,
            "indicatori": [self.riga(i, lette[i.indicatore.pk]) for i in self.voce.indicatori],
            "valutabili": self.valutabili(),
            "scrive": self.poteri.puo("redige_piano") and self.piano.si_segue(self.oggi),
        }

    def riga(self, voce, lette):
        attuali = [r for r in lette if r.attuale]
        return {"voce": voce, "lette": lette, "tappe": self.tappe(voce), "grafico": attuali and self.grafico(voce, attuali)}

    def tappe(self, voce):
        """I valori della strada in una riga: «partenza 28; a fine 2025 23,50; alla fine 10 giorni»."""
        via = voce.strada
        partenza = [f"partenza {formatta_misura(via.partenza.valore)}"] if via.partenza else []
        traguardi = [f"a fine {t.giorno.year} {formatta_misura(t.valore)}" for t in via.traguardi[:-1]]
        return "; ".join([*partenza, *traguardi, f"alla fine {formatta_misura(via.arrivo.valore)} {voce.indicatore.unita}"])

    def grafico(self, voce, attuali):
        via, nome = voce.strada, voce.indicatore.nome
        previsti = [*([via.partenza] if via.partenza else []), *via.traguardi]
        serie = [
            Serie("Previsto", [(t.giorno, t.valore) for t in previsti], prevista=True),
            Serie("Letto", [(r.al, r.valore) for r in reversed(attuali)]),
        ]
        decimali = 0 if all(v == int(v) for s in serie for _, v in s.punti) else 1
        return due_misure(linee, serie, nome, "Il previsto e il letto nel tempo.", voce.indicatore.unita, decimali=decimali)

    def valutabili(self):
        """Gli anni cominciati e il finale, ciascuno con la valutazione che c’è già: `[(etichetta, url, valutazione)]`."""
        fatte = {v.quando: v for v in self.voce.valutazioni}
        quando = [str(anno) for anno in andamento.anni_cominciati(self.piano, self.oggi)] + ["finale"]
        return [(q, self.url("valuta_obiettivo", self.obiettivo.codice, q), fatte.get(q)) for q in quando]


class Relazione(VistaPiano):
    """Chiede la relazione di monitoraggio di un anno."""

    permesso_scrittura = "legge_piano"
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        anno = self.kwargs["anno"]
        if anno not in andamento.anni_cominciati(self.piano, self.oggi):
            self.avverti(f"Il {anno} non è un anno del piano già cominciato: non c’è niente da riferire.")
            return redirect(self.url("andamento"))
        lavoro = operazioni.richiedi_relazione(self.piano, anno, utente=request.user, adesso=self.adesso)
        return redirect(reverse("ambito:lavoro", args=[self.ambito.slug, lavoro.pk]))


class RelazioneFinale(VistaPiano):
    """Chiede la relazione finale di un piano concluso."""

    permesso_scrittura = "propone_piano"
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        lavoro = self.prova(lambda: operazioni.richiedi_relazione_finale(self.piano, poteri=self.poteri, adesso=self.adesso))
        if lavoro is None:
            return redirect(self.url("andamento"))
        return redirect(reverse("ambito:lavoro", args=[self.ambito.slug, lavoro.pk]))
