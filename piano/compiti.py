"""Ciò che il piano aggiunge a «Tocca a te», a chi lo può fare."""

from collections import defaultdict

from django.urls import reverse

from ambito.nucleo import traiettoria
from ambito.nucleo.formati_italiani import conta
from ambito.registri import Compito
from piano import selezioni
from piano.selezioni import andamento, giri
from piano.selezioni.attese import attese
from piano.stati import PROPOSTI, StatoPiano


def compiti(poteri, oggi):
    """Le cose da fare per questa persona: scrivere il piano corrente, rispondere a chi aspetta su un piano non concluso."""
    if not poteri.puo("redige_piano"):
        return []
    piano = selezioni.piano_corrente()
    if piano is None:
        url = reverse("piano:piani", args=[poteri.ambito.slug])
        return [Compito("Comincia il Piano di Zona", "Non c’è ancora un piano: nasce da un modello.", url)]
    testi = [_bozza(poteri, b) for b in selezioni.bozze_di(poteri.utente)] + _da_leggere(poteri, oggi)
    for aspettano in attese(poteri.utente, oggi):
        testi += _partecipazione(poteri, aspettano)
    if piano.modificabile:
        mie = [_affidata(poteri, s, oggi) for s in selezioni.sezioni_affidate(poteri.utente)]
        return testi + mie + _da_scrivere(poteri, piano)
    return testi + _dopo_il_voto(poteri, piano)


def _url(poteri, piano, nome, *argomenti):
    return reverse(f"piano:{nome}", args=[poteri.ambito.slug, piano.triennio, *argomenti])


def _bozza(poteri, bozza):
    return Compito(
        f"Scegli fra due testi: {bozza.sezione}",
        "Un collega ha scritto nello stesso punto: il tuo testo è conservato.",
        _url(poteri, bozza.sezione.piano, "conflitto", bozza.sezione_id),
        tono="attenzione",
    )


def _affidata(poteri, sezione, oggi):
    in_ritardo = sezione.giorni_di_ritardo(oggi)
    return Compito(
        f"Scrivi la sezione {sezione}",
        "Il termine è passato: finiscila, o chiedi di spostarlo." if in_ritardo else "È affidata a te.",
        _url(poteri, sezione.piano, "sezione", sezione.pk),
        sezione.entro,
        "attenzione" if in_ritardo else "attesa",
    )


def _da_leggere(poteri, oggi):
    """Per ogni piano in corso una voce sola: le letture affidate a questa persona e quelle di nessuno in particolare."""
    per_piano = defaultdict(list)
    for indicatore, fine in andamento.dovute(oggi, poteri.utente):
        if fine <= oggi:
            per_piano[indicatore.obiettivo.piano].append(traiettoria.entro(fine))
    return [_letture(poteri, piano, termini, oggi) for piano, termini in per_piano.items()]


def _letture(poteri, piano, termini, oggi):
    in_ritardo = sum(1 for termine in termini if termine < oggi)
    perche = (
        f"Valori degli indicatori: {in_ritardo} in ritardo." if in_ritardo else "Il periodo è finito: si scrive quanto si è letto."
    )
    titolo = f"Scrivi {conta(len(termini), 'rilevazione', 'rilevazioni')} del {piano}"
    url = _url(poteri, piano, "andamento") + "#da-scrivere"
    return Compito(titolo, perche, url, min(termini), tono="attenzione" if in_ritardo else "attesa")


def _partecipazione(poteri, aspettano):
    piano = aspettano.piano
    if aspettano.in_ritardo:
        yield Compito(
            f"Percorso del piano: {conta(aspettano.in_ritardo, 'tua tappa in ritardo', 'tue tappe in ritardo')}",
            f"La prima: {aspettano.tappa}. Scrivi quando è avvenuta, o sposta il termine.",
            _url(poteri, piano, "percorso"),
            tono="attenzione",
        )
    if aspettano.contributi:
        yield Compito(
            f"Leggi {conta(aspettano.contributi, 'contributo arrivato', 'contributi arrivati')} dalla consultazione",
            "Si pubblica, o si dice perché no.",
            _url(poteri, piano, "consultazioni"),
        )
    if aspettano.proposte:
        yield Compito(
            f"Rispondi a {conta(aspettano.proposte, 'proposta', 'proposte')} sul piano",
            "Ogni proposta ha una risposta con il suo perché.",
            _url(poteri, piano, "proposte") + "?stato=da_valutare",
        )
    yield from _risposte(poteri, aspettano)


def _risposte(poteri, aspettano):
    piano = aspettano.piano
    if aspettano.commenti:
        yield Compito(
            f"Esamina {conta(aspettano.commenti, 'commento', 'commenti')} al {piano}",
            "Chi l’ha letto aspetta di sapere se lo accogli.",
            _url(poteri, piano, "piano") + "#sezioni",
        )
    if aspettano.osservazioni:
        yield Compito(
            f"Rispondi a {conta(aspettano.osservazioni, 'osservazione', 'osservazioni')} sul {piano}",
            "I Comuni aspettano di sapere che cosa se ne fa, e perché.",
            _url(poteri, piano, "osservazioni", aspettano.giro) + "?riscontro=da_dare",
        )


def _da_scrivere(poteri, piano):
    sezioni, obiettivi, qualcuno = selezioni.mancanze(piano)
    if not poteri.puo("propone_piano"):
        # Chi coordina guarda tutto il piano; gli altri le proprie (sopra) e quelle di nessuno.
        sezioni = [s for s in sezioni if s.assegnata_a_id is None]
    voci = []
    if sezioni:
        url = _url(poteri, piano, "sezione", sezioni[0].pk)
        voci.append(Compito(_conta(len(sezioni), "Completa 1 sezione", "Completa {} sezioni") + f" del {piano}",
                            f"La prima: {sezioni[0]}{_di_chi(sezioni[0])}.", url))  # fmt: skip
    if not qualcuno:
        url = _url(poteri, piano, "obiettivi")
        voci.append(Compito(f"Aggiungi gli obiettivi del {piano}", "Senza obiettivi non si può proporre.", url))
    if obiettivi:
        url = _url(poteri, piano, "obiettivo", obiettivi[0].codice)
        voci.append(Compito(_conta(len(obiettivi), "Completa 1 obiettivo", "Completa {} obiettivi") + f" del {piano}",
                            f"{obiettivi[0].codice}: manca {', '.join(obiettivi[0].mancanze())}.", url))  # fmt: skip
    if not voci and poteri.puo("propone_piano"):
        if giro := giri.aperto(piano):
            return [_giro_da_chiudere(poteri, piano, giro)]
        url = _url(poteri, piano, "piano") + "#mancanze"
        che_cosa, perche = ("il", "È completo: si può portare al voto.")
        if piano.si_aggiorna:
            che_cosa, perche = ("l’aggiornamento del", "Quando il testo è pronto si porta al voto, o si ritira.")
        voci.append(Compito(f"Proponi {che_cosa} {piano}", perche, url))
    return voci


def _giro_da_chiudere(poteri, piano, giro):
    """Con un giro aperto il piano non si propone: la cosa da fare adesso è quella."""
    perche = "Il testo è completo: aspetta che i Comuni finiscano di rispondere, o chiudi il giro, e poi proponilo."
    return Compito(f"Chiudi il giro di osservazioni sul {piano}", perche, _url(poteri, piano, "giro", giro.numero), giro.chiude)


def _di_chi(sezione):
    return f", affidata a {sezione.assegnata_a}" if sezione.assegnata_a else ""


def _dopo_il_voto(poteri, piano):
    if not poteri.puo("propone_piano"):
        return []
    url, chi = _url(poteri, piano, "piano") + "#passo", poteri.ambito.organo.con_il_maiuscolo
    if piano.stato == StatoPiano.APPROVATO:
        return [Compito(f"Rendi vigente il {piano}", f"{chi} l’ha approvato: manca l’accordo di programma.", url)]
    if piano.stato in PROPOSTI and piano.esito_voto:
        che_cosa = "l’aggiornamento del" if piano.si_aggiorna else "il"
        return [Compito(f"{chi} non ha approvato {che_cosa} {piano}", piano.esito_voto, url, tono="attenzione")]
    return []


def giri_di_osservazioni(poteri, oggi):
    """Le risposte che il piano aspetta dai Comuni della persona."""
    if comuni := giri.comuni_di(poteri):
        for giro in giri.da_rispondere(comuni, oggi):
            yield from _da_rispondere(poteri, giro, comuni)


def _da_rispondere(poteri, giro, comuni):
    for comune_id, (istat, nome) in comuni.items():
        mancano = len(giro.sezioni) - getattr(giro, f"risposte_{comune_id}")
        if mancano > 0:
            yield Compito(
                f"Di’ che cosa pensa {nome} del {giro.piano}",
                f"{conta(mancano, 'sezione aspetta', 'sezioni aspettano')} risposta. Se va bene tutto, basta un gesto.",
                _url(poteri, giro.piano, "risposta", giro.numero, istat),
                scadenza=giro.chiude,
            )


def _conta(quanti, uno, molti):
    return uno if quanti == 1 else molti.format(quanti)
