"""La regola di voto: leggerla in frasi, cambiarla, provarla prima."""

from ambito.assemblea.esempi import ESEMPI
from ambito.assemblea.forms import OrganoForm, RegolaForm, elezione_iniziale, in_codice, preavviso_iniziale
from ambito.assemblea.operazioni import organi
from ambito.assemblea.parole import frasi_della_regola
from ambito.assemblea.selezioni import in_frasi, regole
from ambito.assemblea.stati import CONVOCA
from ambito.assemblea.views.base import VistaAssemblea
from ambito.errori import ErroreAtteso
from ambito.nucleo.elezione import RegolaElezione
from ambito.nucleo.formati_italiani import formatta_data
from ambito.nucleo.regole import ErroreRegola
from ambito.views.modulo import ConModulo

ADOTTA = "adotta"
DELLA_REGOLA = ("fonte", "verificata", "valida_dal", "enti", "quote", "richiesta_giorni")


class _Regola(VistaAssemblea):
    def prepara(self):
        self.organo = self.trova(regole.organo(self.kwargs["pk"]), "Organo")
        self.versioni = list(regole.versioni(self.organo))


class NuovoOrgano(ConModulo, VistaAssemblea):
    """Un altro organo dell’Ambito, con la regola di partenza da sostituire con la sua."""

    permesso = CONVOCA
    titolo = "Un altro organo"
    sommario = "Vi siedono i Comuni dell’Ambito. Ha sedute, numeri e regola di voto suoi."
    invia, riuscita = "Istituisci", "L’organo c’è, con una regola di partenza: scrivi la sua."

    def modulo(self, dati=None, file=None):
        return OrganoForm(dati)

    def scrivi(self, form):
        return organi.istituisci(**form.cleaned_data, **self.chi, dal=self.oggi)

    def torna(self, esito):
        return self.indirizzo("nuova_regola", esito.pk) if esito else self.indirizzo("sedute")


class RinominaOrgano(ConModulo, _Regola):
    """Un altro nome per l’organo, da ora in poi."""

    permesso = CONVOCA
    titolo = "Cambia il nome"
    sommario = "Vale da ora: verbali, convocazioni e deliberazioni già emessi tengono il nome di prima."
    invia, riuscita = "Salva il nome", "Nome salvato."

    def genitori(self):
        return [*super().genitori(), ("Regola di voto", self.indirizzo("regola", self.organo.pk))]

    def modulo(self, dati=None, file=None):
        return OrganoForm(dati, initial={"nome": self.organo.nome, "nome_atto": self.organo.nome_atto})

    def scrivi(self, form):
        return organi.rinomina(self.organo, **form.cleaned_data, **self.chi)

    def torna(self, esito):
        return self.indirizzo("regola", self.organo.pk)


class SchedaRegola(_Regola):
    """La regola in vigore e quelle di prima, in frasi, con la fonte."""

    titolo = "Regola di voto"
    template_name = "assemblea/regola.html"

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "organo": self.organo,
            "righe": [self._riga(versione) for versione in self.versioni],
            "convoca": self.poteri.puo(CONVOCA),
        }

    def _riga(self, versione):
        dal = f"dal {formatta_data(versione.valida_dal)}"
        quando = f"{dal} al {formatta_data(versione.valida_al)}" if versione.valida_al else f"in vigore {dal}"
        return {
            "regola": versione,
            "nome": f"Versione {versione.versione}, {quando}",
            "frasi": in_frasi(versione),
        }


class NuovaRegola(_Regola):
    """Si parte dall’ultima regola; «Prova» mostra le frasi e due sedute inventate, «Adotta» scrive la versione seguente."""

    permesso = CONVOCA
    titolo = "Nuova regola di voto"
    template_name = "assemblea/regola_nuova.html"

    def genitori(self):
        return [*super().genitori(), ("Regola di voto", self.indirizzo("regola", self.organo.pk))]

    def modulo(self, dati=None):
        ultima = self.versioni[0] if self.versioni else None
        regola = ultima.regola() if ultima else organi.REGOLA_DI_PARTENZA
        iniziali = {**preavviso_iniziale(ultima.preavviso if ultima else organi.PREAVVISO), "valida_dal": self.oggi}
        iniziali |= {f"articolo_{voce}": articolo for voce, articolo in (ultima.articoli if ultima else {}).items()}
        iniziali["enti"] = [ammesso.ente_id for ammesso in ultima.enti_ammessi()] if ultima else []
        if esempio := ESEMPI.get(self.request.GET.get("da")):
            regola, iniziali["fonte"] = esempio.regola, esempio.fonte
        comuni = regole.comuni(self.oggi)
        iniziali |= elezione_iniziale(ultima.regola_elezione if ultima else RegolaElezione())
        if ultima:
            iniziali |= {"richiesta": in_codice(ultima.soglia_richiesta), "richiesta_giorni": ultima.richiesta_giorni}
            iniziali["quote"] = "\n".join(f"{nome}: {ultima.quote[chiave]}" for chiave, nome in comuni if chiave in ultima.quote)
        return RegolaForm(dati, comuni=comuni, regola=regola, enti=regole.enti_ammissibili(), initial=iniziali)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "organo": self.organo, "form": kwargs.get("form") or self.modulo(),
                "esempi": ESEMPI.items(), "scelto": self.request.GET.get("da")}  # fmt: skip

    def post(self, request, *args, **kwargs):
        form = self.modulo(request.POST)
        if not form.is_valid():
            return self.rimostra(form=form)
        try:
            prova = self._prova(form)
        except ErroreRegola as errore:
            form.add_error("fasce", str(errore))
            return self.rimostra(form=form)
        if request.POST.get("azione") != ADOTTA:
            return self.rimostra(200, form=form, **prova)
        dati = {nome: form.cleaned_data[nome] for nome in DELLA_REGOLA}
        dati |= {"preavviso": form.preavviso, "articoli": form.articoli, "richiesta": form.richiesta, "elezione": form.elezione}
        try:
            organi.adotta_regola(self.organo, form.regola, **dati, poteri=self.poteri, adesso=self.adesso)
        except ErroreAtteso as errore:
            form.add_error("valida_dal", errore.frase)
            return self.rimostra(form=form)
        self.riferisci("Regola adottata. Le sedute già convocate tengono quella con cui sono nate.")
        return self.vai("regola", self.organo.pk)

    def _prova(self, form):
        seggi = regole.seggi_inventati(form.regola, self.oggi, form.cleaned_data["quote"])
        casi = regole.prova(form.regola, seggi, form.prova) if form.prova["presenti"] else []
        enti = [ente.denominazione for ente in form.cleaned_data["enti"]]
        richiesta = (form.richiesta, form.cleaned_data["richiesta_giorni"])
        frasi = frasi_della_regola(form.regola, form.preavviso, enti, form.articoli, richiesta)
        return {"frasi": [*frasi, *form.elezione.frasi()], "casi": casi}
