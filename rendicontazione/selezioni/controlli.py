"""I controlli sulla spesa di uno o più Comuni, letti insieme: ciò che non torna e come il Comune lo spiega."""

from collections import Counter, defaultdict

from django.db.models import F, Sum, Value
from django.db.models.functions import Concat

from ambito.nucleo.statistiche import mediana, pro_capite
from rendicontazione.controlli import Rilevato, lontano_dalla_mediana, scostamenti
from rendicontazione.models import Rendiconto, Spiegazione, VoceSpesa
from rendicontazione.stati import CONSEGNATI


def rilevati(rendiconti, campagna):
    """`{rendiconto: [Rilevato]}` per i rendiconti dati, tutti della campagna; le interrogazioni non crescono con i Comuni."""
    chiavi = [r.pk for r in rendiconti]
    trovati = defaultdict(list)
    for parte in (_scostamenti(rendiconti, campagna), _utenti_o_spesa(chiavi)):
        for chiave, voci in parte.items():
            trovati[chiave] += voci
    _spiega(trovati)
    for chiave, voce in _dalla_mediana(rendiconti, campagna).items():
        trovati[chiave].append(voce)
    return trovati


def rilevati_di(rendiconto):
    """I controlli che non tornano nella spesa di un Comune."""
    return rilevati([rendiconto], rendiconto.campagna)[rendiconto.pk]


def scoperti(rendiconto):
    """Ciò che il Comune deve ancora spiegare prima di inviare."""
    return [r for r in rilevati_di(rendiconto) if r.scoperto]


def _gruppi(rendiconti):
    """`{rendiconto: {chiave: (nome, spesa lorda)}}` per intervento e area."""
    chiave = Concat("intervento__codice", Value(" "), "area__codice")
    campi = {"chiave": chiave, "intervento_nome": F("intervento__nome"), "area_nome": F("area__nome")}
    righe = VoceSpesa.objects.filter(rendiconto__in=rendiconti).order_by().values("rendiconto", "intervento__codice", **campi)
    gruppi = defaultdict(dict)
    for r in righe.annotate(lorda=Sum("spesa_lorda")):
        nome = f"{r['intervento__codice']} {r['intervento_nome']}, {r['area_nome']}"
        gruppi[r["rendiconto"]][r["chiave"]] = (nome, r["lorda"])
    return gruppi


def senza_prova(rendiconto):
    """C13: le righe che non si inviano senza una prova."""
    return rendiconto.voci.senza_prova(rendiconto.campagna.prova_da).per_elenco()


def _scostamenti(rendiconti, campagna):
    """C07, per i Comuni che l’anno prima avevano inviato."""
    comuni = {r.comune_id: r.pk for r in rendiconti}
    anno = campagna.anno - 1
    prima = Rendiconto.objects.filter(campagna__anno=anno, comune__in=comuni, stato__in=CONSEGNATI)
    prima = dict(prima.values_list("comune", "pk"))
    if not prima:
        return {}
    gruppi = _gruppi([*prima.values(), *(comuni[c] for c in prima)])
    return {
        comuni[comune]: scostamenti(gruppi[pk], gruppi[comuni[comune]], anno=anno, soglia=campagna.scostamento)
        for comune, pk in prima.items()
    }


def _utenti_o_spesa(chiavi):
    """C08: la spiegazione è la nota della riga."""
    righe = VoceSpesa.objects.filter(rendiconto__in=chiavi).utenti_o_spesa().per_elenco()
    trovati = defaultdict(list)
    for voce in righe:
        utenti = "Un utente" if voce.utenti == 1 else f"{voce.utenti} utenti"
        frase = f"{utenti} e nessuna spesa." if voce.utenti else "C’è spesa e nessun utente."
        nome = f"{voce.intervento}, {voce.area}, {voce.gestione.lower()}"
        trovati[voce.rendiconto_id].append(Rilevato("C08", str(voce.pk), nome, frase, voce.nota))
    return trovati


def _spiega(trovati):
    """Mette accanto a ciò che si è trovato le spiegazioni date."""
    for s in Spiegazione.objects.filter(rendiconto__in=list(trovati)):
        trovati[s.rendiconto_id] = [
            r.con(s.testo, detta_di=s.rilevato) if (r.codice, r.riguarda) == (s.controllo, s.riguarda) else r
            for r in trovati[s.rendiconto_id]
        ]


def _dalla_mediana(rendiconti, campagna):
    """C14, fra i Comuni che hanno inviato."""
    inviati = Rendiconto.objects.filter(campagna=campagna, stato__in=CONSEGNATI).con_residenti().con_somme()
    valori = {r.pk: pro_capite(r.totale_spesa_netta, r.residenti) for r in inviati}
    centro, noti = mediana(valori.values()), sum(valore is not None for valore in valori.values())
    trovati = {
        r.pk: lontano_dalla_mediana(valori.get(r.pk), centro, comuni=noti, scarto=campagna.scarto_mediana) for r in rendiconti
    }
    return {chiave: voce for chiave, voce in trovati.items() if voce}


def quanti(voci):
    """Quante volte ciascun controllo non torna."""
    return Counter(r.codice for r in voci)
