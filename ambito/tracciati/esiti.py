"""Che cosa succederà a ogni riga del foglio delle persone: lo stesso che farebbe la pagina di un incarico solo, o nulla."""

from collections import defaultdict
from enum import StrEnum

from django.db.models.functions import Lower
from django.utils.timezone import localdate

from ambito import selezioni
from ambito.incarichi import chi_ha_il_posto, periodo
from ambito.models import Invito
from ambito.nucleo.formati_italiani import formatta_data
from ambito.permessi import RUOLI

UNICI = [r.codice for r in RUOLI.values() if r.unico]


class Esito(StrEnum):
    SUBITO = "Incarico subito"
    INVITO = "Invito per posta"
    GIA_SUO = "Ha già questo incarico: non cambia"
    GIA_INVITATO = "Invito già in attesa: non cambia"


SCRIVONO = (Esito.SUBITO, Esito.INVITO)


def posto(riga):
    """Ruolo, Comune ed ente di una riga."""
    return riga["ruolo"].codice, riga["comune"] and riga["comune"].pk, riga["ente"] and riga["ente"].pk


def si_toccano(uno, altro):
    """Due periodi `(dal, al)` hanno un giorno in comune?"""
    (dal, al), (dal_altro, al_altro) = uno, altro
    return (al is None or dal_altro <= al) and (al_altro is None or dal <= al_altro)


class Situazione:
    """Chi delle righe è già dell’Ambito, chi è già invitato, quali posti sono presi: tre letture, quante che siano le righe.

    Di una persona che ha un accesso soltanto in un altro Ambito qui non si sa nulla: è nuova come chiunque.
    """

    def __init__(self, righe):
        indirizzi = {riga["email"] for riga in righe}
        self._suoi = defaultdict(list)
        for incarico in selezioni.incarichi().annotate(indirizzo=Lower("utente__email")).filter(indirizzo__in=indirizzi):
            self._suoi[incarico.indirizzo].append(incarico)
        attesi = Invito.objects.in_attesa().filter(email__in=indirizzi).per_elenco()
        self._attesi = {(i.email, i.ruolo, i.comune_id, i.ente_id): i for i in attesi}
        self._presi = defaultdict(list)
        for incarico in selezioni.incarichi().filter(ruolo__in=UNICI):
            self._presi[incarico.ruolo, incarico.comune_id, incarico.ente_id].append(incarico)

    def persona(self, riga):
        """Chi è già dell’Ambito con quell’indirizzo, o `None`."""
        suoi = self._suoi.get(riga["email"])
        return suoi[0].utente if suoi else None

    def invito(self, riga):
        """L’invito che aspetta già, per lo stesso incarico."""
        return self._attesi.get((riga["email"], *posto(riga)))

    def incarico(self, riga):
        """L’incarico uguale che la persona ha già: comincia lo stesso giorno, o copre tutti i giorni della riga."""
        uguali = (i for i in self._suoi.get(riga["email"], []) if (i.ruolo, i.comune_id, i.ente_id) == posto(riga))
        return next((i for i in uguali if i.dal == riga["dal"] or _copre(i, riga)), None)

    def esito(self, riga):
        if self.invito(riga):
            return Esito.GIA_INVITATO
        if self.persona(riga) is None:
            return Esito.INVITO
        return Esito.GIA_SUO if self.incarico(riga) else Esito.SUBITO

    def chi_occupa(self, riga):
        """Chi ha già, in qualche giorno della riga, un posto che è di uno solo."""
        presi = self._presi.get(posto(riga), [])
        return next((i for i in presi if si_toccano((i.dal, i.al), (riga["dal"], riga["al"]))), None)

    def come_ora(self, riga):
        """Ciò che c’è prima della riga, in parole."""
        if invito := self.invito(riga):
            return f"Invitato il {formatta_data(localdate(invito.creato_il))}, con l’atto «{invito.atto}»"
        if incarico := self.incarico(riga):
            return f"{incarico}, {periodo(incarico.dal, incarico.al)}"
        return chi_ha_il_posto(occupa) if (occupa := self.chi_occupa(riga)) else ""

    def come_poi(self, riga):
        """Ciò che ci sarà dopo la conferma, in parole."""
        esito = self.esito(riga)
        if esito == Esito.GIA_INVITATO:
            return "Resta com’è: si rimanda da «Inviti»."
        if esito == Esito.GIA_SUO:
            return "Resta com’è."
        dove = riga["comune"] or riga["ente"]
        proposto = f"{riga['ruolo'].nome}{f' – {dove}' if dove else ''}, {periodo(riga['dal'], riga['al'])}; {riga['atto']}"
        occupato = esito == Esito.INVITO and self.chi_occupa(riga)
        return f"{proposto}. L’invito si potrà accettare quando il posto sarà libero." if occupato else proposto


def _copre(incarico, riga):
    return incarico.dal <= riga["dal"] and (incarico.al is None or (riga["al"] is not None and riga["al"] <= incarico.al))
