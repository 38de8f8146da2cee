"""Le scritture dello scadenzario: le voci del catalogo, gli anni, come è andata ogni scadenza."""

from django.db import transaction

from ambito.errori import ErroreAtteso
from ambito.models import Ambito, Scadenza, VoceScadenzario
from ambito.nucleo.casuale import codice_a_gruppi
from ambito.nucleo.contesto import esigi_ambito
from ambito.nucleo.formati_italiani import formatta_data
from ambito.nucleo.ricorrenze import ricorrenza
from ambito.registro import annota
from ambito.riferimenti import leggi_codici
from ambito.scadenzario.selezioni import RUOLI_CHE_TENGONO, TIENE, persone

COPIATI = ("nome", "chi", "piattaforma", "effetto", "quando", "ruolo", "verificato")


class ScadenzaNonValida(ErroreAtteso):
    """La scadenza non si può scrivere così: la frase dice perché."""

    def __init__(self, frase, campo=None):
        super().__init__(frase)
        self.campo = campo


@transaction.atomic
def carica_catalogo(oggi):
    """Mette nell’Ambito in corso le voci che mancano, e le loro scadenze; ciò che c’è resta com’è."""
    presenti = set(VoceScadenzario.objects.values_list("codice", flat=True))
    regione = Ambito.objects.get(pk=esigi_ambito()).regione
    nuove = [_voce(r) for r in leggi_codici("scadenze") if r["codice"] not in presenti and r["regione"] in ("", regione)]
    VoceScadenzario.objects.bulk_create(nuove, ignore_conflicts=True)
    apri_anni(oggi)


def _voce(riga):
    mese, _, giorno = riga["termine"].partition("-")
    return VoceScadenzario(
        codice=riga["codice"],
        mese=int(mese) if mese else None,
        giorno=int(giorno) if giorno else None,
        ogni_anni=int(riga["ogni_anni"]),
        anno=int(riga["anno"]) if riga["anno"] else None,
        indicativa=riga["indicativa"] == "sì",
        fonte=riga["fonte"][:250],
        **{campo: riga[campo] for campo in COPIATI},
    )


def apri_anni(oggi):
    """Scrive le scadenze che mancano, da `oggi` alla fine dell’anno prossimo; ripeterlo, anche in due insieme, non ne scrive altre.

    Quelle già passate no: un Ambito che comincia in autunno non è in ritardo su ciò che era di primavera.
    """
    anni, con_data = (oggi.year, oggi.year + 1), VoceScadenzario.objects.filter(mese__isnull=False)
    ci_sono = set(Scadenza.objects.filter(anno__in=anni).values_list("voce", "anno"))
    righe = [
        Scadenza(voce=voce, anno=anno, giorno=cade)
        for voce in con_data
        for anno in anni
        if (voce.pk, anno) not in ci_sono and (cade := _cade(voce, anno)) and cade >= oggi
    ]
    Scadenza.objects.bulk_create(righe, ignore_conflicts=True)


def _cade(voce, anno):
    return ricorrenza(anno, voce.mese, voce.giorno, voce.ogni_anni, voce.anno)


@transaction.atomic
def aggiungi(*, nome, giorno, ogni_anno, ruolo, poteri, adesso, oggi):
    """Una voce dell’Ambito, a partire da quel giorno: ogni anno, o una volta sola. Restituisce la sua prima scadenza."""
    poteri.esigi(TIENE)
    _esigi_ruolo(ruolo)
    if giorno.year not in (oggi.year, oggi.year + 1):
        raise ScadenzaNonValida("Scegli un giorno di quest’anno o del prossimo: gli altri anni si aprono da soli.", "giorno")
    voce = VoceScadenzario.objects.create(
        codice=f"NOSTRA-{codice_a_gruppi()}", nome=nome, mese=giorno.month, giorno=giorno.day, ogni_anni=1 if ogni_anno else 0,
        anno=giorno.year, ruolo=ruolo, propria=True,
    )  # fmt: skip
    scadenza = Scadenza.objects.create(voce=voce, anno=giorno.year, giorno=giorno)
    if ogni_anno:
        apri_anni(giorno)
    annota(scadenza, "scadenza.aggiungi", f"Aggiunta allo scadenzario: {nome}, entro il {formatta_data(giorno)}",
           autore=poteri.utente, quando=adesso)  # fmt: skip
    return scadenza


@transaction.atomic
def segna_fatta(scadenza, *, fatta_il, nota, poteri, adesso, oggi):
    """La scadenza è stata rispettata (o recuperata) quel giorno."""
    scadenza = _da_chiudere(scadenza, poteri)
    if fatta_il > oggi:
        raise ScadenzaNonValida("Il giorno in cui è stata fatta non può essere nel futuro.", "fatta_il")
    scadenza.fatta_il, scadenza.nota = fatta_il, nota
    frase = f"Fatta il {formatta_data(fatta_il)}: {scadenza}"
    return _salva(scadenza, ["fatta_il", "nota"], "scadenza.fatta", frase, poteri, adesso, nota)


@transaction.atomic
def non_si_applica(scadenza, *, motivo, poteri, adesso):
    """Quest’anno, qui, la scadenza non c’è: si dice perché."""
    scadenza = _da_chiudere(scadenza, poteri)
    scadenza.non_si_applica = motivo
    return _salva(scadenza, ["non_si_applica"], "scadenza.esclusa", f"Non si applica: {scadenza}", poteri, adesso, motivo)


@transaction.atomic
def riapri(scadenza, *, poteri, adesso):
    """Torna da fare: chi l’ha chiusa si è sbagliato."""
    scadenza = _bloccata(scadenza, poteri)
    if scadenza.fatta_il is None and not scadenza.non_si_applica:
        raise ScadenzaNonValida("Questa scadenza è già da fare.")
    scadenza.fatta_il, scadenza.nota, scadenza.non_si_applica = None, "", ""
    campi = ["fatta_il", "nota", "non_si_applica"]
    return _salva(scadenza, campi, "scadenza.riapri", f"Di nuovo da fare: {scadenza}", poteri, adesso)


@transaction.atomic
def sposta(scadenza, *, giorno, motivo, poteri, adesso):
    """Quest’anno il termine è un altro giorno dello stesso anno."""
    scadenza = _da_chiudere(scadenza, poteri)
    if giorno.year != scadenza.anno:
        raise ScadenzaNonValida(f"Scegli un giorno del {scadenza.anno}: per un altro anno c’è la sua scadenza.", "giorno")
    prima, scadenza.giorno = scadenza.giorno, giorno
    frase = f"Spostata dal {formatta_data(prima)} al {formatta_data(giorno)}: {scadenza}"
    return _salva(scadenza, ["giorno"], "scadenza.sposta", frase, poteri, adesso, motivo)


@transaction.atomic
def affida(scadenza, *, ruolo, persona, poteri, adesso, oggi):
    """Di questa voce, d’ora in poi e in ogni anno, si occupa quella persona o, senza, chi ha il ruolo."""
    poteri.esigi(TIENE)
    _esigi_ruolo(ruolo)
    if persona and not persone(oggi).filter(pk=persona.pk).exists():
        raise ScadenzaNonValida("Questa persona non ha un incarico che tenga lo scadenzario.", "persona")
    voce = VoceScadenzario.objects.select_for_update(of=("self",)).get(pk=scadenza.voce_id)
    prima, voce.ruolo, voce.persona = voce.di_chi, ruolo, persona
    voce.save(update_fields=["ruolo", "persona"])
    annota(scadenza, "scadenza.affida", f"Se ne occupa {voce.di_chi}: {voce}", autore=poteri.utente, quando=adesso,
           prima={"chi": prima}, dopo={"chi": voce.di_chi})  # fmt: skip
    return scadenza


def _esigi_ruolo(ruolo):
    if ruolo not in RUOLI_CHE_TENGONO:
        raise ScadenzaNonValida("Questo ruolo non tiene lo scadenzario.", "ruolo")


def _bloccata(scadenza, poteri):
    poteri.esigi(TIENE)
    return Scadenza.objects.select_for_update(of=("self",)).select_related("voce").get(pk=scadenza.pk)


def _da_chiudere(scadenza, poteri):
    scadenza = _bloccata(scadenza, poteri)
    if scadenza.fatta_il or scadenza.non_si_applica:
        raise ScadenzaNonValida("Un collega l’ha già chiusa: se è un errore, riaprila.")
    return scadenza


def _salva(scadenza, campi, verbo, frase, poteri, adesso, nota=""):
    scadenza.save(update_fields=campi)
    annota(scadenza, verbo, frase, autore=poteri.utente, quando=adesso, nota=nota)
    return scadenza
