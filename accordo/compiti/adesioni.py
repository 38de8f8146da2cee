"""Che cosa dell’adesione tocca a chi entra: compilare, correggere, esaminare, sollecitare."""

from django.urls import reverse
from django.utils import timezone

from accordo import selezioni
from accordo.models import Adesione, AvvisoAdesione
from accordo.parole.adesioni import del_ritardo, stato_per
from accordo.selezioni.conferma import CONFERMA
from accordo.selezioni.indirizzi import indirizzo
from accordo.stati import DA_INVIARE, OltreTermine, StatoAdesione, etichette, tono_di
from ambito.models import Appartenenza, Ente
from ambito.registri import Compito, Riquadro


def compiti(poteri, oggi):
    """Le voci di «Tocca a te»."""
    yield from _di_chi_aderisce(poteri, oggi)
    if not (poteri.puo("istruisce_adesioni") or poteri.puo("propone_piano")):
        return
    avvisi = selezioni.da_seguire(oggi)
    if poteri.puo("istruisce_adesioni"):
        yield from _dell_ufficio(poteri, avvisi)
    if poteri.puo("propone_piano"):
        yield from _del_coordinatore(poteri, [a for a in avvisi if a.in_corso(oggi)], oggi)


def _di_chi_aderisce(poteri, oggi):
    """Ciò che aspetta chi compila o conferma per un Comune, o lavora per un ente."""
    compila, impegna = set(poteri.comuni_con("compila_adesione")), selezioni.comuni_che_impegna(poteri)
    # Uno per triennio: leggerli tutti evita le altre letture dove non ce n’è.
    avvisi = poteri.una_volta(_avvisi) if compila or impegna or poteri.enti else []
    if not avvisi:
        return
    mie = poteri.una_volta(selezioni.adesioni_di, frozenset(compila | impegna), poteri.enti)
    yield from (_da_confermare(poteri, a) for a in mie if a.stato == StatoAdesione.DA_CONFERMARE and a.comune_id in impegna)
    for adesione in mie:
        if adesione.stato == StatoAdesione.INTEGRAZIONE_RICHIESTA and (adesione.ente_id or adesione.comune_id in compila):
            yield _da_correggere(poteri, adesione)
    sospese = [a for a in mie if a.sospesa and (a.ente_id or a.comune_id in compila)]
    yield from (_sospesa(poteri, a) for a, finito in _con_il_triennio(sospese, oggi) if not finito)
    if riceve := [a for a in avvisi if a.in_corso(oggi) and not (a.oltre(oggi) and a.oltre_termine == OltreTermine.ESCLUSA)]:
        cominciate = {(a.avviso_id, a.soggetto): a for a in mie}
        yield from _da_cominciare(poteri, riceve, _per_chi_compila(poteri, compila, oggi), cominciate, oggi)


def _avvisi():
    return list(AvvisoAdesione.objects.all())


def _da_confermare(poteri, adesione):
    return Compito(
        titolo=f"Conferma l’adesione di {adesione.comune} all’accordo {adesione.avviso.triennio}",
        spiegazione="È pronta: leggi il riepilogo e conferma, così parte; oppure rimandala a chi l’ha compilata.",
        url=indirizzo(poteri.ambito.slug, adesione.avviso, adesione.comune, "conferma"),
        scadenza=adesione.integrazione_entro or adesione.avviso.chiude,
        tono="attenzione",
    )


def _da_correggere(poteri, adesione):
    return Compito(
        titolo=f"Correggi l’adesione di {adesione.soggetto}",
        spiegazione=_perche_torna(adesione) or f"L’Ufficio di Piano l’ha rimandata: «{adesione.motivo}»",
        url=_scheda(poteri, adesione.avviso, adesione.soggetto),
        scadenza=adesione.integrazione_entro,
        tono="attenzione",
    )


def _sospesa(poteri, adesione):
    return Compito(
        titolo=f"L’adesione di {adesione.soggetto} è sospesa",
        spiegazione=f"Leggi che cosa fare perché l’Ufficio di Piano la riattivi: «{adesione.sospesa_motivo}»",
        url=_scheda(poteri, adesione.avviso, adesione.soggetto),
        tono="attenzione",
    )


def _perche_torna(adesione):
    return f"Il Sindaco te l’ha resa: «{adesione.rimando}»" if adesione and adesione.rimando else ""


def _per_chi_compila(poteri, comuni, oggi):
    """I Comuni vigenti per cui la persona compila, poi i suoi enti."""
    miei = (
        [a.comune for a in Appartenenza.objects.vigenti(oggi).filter(comune__in=comuni).select_related("comune")] if comuni else []
    )
    return [*miei, *(Ente.objects.filter(pk__in=poteri.enti) if poteri.enti else ())]


def _da_cominciare(poteri, avvisi, soggetti, cominciate, oggi):
    """L’adesione da compilare, o da finire, per ciascuno agli avvisi che lo ammettono."""
    for chi in soggetti:
        for avviso in avvisi:
            ammesso = avviso.rivolto_a(chi) if isinstance(chi, Ente) else avviso.rivolto_ai_comuni
            cominciata = cominciate.get((avviso.pk, chi))
            if ammesso and (cominciata is None or cominciata.stato == StatoAdesione.BOZZA):
                yield _da_compilare(poteri, avviso, chi, cominciata, oggi)


def _da_compilare(poteri, avviso, chi, cominciata, oggi):
    invia = isinstance(chi, Ente) or poteri.puo(CONFERMA, chi.pk)
    verbo = ("Finisci e invia" if invia else "Finisci") if cominciata else "Compila"
    frase = _perche_torna(cominciata) or _come_si_compila(poteri, chi, cominciata)
    return Compito(
        titolo=f"{verbo} l’adesione di {chi} all’accordo {avviso.triennio}",
        spiegazione=del_ritardo(avviso) if avviso.oltre(oggi) else frase,
        url=_scheda(poteri, avviso, chi),
        scadenza=avviso.chiude,
        tono="attenzione" if avviso.oltre(oggi) else "attesa",
    )


def _come_si_compila(poteri, chi, cominciata):
    if not isinstance(chi, Ente) and poteri.puo(CONFERMA, chi.pk):
        return "Di solito la compila l’operatore comunale e tu la confermi; puoi anche fare tutto da te."
    return "È già cominciata: riprendi da lì." if cominciata else "Il modulo è già riempito con ciò che l’Ambito sa di voi."


def _dell_ufficio(poteri, avvisi):
    if avvisi and (quanti := avvisi[0].sospesi):
        yield Compito(
            titolo="Un ente è sospeso: un documento è scaduto" if quanti == 1 else f"{quanti} enti sospesi per documenti scaduti",
            spiegazione="Se un ente non rinnova, sentilo: il portale avvisa da sé soltanto chi ha un accesso.",
            url=f"{reverse('accordo:fascicoli', args=[poteri.ambito.slug])}?stato=scaduto",
        )
    for avviso in avvisi:
        quante = avviso.presentate
        if quante:
            titolo = "C’è un’adesione da esaminare" if quante == 1 else f"Ci sono {quante} adesioni da esaminare"
            yield Compito(
                titolo=f"{titolo} ({avviso.triennio})",
                spiegazione="I Comuni aspettano: accogli, rimanda con un motivo o respingi.",
                url=_quadro(poteri, avviso.triennio, StatoAdesione.PRESENTATA),
            )
        if quante := avviso.presentate_enti:
            titolo = "C’è l’adesione di un ente" if quante == 1 else f"Ci sono le adesioni di {quante} enti"
            yield Compito(
                titolo=f"{titolo} da esaminare ({avviso.triennio})",
                spiegazione="Gli enti aspettano: accogli, rimanda con i rilievi o respingi.",
                url=f"{reverse('accordo:enti', args=[poteri.ambito.slug, avviso.triennio])}?stato={StatoAdesione.PRESENTATA}",
            )


def _del_coordinatore(poteri, avvisi, oggi):
    yield from (_enti_che_chiedono(poteri, avviso) for avviso in avvisi if avviso.chiedono)
    for avviso in (a for a in avvisi if a.rivolto_ai_comuni):
        conta = selezioni.conteggi(avviso, oggi)
        mancano, tutti = sum(conta[s] for s in DA_INVIARE), sum(conta.values())
        if mancano:
            yield Compito(
                titolo=f"Mancano {mancano} adesioni su {tutti} ({avviso.triennio})"
                if mancano > 1
                else f"Manca un’adesione su {tutti}",
                spiegazione="Il termine è passato." if avviso.oltre(oggi) else "Sollecita i Comuni che non hanno ancora inviato.",
                url=reverse("accordo:sollecito", args=[poteri.ambito.slug, avviso.triennio]),
                scadenza=avviso.chiude,
                tono="attenzione" if avviso.oltre(oggi) else "attesa",
            )


def _enti_che_chiedono(poteri, avviso):
    return Compito(
        titolo="Un ente chiede di aderire" if avviso.chiedono == 1 else f"{avviso.chiedono} enti chiedono di aderire",
        spiegazione="Hanno scritto dalla pagina pubblica: controlla chi sono, poi invitali o di’ di no.",
        url=reverse("accordo:enti", args=[poteri.ambito.slug, avviso.triennio]),
        scadenza=avviso.chiude,
        tono="attesa",
    )


def riquadri(comune, poteri):
    """Il riquadro nella scheda di un Comune: lo stato di ogni adesione, per chi lo può vedere."""
    if not (poteri.puo("legge_adesioni") or poteri.puo("legge_comune", comune.pk)):
        return
    trovate = list(Adesione.objects.filter(comune=comune).select_related("avviso", "comune"))
    for adesione, finito in _con_il_triennio(trovate, poteri.oggi):
        url = _scheda(poteri, adesione.avviso, comune) if poteri.puo("legge_comune", comune.pk) else ""
        yield _a_che_punto(adesione, f"Adesione {adesione.avviso.triennio}", url, poteri, finito)


def _a_che_punto(adesione, titolo, url, poteri, finito, **attesa):
    qual_e = adesione.stato
    frase = stato_per(qual_e, poteri, adesione.soggetto, finito=finito)
    return Riquadro(titolo, frase, url, etichette(finito)[qual_e], tono_di(qual_e, finito), **attesa)


def _con_il_triennio(adesioni, oggi):
    """Ogni adesione con `True` se il suo triennio è finito: si guarda una volta sola, quante che siano."""
    finiti = selezioni.trienni_finiti({a.avviso.triennio_inizio for a in adesioni}, oggi)
    return [(adesione, adesione.avviso.triennio_inizio in finiti) for adesione in adesioni]


def da_seguire(poteri):
    """Le adesioni mandate dagli enti della persona, che non hanno un quadro in cui ritrovarle; quelle dei suoi Comuni su cui
    deve pronunciarsi un altro.
    """
    impegna = selezioni.comuni_che_impegna(poteri)
    comuni = frozenset(poteri.comuni_con("compila_adesione")) | impegna
    if not ((poteri.enti or comuni) and poteri.una_volta(_avvisi)):
        return
    mie = poteri.una_volta(selezioni.adesioni_di, comuni, poteri.enti)
    mandate = [a for a in mie if _tocca_ad_altri(a, impegna)]
    for adesione, finito in _con_il_triennio(mandate, poteri.oggi):
        titolo = f"Adesione di {adesione.soggetto}, {adesione.avviso.triennio}"
        url = _scheda(poteri, adesione.avviso, adesione.soggetto)
        yield _a_che_punto(adesione, titolo, url, poteri, finito, **_a_chi_tocca(adesione, finito))


def _tocca_ad_altri(adesione, impegna):
    """È stata mandata e non è tornata indietro; di un Comune, finché altri devono confermarla o deciderne."""
    if adesione.ente_id:
        return adesione.numero is not None and not (adesione.sospesa or adesione.stato == StatoAdesione.INTEGRAZIONE_RICHIESTA)
    if adesione.stato == StatoAdesione.DA_CONFERMARE:
        return adesione.comune_id not in impegna
    return adesione.stato == StatoAdesione.PRESENTATA


def _a_chi_tocca(adesione, finito):
    """Chi deve fare il prossimo passo, e da quando; niente se è deciso."""
    if finito:
        return {}
    if adesione.stato == StatoAdesione.DA_CONFERMARE:
        return {"chi": f"Sindaco di {adesione.comune}"}
    if adesione.stato == StatoAdesione.PRESENTATA:
        return {"chi": "Ufficio di Piano", "da": timezone.localdate(adesione.inviata_il)}
    return {}


def _scheda(poteri, avviso, soggetto):
    return indirizzo(poteri.ambito.slug, avviso, soggetto)


def _quadro(poteri, triennio, stato):
    return f"{reverse('accordo:adesioni', args=[poteri.ambito.slug, triennio])}?stato={stato}"
