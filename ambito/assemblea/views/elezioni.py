"""L’elezione del presidente e del vice: i turni fatti, lo spoglio di quello in corso, chi è eletto."""

from django.http import Http404

from ambito.assemblea.forms import MotivoForm, TurnoForm
from ambito.assemblea.models import Elezione
from ambito.assemblea.operazioni import elezioni as operazioni
from ambito.assemblea.selezioni import elezioni
from ambito.assemblea.stati import CONVOCA
from ambito.assemblea.views.base import ConMotivo, VistaSeduta
from ambito.assemblea.views.sala import DelPunto


class ApriElezione(DelPunto):
    """Comincia l’elezione sul punto in discussione."""

    def post(self, request, *args, **kwargs):
        carica = request.POST.get("carica")
        if carica not in Elezione.Carica.values:
            raise Http404("Carica")
        dati = {"poteri": self.poteri, "adesso": self.adesso}
        aperta = self.prova(lambda: operazioni.apri(self.punto, carica, **dati))
        return self.vai("elezione", aperta.pk) if aperta else self.torna()


class SchedaElezione(VistaSeduta):
    """I turni in parole; a chi tiene la seduta, il modulo dello spoglio."""

    template_name = "assemblea/elezione.html"

    def prepara(self):
        self.elezione = self.trova(elezioni.elezione(self.kwargs["pk"]), "Elezione")
        self.seduta = self.elezione.seduta
        self.titolo = f"Elezione: {self.elezione.get_carica_display().lower()}"

    def modulo(self, dati=None):
        numero = elezioni.prossimo_turno(self.elezione)
        return TurnoForm(dati, votabili=elezioni.votabili(self.elezione), initial={"turno": numero})

    def get_context_data(self, **kwargs):
        contesto = super().get_context_data(**kwargs)
        spoglia = contesto["convoca"] and self.elezione.e_aperta
        turni = list(self.elezione.turni.all())
        return {
            **contesto,
            "elezione": self.elezione,
            "turni": turni,
            "prossimo": len(turni) + 1,
            "ballottaggio": self.elezione.di_voto.e_ballottaggio(len(turni) + 1),
            "frasi": self.elezione.di_voto.frasi(),
            "form": (kwargs.get("form") or self.modulo()) if spoglia else None,
            "motivo": kwargs.get("motivo") or MotivoForm(auto_id="annulla_%s"),
        }

    def autorizza(self):
        return super().autorizza() and (self.request.method != "POST" or self.poteri.puo(CONVOCA))

    def mancante(self):
        return (CONVOCA if self.poteri.puo(self.permesso) else self.permesso), None

    def post(self, request, *args, **kwargs):
        form = self.modulo(request.POST)
        if not form.is_valid():
            return self.rimostra(form=form)
        dati = {nome: form.cleaned_data[nome] for nome in ("turno", "bianche", "nulle")}
        try:
            turno = operazioni.scrutina(self.elezione, form.voti, **dati, poteri=self.poteri, adesso=self.adesso)
        except operazioni.TurnoGiaScritto as errore:
            self.avverti(errore.frase)
            return self.vai("elezione", self.elezione.pk)
        except operazioni.ElezioneNonValida as errore:
            form.add_error(None, errore.frase)
            return self.rimostra(form=form)
        self.riferisci(turno.passaggi[-1])
        return self.vai("elezione", self.elezione.pk)


class AnnullaElezione(ConMotivo, SchedaElezione):
    """Annulla un’elezione aperta per errore."""

    riuscita = "Elezione annullata."

    def esegui(self, **dati):
        return operazioni.annulla(self.elezione, **dati)

    def torna(self):
        return self.vai("sala", self.seduta.pk)
