"""La tavola dei diritti: chi (ruolo) può che cosa, e dove. È l’unica; guardian la applica attraverso `ambito.incarichi`.

Un diritto sull’Ambito vale per tutto l’Ambito; un diritto sul Comune vale per quel Comune soltanto. Ruoli e diritti sono dati:
aggiungerne uno è aggiungere una riga qui e una migrazione.
"""

from dataclasses import dataclass

PERMESSI_AMBITO = [
    ("entra", "Entra nelle pagine dell’Ambito"),
    ("legge_persone", "Vede persone e incarichi"),
    ("legge_registro", "Legge il registro delle operazioni"),
    ("tiene_scadenzario", "Tiene lo scadenzario dell’Ufficio"),
    ("legge_lavori", "Vede i lavori in secondo piano di tutti"),
    ("legge_ogni_comune", "Vede le schede riservate di ogni Comune"),
    ("legge_servizi", "Vede servizi e fondi"),
    ("gestisce_servizi", "Tiene servizi e fondi"),
    ("legge_sedute", "Vede sedute, carte e verbali"),
    ("convoca_sedute", "Convoca e tiene le sedute, redige i verbali"),
    ("presiede_sedute", "Presiede le sedute"),
    ("legge_piano", "Legge il piano, bozze comprese"),
    ("redige_piano", "Scrive il piano"),
    ("propone_piano", "Propone il piano all’Assemblea"),
    ("legge_adesioni", "Vede chi ha aderito e chi manca"),
    ("istruisce_adesioni", "Accoglie o rimanda le adesioni"),
    ("legge_accordo", "Vede l’accordo di programma e i riparti della spesa"),
    ("tiene_accordo", "Scrive l’accordo di programma, ne segue atti e firme"),
    ("tiene_riparti", "Calcola, deposita e riscuote i riparti della spesa"),
    ("legge_rendiconti", "Vede la spesa di tutti i Comuni"),
    ("controlla_rendiconti", "Controlla e rimanda la spesa dei Comuni"),
    ("esporta_rendiconti", "Emette la rendicontazione"),
    ("regola_accessi", "Decide la sicurezza degli accessi"),
    ("conferisce_incarichi", "Conferisce e termina gli incarichi, invita le persone"),
    ("cura_documenti", "Annulla i documenti emessi e ne decide lo stemma"),
]

PERMESSI_COMUNE = [
    ("legge_comune", "Vede i dati riservati del Comune"),
    ("compila_adesione", "Compila l’adesione del Comune"),
    ("conferma_adesione", "Conferma l’adesione del Comune e la invia"),
    ("carica_atti", "Carica gli atti e le firme del Comune sull’accordo"),
    ("compila_spesa", "Inserisce e invia la spesa del Comune"),
    ("certifica_spesa", "Certifica la spesa del Comune"),
    ("compila_servizi", "Inserisce i dati dei servizi del Comune"),
    ("vota", "Vota per il Comune in Assemblea"),
    ("delega", "Delega altri a sedere per il Comune in Assemblea"),
]

# Diritto sul Comune → diritto sull’Ambito che lo comprende.
OVUNQUE = {"legge_comune": "legge_ogni_comune", "carica_atti": "tiene_accordo"}


@dataclass(frozen=True)
class Ruolo:
    """Un ruolo: dove vale (`ambito`, `comune`, `ente`) e quali diritti porta. Di sola `lettura` = ha sempre una scadenza.

    I diritti sull’`ente` li dà l’incarico finché è vigente: non passano da guardian, che custodisce Ambito e Comuni.
    `unico` = in ogni momento lo ha una persona sola per posto.
    """

    codice: str
    nome: str
    dove: str
    frase: str
    ambito: frozenset = frozenset()
    comune: frozenset = frozenset()
    ente: frozenset = frozenset()
    lettura: bool = False
    unico: bool = False

    @property
    def etichetta(self):
        """Come il ruolo si legge in una cella."""
        return self.nome

    def da(self, permesso):
        """Il ruolo porta quel diritto, sull’Ambito o sul suo Comune?"""
        return permesso in self.ambito or permesso in self.comune


_LETTURA = {"entra", "legge_servizi", "legge_sedute", "legge_piano", "legge_adesioni", "legge_accordo"}
_UFFICIO = _LETTURA | {
    "legge_persone", "legge_registro", "tiene_scadenzario", "legge_lavori", "legge_ogni_comune", "gestisce_servizi",
    "redige_piano",
    "istruisce_adesioni", "tiene_accordo", "tiene_riparti", "legge_rendiconti", "controlla_rendiconti",
}  # fmt: skip
_COMUNE = {"entra", "legge_servizi", "legge_piano", "legge_accordo"}

RUOLI = {
    ruolo.codice: ruolo
    for ruolo in [
        Ruolo("coordinatore", "Coordinatore dell’Ufficio di Piano", "ambito",
              "Guida l’Ufficio, propone gli atti, emette la rendicontazione.",
              frozenset(_UFFICIO | {"propone_piano", "esporta_rendiconti", "regola_accessi", "conferisce_incarichi",
                                    "cura_documenti"})),
        Ruolo("udp", "Ufficio di Piano", "ambito", "Scrive il piano e controlla ciò che i Comuni inviano.", frozenset(_UFFICIO)),
        Ruolo("segretario", "Segretario dell’Assemblea", "ambito", "Convoca, verbalizza, tiene il registro degli atti.",
              frozenset(_LETTURA | {"legge_persone", "legge_registro", "tiene_scadenzario", "legge_lavori", "convoca_sedute"})),
        Ruolo("presidente", "Presidente dell’Assemblea", "ambito", "Presiede le sedute.",
              frozenset(_LETTURA | {"presiede_sedute"})),
        Ruolo("revisore", "Revisore", "ambito", "Legge ed esporta, non modifica.",
              frozenset(_LETTURA | {"legge_persone", "legge_registro", "legge_ogni_comune", "legge_rendiconti"}),
              lettura=True),
        Ruolo("sindaco", "Sindaco", "comune", "Siede e vota per il suo Comune, conferma ciò che il Comune invia.",
              frozenset(_COMUNE | {"legge_sedute", "legge_adesioni"}),
              frozenset({"legge_comune", "vota", "delega", "carica_atti", "compila_adesione", "conferma_adesione"}), unico=True),
        Ruolo("delegato", "Delegato del Sindaco", "comune", "Siede e vota per il Comune quando il Sindaco non c’è.",
              frozenset(_COMUNE | {"legge_sedute", "legge_adesioni"}), frozenset({"legge_comune", "vota", "conferma_adesione"})),
        Ruolo("operatore", "Operatore comunale", "comune", "Compila adesione, servizi e spesa del suo Comune.",
              frozenset(_COMUNE),
              frozenset({"legge_comune", "compila_adesione", "carica_atti", "compila_spesa", "compila_servizi"})),
        Ruolo("ragioneria", "Ragioneria comunale", "comune", "Certifica la spesa del suo Comune.",
              frozenset(_COMUNE), frozenset({"legge_comune", "certifica_spesa"})),
        Ruolo("ats", "ATS, ASST, Provincia", "ente", "Parte dell’accordo, legge il piano.",
              frozenset({"entra", "legge_piano", "legge_sedute", "legge_servizi", "legge_accordo"}),
              ente=frozenset({"carica_atti", "compila_adesione", "conferma_adesione"})),
        Ruolo("ets", "Ente del terzo settore", "ente", "Aderisce all’accordo, partecipa ai tavoli.", frozenset({"entra"}),
              ente=frozenset({"compila_adesione", "conferma_adesione", "carica_atti"})),
    ]
}  # fmt: skip
# Chi conferisce gli incarichi: un Ambito non ne resta mai senza.
GUIDA = "coordinatore"
