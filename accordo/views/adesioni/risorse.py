from django.shortcuts import redirect

from accordo import operazioni, selezioni
from accordo.forms import AllegatoForm, AttoForm, FirmaForm, RisorseFormSet
from accordo.forms.risorse import RisorsaForm
from accordo.riepilogo import riepilogo
from accordo.views.adesioni.passi import Passo


class PassoRisorse(Passo):
    """Risorse offerte, estremi dell’atto, file. Un solo modulo: qualunque pulsante si prema, ciò che è scritto resta."""

    passo = "risorse"
    template_name = "accordo/passo_risorse.html"

    def get(self, request, *args, **kwargs):
        if self.chiusa:
            return redirect(self.url("adesione"))
        return self.render_to_response(self.get_context_data(**self.moduli()))

    def moduli(self, dati=None, file=None):
        """I moduli della pagina; durante una correzione mancano quelli di ciò che è fermo."""
        modulo = AttoForm if self.comune else FirmaForm
        moduli = {"form": self.appunta(modulo(dati, instance=self.adesione, oggi=self.oggi, bozza=self.in_bozza))}
        if self.si_scrive("risorse"):
            moduli["risorse"] = RisorseFormSet(dati, prefix="risorse", initial=self.righe_salvate() if dati is None else None)
        if self.si_scrive("allegati"):
            moduli["allegato"] = AllegatoForm(dati, file, di_ente=self.comune is None)
        return moduli

    @property
    def in_bozza(self):
        """Solo «Salva e continua» pretende gli estremi dell’atto."""
        return (
            super().in_bozza or "togli" in self.request.POST or self.request.POST.get("azione") in ("carica", "riga", "da_firmare")
        )

    def righe_salvate(self):
        righe = self.adesione.risorse.all() if self.adesione.pk else selezioni.risorse_riprese(self.adesione)
        return [{nome: getattr(r, nome) for nome in RisorsaForm.Meta.fields} for r in righe]

    def post(self, request, *args, **kwargs):
        moduli = self.moduli(request.POST, request.FILES)
        azione = request.POST.get("azione", "")
        if azione == "riga" and "risorse" in moduli:
            return self.con_una_riga_in_piu(moduli)
        buoni = [modulo.is_valid() for modulo in moduli.values()]
        allegato = self.allega(moduli["allegato"]) if self.c_e_un_file(moduli) else True
        if not (all(buoni) and allegato and self.prova(lambda: self.salva(moduli))):
            return self.ripresenta(**moduli)
        if azione == "carica" or "togli" in request.POST:
            return redirect(f"{self.url(self.passo)}#allegati")
        if azione == "da_firmare" and self.comune is None:
            return redirect(self.url("da_firmare"))
        return self.avanti()

    def c_e_un_file(self, moduli):
        return "allegato" in moduli and (self.request.FILES or self.request.POST.get("azione") == "carica")

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
        tipo, dove = form.cleaned_data["tipo_allegato"], {"avviso": self.avviso, "soggetto": self.soggetto}
        return self.prova(
            lambda: operazioni.allega(**dove, tipo=tipo, nome=file.name, byte=file.read(), poteri=self.poteri, adesso=self.adesso),
            riuscita=f"«{file.name}» è allegato.",
        )

    def salva(self, moduli):
        risorse = moduli["risorse"].righe() if "risorse" in moduli else None
        adesione = self.scrivi(moduli["form"].cleaned_data, risorse=risorse)
        if togli := self.request.POST.get("togli", ""):
            self.togli(togli)
        return adesione

    def togli(self, allegato_id):
        if allegato_id.isascii() and allegato_id.isdigit() and len(allegato_id) < 19:
            operazioni.togli_allegato(
                avviso=self.avviso, soggetto=self.soggetto, allegato_id=int(allegato_id), poteri=self.poteri, adesso=self.adesso
            )

    def get_context_data(self, **kwargs):
        in_breve = riepilogo(self.adesione)
        su = {f"rilievo_{nome}": self.rilievo(nome) for nome in ("risorse", "allegati")}
        firmatari = selezioni.firmatari(self.adesione)
        in_pagina = {"riepilogo": in_breve, "allegati": in_breve["allegati"], "firmatari": firmatari}
        return {**super().get_context_data(**kwargs), **in_pagina, **su}
