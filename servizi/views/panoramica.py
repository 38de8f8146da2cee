"""La prima pagina di servizi e fondi: ogni stanza con la sua cifra."""

from ambito.nucleo.formati_italiani import conta, formatta_importo, formatta_numero
from servizi import selezioni
from servizi.selezioni import affidamenti, bandi, offerta, organico, pratiche, reti, rilevazioni, risorse
from servizi.views.base import VistaServizi


class Panoramica(VistaServizi):
    """Le stanze di servizi e fondi, ciascuna con la cifra che la riassume."""

    titolo = "Servizi e fondi"
    template_name = "servizi/panoramica.html"

    def genitori(self):
        return []

    def get_context_data(self, **kwargs):
        stanze = [
            self.offerta(),
            self.bisogni(),
            self.servizio_sociale(),
            self.misure(),
            self.affidamenti(),
            self.pratiche(),
            self.risorse(),
            self.bandi(),
            self.reti(),
            self.catalogo(),
        ]
        return {**super().get_context_data(**kwargs), "stanze": stanze}

    def scheda(self, titolo, rotta, cifra, che_cosa, icona):
        return {"titolo": titolo, "url": self.indirizzo(rotta), "cifra": cifra, "che_cosa": che_cosa, "icona": icona}

    def offerta(self):
        quante = offerta.unita().in_esercizio(self.oggi).count()
        cifra = conta(quante, "struttura o servizio", "strutture e servizi")
        return self.scheda("L’offerta", "offerta", cifra, "Che cosa c’è, dove, chi lo gestisce; dove manca.", "map-marker")

    def bisogni(self):
        return self.scheda("I bisogni", "bisogni", "", "Anziani, minori, carico sociale di ogni Comune, sulla mappa.", "chart-line")

    def servizio_sociale(self):
        anni = organico.anni()
        quanti = sum(riga.etp for riga in organico.righe(anni[0])) if anni else 0
        cifra = f"{formatta_numero(quanti, 2)} assistenti sociali a tempo pieno" if anni else "da compilare"
        return self.scheda(
            "Servizio sociale", "servizio_sociale", cifra, "Quanti sono, quanti ne mancano, a chi rivolgersi.", "user"
        )

    def misure(self):
        ultima = rilevazioni.raccolte().first()
        cifra = f"{ultima.anno}: {conta(ultima.consegnati, 'Comune ha finito', 'Comuni hanno finito')}" if ultima else "da aprire"
        return self.scheda(
            "Le misure annuali", "raccolte", cifra, "Utenti, ore, posti, attese e costi, anno per anno.", "presentation"
        )

    def risorse(self):
        tutte = list(risorse.assegnazioni())
        cifra = f"{formatta_importo(risorse.totali(tutte)['residuo'])} € da impegnare" if tutte else "da scrivere"
        return self.scheda(
            "Le risorse", "risorse", cifra, "Che cosa è assegnato, incassato, speso; che cosa si rischia di perdere.", "inbox"
        )

    def affidamenti(self):
        quanti = affidamenti.affidamenti().filter(dal__lte=self.oggi, al__gte=self.oggi).count()
        cifra = conta(quanti, "affidamento in corso", "affidamenti in corso")
        return self.scheda(
            "Gli affidamenti", "affidamenti", cifra, "Chi gestisce che cosa, con quale mandato, fino a quando.", "files"
        )

    def pratiche(self):
        cifra = conta(pratiche.pratiche().aperte().count(), "pratica aperta", "pratiche aperte")
        return self.scheda(
            "Gli accreditamenti", "pratiche", cifra, "Avvio delle strutture, accreditamenti e loro scadenze.", "check-circle"
        )

    def reti(self):
        cifra = conta(reti.reti().count(), "rete", "reti")
        return self.scheda("Le reti locali", "reti", cifra, "Chi lavora insieme, con quale protocollo, quando si incontra.", "link")

    def bandi(self):
        cifra = conta(bandi.bandi().aperti().count(), "bando aperto", "bandi aperti")
        return self.scheda("I bandi", "bandi", cifra, "Le occasioni di finanziamento e le domande dell’Ambito.", "flag")

    def catalogo(self):
        cifra = conta(selezioni.servizi().count(), "servizio", "servizi")
        return self.scheda("Il catalogo", "catalogo", cifra, "Le parole comuni, e come si chiamano negli elenchi di altri.", "list")
