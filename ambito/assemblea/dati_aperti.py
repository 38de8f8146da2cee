"""I dati aperti dell’Assemblea: gli atti e i voti dei Comuni, mai le persone che siedono."""

from datetime import date

from ambito.assemblea.selezioni import aperti
from ambito.dati_aperti import Campo, Frequenza, Insieme, Tema


def _revocata_con(deliberazione):
    return deliberazione.revoca.con.sigla if deliberazione.revoca_nota else None


def _codice_votazione(deliberazione):
    return deliberazione.votazione.codice if deliberazione.votazione.ha_pagina_pubblica else None


DELIBERAZIONI = Insieme(
    codice="deliberazioni",
    titolo="Le deliberazioni",
    descrizione="Gli atti adottati dagli organi dell’Ambito e pubblicati all’albo, con il giorno da cui valgono.",
    righe=aperti.deliberazioni,
    aggiornato=aperti.ultima_pubblicazione,
    temi=(Tema.GOVERNO,),
    frequenza=Frequenza.IRREGOLARE,
    parole=("deliberazioni", "assemblea dei sindaci", "atti"),
    avvertenza="Gli atti su punti trattati in seduta non pubblica non ci sono.",
    campi=(
        Campo("organo", "L’organo che ha deciso", "Assemblea dei Sindaci", "organo.nome", cerca="organo__nome"),
        Campo("anno", "Anno dell’atto", 2025, cerca="anno"),
        Campo("numero", "Numero dell’atto nell’anno", 3, cerca="numero"),
        Campo("oggetto", "Di che cosa tratta", "Approvazione del Piano di Zona 2025-2027"),
        Campo("adottata_il", "Il giorno dell’adozione", date(2025, 6, 20)),
        Campo("all_albo_dal", "Primo giorno all’albo", date(2025, 6, 25), "pubblicazione.dal"),
        Campo("all_albo_al", "Ultimo giorno all’albo", date(2025, 7, 9), "pubblicazione.al"),
        Campo("immediatamente_eseguibile", "Vale da subito", False, "pubblicazione.immediata"),
        Campo("esecutiva_dal", "Da quando vale; vuoto se vale da subito", date(2025, 7, 6), "pubblicazione.esecutiva_dal",
              nullo=True),
        Campo("revocata_con", "L’atto che l’ha revocata", "Deliberazione n. 9/2025", _revocata_con, nullo=True),
        Campo("votazione", "Codice della votazione: la pagina è /voti/ seguito dal codice", "1-ABCD-EFGH-JKLM", _codice_votazione,
              nullo=True),
    ),
)  # fmt: skip
VOTI = Insieme(
    codice="voti",
    titolo="Come ha votato ogni Comune",
    descrizione="Il voto di ogni Comune nelle votazioni palesi chiuse, sui punti trattati in seduta pubblica.",
    righe=aperti.voti,
    aggiornato=aperti.ultima_votazione,
    temi=(Tema.GOVERNO,),
    frequenza=Frequenza.IRREGOLARE,
    parole=("votazioni", "assemblea dei sindaci", "comuni"),
    avvertenza="Il voto è del Comune: chi siede per lui non si scrive. Le votazioni segrete e i punti riservati non ci sono.",
    campi=(
        Campo("votazione", "Codice della votazione: la pagina è /voti/ seguito dal codice", "1-ABCD-EFGH-JKLM", "votazione.codice",
              cerca="votazione__codice"),
        Campo("votata_il", "Il giorno della votazione", date(2025, 6, 20), "votazione.chiusa_il"),
        Campo("organo", "L’organo che ha votato", "Assemblea dei Sindaci", "votazione.seduta.organo.nome",
              cerca="votazione__seduta__organo__nome"),
        Campo("oggetto", "Su che cosa si è votato", "Approvazione del Piano di Zona 2025-2027", "votazione.punto.oggetto"),
        Campo("approvata", "La proposta è stata approvata", True, "votazione.approvata", cerca="votazione__approvata"),
        Campo("codice", "Codice Istat del Comune, o codice dell’ente ammesso al voto", "098019", "seggio.codice",
              cerca="seggio__codice"),
        Campo("chi", "Il Comune, o l’ente, che ha votato", "Codogno", "seggio.nome"),
        Campo("voto", "Come ha votato", "Favorevole", lambda voto: voto.get_espressione_display()),
        Campo("peso", "Quanto pesa il voto secondo il regolamento", 1, "seggio.peso"),
        Campo("residenti", "I residenti del Comune alla convocazione", 15900, "seggio.residenti", unita="persone"),
    ),
)  # fmt: skip
INSIEMI = (DELIBERAZIONI, VOTI)
