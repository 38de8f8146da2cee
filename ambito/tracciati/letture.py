"""Come si leggono le celle del foglio delle persone: indirizzo, ruolo in parole, Comune o ente, nomi."""

from collections import defaultdict
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from ambito import selezioni
from ambito.importazione.lettura import normale
from ambito.importazione.letture import cita, pulisci_nota
from ambito.inviti import normale as indirizzo
from ambito.models import Comune, Ente
from ambito.nucleo.formati_italiani import leggi_codice_istat
from ambito.nucleo.tabelle.comuni import chiave
from ambito.permessi import RUOLI

PER_NOME = {normale(scritto): ruolo for ruolo in RUOLI.values() for scritto in (ruolo.nome, ruolo.codice)}
MASSIMO_EMAIL = 254


@dataclass(frozen=True)
class Luogo:
    """Ciò che un nome indica: un Comune, un ente, o l’uno e l’altro se si chiamano uguale; quale dei due lo dice il ruolo."""

    etichetta: str
    comune: Comune | None = None
    ente: Ente | None = None


def leggi_email(testo):
    """Un indirizzo di posta, in minuscole."""
    email = indirizzo(testo)
    try:
        validate_email(email)
    except ValidationError as errore:
        raise ValueError(f"{cita(testo)} non è un indirizzo e-mail.") from errore
    if len(email) > MASSIMO_EMAIL:
        raise ValueError(f"L’indirizzo è lungo {len(email)} caratteri: il massimo è {MASSIMO_EMAIL}.")
    return email


def lettore_testo(massimo):
    """Un testo su una riga sola, ripulito, lungo al più `massimo` caratteri."""

    def leggi(testo):
        pulito = pulisci_nota(testo)
        if len(pulito) > massimo:
            raise ValueError(f"Il testo è lungo {len(pulito)} caratteri: il massimo è {massimo}.")
        if not pulito:
            raise ValueError("Non c’è nulla che si legga.")
        return pulito

    return leggi


def leggi_ruolo(testo):
    """Un ruolo, dal nome."""
    if ruolo := PER_NOME.get(normale(testo)):
        return ruolo
    raise ValueError(f"{cita(testo)} non è un ruolo. Scrivi uno di questi: {'; '.join(r.nome for r in RUOLI.values())}.")


def lettore_luogo(oggi):
    """Riconosce un Comune dell’Ambito (dal nome o dal codice Istat) o un suo ente (dalla denominazione)."""
    comuni = [appartenenza.comune for appartenenza in selezioni.appartenenze(oggi)]
    per_codice = {c.codice_istat: c for c in comuni}
    per_nome = {chiave(nome): c for c in comuni for nome in (f"Comune di {c.nome}", c.nome)}
    enti = defaultdict(list)
    for ente in Ente.objects.all():
        enti[normale(ente.denominazione)].append(ente)

    def leggi(testo):
        comune, trovati = per_nome.get(chiave(testo)), enti.get(normale(testo), [])
        if len(trovati) > 1:
            raise ValueError(
                f"{cita(testo)}: più di un ente si chiama così. Conferisci quest’incarico dalla pagina «Nuovo incarico»."
            )
        if comune is None and not trovati:
            comune = _dal_codice(testo, per_codice)
        return Luogo(str(comune or trovati[0]), comune, trovati[0] if trovati else None)

    return leggi


def _dal_codice(testo, per_codice):
    prima = testo.partition(" ")[0]
    comune = per_codice.get(leggi_codice_istat(prima)) if prima.isascii() and prima.isdecimal() else None
    if comune is None:
        raise ValueError(
            f"{cita(testo)} non è un Comune né un ente di questo Ambito; un ente che manca si aggiunge da «Nuovo ente»."
        )
    return comune
