"""Le figure di un piano: l’elenco per chi scrive, quelle citate da un testo, i byte per chi le mostra."""

from base64 import b64encode
from typing import NamedTuple

from ambito.nucleo.figure import figure_citate, segni_fuori_posto
from ambito.nucleo.immagini import Disegno
from piano.models import Figura, Sezione

CAMPI = ("codice", "titolo", "descrizione", "fonte", "impronta", "larghezza", "altezza")


def del_piano(piano):
    """Le figure che si possono citare, senza i byte, nell’ordine in cui sono state caricate."""
    return Figura.objects.filter(piano=piano, tolta_il=None).defer("byte")


def con_sezioni(piano):
    """Coppie (figura, sezioni che la citano) dell’elenco."""
    testi = [(s, figure_citate(s.testo)) for s in con_un_segno(piano)]
    return [(figura, [s for s, codici in testi if figura.codice in codici]) for figura in del_piano(piano)]


def citate(testi, piano):
    """Le figure citate da questi testi: codice → figura in soli testi e interi, come si congela. Interroga solo se servono."""
    codici = {codice for testo in testi for codice in figure_citate(testo)}
    righe = del_piano(piano).filter(codice__in=codici).values(*CAMPI) if codici else []
    return {riga["codice"]: riga for riga in righe}


def di(testo, figure):
    """Quelle di un testo, nell’ordine in cui compaiono."""
    return [figure[codice] for codice in figure_citate(testo) if codice in figure]


def con_un_segno(piano):
    """Le sezioni il cui testo mostra, o vorrebbe mostrare, una figura."""
    return Sezione.objects.filter(piano=piano, testo__icontains="[figura:")


class DaSistemare(NamedTuple):
    """Ciò che in un testo impedirebbe di leggerne le figure: codici che nessuna ha, segni che resterebbero scritti, figure mute."""

    sezione: Sezione
    mancanti: list
    fuori_posto: list
    senza_descrizione: list


def da_sistemare(piano):
    """Un `DaSistemare` per ogni testo con un segno."""
    testi = list(con_un_segno(piano))
    descritte = dict(del_piano(piano).values_list("codice", "descrizione")) if testi else {}
    return [_da_sistemare(sezione, descritte) for sezione in testi]


def _da_sistemare(sezione, descritte):
    codici = figure_citate(sezione.testo)
    mancanti, mute = [c for c in codici if c not in descritte], [c for c in codici if descritte.get(c) == ""]
    return DaSistemare(sezione, mancanti, segni_fuori_posto(sezione.testo), mute)


def con_codice(piano, codice):
    """La figura con quel codice, anche se tolta dall’elenco; o `None`."""
    return Figura.objects.filter(piano=piano, codice=codice).first()


def con_impronta(impronta):
    """La figura con quei byte, o `None`: caricata due volte è la stessa immagine."""
    return Figura.objects.filter(impronta=impronta).first()


def in_pagina(impronte):
    """Impronta → l’immagine come si scrive dentro un documento, `data:…`."""
    righe = Figura.objects.filter(impronta__in=impronte)
    return {f.impronta: f"data:{f.tipo};base64,{b64encode(f.byte).decode()}" for f in righe}


def disegni(citate):
    """Codice → l’immagine da mettere in un documento di testo, per figure come si congelano."""
    citate = list(citate)
    righe = Figura.objects.filter(impronta__in=[f["impronta"] for f in citate]) if citate else []
    immagini = {f.impronta: Disegno(bytes(f.byte), f.formato, f.larghezza, f.altezza) for f in righe}
    return {f["codice"]: immagini[f["impronta"]] for f in citate}


def congelate(dati):
    """Le figure di una versione: codice → come vi è scritta."""
    return {f["codice"]: f for s in dati["sezioni"] for f in s.get("figure", [])}
