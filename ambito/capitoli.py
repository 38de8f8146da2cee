"""I documenti lunghi si impaginano a capitoli, in più processi insieme, e un capitolo uguale a prima non si rifà.

Ciò che si conserva è per Ambito (la chiave lo comprende, e la banca dati non lo mostra agli altri), non vale come documento e si
può perdere: l’archivio tiene il PDF intero.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.template.loader import render_to_string
from django.utils import timezone

from ambito.contesto import in_ambito
from ambito.models import FrammentoDocumento
from ambito.nucleo.impronta import impronta
from ambito.nucleo.numerazione import Voce, numera
from ambito.nucleo.pdf_capitoli import DaImpaginare, Frammento, figli_insieme, motore
from ambito.registri import Capitolo

CONSERVAZIONE = timedelta(days=60)
# Byte che ogni Ambito tiene da parte: una quindicina di stesure diverse di un piano di duecento pagine.
CAPIENZA = 64 << 20


@dataclass(frozen=True)
class Composto:
    """Un capitolo in HTML, con tabelle e figure numerate."""

    capitolo: Capitolo
    html: str
    voci: list[Voce]

    @property
    def da_impaginare(self):
        return DaImpaginare(self.capitolo.chiave, self.html)


def componi(capitolo, *, ambito, documento):
    """Il capitolo in HTML. Ciò che cambia a ogni emissione (codice, impronta, data) non vi deve entrare: non si riuserebbe."""
    contesto = {**capitolo.dati, "ambito": ambito, "documento": documento, "capitolo": capitolo}
    html, voci = numera(render_to_string(capitolo.modello, contesto), capitolo.numero, capitolo.titolo)
    return Composto(capitolo, html, voci)


def elenchi(composti):
    """Le tabelle e le figure da elencare in testa al documento."""
    voci = [voce for composto in composti if composto.capitolo.elenca for voce in composto.voci]
    return {specie: [v for v in voci if v.specie == nome] for specie, nome in [("tabelle", "Tabella"), ("figure", "Figura")]}


def impagina(officina, ambito_id, composti, avanza):
    """I frammenti dei capitoli, nell’ordine: quelli già fatti si riprendono, gli altri li fa l’officina e si conservano subito.

    Chi ricomincia dopo un arresto ritrova quelli finiti. `avanza(fatti, totali, fase)` si chiama a ogni capitolo.
    """
    segni = {c.capitolo.chiave: _segno(ambito_id, c.da_impaginare) for c in composti}
    pronti = _ripresi(ambito_id, segni)
    # Prima i più lunghi: così i processi finiscono insieme.
    mancano = sorted((c for c in composti if c.capitolo.chiave not in pronti), key=lambda c: -len(c.html))
    avanza(len(pronti), len(composti), _fase(mancano))
    for chiave, byte in officina.impagina([c.da_impaginare for c in mancano]):
        _conserva(ambito_id, segni[chiave], byte)
        pronti[chiave] = byte
        mancano = [c for c in mancano if c.capitolo.chiave != chiave]
        avanza(len(pronti), len(composti), _fase(mancano))
    return [Frammento(pronti[c.capitolo.chiave], sotto=c.capitolo.sotto) for c in composti]


def _fase(mancano):
    """«Impagino: 3 Analisi del contesto; 7 Obiettivi», che cosa si sta facendo in questo momento."""
    titoli = [c.capitolo.titolo for c in mancano[: figli_insieme()]]
    return f"Impagino: {'; '.join(titoli)}"[:200] if titoli else "Unisco i capitoli"


def _segno(ambito_id, pezzo):
    return impronta({"ambito": ambito_id, "motore": motore(), "chiave": pezzo.chiave, "html": pezzo.html})


def _ripresi(ambito_id, segni):
    with in_ambito(ambito_id):
        righe = FrammentoDocumento.objects.filter(impronta__in=segni.values())
        righe.update(usato_il=timezone.now())
        trovati = {riga.impronta: bytes(riga.byte) for riga in righe}
    return {chiave: trovati[segno] for chiave, segno in segni.items() if segno in trovati}


def _conserva(ambito_id, segno, byte):
    riga = {"impronta": segno, "byte": byte, "dimensione": len(byte), "usato_il": timezone.now()}
    with in_ambito(ambito_id):
        FrammentoDocumento.objects.bulk_create([FrammentoDocumento(**riga)], ignore_conflicts=True)


def sfoltisci(adesso):
    """Toglie i frammenti che da `CONSERVAZIONE` non servono, e i meno recenti oltre `CAPIENZA`; restituisce quanti."""
    recenti = FrammentoDocumento.objects.filter(usato_il__gte=adesso - CONSERVAZIONE).order_by("-usato_il", "-pk")
    restano, spazio = [], CAPIENZA
    for pk, dimensione in recenti.values_list("pk", "dimensione"):
        spazio -= dimensione
        if spazio < 0:
            break
        restano.append(pk)
    return FrammentoDocumento.objects.exclude(pk__in=restano).delete()[0]
