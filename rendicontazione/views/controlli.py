from django.core.paginator import Paginator

from ambito.esporta import FORMATI, da_righe
from rendicontazione import selezioni
from rendicontazione.controlli import CATALOGO, DELL_AMBITO
from rendicontazione.griglie.letture import minori_sotto_la_quota
from rendicontazione.selezioni.controlli import quanti, rilevati
from rendicontazione.selezioni.controlli_ambito import fondi_oltre_l_assegnato, servizi_oltre_i_posti
from rendicontazione.views.base import VistaCampagna

PER_PAGINA = 50
COLONNE = ["istat_code", "comune", "controllo", "se_non_torna", "su_che_cosa", "che_cosa_si_nota", "il_comune_dice"]


class Controlli(VistaCampagna):
    """Ciò che i controlli fanno notare nella spesa dei Comuni che hanno inviato, con le loro spiegazioni.

    `?formato=xlsx` o `?formato=csv` scarica ciò che si vede, Ambito intero compreso (senza Comune).
    """

    titolo = "Controlli"
    template_name = "rendicontazione/controlli.html"

    def prepara(self):
        super().prepara()
        self.inviati = [r for r in selezioni.quadro(self.campagna) if r.e_consegnato]
        trovati = rilevati(self.inviati, self.campagna)
        self.righe = [self.riga(r, voce) for r in self.inviati for voce in trovati[r.pk]]
        anno = self.campagna.anno
        self.di_tutti = [*fondi_oltre_l_assegnato(anno), *minori_sotto_la_quota(self.campagna), *servizi_oltre_i_posti(anno)]
        self.scelto = next((c for c in CATALOGO if c.codice == self.request.GET.get("controllo")), None)
        self.mostrate = [r for r in self.righe if self.scelto in (None, r["voce"].controllo)]

    def get(self, request, *args, **kwargs):
        formato = request.GET.get("formato")
        if formato in FORMATI:
            return da_righe(f"controlli-{self.campagna.anno}", COLONNE, self.foglio(), formato)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        conto = quanti([*(riga["voce"] for riga in self.righe), *self.di_tutti])
        return {
            **super().get_context_data(**kwargs),
            "catalogo": [{"regola": c, "quante": conto[c.codice]} for c in CATALOGO],
            "dell_ambito": self.di_tutti,
            "codici_dell_ambito": DELL_AMBITO,
            "scelto": self.scelto,
            "pagina": Paginator(self.mostrate, PER_PAGINA).get_page(self.request.GET.get("pagina")),
            "inviati": len(self.inviati),
        }

    def riga(self, rendiconto, voce):
        return {"comune": rendiconto.comune, "voce": voce, "url": self.url("comune", rendiconto.comune.codice_istat)}

    def foglio(self):
        di_tutti = [["", "", v] for v in self.di_tutti if self.scelto in (None, v.controllo)]
        dei_comuni = [[r["comune"].codice_istat, r["comune"].nome, r["voce"]] for r in self.mostrate]
        for codice, nome, voce in [*dei_comuni, *di_tutti]:
            yield [codice, nome, voce.codice, str(voce.livello), voce.oggetto, voce.frase, voce.spiegazione]
