"""L’avvio di un Ambito e di un triennio: le tappe, ricavate dai dati. Nessuno le spunta: si spuntano da sé."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from ambito import selezioni, stemmi
from ambito.models import Scadenza
from ambito.nucleo.formati_italiani import conta
from ambito.permessi import RUOLI
from ambito.registri import TAPPE_AMBITO, TAPPE_TRIENNIO, TRIENNI, TappaAvvio

# Quanti Comuni si nominano dove ne mancano molti.
NOMI = 5


@dataclass(frozen=True)
class Avvio:
    """Un gruppo di tappe, nell’ordine in cui servono."""

    titolo: str
    ancora: str
    tappe: list

    def contano(self, oggi):
        """Le tappe che si contano: né facoltative né da fare più avanti."""
        return [t for t in self.tappe if t.manca(oggi) or (t.fatta and not t.facoltativa)]

    def mancano(self, oggi):
        """Le tappe che servono e non sono fatte, dalla prima."""
        return [t for t in self.tappe if t.manca(oggi)]


def avvii(poteri, oggi):
    """L’avvio dell’Ambito, poi quello di ogni triennio in corso o da preparare."""
    suo = Avvio("L’Ambito", "ambito", _in_ordine(t for fornitore in TAPPE_AMBITO for t in fornitore(poteri, oggi)))
    return [suo, *(_del_triennio(t, poteri, oggi) for fornitore in TRIENNI for t in fornitore(poteri, oggi))]


def _del_triennio(triennio, poteri, oggi):
    tappe = _in_ordine(t for fornitore in TAPPE_TRIENNIO for t in fornitore(poteri, oggi, triennio))
    return Avvio(f"Il triennio {triennio}" if triennio else "Il primo triennio", f"triennio-{triennio or 'primo'}", tappe)


def _in_ordine(tappe):
    return sorted(tappe, key=lambda t: t.ordine)


def territorio(ambito, oggi):
    """Quanti Comuni ha l’Ambito, di quanti si sanno i residenti, e se il capofila è fra loro (1 o 0)."""
    vigenti = selezioni.appartenenze(oggi).order_by()
    return vigenti.aggregate(
        comuni=Count("pk"), con_residenti=Count("residenti"), capofila=Count("pk", filter=Q(comune=ambito.capofila_id))
    )


def quanti_comuni(poteri, oggi):
    """Quanti Comuni ha oggi l’Ambito; si legge una volta sola per pagina."""
    return poteri.una_volta(territorio, poteri.ambito, oggi)["comuni"]


def dell_ambito(poteri, oggi):
    """Ciò che il nucleo sa: territorio, incarichi, scadenzario, intestazione dei documenti."""
    yield from _territorio(poteri, oggi)
    yield from _incarichi(poteri, oggi)
    yield _scadenzario(poteri, oggi)
    stemma = stemmi.in_uso()
    yield TappaAvvio(
        80, "Stemma e intestazione dei documenti", "Piano, verbali e riparti escono con lo stemma accanto al nome dell’Ambito.",
        _url(poteri, "intestazione"), int(stemma is not None), nota=stemma.descrizione if stemma else "", facoltativa=True,
    )  # fmt: skip


def _url(poteri, nome, *argomenti):
    return reverse(f"ambito:{nome}", args=[poteri.ambito.slug, *argomenti])


def _territorio(poteri, oggi):
    ambito, cifre = poteri.ambito, poteri.una_volta(territorio, poteri.ambito, oggi)
    comuni, senza = cifre["comuni"], cifre["comuni"] - cifre["con_residenti"]
    quanti = conta(comuni, "Comune", "Comuni")
    yield TappaAvvio(
        10, "Comuni e residenti", "Contano i voti, dividono le spese, compaiono nel piano.", _url(poteri, "comuni"),
        cifre["con_residenti"], comuni,
        f"Di {conta(senza, 'Comune', 'Comuni')} su {comuni} non si sanno i residenti." if senza else quanti,
    )  # fmt: skip
    fuori = "" if cifre["capofila"] else " Oggi non è fra i Comuni dell’Ambito: lo corregge chi gestisce la piattaforma."
    yield TappaAvvio(
        20, "Capofila e regione", "Il capofila firma per l’Ambito; la regione decide modello del piano e scadenze.",
        _url(poteri, "comuni"), cifre["capofila"], nota=f"{ambito.capofila}, {ambito.regione}.{fuori}",
    )  # fmt: skip


def _incarichi(poteri, oggi):
    mancano = {ruolo: [c.nome for c in comuni] for ruolo, comuni in selezioni.vuoti(oggi, timezone.now()).posti}
    comuni = quanti_comuni(poteri, oggi)
    persone = _url(poteri, "persone")
    url = f"{persone}#scoperti" if mancano else persone
    senza = [RUOLI[ruolo].nome for ruolo in selezioni.NECESSARI_AMBITO if ruolo in mancano]
    quanti = len(selezioni.NECESSARI_AMBITO)
    yield TappaAvvio(
        30, "Segretario e presidente", "Senza di loro nessuno convoca, presiede e verbalizza.", url,
        quanti - len(senza), quanti, f"Manca: {', '.join(senza)}." if senza else "",
    )  # fmt: skip
    yield TappaAvvio(
        40, "Un Sindaco per ogni Comune", "Vota nelle sedute e conferma l’adesione del suo Comune.", url,
        comuni - len(mancano.get("sindaco", ())), comuni, _chi_manca(mancano.get("sindaco"), comuni, "Sindaco", "Sindaci"),
    )  # fmt: skip
    yield TappaAvvio(
        50, "Un operatore per ogni Comune", "Compila l’adesione, i servizi e la spesa del suo Comune.", url,
        comuni - len(mancano.get("operatore", ())), comuni, _chi_manca(mancano.get("operatore"), comuni, "operatore", "operatori"),
    )  # fmt: skip


def _chi_manca(comuni, quanti, uno, molti):
    """«Mancano 12 Sindaci su 61: Abbadia Cerreto, …»; vuota se non manca nessuno."""
    if not comuni:
        return ""
    verbo = "Manca" if len(comuni) == 1 else "Mancano"
    altri = f" e altri {len(comuni) - NOMI}" if len(comuni) > NOMI else ""
    return f"{verbo} {conta(len(comuni), uno, molti)} su {quanti}: {', '.join(comuni[:NOMI])}{altri}."


def _scadenzario(poteri, oggi):
    di_qualcuno = Count("pk", filter=Q(persona_c_e=True) | Q(ruolo_c_e=True))
    cifre = Scadenza.objects.aperte().con_chi_c_e(oggi).aggregate(tutte=Count("pk"), di_qualcuno=di_qualcuno)
    senza = cifre["tutte"] - cifre["di_qualcuno"]
    return TappaAvvio(
        70, "Scadenzario: chi se ne occupa", "Ogni scadenza dell’Ufficio ha chi la riceve; le vostre si aggiungono.",
        _url(poteri, "scadenzario"), cifre["di_qualcuno"], cifre["tutte"],
        f"Di {conta(senza, 'scadenza', 'scadenze')} su {cifre['tutte']} non si occupa nessuno in carica." if senza else "",
    )  # fmt: skip
