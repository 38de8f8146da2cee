"""La pagina da cui si carica un foglio: il primo passo di un’importazione, che poi continua sulla pagina del caricamento."""

from django.shortcuts import redirect
from django.urls import reverse

from ambito.importazione import motore


class ConFoglio:
    """Precede una vista d’Ambito. Dichiara `tracciato`, `modulo_foglio` e `parametri()`; `comune` se il foglio è di un Comune.

    Chi lo dichiara decide nel suo `post` chi può caricare, poi chiama `carica_foglio()`. Un foglio rifiutato torna nella stessa
    pagina, accanto al campo.
    """

    tracciato = modulo_foglio = comune = None

    def parametri(self):
        """Ciò che il tracciato deve sapere oltre al foglio."""
        return {}

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", self.modulo_foglio())
        return super().get_context_data(**kwargs)

    def carica_foglio(self):
        form = self.modulo_foglio(self.request.POST, self.request.FILES)
        if form.is_valid():
            try:
                caricamento = self._carica(form.cleaned_data["file"])
            except motore.FoglioRifiutato as errore:
                form.add_error("file", errore.frase)
            else:
                return redirect(reverse("ambito:caricamento", args=[self.ambito.slug, caricamento.pk]))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _carica(self, file):
        return motore.carica(
            self.tracciato, nome_file=file.name, byte=file.read(), comune=self.comune, parametri=self.parametri(),
            utente=self.request.user, adesso=self.adesso,
        )  # fmt: skip
