"""Che cosa dell’adesione tocca a chi entra: compilare, correggere, esaminare, sollecitare."""

from django.urls import reverse

from accordo import selezioni
from accordo.models import Adesione
from accordo.parole import del_ritardo, stato_per
from accordo.stati import DA_INVIARE, OltreTermine, StatoAdesione
from ambito.models import Appartenenza
from ambito.registri import Compito, Riquadro


def compiti(poteri, oggi):
    """Le voci di «Tocca a te»."""
    yield from _dell_operatore(poteri, oggi)
    if not (poteri.puo("istruisce_adesioni") or poteri.puo("propone_piano")):
        return
    avvisi = selezioni.da_seguire()
    if poteri.puo("istruisce_adesioni"):
        yield from _dell_ufficio(poteri, avvisi)
    if poteri.puo("propone_piano"):
        yield from _del_coordinatore(poteri, [a for a in avvisi if a.in_corso(oggi)], oggi)


def _dell_operatore(poteri, oggi):
    comuni = poteri.comuni_con("compila_adesione")
    if not comuni:
        return
    for adesione in selezioni.rimandate(comuni):
        yield Compito(
            titolo=f"Correggi l’adesione di {adesione.comune}",
            spiegazione=f"L’Ufficio di Piano l’ha rimandata: «{adesione.motivo}»",
            url=_scheda(poteri, adesione.avviso, adesione.comune),
            scadenza=adesione.integrazione_entro,
            tono="attenzione",
        )
    avvisi = list(selezioni.avvisi_in_corso(oggi).exclude(chiude__lt=oggi, oltre_termine=OltreTermine.ESCLUSA))
    if not avvisi:
        return
    cominciate = {(a.avviso_id, a.comune_id): a.stato for a in Adesione.objects.filter(avviso__in=avvisi, comune__in=comuni)}
    miei = [a.comune for a in Appartenenza.objects.vigenti(oggi).filter(comune__in=comuni).select_related("comune")]
    for avviso in avvisi:
        for comune in miei:
            stato = cominciate.get((avviso.pk, comune.pk))
            if stato in (None, StatoAdesione.BOZZA):
                yield _da_compilare(poteri, avviso, comune, stato, oggi)


def _da_compilare(poteri, avviso, comune, stato, oggi):
    verbo = "Finisci e invia" if stato else "Compila"
    frase = "Hai già cominciato: riprendi da dove eri." if stato else "Il modulo è già riempito con i dati del Comune."
    return Compito(
        titolo=f"{verbo} l’adesione di {comune} all’accordo {avviso.triennio}",
        spiegazione=del_ritardo(avviso) if avviso.oltre(oggi) else frase,
        url=_scheda(poteri, avviso, comune),
        scadenza=avviso.chiude,
        tono="attenzione" if avviso.oltre(oggi) else "attesa",
    )


def _dell_ufficio(poteri, avvisi):
    for avviso in avvisi:
        quante = avviso.presentate
        if quante:
            titolo = "C’è un’adesione da esaminare" if quante == 1 else f"Ci sono {quante} adesioni da esaminare"
            yield Compito(
                titolo=f"{titolo} ({avviso.triennio})",
                spiegazione="I Comuni aspettano: accogli, rimanda con un motivo o respingi.",
                url=_quadro(poteri, avviso.triennio, StatoAdesione.PRESENTATA),
            )


def _del_coordinatore(poteri, avvisi, oggi):
    for avviso in avvisi:
        conta = selezioni.conteggi(avviso, oggi)
        mancano, tutti = sum(conta[s] for s in DA_INVIARE), sum(conta.values())
        if mancano:
            yield Compito(
                titolo=f"Mancano {mancano} adesioni su {tutti} ({avviso.triennio})"
                if mancano > 1
                else f"Manca un’adesione su {tutti}",
                spiegazione="Il termine è passato." if avviso.oltre(oggi) else "Sollecita i Comuni che non hanno ancora inviato.",
                url=_quadro(poteri, avviso.triennio, "da_inviare"),
                scadenza=avviso.chiude,
                tono="attenzione" if avviso.oltre(oggi) else "attesa",
            )


def riquadri(comune, poteri):
    """Il riquadro nella scheda di un Comune: lo stato di ogni adesione, per chi lo può vedere."""
    if not (poteri.puo("legge_adesioni") or poteri.puo("legge_comune", comune.pk)):
        return
    trovate = Adesione.objects.filter(comune=comune).select_related("avviso", "comune")
    for adesione in trovate:
        url = _scheda(poteri, adesione.avviso, comune) if poteri.puo("legge_comune", comune.pk) else ""
        titolo, frase = f"Adesione {adesione.avviso.triennio}", stato_per(adesione.stato, poteri, comune)
        yield Riquadro(titolo, frase, url, adesione.etichetta, adesione.tono)


def _scheda(poteri, avviso, comune):
    return reverse("accordo:adesione", args=[poteri.ambito.slug, avviso.triennio, comune.codice_istat])


def _quadro(poteri, triennio, stato):
    return f"{reverse('accordo:adesioni', args=[poteri.ambito.slug, triennio])}?stato={stato}"
