"""La coerenza del piano: ciò che non torna fra obiettivi, soldi, date, livelli essenziali. Ogni rilievo dice dove si corregge."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from ambito.nucleo.formati_italiani import conta, formatta_importo
from piano import selezioni
from piano.models import Azione, Indicatore, MotivoRilievo, RisorsaObiettivo, Sezione
from piano.selezioni import figure, quote
from servizi import selezioni as catalogo
from servizi.models import AssegnazioneFondo
from servizi.selezioni.offerta import Matrice


@dataclass(frozen=True)
class Rilievo:
    """Una cosa che non torna. `chiave` la riconosce nel tempo; `rotta` e `argomenti` portano dove si corregge."""

    chiave: str
    frase: str
    rotta: str
    argomenti: tuple = ()
    blocca: bool = False


def rilievi(piano, oggi):
    """Tutti i rilievi del piano, prima quelli che fermano la proposta."""
    obiettivi = list(selezioni.obiettivi(piano))
    risorse = list(RisorsaObiettivo.objects.filter(obiettivo__piano=piano).select_related("fondo"))
    trovati = [
        *_date(piano, obiettivi),
        *_azioni(piano),
        *_anni_delle_risorse(piano, obiettivi, risorse),
        *_anni_scoperti(piano, obiettivi, risorse),
        *_indicatori(piano),
        *_sintesi(piano),
        *_figure(piano),
        *_fondi(piano, risorse),
        *_vincoli(piano, risorse),
        *_livelli(oggi),
    ]
    return sorted(trovati, key=lambda r: not r.blocca)


def motivati(piano):
    """I rilievi già motivati: chiave → motivo scritto."""
    return {m.chiave: m for m in MotivoRilievo.objects.filter(piano=piano).select_related("autore")}


def _di(obiettivo, genere, frase, blocca=False):
    chiave = f"{genere}:{obiettivo.pk}"
    return Rilievo(chiave, f"{obiettivo.codice}: {frase}", "piano:obiettivo", (obiettivo.codice,), blocca)


def _fuori(piano, *giorni):
    return any(giorno and not piano.dal <= giorno <= piano.al for giorno in giorni)


def _date(piano, obiettivi):
    for obiettivo in obiettivi:
        if _fuori(piano, obiettivo.inizio, obiettivo.fine):
            yield _di(obiettivo, "date", "comincia o finisce fuori dal triennio.", blocca=True)


def _azioni(piano):
    for azione in Azione.objects.filter(obiettivo__piano=piano).select_related("obiettivo"):
        obiettivo = azione.obiettivo
        if _fuori(piano, azione.inizio, azione.fine):
            frase = f"{obiettivo.codice}: l’azione «{azione}» è fuori dal triennio."
            yield Rilievo(f"azione-date:{azione.pk}", frase, "piano:obiettivo", (obiettivo.codice,), blocca=True)
        if not azione.responsabile:
            frase = f"{obiettivo.codice}: l’azione «{azione}» non ha un responsabile."
            yield Rilievo(f"azione-chi:{azione.pk}", frase, "piano:obiettivo", (obiettivo.codice,))


def _anni_delle_risorse(piano, obiettivi, risorse):
    fuori = {r.obiettivo_id for r in risorse if r.anno not in piano.anni}
    for obiettivo in obiettivi:
        if obiettivo.pk in fuori:
            yield _di(obiettivo, "risorse-anni", "ha risorse in anni fuori dal triennio.", blocca=True)


def _anni_scoperti(piano, obiettivi, risorse):
    coperti = defaultdict(set)
    for risorsa in risorse:
        coperti[risorsa.obiettivo_id].add(risorsa.anno)
    for obiettivo in obiettivi:
        attivi = [anno for anno in piano.anni if obiettivo.inizio.year <= anno <= obiettivo.fine.year]
        scoperti = [str(anno) for anno in attivi if anno not in coperti[obiettivo.pk]]
        if scoperti and len(scoperti) < len(attivi):
            yield _di(obiettivo, "risorse", f"non ha risorse per il {' e il '.join(scoperti)}.")


def _indicatori(piano):
    righe = Indicatore.objects.filter(obiettivo__piano=piano).select_related("obiettivo").prefetch_related("traguardi")
    for indicatore in righe:
        codice = indicatore.obiettivo.codice
        detti = {t.anno for t in indicatore.traguardi.all()}
        inizio, fine = indicatore.obiettivo.inizio.year, indicatore.obiettivo.fine.year
        muti = [str(anno) for anno in piano.anni if inizio <= anno < fine and anno not in detti]
        if muti:
            frase = f"{codice}: l’indicatore «{indicatore}» non dice quanto si attende a fine {' e '.join(muti)}."
            yield Rilievo(f"indicatore-anni:{indicatore.pk}", frase, "piano:obiettivo", (codice,))
        if indicatore.base is None:
            frase = f"{codice}: l’indicatore «{indicatore}» non dice da quale valore si parte."
            yield Rilievo(f"indicatore-base:{indicatore.pk}", frase, "piano:obiettivo", (codice,))
        elif indicatore.base == indicatore.atteso:
            frase = f"{codice}: l’indicatore «{indicatore}» arriva dove parte."
            yield Rilievo(f"indicatore-fermo:{indicatore.pk}", frase, "piano:obiettivo", (codice,))


def _figure(piano):
    """Dove chi legge troverebbe un segno al posto di un’immagine, o chi non vede l’immagine non ne saprebbe nulla."""
    for sezione, mancanti, fuori_posto, mute in figure.da_sistemare(piano):
        dove = "piano:sezione", (sezione.pk,)
        for codice in mancanti:
            frase = f"{sezione}: cita la figura «{codice}», che non c’è fra le figure del piano."
            yield Rilievo(f"figura:{sezione.pk}-{codice}", frase, *dove, blocca=True)
        for n, segno in enumerate(fuori_posto):
            frase = f"{sezione}: «{segno}» si leggerebbe così. Una figura si cita con il suo codice, da sola in un paragrafo."
            yield Rilievo(f"figura-segno:{sezione.pk}-{n}", frase, *dove, blocca=True)
        for codice in mute:
            frase = f"{sezione}: la figura «{codice}» non dice che cosa mostra a chi non la vede."
            yield Rilievo(f"figura-muta:{sezione.pk}-{codice}", frase, "piano:figura", (codice,), blocca=True)


def _sintesi(piano):
    """Sezioni obbligatorie già scritte che chi legge il piano in dieci minuti non troverebbe."""
    for sezione in Sezione.objects.filter(piano=piano, obbligatoria=True, sintesi="").exclude(testo="").defer("testo"):
        frase = f"{sezione}: manca la sintesi, quindi non compare nel piano in dieci minuti."
        yield Rilievo(f"sintesi:{sezione.pk}", frase, "piano:sezione", (sezione.pk,))


def _fondi(piano, risorse):
    """Fondi previsti oltre l’assegnato, e assegnati che nessun obiettivo usa. Dove non c’è assegnazione non si giudica."""
    assegnati = {
        (r["fondo"], r["annualita"]): r["somma"]
        for r in AssegnazioneFondo.objects.filter(annualita__in=piano.anni).order_by().values("fondo", "annualita").annotate(
            somma=Sum("importo")
        )
    }  # fmt: skip
    previsti = defaultdict(Decimal)
    for risorsa in risorse:
        previsti[risorsa.fondo_id, risorsa.anno] += risorsa.importo
    nomi = {fondo.pk: fondo.codice for fondo in catalogo.fondi()} if assegnati else {}
    for (fondo, anno), somma in sorted(assegnati.items(), key=lambda voce: (nomi[voce[0][0]], voce[0][1])):
        previsto, nome = previsti.get((fondo, anno), Decimal(0)), f"{nomi[fondo]} {anno}"
        if previsto > somma:
            frase = f"{nome}: il piano prevede {formatta_importo(previsto)} euro, gli assegnati sono {formatta_importo(somma)}."
            yield Rilievo(f"fondo-oltre:{fondo}-{anno}", frase, "servizi:risorse")
        elif not previsto:
            frase = f"{nome}: {formatta_importo(somma)} euro assegnati che nessun obiettivo usa."
            yield Rilievo(f"fondo-fermo:{fondo}-{anno}", frase, "servizi:risorse")


def _vincoli(piano, risorse):
    """Somme vincolate che nessun obiettivo riceve, e obiettivi che ne ricevono più di quanto prevedono da quel fondo e anno."""
    ricevuti = defaultdict(Decimal)
    for vincolo in quote.vincoli(piano):
        assegnazione = vincolo.assegnazione
        if vincolo.libera:
            frase = f"{formatta_importo(vincolo.libera)} euro vincolati a «{assegnazione.vincolo}» non vanno a nessun obiettivo."
            yield Rilievo(f"vincolo-libero:{assegnazione.pk}", f"{assegnazione}: {frase}", "piano:vincoli")
        for quota in vincolo.quote:
            ricevuti[quota.obiettivo, assegnazione.fondo, assegnazione.annualita] += quota.importo
    previsti = {(r.obiettivo_id, r.fondo_id, r.anno): r.importo for r in risorse}
    for (obiettivo, fondo, anno), ricevuto in ricevuti.items():
        previsto = previsti.get((obiettivo.pk, fondo.pk, anno), Decimal(0))
        if ricevuto > previsto:
            importi = f"riceve {formatta_importo(ricevuto)} euro vincolati e ne prevede {formatta_importo(previsto)}."
            chiave = f"vincolo-oltre:{obiettivo.pk}-{fondo.pk}-{anno}"
            yield Rilievo(chiave, f"{obiettivo.codice}: da {fondo.codice} {anno} {importi}", "piano:obiettivo", (obiettivo.codice,))


def _livelli(oggi):
    """Livelli essenziali che nell’offerta non risultano, o che mancano in qualche Comune."""
    matrice = Matrice(oggi, catalogo.servizi().filter(leps__isnull=False))
    for riga in matrice.livelli() if matrice.appartenenze else []:
        leps = riga.servizio
        if not riga.serviti:
            yield Rilievo(f"leps:{leps.pk}", f"{leps}: nell’offerta non c’è nessun servizio che lo realizzi.", "servizi:leps")
        elif riga.mancano:
            quanti = conta(len(riga.mancano), "Comune", "Comuni")
            yield Rilievo(f"leps:{leps.pk}", f"{leps}: manca in {quanti}.", "servizi:leps")
