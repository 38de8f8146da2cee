from django.shortcuts import redirect
from django.urls import reverse

from ambito.views.base import SOLO_GET
from ambito.views.modulo import ConModulo
from piano import operazioni, selezioni
from piano.documenti import impagina
from piano.forms import CongelaForm
from piano.selezioni import in_vigore, ritirate
from piano.views.base import VistaPiano

TONI = {"Bozza": "attesa", "Proposta": "attenzione", "Adottata": "positivo", "Superata": "neutro"}


def specie(versione, adottata, superate):
    """(parola, tono): bozza, proposta, adottata se l’Assemblea l’ha approvata, superata se poi ne ha adottata un’altra."""
    parola = versione.get_specie_display()
    if versione.pk in superate:
        parola = "Superata"
    elif versione == adottata:
        parola = "Adottata"
    return parola, TONI[parola]


def superate(aggiornamenti):
    """Le versioni non più in vigore: id → l’aggiornamento adottato che le ha superate."""
    return {a.parte_da_id: a for a in aggiornamenti if a.arriva_a_id}


class Versioni(VistaPiano):
    """Le versioni congelate del piano: bozze con un nome, proposte, quella adottata."""

    titolo = "Versioni"
    template_name = "piano/versioni.html"

    def get_context_data(self, **kwargs):
        aggiornamenti = list(in_vigore.aggiornamenti(self.piano))
        non_piu = superate(aggiornamenti)
        righe = [self.riga(v, non_piu) for v in selezioni.versioni(self.piano)]
        return {
            **super().get_context_data(**kwargs),
            "versioni": righe,
            "si_confronta": self.si_confronta(len(righe)),
            "aggiornamenti": aggiornamenti,
        }

    def riga(self, versione, non_piu):
        parola, tono = specie(versione, self.piano.adottata, non_piu)
        superata = non_piu.get(versione.pk)
        url = self.url("versione", versione.numero)
        return {"versione": versione, "specie": parola, "tono": tono, "superata": superata, "url": url}

    def si_confronta(self, quante):
        """Ci sono due momenti da confrontare: due versioni, o una e la bozza di adesso."""
        return quante + self.piano.modificabile > 1


class Ritirato(VistaPiano):
    """Ciò che si era scritto nelle sezioni nate con un aggiornamento poi ritirato: testi, revisioni, commenti, le proprie bozze."""

    titolo = "Ciò che il ritiro ha tolto"
    template_name = "piano/ritirato.html"
    http_method_names = SOLO_GET

    def prepara(self):
        super().prepara()
        trovati = [a for a in in_vigore.aggiornamenti(self.piano).filter(pk=self.kwargs["pk"]) if a.lascia]
        self.aggiornamento = self.trova(next(iter(trovati), None), "Aggiornamento")

    def parti(self):
        return [("Versioni", self.url("versioni"))]

    def get_context_data(self, **kwargs):
        sezioni = ritirate.rileggi(self.aggiornamento, self.poteri.utente)
        return {**super().get_context_data(**kwargs), "aggiornamento": self.aggiornamento, "sezioni": sezioni}


class Congela(ConModulo, VistaPiano):
    """Congela la bozza com’è adesso, con un nome."""

    permesso = "redige_piano"
    titolo = "Congela una versione"
    sommario = "Il piano com’è adesso resta leggibile e confrontabile per sempre. La bozza continua a potersi scrivere."
    invia = "Congela"
    riuscita = "Versione congelata."

    def get(self, request, *args, **kwargs):
        if not self.piano.modificabile:
            self.avverti(operazioni.frase_bloccato(self.piano))
            return redirect(self.url("versioni"))
        return super().get(request, *args, **kwargs)

    def parti(self):
        return [("Versioni", self.url("versioni"))]

    def modulo(self, dati=None, file=None):
        return CongelaForm(dati)

    def scrivi(self, form):
        return operazioni.congela_bozza(self.piano, **form.cleaned_data, **self.chi)

    def torna(self, esito):
        return self.url("versioni")


class Versione(VistaPiano):
    """Una versione congelata: testo, tabelle, impronta (ricalcolata adesso) e PDF. Il POST chiede il PDF."""

    permesso_scrittura = "legge_piano"
    template_name = "piano/versione.html"

    def prepara(self):
        super().prepara()
        self.versione = self.trova(selezioni.versione(self.piano, self.kwargs["numero"]), "Versione")
        self.titolo = f"Versione {self.versione.numero}: {self.versione.chiamata}"

    def parti(self):
        return [("Versioni", self.url("versioni"))]

    def get_context_data(self, **kwargs):
        non_piu = superate(in_vigore.aggiornamenti(self.piano))
        parola, tono = specie(self.versione, self.piano.adottata, non_piu)
        return {
            **super().get_context_data(**kwargs),
            "superata": non_piu.get(self.versione.pk),
            "versione": self.versione,
            "specie": parola,
            "tono": tono,
            "integra": self.versione.e_integra(),
            "documento": selezioni.documento_di(self.versione),
            "opuscolo": selezioni.documento_di(self.versione, "opuscolo"),
            "lavoro": selezioni.lavoro_di(self.versione, self.poteri),
            "dati": impagina(self.versione.dati, self.url_figura),
        }

    def post(self, request, *args, **kwargs):
        lavoro = operazioni.richiedi_documento(self.versione, utente=request.user, adesso=self.adesso)
        return redirect(reverse("ambito:lavoro", args=[self.ambito.slug, lavoro.pk]))
