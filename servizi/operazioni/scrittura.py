"""Come si scrive una riga di servizi e fondi: diritto, unicità, registro con i valori di prima e di dopo."""

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from ambito.errori import ErroreDiCampo
from ambito.registro import annota

GESTISCE = "gestisce_servizi"


class DatoNonValido(ErroreDiCampo):
    """Un dato che non si può scrivere così; la frase dice perché."""


def valori(oggetto):
    """I campi di una riga, per confrontarla e annotarla."""
    return {c.attname: getattr(oggetto, c.attname) for c in oggetto._meta.concrete_fields if c.name not in ("id", "ambito")}


def _scritti(oggetto):
    """I valori che la riga ha adesso nella base di dati, tenendola ferma."""
    return valori(type(oggetto).objects.select_for_update(of=("self",)).get(pk=oggetto.pk))


def salva(oggetto, *, frase, poteri, adesso, doppio="", legami=None):
    """Scrive la riga e la annota; se non è cambiato nulla non fa nulla. `doppio`: la frase se una riga così c’è già.

    `legami`: nome → (prima, dopo) di ciò che chi chiama scrive insieme alla riga, perché il registro dica anche quello.
    """
    legami = legami or {}
    nuova = oggetto._state.adding
    prima = {} if nuova else {**_scritti(oggetto), **{nome: vecchio for nome, (vecchio, _) in legami.items()}}
    dopo = {**valori(oggetto), **{nome: nuovo for nome, (_, nuovo) in legami.items()}}
    if prima == dopo:
        return oggetto
    try:
        with transaction.atomic():
            oggetto.save()
    except IntegrityError as errore:
        raise DatoNonValido(doppio or "Una voce così c’è già: cambia quella.") from errore
    cambiati = [campo for campo in dopo if nuova or prima[campo] != dopo[campo]]
    verbo = f"{oggetto._meta.model_name}.{'aggiungi' if nuova else 'cambia'}"
    annota(oggetto, verbo, frase, autore=poteri.utente, quando=adesso,
           prima={c: prima[c] for c in cambiati if not nuova}, dopo={c: dopo[c] for c in cambiati})  # fmt: skip
    return oggetto


def togli(oggetto, *, frase, poteri, adesso):
    """Toglie la riga, lasciandone i valori nel registro; `DatoNonValido` se altri dati la citano."""
    annota(oggetto, f"{oggetto._meta.model_name}.togli", frase, autore=poteri.utente, quando=adesso, prima=valori(oggetto))
    try:
        oggetto.delete()
    except ProtectedError as errore:
        raise DatoNonValido("Ha altri dati collegati (pratiche, sopralluoghi): non si può togliere.") from errore
