"""Lo stato dell’accordo, che cos’è e dove si pubblica, detti a chi legge."""

from accordo.stati.accordi import StatoAccordo
from ambito.nucleo.formati_italiani import conta, formatta_data

# Stato → (a chi tiene l’accordo, alle parti e a chi legge).
FRASI_ACCORDO = {
    "bozza": (
        "Adatta gli articoli, aggiungi le parti, poi condividi il testo con loro.",
        "L’Ufficio di Piano lo sta scrivendo: quando è pronto lo condivide con le parti.",
    ),
    "condiviso": (
        "Le parti leggono la proposta. Quando il testo va bene a tutti, congelalo: da lì parte l’approvazione.",
        "È una proposta: se qualcosa non va, dillo adesso all’Ufficio di Piano. Poi il testo si ferma.",
    ),
    "in_approvazione": (
        "Il testo è fermo. Ogni ente carica l’atto che lo approva: controlla quelli arrivati e ricorda a chi manca.",
        "Il testo è fermo. Ogni ente lo approva con un proprio atto e lo carica nella pagina della sua parte.",
    ),
    "approvato": (
        "Hanno approvato tutti: apri la firma.",
        "Hanno approvato tutti. Fra poco si firma.",
    ),
    "in_firma": (
        "Le parti firmano digitalmente il PDF: il portale verifica ogni firma.",
        "Chi rappresenta l’ente scarica il PDF dalla pagina della sua parte, lo firma digitalmente e lo ricarica.",
    ),
    "perfezionato": (
        "Hanno firmato tutti. Scrivi gli estremi dell’atto che approva l’accordo.",
        "Hanno firmato tutti. Manca l’atto formale dell’ente capofila.",
    ),
    "in_pubblicazione": (
        "Manda l’accordo al bollettino ufficiale e scrivi qui numero e data: da quel giorno è vigente.",
        "Si aspetta la pubblicazione nel bollettino ufficiale.",
    ),
    "vigente": ("L’accordo è in vigore: segui gli impegni dalla pagina «Vigilanza».", "L’accordo è in vigore."),
    "scaduto": ("L’accordo è finito con il piano.", "L’accordo è finito con il piano."),
    "risolto": ("L’accordo è stato risolto.", "L’accordo è stato risolto."),
}


def stato_accordo_per(accordo, *, tiene):
    """La frase sullo stato, per chi tiene l’accordo o per gli altri."""
    a_chi_tiene, agli_altri = FRASI_ACCORDO[accordo.stato]
    return a_chi_tiene if tiene else agli_altri


def che_cos_e(accordo):
    """Due frasi per chi non sa che cosa sia un accordo di programma: che cos’è, e fino a quando vale."""
    che_cosa = (
        f"È l’accordo che cambia alcuni articoli di quello del {accordo.triennio}: {accordo.oggetto.rstrip('.')}."
        if accordo.integrativo
        else f"È il patto con cui Comuni ed enti attuano insieme il Piano di Zona {accordo.triennio}: chi fa che cosa, con quali "
        "risorse, chi controlla."
    )
    return f"{che_cosa} {_fino_a_quando(accordo)}"


def _fino_a_quando(accordo):
    fine = formatta_data(accordo.al, esteso=True)
    if accordo.stato == "vigente":
        return f"È in vigore fino al {fine}."
    return f"È finito il {fine}." if accordo.stato == "scaduto" else "È stato sciolto prima del termine."


def piano_adottato(accordo, versione):
    """Quale testo del piano l’accordo adotta e, se intanto il piano è cambiato o sta cambiando, che cosa vale."""
    piano, nell_accordo = accordo.piano, versione.versione_piano_id
    frase = f"L’accordo adotta la versione {versione.versione_piano.numero}."
    if piano.adottata_id not in (None, nell_accordo):
        frase += f" Poi il piano è stato aggiornato: in vigore è la versione {piano.adottata.numero}."
    if piano.si_aggiorna:
        frase += " Un altro aggiornamento" if piano.adottata_id != nell_accordo else " Un aggiornamento"
        frase += " è in corso: finché non è adottato non cambia niente."
    return frase


def pubblicazioni(accordo, parti):
    """Dove la legge vuole che l’accordo si legga: obbligo, che cosa è stato fatto e quando, se è stato fatto."""
    comuni = [p for p in parti if p.comune_id]
    fatti = sum(1 for p in comuni if p.sito_il)
    yield {
        "dove": "Bollettino ufficiale della Regione",
        "fatto": bool(accordo.bollettino_data),
        "come": f"{accordo.bollettino} del {formatta_data(accordo.bollettino_data)}" if accordo.bollettino_data else "",
    }
    yield {
        "dove": "Albo dell’ente capofila, per quindici giorni",
        "fatto": bool(accordo.albo_dal),
        "come": f"dal {formatta_data(accordo.albo_dal)}" if accordo.albo_dal else "",
    }
    yield {
        "dove": "Sito di ogni Comune che ne è parte",
        "fatto": bool(comuni) and fatti == len(comuni),
        "come": f"{conta(fatti, 'Comune', 'Comuni')} su {len(comuni)}",
    }


def testo_del_sollecito(accordo):
    """Il testo proposto per sollecitare le parti che mancano."""
    in_firma = accordo.stato == StatoAccordo.IN_FIRMA
    entro = accordo.termine_firme if in_firma else accordo.termine_atti
    che_cosa = (
        "Dalla pagina si scarica il PDF, lo si firma digitalmente e lo si ricarica."
        if in_firma
        else "Il testo è fermo: l’ente lo approva con un proprio atto, e lo carica dalla pagina."
    )
    termine = f" Il termine è il {formatta_data(entro, esteso=True)}." if entro else ""
    manca = "la vostra firma" if in_firma else "il vostro atto"
    return f"All’{accordo.in_frase} manca ancora {manca}.{termine} {che_cosa}"


def parti_sospese_copiate(sospese):
    """A chi comincia un integrativo: fra le parti che si copiano ci sono `sospese` (nomi) con l’adesione sospesa."""
    if not sospese:
        return ""
    return (
        f"Fra le parti che si copiano c’è chi ha l’adesione sospesa: {', '.join(sospese)}. È ancora parte dell’accordo in vigore: "
        "se non deve approvare e firmare l’integrativo, toglila dalle sue parti."
    )
