"""Ciò che il piano aggiunge a «Tocca a te», a chi lo può fare."""

from django.urls import reverse

from ambito.nucleo.formati_italiani import conta
from ambito.registri import Compito
from piano import selezioni
from piano.selezioni import giri
from piano.stati import StatoPiano


def compiti(poteri, oggi):
    """Le cose da fare sul piano corrente per questa persona."""
    if not poteri.puo("redige_piano"):
        return []
    piano = selezioni.piano_corrente(giri.con_riscontri_da_dare())
    if piano is None:
        url = reverse("piano:piani", args=[poteri.ambito.slug])
        return [Compito("Comincia il Piano di Zona", "Non c’è ancora un piano: nasce da un modello.", url)]
    testi = [_bozza(poteri, b) for b in selezioni.bozze_di(poteri.utente)] + _da_riscontrare(poteri, piano)
    if piano.modificabile:
        return testi + _da_scrivere(poteri, piano)
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


def _da_scrivere(poteri, piano):
    sezioni, obiettivi, qualcuno = selezioni.mancanze(piano)
    voci = []
    if sezioni:
        url = _url(poteri, piano, "sezione", sezioni[0].pk)
        voci.append(Compito(_conta(len(sezioni), "Completa 1 sezione", "Completa {} sezioni") + f" del {piano}",
                            "La prima: " + str(sezioni[0]) + ".", url))  # fmt: skip
    if not qualcuno:
        url = _url(poteri, piano, "obiettivi")
        voci.append(Compito(f"Aggiungi gli obiettivi del {piano}", "Senza obiettivi non si può proporre.", url))
    if obiettivi:
        url = _url(poteri, piano, "obiettivo", obiettivi[0].codice)
        voci.append(Compito(_conta(len(obiettivi), "Completa 1 obiettivo", "Completa {} obiettivi") + f" del {piano}",
                            f"{obiettivi[0].codice}: manca {', '.join(obiettivi[0].mancanze())}.", url))  # fmt: skip
    if not voci and poteri.puo("propone_piano"):
        url = _url(poteri, piano, "piano") + "#mancanze"
        voci.append(Compito(f"Proponi il {piano}", "È completo: si può portare in Assemblea.", url))
    return voci


def _dopo_il_voto(poteri, piano):
    if not poteri.puo("propone_piano"):
        return []
    url = _url(poteri, piano, "piano") + "#passo"
    if piano.stato == StatoPiano.APPROVATO:
        return [Compito(f"Rendi vigente il {piano}", "L’Assemblea l’ha approvato: manca l’accordo di programma.", url)]
    if piano.stato == StatoPiano.PROPOSTO and piano.esito_voto:
        return [Compito(f"L’Assemblea non ha approvato il {piano}", piano.esito_voto, url, tono="attenzione")]
    return []


def giri_di_osservazioni(poteri, oggi):
    """Le risposte che il piano aspetta dai Comuni della persona."""
    if comuni := giri.comuni_di(poteri):
        for giro in giri.da_rispondere(comuni, oggi):
            yield from _da_rispondere(poteri, giro, comuni)


def _da_riscontrare(poteri, piano):
    if not piano.da_riscontrare:
        return []
    quante = conta(piano.da_riscontrare, "osservazione", "osservazioni")
    spiegazione = "I Comuni aspettano di sapere che cosa se ne fa, e perché."
    url = _url(poteri, piano, "osservazioni", piano.giro_da_riscontrare) + "?riscontro=da_dare"
    return [Compito(f"Rispondi a {quante} sul {piano}", spiegazione, url)]


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
