"""Le persone nominate nei dati di un Ambito: si riconoscono dall’e-mail.

Viaggia ciò che serve a sapere chi è: nome, cognome, codice fiscale (con cui l’identità digitale la ritrova), se il suo accesso è
sospeso. Non viaggiano password, secondi fattori e sessioni: sono segreti dati a quella installazione, e chi avesse l’archivio
potrebbe tentarli; né la nomina a gestore, che è di chi tiene la piattaforma.
"""

from dataclasses import dataclass, field

from ambito.models import Utente
from ambito.trasloco.errori import TraslocoNonRiuscito

VOCI = {"email": str, "nome": str, "cognome": str, "codice_fiscale": str, "attivo": bool}


@dataclass
class Accolte:
    """`{e-mail: numero}` delle persone, quante sono nuove, e gli indirizzi di quelle rimaste senza codice fiscale."""

    numeri: dict = field(default_factory=dict)
    nuove: int = 0
    senza_codice: list = field(default_factory=list)


def schede(posti):
    """Una scheda per ogni persona nominata nell’Ambito in corso, in ordine di e-mail."""
    nominate = Utente.objects.filter(pk__in=posti.codici["ambito.utente"])
    righe = nominate.values_list("email", "nome", "cognome", "codice_fiscale", "is_active")
    return sorted((dict(zip(VOCI, (e.lower(), *resto), strict=True)) for e, *resto in righe), key=lambda s: s["email"])


def accogli(schede):
    """Ritrova o crea ogni persona. Chi c’è già resta com’è; chi è nuovo entra con «Password dimenticata», se non era sospeso."""
    accolte = Accolte()
    for scheda in schede:
        if not isinstance(scheda, dict) or {nome: type(valore) for nome, valore in scheda.items()} != VOCI:
            raise TraslocoNonRiuscito("In «persone.jsonl» c’è una scheda che non si può rileggere: l’archivio è stato cambiato.")
        utente = Utente.objects.filter(email__iexact=scheda["email"]).first() or _crea(scheda, accolte)
        accolte.numeri[scheda["email"]] = utente.pk
    return accolte


def _crea(scheda, accolte):
    codice = scheda["codice_fiscale"]
    if codice and Utente.objects.filter(codice_fiscale__iexact=codice).exists():
        # Lo stesso codice con un’altra e-mail: non si decide da qui chi dei due è la persona.
        accolte.senza_codice.append(scheda["email"])
        codice = ""
    accolte.nuove += 1
    return Utente.objects.create_user(
        scheda["email"], nome=scheda["nome"], cognome=scheda["cognome"], codice_fiscale=codice, is_active=scheda["attivo"]
    )
