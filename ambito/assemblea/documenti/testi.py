"""Il testo di partenza del verbale: racconta la seduta con i dati che ci sono; il segretario lo completa."""

from ambito.assemblea.models import Presenza
from ambito.assemblea.parole import elenco, giorno, ora
from ambito.assemblea.selezioni import agenda
from ambito.assemblea.stati import StatoElezione, StatoPunto, StatoSeduta, StatoVotazione
from ambito.nucleo.formati_italiani import conta

SENZA_VOTO = {
    StatoPunto.PRESO_ATTO: "Se ne prende atto.",
    StatoPunto.RINVIATO: "Il punto è rinviato.",
    StatoPunto.ISCRITTO: "Il punto non è stato trattato.",
    StatoPunto.IN_DISCUSSIONE: "Il punto non è stato concluso.",
}


def testo_verbale(seduta):
    """Paragrafi separati da una riga vuota. Presenze, schede e conti stanno a parte, nelle tabelle, e non si riscrivono."""
    paragrafi = [_premessa(seduta), _presidenza(seduta), _presenti(seduta)]
    if seduta.stato == StatoSeduta.DESERTA:
        paragrafi.append(f"Manca il numero legale. Alle ore {ora(seduta.chiusa_il)} la seduta è dichiarata deserta.")
    else:
        paragrafi.append(f"Constatato il numero legale, la seduta è dichiarata aperta alle ore {ora(seduta.iniziata_il)}.")
        punti = list(seduta.punti.prefetch_related("votazioni__deliberazione__organo", "elezioni__turni").order_by("ordine"))
        titoli = agenda.titoli(punti)
        paragrafi += [_punto(punto, punto.pk in titoli) for punto in punti]
        paragrafi.append(f"Non essendovi altro da trattare, la seduta è chiusa alle ore {ora(seduta.chiusa_il)}.")
    return "\n\n".join(p for p in paragrafi if p)


def _premessa(seduta):
    ordinale = "prima" if seduta.convocazione == 1 else "seconda"
    inizio = seduta.iniziata_il or seduta.chiusa_il
    frase = (
        f"Il {giorno(inizio)}, alle ore {ora(inizio)}, {_dove(seduta)}, si è riunito in {ordinale} convocazione l’organo "
        f"«{seduta.organo}», con avviso del {giorno(seduta.convocata_il)}."
    )
    if seduta.motivo_urgenza:
        frase += (
            f" La convocazione è avvenuta con un preavviso più breve di quello ordinario per questo motivo: {seduta.motivo_urgenza}"
        )
    return frase


def _dove(seduta):
    luoghi = [f"presso {seduta.luogo}"] if seduta.luogo else []
    if seduta.modalita != seduta.Modalita.PRESENZA:
        luoghi.append("in collegamento a distanza")
    return elenco(luoghi)


def _presidenza(seduta):
    presidente = f"Presiede {seduta.presiede}. " if seduta.presiede else ""
    return f"{presidente}Verbalizza {seduta.segretario}."


def _presenti(seduta):
    """Chi era in sala quando la seduta è iniziata (o quando è stata dichiarata deserta) e chi è entrato o uscito dopo."""
    inizio = seduta.iniziata_il or seduta.chiusa_il
    presenze = list(Presenza.objects.filter(seduta=seduta, convocazione=seduta.convocazione).select_related("seggio"))
    tutti = [p for p in presenze if p.entrata <= inizio and (p.uscita is None or p.uscita > inizio)]
    subito, comuni = [p for p in tutti if p.seggio.conta_per(None)], seduta.seggi_di()
    peso, totale = sum(p.seggio.residenti for p in subito), sum(s.residenti for s in comuni)
    frasi = [
        f"All’appello sono presenti {conta(len(subito), 'Comune', 'Comuni')} su {len(comuni)}, con "
        f"{conta(peso, 'abitante', 'abitanti')} su {conta(totale, 'abitante', 'abitanti')}."
    ]
    if altri := [p.seggio.nome for p in tutti if not p.seggio.conta_per(None)]:
        frasi.append(f"È presente, e vota soltanto sulle sue materie: {elenco(altri)}.")
    frasi += [f"Alle ore {ora(p.entrata)} entra {p.seggio.soggetto}." for p in presenze if p.entrata > inizio]
    frasi += [f"Alle ore {ora(p.uscita)} esce {p.seggio.soggetto}." for p in presenze if p.uscita and inizio < p.uscita]
    return " ".join(frasi)


def _punto(punto, fa_da_titolo):
    titolo = f"Punto {punto.numero}. {punto.oggetto}."
    if fa_da_titolo:
        return titolo
    relatore = f" Relaziona {punto.relatore}." if punto.relatore else ""
    votazioni = [v for v in punto.votazioni.all() if v.stato != StatoVotazione.APERTA]
    fine = " ".join([*_elezioni(punto), *(_votazione(v) for v in votazioni)]) or SENZA_VOTO.get(punto.stato, "")
    return f"{titolo}{relatore}\nDopo la discussione, {fine[:1].lower()}{fine[1:]}" if votazioni else f"{titolo}{relatore}\n{fine}"


def _elezioni(punto):
    """Lo spoglio di ogni turno, e chi è eletto."""
    for elezione in punto.elezioni.all():
        turni = [passaggio for turno in elezione.turni.all() for passaggio in turno.passaggi]
        carica = elezione.get_carica_display().lower()
        yield " ".join([f"Si procede, con schede segrete, all’elezione: {carica}.", *turni])
        if elezione.stato == StatoElezione.ANNULLATA:
            yield f"L’elezione è annullata: {elezione.motivo_annullamento}."


def _votazione(votazione):
    if votazione.stato == StatoVotazione.ANNULLATA:
        return f"La votazione aperta alle ore {ora(votazione.aperta_il)} è annullata: {votazione.motivo_annullamento}."
    if not votazione.valida:
        return "La votazione non è valida perché manca il numero legale."
    deliberazione = getattr(votazione, "deliberazione", None)
    atto = f" ({deliberazione.sigla})" if deliberazione else ""
    come = {True: "è approvata", False: "è respinta"}[votazione.approvata]
    if votazione.esito_calcolo["da_rivotare"]:
        come = "ha voti pari e si vota di nuovo"
    return f"La proposta, messa ai voti alle ore {ora(votazione.aperta_il)} con voto {_segretezza(votazione)}, {come}{atto}."


def _segretezza(votazione):
    return "segreto" if votazione.e_segreta else "palese"
