"""Ciò che una scheda contiene, riga per riga: azioni, indicatori, enti, personale, somme."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from ambito.nucleo.formati_italiani import formatta_importo
from piano.confronto.campi import Campo, Parte, campi_cambiati, in_parole
from piano.confronto.voci import accoppia

# Per ogni elenco della scheda: di che parte parla, e come si dicono i campi di una riga. Il primo è il nome della riga.
ELENCHI = {
    "azioni": (Parte.AZIONE, {"titolo": "titolo", "responsabile": "chi la fa", "inizio": "inizio", "fine": "fine"}),
    "indicatori": (
        Parte.INDICATORE,
        {
            "nome": "nome",
            "tipo": "tipo",
            "unita": "unità",
            "verso": "che cosa vuol dire andare bene",
            "base": "valore di partenza",
            "traguardi": "valori attesi",
            "atteso": "valore atteso alla fine",
            "frequenza": "ogni quanto si legge",
            "fonte": "fonte",
            "responsabile": "chi ne risponde",
        },
    ),
    "soggetti": (Parte.ENTE, {"nome": "nome", "ruolo": "che parte ha"}),
    "personale": (
        Parte.PERSONALE,
        {"figura": "figura", "ore": "ore la settimana", "tempo_pieno": "equivalenti a tempo pieno", "ente": "di quale ente"},
    ),
}
# Per ogni elenco di somme: come si dice a quale fondo, e a quale anno, va una somma.
SOMME = {"risorse": "{fondo}, {anno}", "vincoli": "{fondo}, {anno}, vincolati a «{vincolo}»"}


def righe_confrontate(prima, dopo):
    """Le righe aggiunte, tolte e cambiate di ogni elenco, ciascuna con i soli campi che cambiano."""
    for elenco, (parte, nomi) in ELENCHI.items():
        chiave = next(iter(nomi))
        for vecchia, nuova in accoppia(*(_righe(foto, elenco) for foto in (prima, dopo)), chiave):
            nome = f"{parte} «{(nuova or vecchia)[chiave]}»"
            if vecchia and nuova:
                yield from _cambiata(vecchia, nuova, nomi, Campo(nome, "", "", parte))
            else:
                yield Campo(nome, *(_frase(riga, nomi) if riga else "" for riga in (vecchia, nuova)), parte)


def _righe(foto, elenco):
    # Una fotografia più vecchia può non avere l’elenco.
    return foto.get(elenco, []) if foto else []


def _cambiata(vecchia, nuova, nomi, campo):
    cambiati = list(campi_cambiati(vecchia, nuova, nomi))
    if cambiati:
        yield replace(campo, prima=_elenca((c.nome, c.prima) for c in cambiati), dopo=_elenca((c.nome, c.dopo) for c in cambiati))


def _elenca(voci):
    return "; ".join(f"{nome}: {valore or 'non indicato'}" for nome, valore in voci)


def _frase(riga, nomi):
    """La riga intera in una frase: i campi che ha oltre al nome, o il solo nome se non ha altro."""
    chiave, *altre = nomi
    valori = ((nomi[altra], in_parole(altra, riga.get(altra))) for altra in altre)
    return "; ".join(f"{nome}: {valore}" for nome, valore in valori if valore) or riga[chiave]


def somme_confrontate(prima, dopo):
    """Ogni somma della scheda, prevista o vincolata, che cambia."""
    for elenco, nome in SOMME.items():
        vecchie, nuove = (_somme(_righe(foto, elenco), nome) for foto in (prima, dopo))
        for quale in {**vecchie, **nuove}:
            era, adesso = vecchie.get(quale), nuove.get(quale)
            if era != adesso:
                euro = ("" if valore is None else f"{formatta_importo(valore)} €" for valore in (era, adesso))
                yield Campo(quale, *euro, Parte.RISORSA)


def _somme(righe, nome):
    somme = defaultdict(Decimal)
    for riga in righe:
        somme[nome.format_map(riga)] += Decimal(riga["importo"])
    return somme
