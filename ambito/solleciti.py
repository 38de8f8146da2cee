"""Il sollecito a chi manca: per ognuno, chi lo può ricevere oggi e chi l’ha già ricevuto. Una volta al giorno per persona.

Chi manca è un Comune, o ciò che ne sta per uno o per un altro ente (una parte dell’accordo: ha `comune`, che può essere vuoto).
Un Comune in cui nessuno lo riceverebbe può avere la stessa cosa scritta in una lettera.
"""

from typing import NamedTuple

from ambito import invii
from ambito.avvisi import Messaggio, avvisa, avvisa_ciascuno, persone_dei_comuni
from ambito.errori import ErroreAtteso
from ambito.models import Avviso, Comune, Lettera
from ambito.nucleo.formati_italiani import conta


class NessunoDaSollecitare(ErroreAtteso):
    """Non è il momento, o chi manca è già stato sollecitato oggi, o non c’è nessuno che compili."""


class DaSollecitare(NamedTuple):
    """Uno che manca: le persone che possono rimediare, divise fra chi oggi è già stato sollecitato e chi no."""

    chi: object
    etichetta: str
    nuovi: list
    gia_avvisati: list

    @property
    def comune(self):
        """Il suo Comune, a cui si può scrivere una lettera; `None` se è un altro ente."""
        return self.chi if isinstance(self.chi, Comune) else self.chi.comune

    @property
    def senza_nessuno(self):
        """Per lui non compila nessuno: il sollecito non raggiungerebbe nessuno."""
        return not (self.nuovi or self.gia_avvisati)

    @property
    def per_lettera(self):
        """Non lo raggiunge nessun messaggio, ma una lettera sì."""
        return self.senza_nessuno and self.comune is not None


class Parole(NamedTuple):
    """Ciò che di un sollecito cambia dall’uno all’altro: `titolo` e `url` sono funzioni di chi manca."""

    titolo: object
    url: object


def da_sollecitare(mancano, *, genere, oggi, permesso="", persone=None):
    """`mancano`: coppie (chi manca, a che punto è), tutti dello stesso modello. Due interrogazioni, quanti che siano.

    Li riceve chi ha il `permesso` sul Comune; se non basta a dirlo, `persone` dà per ognuno (id) le sue.
    """
    if persone is None:
        persone = persone_dei_comuni(permesso, oggi, [comune.pk for comune, _ in mancano])
    avvisi = Avviso.objects.filter(genere=genere, giorno=oggi, oggetto_tipo__in={c._meta.label_lower for c, _ in mancano})
    avvisati = set(avvisi.values_list("oggetto_id", "destinatario"))
    return [_riga(chi, etichetta, persone.get(chi.pk, []), avvisati) for chi, etichetta in mancano]


def _riga(chi, etichetta, persone, avvisati):
    nuovi, gia = [], []
    for utente in sorted(persone, key=lambda u: u.email):
        (gia if (chi.pk, utente.pk) in avvisati else nuovi).append(utente)
    return DaSollecitare(chi, etichetta, nuovi, gia)


def manda(righe, *, genere, cosa, testi, testo, autore, adesso, giorno, lettere=False):
    """Prepara il messaggio a chi manca e dà `(Invio, righe raggiunte)`: parte fra qualche minuto, e intanto si può annullare.

    Con `lettere`, i Comuni in cui non lo riceverebbe nessuno hanno una lettera. `NessunoDaSollecitare` se non c’è nessuno.
    """
    testo, per_posta = testo.strip(), [r for r in righe if r.nuovi]
    per_lettera = [r for r in righe if lettere and r.per_lettera]
    if not per_posta and not per_lettera:
        raise NessunoDaSollecitare("Non c’è nessuno da sollecitare: chi manca l’ha già ricevuto oggi, o non ha chi compila.")
    invio = invii.apri(cosa, testo, persone=sum(len(r.nuovi) for r in per_posta), autore=autore, adesso=adesso)
    messaggi = [Messaggio(r.nuovi, r.chi, testi.titolo(r.chi), testo, testi.url(r.chi)) for r in per_posta]
    avvisa_ciascuno(messaggi, genere=genere, adesso=adesso, giorno=giorno, invio=invio)
    Lettera.objects.bulk_create(
        Lettera(invio=invio, comune=r.comune, titolo=testi.titolo(r.chi)[:200], url=testi.url(r.chi)) for r in per_lettera
    )
    return invio, [*per_posta, *per_lettera]


def prova(righe, *, testi, testo, utente, adesso):
    """Manda a chi sta scrivendo, subito, il messaggio come lo riceverebbe il primo che manca."""
    primo = righe[0].chi
    # Il genere porta l’ora: chi corregge e riprova deve ricevere anche la seconda.
    avvisa([utente], genere=f"prova.{adesso:%H%M%S%f}", oggetto=primo, titolo=f"[Prova] {testi.titolo(primo)}",
           testo=testo.strip(), url=testi.url(primo), adesso=adesso, urgente=True)  # fmt: skip


def frase(invio, quante_lettere):
    """Che cosa si è appena preparato, in parole."""
    parti = [conta(invio.persone, "persona", "persone")] if invio.persone else []
    parti += [conta(quante_lettere, "lettera", "lettere")] if quante_lettere else []
    return " e ".join(parti)
