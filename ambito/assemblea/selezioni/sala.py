"""La sala durante la seduta: chi c’è, se basta, che cosa si discute e si vota, che cosa può fare chi guarda."""

from dataclasses import dataclass
from functools import cached_property

from ambito.assemblea.selezioni import agenda
from ambito.assemblea.selezioni.deleghe import per_delega
from ambito.assemblea.selezioni.segno import segni
from ambito.assemblea.stati import StatoVotazione
from ambito.nucleo.formati_italiani import formatta_numero
from ambito.nucleo.verdetto import numero_legale, scrutina

BARRE = {
    "popolazione": ("residenti", "abitanti rappresentati"),
    "quote": ("peso", "quote rappresentate"),
    "fasce": ("peso", "voti rappresentati"),
}


@dataclass(frozen=True)
class MioSeggio:
    """Un seggio per cui la persona vota: presenza aperta e scheda nella votazione in corso, se ci sono; se ci siede per delega."""

    seggio: object
    presenza: object
    voto: object
    per_delega: bool = False

    @property
    def siede_un_altro(self):
        """In sala c’è il Sindaco mentre la persona è il delegato, o il delegato mentre è il Sindaco."""
        return bool(self.presenza) and self.presenza.del_delegato != self.per_delega


class Situazione:
    """La sala in questo momento, con un numero fisso di interrogazioni: presenti, numero legale, punto e votazione in corso."""

    def __init__(self, seduta, poteri):
        self.seduta, self.poteri = seduta, poteri

    @cached_property
    def seggi(self):
        return list(self.seduta.seggi.order_by("nome"))

    @cached_property
    def presenze(self):
        """Presenze aperte, per seggio."""
        return {p.seggio_id: p for p in self.seduta.presenze.filter(uscita__isnull=True)}

    @cached_property
    def presenti(self):
        return [s for s in self.seggi if s.pk in self.presenze]

    @property
    def in_aula(self):
        """Coppie seggio e presenza di chi è in sala."""
        return [(s, self.presenze[s.pk]) for s in self.presenti]

    @cached_property
    def assenti(self):
        return [s for s in self.seggi if s.pk not in self.presenze]

    @cached_property
    def punti(self):
        return list(self.seduta.punti.order_by("ordine"))

    @property
    def chiamabili(self):
        """I punti ancora da trattare, senza i titoli."""
        titoli = agenda.titoli(self.punti)
        return [p for p in self.punti if p.stato == "iscritto" and p.pk not in titoli]

    @property
    def punto(self):
        """Il punto in discussione, o `None`."""
        return next((p for p in self.punti if p.stato == "in_discussione"), None)

    @cached_property
    def votazione(self):
        """La votazione aperta, o `None`."""
        return self.seduta.votazioni.filter(stato=StatoVotazione.APERTA).select_related("punto").order_by().first()

    @cached_property
    def ricevute(self):
        """Quante schede sono arrivate nella votazione aperta."""
        return self.votazione.voti.exclude(ricevuta="").count()

    @property
    def si_vota_in_segreto(self):
        """La regola permette un voto segreto? Con i pesi no: il peso fa riconoscere il Comune."""
        return self.seduta.regola_di_voto.tipo_peso == "uno_per_comune"

    @property
    def si_vota_solo_in_segreto(self):
        """Per la materia del punto in discussione la regola vuole il voto segreto?"""
        return bool(self.punto) and self.seduta.regola_di_voto.maggioranza(self.punto.materia).scrutinio == "segreto"

    @cached_property
    def ultima_chiusa(self):
        chiuse = self.seduta.votazioni.filter(stato=StatoVotazione.CHIUSA)
        return chiuse.select_related("punto").order_by("-numero").first()

    @cached_property
    def legale(self):
        """Il numero legale adesso, o `None` se l’appello non è ancora cominciato."""
        if not self.seduta.convocazione:
            return None
        return numero_legale(self.seduta.regola_di_voto, self.seduta.convocazione, *self._motore())

    def _motore(self, materia=None):
        """Seggi e presenti per il motore: quelli che contano per il numero legale della seduta, o che votano su quella materia."""
        seggi = [s for s in self.seggi if s.conta_per(materia)]
        return [s.per_motore() for s in seggi], {s.codice for s in seggi if s.pk in self.presenze}

    @property
    def elettori(self):
        """I presenti che votano nella votazione aperta."""
        return [s for s in self.presenti if s.conta_per(self.votazione.punto.materia)]

    @cached_property
    def basterebbero(self):
        """I pochi Comuni assenti che ridarebbero il numero legale, dal più pesante; vuoto se c’è già o se non bastano tutti."""
        if self.legale is None or self.legale.valido:
            return []
        seggi, codici = self._motore()
        scelti = []
        for seggio in sorted(self._assenti_che_contano(), key=lambda s: (-s.peso, s.nome)):
            scelti.append(seggio)
            codici.add(seggio.codice)
            if numero_legale(self.seduta.regola_di_voto, self.seduta.convocazione, seggi, codici).valido:
                return scelti
        return []

    def _assenti_che_contano(self):
        return [s for s in self.assenti if s.conta_per(None)]

    @cached_property
    def irraggiungibile(self):
        """I passaggi del conto se, votando tutti i presenti a favore, il punto in discussione non passerebbe; altrimenti vuoto."""
        if self.punto is None or not self.legale.valido:
            return ()
        seggi, codici = self._motore(self.punto.materia)
        regola, convocazione = self.seduta.regola_di_voto, self.seduta.convocazione
        esito = scrutina(regola, self.punto.materia, convocazione, seggi, codici, dict.fromkeys(codici, "favorevole"))
        return () if esito.approvata else esito.passaggi

    @property
    def barre(self):
        """Le due barre, per Comuni e per peso (i residenti, se la regola non ne usa altri): quanto c’è, quanto serve."""
        regola = self.seduta.regola_di_voto
        quorum = regola.quorum(self.seduta.convocazione or 1)
        seggi = [s for s in self.seggi if s.conta_per(None)]
        presenti = [s for s in seggi if s.pk in self.presenze]
        di_chi, etichetta = BARRE.get(regola.tipo_peso, BARRE["popolazione"])
        pesi = [sum(getattr(s, di_chi) for s in gruppo) for gruppo in (presenti, seggi)]
        per_peso = None if regola.tipo_peso == "uno_per_comune" else quorum.peso
        return [_barra("Comuni presenti", len(presenti), len(seggi), quorum.teste), _barra(etichetta, *pesi, per_peso)]

    @cached_property
    def miei(self):
        """I seggi per cui la persona può votare: si leggono da soli, quanti che siano gli altri."""
        comuni = self.poteri.comuni_con("vota")
        seggi = list(self.seduta.seggi.filter(comune__in=comuni).order_by("nome")) if comuni else []
        if not seggi:
            return []
        presenze = {p.seggio_id: p for p in self.seduta.presenze.filter(uscita__isnull=True, seggio__in=seggi)}
        voti = {}
        if self.votazione:
            voti = {v.seggio_id: v for v in self.votazione.voti.filter(seggio__in=seggi).exclude(ricevuta="")}
        return [MioSeggio(s, presenze.get(s.pk), voti.get(s.pk), per_delega(self.poteri, s.comune_id)) for s in seggi]

    @cached_property
    def _segni(self):
        return segni(self.seduta.pk, self.poteri.comuni_con("vota"))

    @property
    def segno_comune(self):
        """Cambia quando cambia ciò che vedono tutti: la parte di pagina uguale per tutti si compone una volta sola."""
        return self._segni[0]

    @property
    def segno(self):
        """Cambia quando cambia qualcosa da mostrare: chi ha già questo segno non ha bisogno di ricevere la pagina."""
        return self._segni[1]


def _barra(etichetta, valore, massimo, soglia):
    serve = f"Ne servono almeno {formatta_numero(soglia.minimo(massimo))}." if soglia else ""
    return {
        "frase": f"{formatta_numero(valore)} su {formatta_numero(massimo)} {etichetta}",
        "valore": str(valore),
        "massimo": str(massimo or 1),
        "serve": serve,
        "raggiunta": soglia.raggiunta(valore, massimo) if soglia else None,
    }


def senza_scheda(situazione):
    """I presenti che possono votare e non hanno ancora votato nella votazione aperta."""
    votato = set(situazione.votazione.voti.values_list("seggio_id", flat=True))
    return [s for s in situazione.elettori if s.pk not in votato]
