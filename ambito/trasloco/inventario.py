"""Che cosa è di un Ambito: si ricava dai modelli, così una tabella nuova c’è senza che nessuno se ne ricordi.

Ciò che resta fuori è nominato qui, con il perché: una prova rifiuta una tabella che non sia né esportata né nominata.
"""

from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import models

from ambito.models import Ambito
from ambito.nucleo.contesto import esigi_ambito

LASCIATE = {
    "ambito.avviso": "messaggi già consegnati: portano a pagine con i numeri di là, e ripartirebbero per posta una seconda volta",
    "ambito.calendariopersonale": "indirizzi segreti: valgono solo dove sono nati",
    "ambito.filtrosalvato": "ricerche di una persona: contengono i numeri che le righe avevano di là",
    "ambito.fissato": "scorciatoie di una persona: contengono i numeri che le righe avevano di là",
    "ambito.frammentodocumento": "capitoli impaginati tenuti da parte: si rifanno",
    "ambito.lavoro": "la coda dei lavori: ciò che hanno prodotto sono i documenti, che viaggiano",
    "ambito.numerodiprima": "sta in `ambito.json`: dice come cominciano i codici di verifica",
    "ambito.permessogruppoambito": "si ricava dalla tavola dei diritti",
    "piano.aggiornamentoinsieme": "la scrittura insieme in corso: ciò che è salvato sta nella sezione",
    "piano.presenza": "chi sta scrivendo adesso",
    "piano.stanzainsieme": "la scrittura insieme in corso: ciò che è salvato sta nella sezione",
}
CAMPI_LASCIATI = {
    "ambito.ambito.prova_di": "una prova generale è dell’installazione dove la si fa",
    "ambito.ambito.slug": "l’indirizzo lo sceglie chi importa",
    "ambito.evento.impronta": "la catena comprende i numeri delle righe: di là si risigilla",
    "ambito.evento.precedente": "la catena comprende i numeri delle righe: di là si risigilla",
    "ambito.gruppodiruolo.gruppo": "il gruppo nasce con i diritti della tavola",
    "ambito.lettera.url": "una pagina con i numeri di là: di qua la lettera manda alla pagina iniziale dell’Ambito",
    "ambito.invito.impronta": "di un codice segreto mandato per posta: vale solo dove è nato",
    "accordo.richiestaente.impronta": "di un codice segreto mandato per posta: vale solo dove è nato",
}
# Ciò che non è di un Ambito si indica con un codice che vale ovunque.
NATURALI = {"ambito.comune": "codice_istat", "ambito.utente": "email"}
# I traslochi stessi restano scritti nel registro dove sono avvenuti, e non viaggiano: non sono dati dell’Ambito.
TRACCE = ("ambito.esporta", "ambito.importa", "ambito.prova")
AMBITO = "ambito.ambito"


@dataclass(frozen=True)
class Tavola:
    """Una tabella da portare: `campi` sono le sue colonne, senza la chiave, l’Ambito e i campi lasciati."""

    modello: type
    campi: tuple

    @property
    def nome(self):
        return self.modello._meta.label_lower

    @property
    def automatica(self):
        """Una tabella molti-a-molti di Django: due chiavi e nient’altro."""
        return bool(self.modello._meta.auto_created)

    def righe(self):
        """Le righe dell’Ambito in corso."""
        tutte = self.modello._base_manager
        if self.nome == AMBITO:
            return tutte.filter(pk=esigi_ambito())
        if self.automatica:
            prima = next(campo for campo in self.campi if e_dell_ambito(campo.related_model))
            return tutte.filter(**{f"{prima.name}__ambito": esigi_ambito()})
        righe = tutte.filter(ambito=esigi_ambito())
        return righe.exclude(verbo__in=TRACCE) if self.nome == "ambito.evento" else righe


def e_dell_ambito(modello):
    """Ogni riga di quel modello appartiene a un Ambito?"""
    if origine := modello._meta.auto_created:
        return e_dell_ambito(origine)
    return any(campo.related_model is Ambito for campo in modello._meta.local_fields if campo.is_relation)


def dell_ambito():
    """Tutti i modelli le cui righe appartengono a un Ambito, esportati o no."""
    tutti = apps.get_models(include_auto_created=True)
    return [m for m in tutti if m._meta.managed and not m._meta.proxy and e_dell_ambito(m)]


@cache
def tavole():
    """Le tabelle da portare, l’Ambito per primo: ognuna dopo quelle a cui rimanda (dove due si rimandano, una viene prima)."""
    restano = {m._meta.label_lower: m for m in dell_ambito() if m._meta.label_lower not in LASCIATE}
    fila = [_tavola(Ambito)]
    while restano:
        pronte = [nome for nome, modello in sorted(restano.items()) if not _aspetta(modello, restano, obbligate=False)]
        pronte = pronte or [nome for nome, modello in sorted(restano.items()) if not _aspetta(modello, restano, obbligate=True)]
        fila += [_tavola(restano.pop(nome)) for nome in pronte or sorted(restano)[:1]]
    return fila


def _aspetta(modello, restano, *, obbligate):
    """Rimanda a una tabella che non è ancora in fila? Con `obbligate` contano soltanto le chiavi che non possono mancare."""
    chiavi = [c for c in modello._meta.local_fields if c.is_relation and not (obbligate and c.null)]
    return any(c.related_model is not modello and c.related_model._meta.label_lower in restano for c in chiavi)


def _tavola(modello):
    nome = modello._meta.label_lower
    campi = [
        campo
        for campo in modello._meta.local_concrete_fields
        if not campo.primary_key and not isinstance(campo, models.GeneratedField) and f"{nome}.{campo.name}" not in CAMPI_LASCIATI
    ]
    return Tavola(modello, tuple(campo for campo in campi if not (campo.is_relation and campo.related_model is Ambito)))


def app_coinvolte():
    """Le app di cui si portano righe: la versione della loro struttura dev’essere la stessa di qua e di là."""
    return sorted({tavola.modello._meta.app_label for tavola in tavole()})
