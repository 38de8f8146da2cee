"""La spesa qualificata di una campagna: per area, per fonte, per Comune, sulla mappa."""

from ambito import mappe
from ambito.esporta import FORMATI, da_righe
from ambito.nucleo.formati_italiani import formatta_importo
from ambito.nucleo.grafici import barre, due_misure
from rendicontazione.selezioni import qualificata
from rendicontazione.views.base import VistaCampagna

COLONNE = ["istat_code", "comune", "stato", "residenti", "spesa_lorda", "spesa_netta", "netta_per_abitante", "mediana_ambito",
           "differenza_mediana", "istat_italia_2022", "differenza_italia"]  # fmt: skip


class SpesaQualificata(VistaCampagna):
    """Quota per area e per fonte, spesa per abitante contro la mediana dell’Ambito e contro l’Italia."""

    template_name = "rendicontazione/qualificata.html"

    def prepara(self):
        super().prepara()
        self.titolo = f"Spesa qualificata {self.campagna.anno}"
        self.spesa = qualificata.SpesaQualificata(self.campagna)

    def get(self, request, *args, **kwargs):
        formato = request.GET.get("formato")
        if formato in FORMATI:
            return da_righe(f"spesa-qualificata-{self.campagna.anno}", COLONNE, self.celle(), formato)
        return super().get(request, *args, **kwargs)

    def celle(self):
        italia = qualificata.italia().pro_capite
        return [self.celle_di(c, italia) for c in self.spesa.comuni]

    def celle_di(self, comune, italia):
        r = comune.rendiconto
        chi = [r.comune.codice_istat, r.comune.nome, r.get_stato_display(), r.residenti]
        confronto = [comune.per_abitante, self.spesa.mediana, comune.dalla_mediana, italia, comune.dall_italia]
        return ["" if v is None else v for v in (*chi, r.totale_spesa_lorda, r.totale_spesa_netta, *confronto)]

    def get_context_data(self, **kwargs):
        spesa, italia = self.spesa, qualificata.italia()
        return {
            **super().get_context_data(**kwargs),
            "spesa": spesa,
            "italia": italia,
            "anno_istat": qualificata.ANNO_ISTAT,
            "cifre": self.cifre(spesa, italia),
            "aree": [{**r, "url": f"{self.url('voci')}?area={r['codice']}"} for r in spesa.aree],
            "confronti": self.confronti(),
            "barre": spesa.inviati and self.disegno(),
            "mappa": spesa.inviati and self.mappa(italia),
            "comuni": [(c, self.url("comune", c.rendiconto.comune.codice_istat)) for c in spesa.comuni],
        }

    def cifre(self, spesa, italia):
        voci = [
            ("Netta per abitante, nell’Ambito", spesa.media, "dei Comuni che hanno inviato"),
            ("Mediana dei Comuni", spesa.mediana, "metà spende di più, metà di meno"),
            ("Italia", italia.pro_capite, f"Istat {qualificata.ANNO_ISTAT}, nidi compresi"),
        ]
        return [{"etichetta": e, "valore": "–" if v is None else f"{formatta_importo(v)} €", "nota": nota} for e, v, nota in voci]

    def confronti(self):
        """L’Ambito accanto ai territori di cui Istat dà la cifra."""
        ambito = [(self.ambito.nome, self.spesa.netta, self.spesa.media, f"rendicontazione {self.campagna.anno}")]
        fonte = f"Istat {qualificata.ANNO_ISTAT}"
        return ambito + [(r.nome, r.spesa, r.pro_capite, fonte) for r in qualificata.riferimenti()]

    def disegno(self):
        voci = [{"nome": nome, "valore": valore} for nome, _, valore, _ in self.confronti() if valore is not None]
        voci.insert(1, {"nome": "Mediana dei Comuni", "valore": self.spesa.mediana})
        return due_misure(barre, voci, "Spesa netta per abitante", "L’Ambito e le cifre Istat.", "euro per abitante", decimali=2)

    def mappa(self, italia):
        punti = [self.punto(c) for c in self.spesa.comuni]
        frase = (
            f"La mediana dell’Ambito è {formatta_importo(self.spesa.mediana)} euro, l’Italia {formatta_importo(italia.pro_capite)}."
        )
        return mappe.quantita(punti, "Mappa della spesa netta per abitante", frase, "euro per abitante", 2)

    def punto(self, voce):
        comune = voce.rendiconto.comune
        return mappe.Punto(comune.codice_istat, comune.nome, voce.per_abitante, self.url("comune", comune.codice_istat))
