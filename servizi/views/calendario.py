"""Il calendario delle scadenze: il mese a settimane, e giorno per giorno."""

from collections import Counter
from urllib.parse import urlencode

from ambito.nucleo.formati_italiani import conta
from ambito.nucleo.mesi import Mese, griglia
from ambito.nucleo.periodi import ErrorePeriodo
from ambito.views.base import SOLO_GET
from servizi.operazioni.scrittura import GESTISCE
from servizi.selezioni import agenda
from servizi.views.base import VistaServizi, voce_di_scelta


def quanto_manca(giorno, oggi):
    """Quanto manca a un giorno, o da quanto è passato, in parole."""
    giorni = (giorno - oggi).days
    if giorni == 0:
        return "oggi"
    return f"fra {conta(giorni, 'giorno', 'giorni')}" if giorni > 0 else f"{conta(-giorni, 'giorno', 'giorni')} fa"


class Calendario(VistaServizi):
    """Ciò che scade e le date dei bandi, mese per mese (`?mese=2026-11`) e parte per parte (`?parte=bandi`)."""

    permesso = GESTISCE
    http_method_names = SOLO_GET
    titolo = "Calendario"
    template_name = "servizi/calendario.html"

    def prepara(self):
        chiesto = self.request.GET.get("mese", "")
        self.parte = self.request.GET.get("parte", "")
        self.capito = True
        try:
            self.mese = Mese.leggi(chiesto) if chiesto else Mese.di(self.oggi)
        except ErrorePeriodo:
            self.mese, self.capito = Mese.di(self.oggi), False
        if self.parte not in agenda.PARTI:
            self.parte = ""

    def qui(self, mese, parte):
        """L’indirizzo del calendario di un mese, su una parte sola o su tutte."""
        return f"{self.request.path}?{urlencode({'mese': str(mese), **({'parte': parte} if parte else {})})}"

    def get_context_data(self, **kwargs):
        tutti = agenda.appuntamenti(self.mese.dal, self.mese.al)
        scelti = [a for a in tutti if self.parte in ("", a.parte)]
        settimane = griglia(self.mese, self.oggi, [(a.giorno, self.voce(a)) for a in scelti])
        return {
            **super().get_context_data(**kwargs),
            "mese": self.mese,
            "capito": self.capito,
            "intitolato": f"{self.mese.nome}, solo {agenda.PARTI[self.parte][0].lower()}" if self.parte else self.mese.nome,
            "parti": self.parti(tutti),
            "settimane": settimane,
            "giorni": [c for settimana in settimane for c in settimana if c.voci],
            "vicini": self.vicini(),
            "url_tutte": self.qui(self.mese, ""),
        }

    def voce(self, appuntamento):
        return {
            "titolo": appuntamento.nome,
            "che_cosa": appuntamento.che_cosa,
            "perche": appuntamento.perche,
            "quando": quanto_manca(appuntamento.giorno, self.oggi),
            "url": self.indirizzo(appuntamento.rotta, appuntamento.pagina_id),
        }

    def parti(self, tutti):
        """Le linguette fra le parti, ciascuna con quante cose ha nel mese."""
        quanti = Counter(a.parte for a in tutti)
        voci = [("", "Tutto", len(tutti)), *((parte, nome, quanti[parte]) for parte, (nome, _) in agenda.PARTI.items())]
        return [{**voce_di_scelta(nome, self.qui(self.mese, p), p == self.parte), "numero": n} for p, nome, n in voci]

    def vicini(self):
        """Il mese prima, quello di oggi (se non è questo) e il mese dopo, con il loro indirizzo."""
        questo = Mese.di(self.oggi)
        prima, dopo = self.mese.spostato(-1), self.mese.spostato(1)
        attorno = {"prima": prima, "oggi": questo if questo != self.mese else None, "dopo": dopo}
        return {quale: {"nome": mese.nome, "url": self.qui(mese, self.parte)} for quale, mese in attorno.items() if mese}
