"""Ciò che succede a un accordo dopo che è in vigore: se ne dà notizia, si proroga, una parte prende il posto di un’altra."""

from accordo.forms.accordi import ProrogaForm, SitoForm, SubentroForm
from accordo.models import AttoProroga
from accordo.operazioni import proroghe, pubblicita, subentri
from accordo.views.accordi.base import ModuloAccordo, ModuloParte, VistaAccordo
from ambito.nucleo.formati_italiani import formatta_data
from ambito.views.allegati import scarica


class AvvisoSulSito(ModuloParte):
    """Il Comune scrive da quando e dove dà notizia dell’accordo."""

    titolo = "La notizia sul sito del Comune"
    sommario = "Dall’elenco pubblico delle pubblicazioni si arriverà a questa pagina."

    def modulo(self, dati=None, file=None):
        return SitoForm(dati, oggi=self.oggi, initial={"giorno": self.parte.sito_il, "indirizzo": self.parte.sito_url})

    def scrivi(self, form):
        return pubblicita.annota_sito(self.parte, **form.cleaned_data, **self.chi)


class Proroga(ModuloAccordo):
    """Registra l’atto che allunga la durata."""

    titolo = "Proroga l’accordo"
    invia, riuscita = "Registra la proroga", "Proroga registrata: le parti sono avvisate."

    def prepara(self):
        super().prepara()
        fine, del_piano = self.accordo.al, self.accordo.piano.al
        limite = (
            f"che finisce il {formatta_data(del_piano)}: se serve più tempo si proroga prima il piano."
            if fine < del_piano
            else "che finisce lo stesso giorno: prima si proroga il piano, poi si torna qui."
        )
        self.sommario = f"Oggi dura fino al {formatta_data(fine)}. Non può durare più del piano, {limite}"

    def modulo(self, dati=None, file=None):
        return ProrogaForm(dati, file)

    def scrivi(self, form):
        dati = form.cleaned_data
        file = dati.pop("file")
        byte, nome = (file.read(), file.name) if file else (b"", "")
        return proroghe.proroga(self.accordo, **dati, nome=nome, byte=byte, **self.chi)


class FileProroga(VistaAccordo):
    """Il file dell’atto di una proroga."""

    def get(self, request, *args, **kwargs):
        atto = self.trova(AttoProroga.objects.filter(proroga__accordo=self.accordo, proroga=self.kwargs["pk"]).first(), "Atto")
        return scarica(atto.nome, atto.formato, atto.byte)


class Subentra(ModuloParte):
    """Chi prende il posto della parte."""

    permesso = "tiene_accordo"
    sommario = (
        "La parte di oggi si chiude con la data e l’atto. Chi ne prende il posto carica il suo atto e, se l’altra firmava, firma "
        "lo stesso testo; gli impegni ancora aperti passano a lui. Vale anche per gli integrativi in corso."
    )
    invia, riuscita = "Registra", "Registrato: le parti sono avvisate."

    def prepara(self):
        super().prepara()
        self.titolo = f"{self.parte}: chi ne prende il posto"

    def modulo(self, dati=None, file=None):
        return SubentroForm(dati, oggi=self.oggi)

    def scrivi(self, form):
        return subentri.subentra(self.parte, **form.cleaned_data, **self.chi)

    def torna(self, esito):
        return self.url("parte", esito.entrante_id) if esito else self.qui()
