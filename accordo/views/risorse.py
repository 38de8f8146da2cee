from django.shortcuts import redirect

from accordo import operazioni
from accordo.forms import AllegatoForm, AttoForm, RisorseFormSet
from accordo.forms.risorse import RisorsaForm
from accordo.riepilogo import riepilogo
from accordo.views.passi import Passo


class PassoRisorse(Passo):
    """Risorse offerte, estremi dell’atto, file. Un solo modulo: qualunque pulsante si prema, ciò che è scritto resta."""

    passo = "risorse"
    template_name = "accordo/passo_risorse.html"

    def get(self, request, *args, **kwargs):
        if self.chiusa:
            return redirect(self.url("adesione"))
        return self.render_to_response(self.get_context_data(**self.moduli()))

    def moduli(self, dati=None, file=None):
        return {
            "form": AttoForm(dati, instance=self.adesione, oggi=self.oggi, bozza=self.in_bozza),
            "risorse": RisorseFormSet(dati, prefix="risorse", initial=self.righe_salvate() if dati is None else None),
            "allegato": AllegatoForm(dati, file),
        }

    @property
    def in_bozza(self):
        """Solo «Salva e continua» pretende gli estremi dell’atto."""
        return super().in_bozza or "togli" in self.request.POST or self.request.POST.get("azione") in ("carica", "riga")

    def righe_salvate(self):
        righe = self.adesione.risorse.all() if self.adesione.pk else []
        return [{nome: getattr(r, nome) for nome in RisorsaForm.Meta.fields} for r in righe]

    def post(self, request, *args, **kwargs):
        moduli = self.moduli(request.POST, request.FILES)
        azione = request.POST.get("azione", "")
        if azione == "riga":
            return self.con_una_riga_in_piu(moduli)
        buoni = [modulo.is_valid() for modulo in moduli.values()]
        allegato = self.allega(moduli["allegato"]) if request.FILES or azione == "carica" else True
        if not (all(buoni) and allegato and self.prova(lambda: self.salva(moduli))):
            return self.ripresenta(**moduli)
        if azione == "carica" or "togli" in request.POST:
            return redirect(f"{self.url(self.passo)}#allegati")
        return self.avanti()

    def con_una_riga_in_piu(self, moduli):
        """Ripresenta tutto com’è scritto con una riga vuota in più: non salva."""
        dati = self.request.POST.copy()
        totale = dati.get("risorse-TOTAL_FORMS", "")
        if totale.isascii() and totale.isdigit() and int(totale) < RisorseFormSet.max_num:
            dati["risorse-TOTAL_FORMS"] = str(int(totale) + 1)
        else:
            self.avverti(f"Le righe sono al massimo {RisorseFormSet.max_num}.")
        return self.render_to_response(self.get_context_data(**self.moduli(dati)))

    def allega(self, form):
        """Salva subito il file buono, anche se altro va corretto: non lo si dovrà scegliere di nuovo."""
        if not form.is_valid():
            return False
        file = form.cleaned_data["file"]
        if not file:
            form.add_error("file", "Scegli il file da allegare.")
            return False
        tipo, comune = form.cleaned_data["tipo_allegato"], {"avviso": self.avviso, "comune": self.comune}
        return self.prova(
            lambda: operazioni.allega(
                **comune, tipo=tipo, nome=file.name, byte=file.read(), poteri=self.poteri, adesso=self.adesso
            ),
            riuscita=f"«{file.name}» è allegato.",
        )

    def salva(self, moduli):
        adesione = self.scrivi(moduli["form"].cleaned_data, risorse=moduli["risorse"].righe())
        if togli := self.request.POST.get("togli", ""):
            self.togli(togli)
        return adesione

    def togli(self, allegato_id):
        if allegato_id.isascii() and allegato_id.isdigit() and len(allegato_id) < 19:
            operazioni.togli_allegato(
                avviso=self.avviso, comune=self.comune, allegato_id=int(allegato_id), poteri=self.poteri, adesso=self.adesso
            )

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "allegati": riepilogo(self.adesione)["allegati"]}
