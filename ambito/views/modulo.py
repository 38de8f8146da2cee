"""La pagina di un modulo solo: si mostra, si controlla, si scrive, si torna."""

from django.shortcuts import redirect

from ambito.errori import ErroreAtteso


class ConModulo:
    """Precede una vista d’Ambito. Dichiara `modulo(dati, file)`, `scrivi(form)` e `torna(esito)`.

    `torna` dà l’indirizzo dove si va dopo aver scritto (e, senza esito, quello di «Annulla»). Un errore atteso, di qualunque
    scrittura, torna nella stessa pagina accanto al campo a cui si riferisce, con ciò che la persona ha scritto.
    """

    template_name = "ambito/modulo.html"
    sommario, invia, riuscita = "", "Salva", "Salvato."

    def get_context_data(self, **kwargs):
        if "form" not in kwargs:
            kwargs["form"] = self.modulo()
        testi = {"sommario": self.sommario, "invia": self.invia, "annulla": self.torna(None)}
        return {**super().get_context_data(**kwargs), **testi, "form": kwargs["form"]}

    def post(self, request, *args, **kwargs):
        form = self.modulo(request.POST, request.FILES)
        if form.is_valid():
            try:
                esito = self.scrivi(form)
            except ErroreAtteso as errore:
                form.add_error(getattr(errore, "campo", None), errore.frase)
            else:
                if self.riuscita:
                    self.riferisci(self.riuscita)
                return redirect(self.torna(esito))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    @property
    def chi(self):
        """Chi scrive e quando, come le operazioni lo chiedono."""
        return {"poteri": self.poteri, "adesso": self.adesso}
