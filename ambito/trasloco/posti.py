"""Dai numeri della banca dati ai posti e ritorno: il solo luogo in cui i due mondi si toccano.

Il posto di una riga è il suo numero d’ordine nella tabella, da uno. Chi è nominato ma non c’è più (il registro ricorda anche ciò
che è stato cancellato) ha un posto negativo: meno uno il primo che si incontra, e così via.
"""

from array import array
from bisect import bisect_left

from ambito.models import Comune, Utente
from ambito.nucleo.chiave_oggetto import PERSI_DA
from ambito.nucleo.contesto import esigi_ambito
from ambito.trasloco.inventario import AMBITO, NATURALI, tavole


class Posti:
    """All’uscita: da (modello, numero) al posto, o al codice che vale ovunque. Vale per l’Ambito in corso."""

    def __init__(self):
        self.numeri = {t.nome: array("q", t.righe().order_by("pk").values_list("pk", flat=True)) for t in tavole()}
        persone = Utente.objects.filter(pk__in=_persone_nominate())
        self.codici = {
            "ambito.comune": dict(Comune.objects.values_list("pk", "codice_istat")),
            "ambito.utente": {pk: email.lower() for pk, email in persone.values_list("pk", "email")},
        }
        self.persi = {}

    def traduci(self, modello, numero):
        if codice := self.codici.get(modello, {}).get(numero):
            return codice
        numeri = self.numeri.get(modello, ())
        posto = bisect_left(numeri, numero)
        if posto < len(numeri) and numeri[posto] == numero:
            return posto + 1
        persi = self.persi.setdefault(modello, {})
        return persi.setdefault(numero, -1 - len(persi))


class Arrivi:
    """All’entrata: da (modello, posto o codice) al numero nuovo."""

    def __init__(self, numeri, codici):
        self.numeri, self.codici = {AMBITO: [esigi_ambito()], **numeri}, codici

    def traduci(self, modello, posto):
        if modello in NATURALI and isinstance(posto, str):
            return self.codici[modello][posto]
        if posto < 0:
            return PERSI_DA - posto
        if posto == 0:
            raise ValueError("il posto zero non c’è")
        return self.numeri[modello][posto - 1]


def _persone_nominate():
    trovate = set()
    for tavola in tavole():
        for campo in tavola.campi:
            if campo.is_relation and campo.related_model is Utente:
                trovate.update(tavola.righe().order_by().values_list(campo.attname, flat=True).distinct())
    return trovate - {None}
