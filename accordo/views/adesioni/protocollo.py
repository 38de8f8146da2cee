from django.http import Http404
from django.shortcuts import redirect

from accordo import operazioni, selezioni
from accordo.forms import ProtocolloForm, SceltaProtocolloForm
from accordo.views.base import VistaAccordo, VistaAdesione
from ambito.views.modulo import ConModulo


class ChiProtocolla(ConModulo, VistaAccordo):
    """L’Ambito sceglie se il protocollo delle adesioni si scrive a mano o lo dà un registro."""

    permesso = "istruisce_adesioni"
    titolo = "Protocollo delle adesioni"
    sommario = "Vale per le adesioni inviate da adesso in poi. Il protocollo compare nello stato dell’adesione e nella ricevuta."

    def modulo(self, dati=None, file=None):
        servizio = selezioni.servizio_protocollo()
        return SceltaProtocolloForm(dati, initial={"servizio": servizio.nome if servizio else ""})

    def scrivi(self, form):
        return operazioni.scegli_protocollo(form.cleaned_data["servizio"], **self.chi)

    def torna(self, esito):
        return self.url("panoramica")


class Protocollo(ConModulo, VistaAdesione):
    """Il protocollo di un’adesione inviata, scritto a mano."""

    permesso = "istruisce_adesioni"
    titolo, invia, riuscita = (
        "Protocollo",
        "Registra il protocollo",
        "Protocollo registrato: la ricevuta ne avrà una versione nuova.",
    )
    sommario = "Numero e data del protocollo generale dell’ente."

    def prepara(self):
        super().prepara()
        if not self.adesione.numero or self.adesione.protocollo_servizio:
            raise Http404("Protocollo")

    def genitori(self):
        return [*super().genitori(), (self.nome, self.url("adesione"))]

    def modulo(self, dati=None, file=None):
        scritto = {"numero": self.adesione.protocollo_numero, "data": self.adesione.protocollo_data or self.oggi}
        return ProtocolloForm(dati, initial=scritto)

    def scrivi(self, form):
        return operazioni.protocolla(self.adesione, **form.cleaned_data, **self.chi)

    def torna(self, esito):
        return self.url("istruttoria")


class ChiediProtocollo(VistaAdesione):
    """Chiede di nuovo il protocollo al registro, se all’invio non ha risposto."""

    permesso = "istruisce_adesioni"
    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        chi = {"poteri": self.poteri, "adesso": self.adesso}
        self.prova(lambda: operazioni.chiedi_protocollo(self.adesione, **chi), riuscita="Protocollo assegnato.")
        return redirect(self.url("istruttoria"))
