"""Il foglio di persone e incarichi: una riga per incarico. Nessuna riga può più di quanto possa la pagina di un incarico solo."""

from django.utils.timezone import localdate

from ambito import incarichi, inviti, selezioni
from ambito.errori import ErroreAtteso
from ambito.importazione import Anteprima, Colonna, ErroreRiga, ripetute
from ambito.incarichi import IncaricoNonValido
from ambito.models import Ambito, Ente, Invito
from ambito.nucleo.contesto import esigi_ambito
from ambito.nucleo.formati_italiani import formatta_data, leggi_data
from ambito.permessi import GUIDA, RUOLI
from ambito.tracciati.esiti import SCRIVONO, Esito, Situazione, posto, si_toccano
from ambito.tracciati.letture import leggi_email, leggi_ruolo, lettore_luogo, lettore_testo

MASSIME_RIGHE = 500
COLONNE = (
    Colonna("email", "E-mail", leggi_email, sinonimi=("indirizzo e mail", "indirizzo email", "mail", "posta elettronica")),
    Colonna("cognome", "Cognome", lettore_testo(80), False),
    Colonna("nome", "Nome", lettore_testo(80), False),
    Colonna("ruolo", "Ruolo", leggi_ruolo, sinonimi=("incarico",)),
    Colonna("luogo", "Comune o ente", str, False, ("comune", "ente", "dove", "luogo")),
    Colonna("dal", "Dal", leggi_data, sinonimi=("primo giorno", "inizio", "decorrenza")),
    Colonna("al", "Al", leggi_data, False, ("ultimo giorno", "fine", "scadenza")),
    Colonna("atto", "Atto", lettore_testo(200), sinonimi=("atto di nomina", "provvedimento", "decreto")),
)  # fmt: skip
ETICHETTE = {c.nome: c.etichetta for c in COLONNE}
CHE = {"comune": "un Comune", "ente": "un ente"}


def lettori(caricamento):
    """Le letture che dipendono dall’Ambito: i suoi Comuni e i suoi enti."""
    return {"luogo": lettore_luogo(localdate(caricamento.caricato_il))}


def controlla(righe, caricamento):
    """Ogni riga da sola (luogo, date, nome di chi è nuovo), poi le righe insieme: ripetute, posti di uno solo, coordinatori."""
    if len(righe) > MASSIME_RIGHE:
        return [_errore(righe[MASSIME_RIGHE], "", f"Un foglio ha al più {MASSIME_RIGHE} righe: dividilo.")]
    for riga in righe:
        _riempi(riga)
    situazione = Situazione(righe)
    errori = [errore for riga in righe for errore in _da_sola(riga, situazione)]
    sbagliate = {errore.riga for errore in errori}
    buone = [riga for riga in righe if riga["_riga"] not in sbagliate]
    return [*errori, *_ripetute(buone, situazione), *_posti(buone, situazione),
            *_guida(buone, situazione, localdate(caricamento.caricato_il))]  # fmt: skip


def _errore(riga, colonna, frase, valore=""):
    return ErroreRiga(riga["_riga"], ETICHETTE.get(colonna, ""), valore, frase)


def _riempi(riga):
    """Le celle che mancano valgono nulla; il luogo diventa il Comune o l’ente che il ruolo vuole."""
    for nome in ETICHETTE:
        riga.setdefault(nome, None)
    dove, luogo = riga["ruolo"].dove, riga["luogo"]
    riga["comune"] = luogo.comune if luogo and dove == "comune" else None
    riga["ente"] = luogo.ente if luogo and dove == "ente" else None


def _da_sola(riga, situazione):
    """Gli errori di una riga, che si vedono senza guardare le altre."""
    ruolo, scritto = riga["ruolo"], riga["luogo"].etichetta if riga["luogo"] else ""
    if ruolo.dove == "ambito" and scritto:
        yield _errore(riga, "luogo", f"Il ruolo «{ruolo.nome}» vale per l’intero Ambito: lascia vuota la cella.", scritto)
    elif ruolo.dove != "ambito" and not riga[ruolo.dove]:
        yield _errore(riga, "luogo", f"Il ruolo «{ruolo.nome}» vale per {CHE[ruolo.dove]}: scrivi quale.", scritto)
    else:
        try:
            incarichi.esigi_coerente(**{campo: riga[campo] for campo in ("dal", "al", "comune", "ente")}, ruolo=ruolo.codice)
        except IncaricoNonValido as errore:
            yield _errore(riga, "al", errore.frase, formatta_data(riga["al"]))
    if situazione.esito(riga) == Esito.INVITO:
        for campo in ("cognome", "nome"):
            if not riga[campo]:
                yield _errore(riga, campo, "È una persona nuova per questo Ambito: scrivilo, lo vedrà nell’invito.")


def _ripetute(righe, situazione):
    """A chi è nuovo si manda un invito solo per lo stesso incarico; chi è dell’Ambito può averlo in tempi diversi."""

    def chiave(riga):
        return riga["email"], *posto(riga), riga["dal"] if situazione.persona(riga) else None

    for riga, prima in ripetute(righe, chiave):
        yield _errore(riga, "email", f"Lo stesso incarico della stessa persona è già nella riga {prima}.", riga["email"])


def _posti(righe, situazione):
    """Un Sindaco solo per Comune alla volta, contando chi c’è già e chi è nel foglio."""
    visti = []
    for riga in righe:
        esito = situazione.esito(riga)
        if not riga["ruolo"].unico or esito not in SCRIVONO:
            continue
        occupa = situazione.chi_occupa(riga)
        if occupa and esito == Esito.SUBITO:
            frase = f"{incarichi.chi_ha_il_posto(occupa)}: prima termina quell’incarico."
            yield _errore(riga, "dal", frase, formatta_data(riga["dal"]))
        if prima := next((v for v in visti if posto(v) == posto(riga) and si_toccano(_giorni(v), _giorni(riga))), None):
            chi = f"{riga['ruolo'].nome} di {riga['comune']}"
            frase = f"{chi} è già nella riga {prima['_riga']}, negli stessi giorni: può essere uno solo."
            yield _errore(riga, "ruolo", frase, riga["ruolo"].nome)
        visti.append(riga)


def _giorni(riga):
    return riga["dal"], riga["al"]


def _guida(righe, situazione, oggi):
    """Un coordinatore a termine vuole chi lo segua, come nella pagina di un incarico solo."""
    nuovi = [r for r in righe if r["ruolo"].codice == GUIDA and situazione.esito(r) == Esito.SUBITO]
    periodi = incarichi.periodi_di_guida() if nuovi else []
    for riga in nuovi:
        con_lui = [*periodi, _giorni(riga)] if situazione.persona(riga).is_active else periodi
        prima, dopo = incarichi.scoperto_dal(oggi, periodi), incarichi.scoperto_dal(oggi, con_lui)
        try:
            incarichi.esigi_guida(prima, dopo, oggi, a_termine=riga["al"] is not None)
        except IncaricoNonValido as errore:
            yield _errore(riga, "al", errore.frase, formatta_data(riga["al"]))
        periodi = con_lui


def confronta(righe, caricamento):
    """Per ogni riga, che cosa succederà."""
    situazione, anteprima = Situazione(righe), Anteprima()
    for riga in righe:
        esito = situazione.esito(riga)
        anteprima.nuove += esito in SCRIVONO
        anteprima.uguali += esito not in SCRIVONO
        anteprima.differenze.append({
            "genere": str(esito),
            "chiave": f"Riga {riga['_riga']}: {_chi(riga, situazione)}",
            "prima": situazione.come_ora(riga),
            "dopo": situazione.come_poi(riga),
        })  # fmt: skip
    return anteprima


def _chi(riga, situazione):
    persona = situazione.persona(riga)
    nome = persona.nome_completo if persona else " ".join(filter(None, [riga["nome"], riga["cognome"]]))
    return f"{nome} ({riga['email']})" if nome and nome != riga["email"] else riga["email"]


def applica(righe, caricamento, poteri, adesso):
    """Conferisce e invita; gli inviti li spedisce un lavoro, a transazione chiusa. Due fogli insieme vanno uno dopo l’altro."""
    Ambito.objects.select_for_update(of=("self",), no_key=True).get(pk=esigi_ambito())
    situazione = Situazione(righe)
    fatti = [_scrivi(riga, poteri, adesso) for riga in righe if situazione.esito(riga) in SCRIVONO]
    if mandati := [fatto for fatto in fatti if isinstance(fatto, Invito)]:
        inviti.spedisci_poi(mandati, utente=poteri.utente, adesso=adesso)


def _scrivi(riga, poteri, adesso):
    proposta = {campo: riga[campo] for campo in ("email", "comune", "ente", "dal", "al", "atto")}
    proposta |= {"nome": riga["nome"] or "", "cognome": riga["cognome"] or "", "ruolo": riga["ruolo"].codice}
    try:
        return inviti.conferisci_o_invita(**proposta, autore=poteri.utente, adesso=adesso, parte=False)
    except ErroreAtteso as errore:
        raise IncaricoNonValido(f"Riga {riga['_riga']}: {errore.frase} Non è stato scritto nulla.") from errore


def voci_ammesse(oggi):
    """Fra che cosa si sceglie nelle colonne del modello: i ruoli in parole, i Comuni e gli enti dell’Ambito."""
    dove = [*(c.nome for c in selezioni.comuni(oggi)), *Ente.objects.values_list("denominazione", flat=True)]
    return {ETICHETTE["ruolo"]: [r.nome for r in RUOLI.values()], ETICHETTE["luogo"]: dove}


def posti_scoperti(oggi, adesso):
    """Le righe del modello con i posti che oggi nessuno ha: ruolo, Comune e primo giorno; il resto è da scrivere."""
    posti = selezioni.vuoti(oggi, adesso).posti
    return [[None, None, None, RUOLI[r].nome, luogo, oggi, None, None]
            for r, comuni in posti for luogo in ([c.nome for c in comuni] or [None])]  # fmt: skip
