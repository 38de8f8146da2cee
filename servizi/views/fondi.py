"""Le risorse: assegnazioni con incassi e utilizzo, e ciò che si rischia di non spendere in tempo."""

from ambito import selezioni as nucleo
from ambito.assemblea.selezioni import deliberazioni
from ambito.nucleo.formati_italiani import formatta_importo
from ambito.nucleo.statistiche import quota
from ambito.views.elenco import VistaElenco
from servizi.filtri import AssegnazioniFilter
from servizi.forms import AssegnazioneForm, IncassoForm, UtilizzoForm
from servizi.models import AssegnazioneFondo
from servizi.operazioni import fondi as operazioni
from servizi.registri import VINCOLI
from servizi.risorse import AssegnazioniResource
from servizi.selezioni import risorse
from servizi.views.base import ModuloServizi, VistaServizi

STANZA = ("Risorse", "risorse")


def tono(rischio):
    """Come si mostra il rischio di non spendere."""
    if rischio is None:
        return "Senza termine", "neutro"
    return ("Si arriva in tempo", "positivo") if rischio == 0 else (f"A rischio {formatta_importo(rischio)} €", "attenzione")


class Risorse(VistaElenco, VistaServizi):
    """Le assegnazioni, con quanto è entrato, impegnato e pagato, e quanto si rischia di perdere."""

    titolo = "Risorse"
    template_name = "servizi/risorse.html"
    filtro = AssegnazioniFilter
    risorsa = AssegnazioniResource
    nome_file = "assegnazioni"

    def righe(self):
        return risorse.assegnazioni()

    def riga(self, assegnazione):
        rischio = risorse.a_rischio(assegnazione, self.oggi)
        return {
            "assegnazione": assegnazione,
            "url": self.indirizzo("assegnazione", assegnazione.pk),
            "residuo": risorse.residuo(assegnazione),
            "segno": tono(rischio),
        }

    def get_context_data(self, *, scelte, **kwargs):
        scelte = list(scelte)
        totali = risorse.totali(scelte)
        rischio = sum((r for a in scelte if (r := risorse.a_rischio(a, self.oggi))), risorse.ZERO)
        etichette = [("Assegnato", "importo"), ("Impegnato", "impegnato"), ("Da impegnare", "residuo")]
        cifre = [{"etichetta": e, "valore": f"{formatta_importo(totali[k])} €"} for e, k in etichette]
        if rischio:
            cifre.append({"etichetta": "A rischio", "valore": f"{formatta_importo(rischio)} €", "nota": "se il passo non cambia"})
        contesto = super().get_context_data(scelte=scelte, **kwargs)
        return {**contesto, "totali": totali, "cifre": cifre, "totale": self.righe().count()}


class SchedaAssegnazione(VistaServizi):
    """Un’assegnazione: l’atto, il vincolo, ciò che è entrato e ciò che è uscito."""

    stanza = STANZA
    template_name = "servizi/assegnazione.html"

    def prepara(self):
        self.assegnazione = self.trova(risorse.assegnazione(self.kwargs["pk"]), "Assegnazione")
        self.titolo = str(self.assegnazione)

    def get_context_data(self, **kwargs):
        a, rischio = self.assegnazione, risorse.a_rischio(self.assegnazione, self.oggi)
        return {
            **super().get_context_data(**kwargs),
            "assegnazione": a,
            "residuo": risorse.residuo(a),
            "segno": tono(rischio),
            "rischio": rischio,
            "parti": [(nome, getattr(a, campo), quota(getattr(a, campo), a.importo))
                      for nome, campo in (("Incassato", "incassato"), ("Impegnato", "impegnato"), ("Pagato", "pagato"))],
            **self.vincoli(),
            "incassi": a.incassi.all(),
            "utilizzi": a.utilizzi.all(),
            "eventi": nucleo.storia(a) if self.poteri.puo("legge_registro") else [],
        }  # fmt: skip

    def vincoli(self):
        """Dove va la parte vincolata, quanto ne resta, dove si collega il resto."""
        a = self.assegnazione
        if not a.vincolata:
            return {}
        destinazioni = [d for uso in VINCOLI for d in uso.destinazioni(a, self.poteri)]
        return {
            "destinazioni": destinazioni,
            "da_destinare": a.vincolata - sum(d.importo for d in destinazioni),
            "url_destina": next(filter(None, (uso.dove(a, self.poteri) for uso in VINCOLI)), ""),
        }


class NuovaAssegnazione(ModuloServizi):
    """Una somma assegnata all’Ambito."""

    stanza = STANZA
    titolo = "Nuova assegnazione"
    sommario = "Una riga per fondo, annualità e atto: più annualità dello stesso fondo restano aperte insieme."
    riuscita = "Assegnazione salvata."

    def modulo(self, dati=None, file=None):
        bianca = AssegnazioneFondo(annualita=self.oggi.year)
        return AssegnazioneForm(dati, instance=bianca, deliberazioni=deliberazioni.tutte())

    def scrivi(self, form):
        return operazioni.salva_assegnazione(form.save(commit=False), **self.chi)

    def torna(self, esito):
        return self.indirizzo("assegnazione", esito.pk) if esito else self.indirizzo("risorse")


class _DellAssegnazione(ModuloServizi):
    """Un modulo su un’assegnazione."""

    stanza = STANZA

    def prepara(self):
        self.assegnazione = self.trova(risorse.assegnazione(self.kwargs["pk"]), "Assegnazione")

    def genitori(self):
        return [*super().genitori(), (str(self.assegnazione), self.torna(None))]

    def torna(self, esito):
        return self.indirizzo("assegnazione", self.assegnazione.pk)


class ModificaAssegnazione(_DellAssegnazione):
    """Cambia la scheda di un’assegnazione."""

    titolo = "Modifica l’assegnazione"
    riuscita = "Assegnazione salvata."

    def modulo(self, dati=None, file=None):
        return AssegnazioneForm(dati, instance=self.assegnazione, deliberazioni=deliberazioni.tutte())

    def scrivi(self, form):
        return operazioni.salva_assegnazione(form.save(commit=False), **self.chi)


class NuovoIncasso(_DellAssegnazione):
    """Una somma entrata."""

    titolo = "Somma incassata"
    sommario = "Non si cancella: uno sbaglio si corregge con un importo contrario."
    riuscita = "Incasso annotato."

    def modulo(self, dati=None, file=None):
        return IncassoForm(dati, initial={"giorno": self.oggi})

    def scrivi(self, form):
        return operazioni.incassa(self.assegnazione, **form.cleaned_data, **self.chi)


class Utilizzo(_DellAssegnazione):
    """Quanto è impegnato e pagato fino a un giorno."""

    titolo = "Impegnato e pagato"
    sommario = "Cifre dall’inizio, non dell’ultimo periodo: così come le chiede il Ministero."
    riuscita = "Utilizzo aggiornato."

    def modulo(self, dati=None, file=None):
        a = self.assegnazione
        return UtilizzoForm(dati, initial={"al": self.oggi, "impegnato": a.impegnato, "pagato": a.pagato})

    def scrivi(self, form):
        return operazioni.aggiorna_utilizzo(self.assegnazione, **form.cleaned_data, **self.chi)
