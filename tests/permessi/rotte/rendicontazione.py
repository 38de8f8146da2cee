"""Le rotte della rendicontazione."""

from rendicontazione import operazioni
from rendicontazione.models import ProvaSpesa, RilievoSpesa
from servizi import selezioni as catalogo
from tests.permessi.rotta import UFFICIO, Rotta
from tests.rendicontazione.fabbriche import ANNO, aggiungi, apri, consegna, spesa_di
from tests.scena import ADESSO
from tests.servizi.fabbriche import crea_assegnazione

CHIUSA = ANNO - 1

VEDE_TUTTI = UFFICIO | {"revisore"}
LEGGE_CODOGNO = UFFICIO | {"revisore", "sindaco", "delegato", "operatore", "ragioneria"}
COORDINA = frozenset({"coordinatore"})
COMPILA = frozenset({"operatore"})


def prepara(lodi):
    """Una campagna chiusa e una aperta, una riga di Codogno con due rilievi, un’assegnazione da monitorare in Multifondo."""
    operazioni.chiudi_campagna(apri(lodi, CHIUSA), poteri=lodi.poteri("udp"), adesso=ADESSO)
    apri(lodi)
    voce = aggiungi(lodi, spesa_di(lodi)).pk
    comuni = {"rendiconto": spesa_di(lodi), "scritto_da": lodi.utenti["udp"], "scritto_il": ADESSO, "testo": "Manca il nido"}
    preparato = RilievoSpesa.objects.create(genere="manca", nome="una riga", **comuni)
    aperto = RilievoSpesa.objects.create(genere="riga", nome="la riga", voce_id=voce, consegnato_il=ADESSO, **comuni)
    prova = ProvaSpesa.objects.create(
        voce_id=voce, nome="mandato.pdf", formato="application/pdf", dimensione=5, sha256="0" * 64, byte=b"%PDF-",
        caricata_da=lodi.utenti["operatore"], caricata_il=ADESSO,
    )  # fmt: skip
    # Un altro Comune invia una riga su un fondo: c’è un rapporto da aprire, e Codogno resta da inviare.
    consegna(lodi, "Casalpusterlengo", "operatore.altro", fondo=catalogo.fondi().get(codice="FNPS"))
    fondo = crea_assegnazione(lodi, fondo="QSFP", annualita=2023)
    return {"assegnazione": fondo.pk, "voce": voce, "preparato": preparato.pk, "aperto": aperto.pk, "prova": prova.pk}


def _anno(oggetti):
    return {"anno": ANNO}


def _comune(oggetti):
    return {"anno": ANNO, "istat": "098019"}


def _voce(oggetti):
    return {**_comune(oggetti), "pk": oggetti["voce"]}


def _chiusura(oggetti):
    return {"anno": CHIUSA, "numero": 1}


def _prova(oggetti):
    return {**_voce(oggetti), "prova": oggetti["prova"]}


def _rilievo(oggetti):
    return {**_comune(oggetti), "pk": oggetti["preparato"]}


def _rilievo_aperto(oggetti):
    return {**_comune(oggetti), "pk": oggetti["aperto"]}


def _fondo(oggetti):
    return {**_anno(oggetti), "codice": "FNPS"}


def _cifra(oggetti):
    return {"codice": f"R{ANNO}-C098019"}


def _modello(oggetti):
    return {**_comune(oggetti), "formato": "csv"}


def _griglia(oggetti):
    return {**_anno(oggetti), "griglia": "fnps"}


def _cella(oggetti):
    return {**_griglia(oggetti), "riga": "2.1", "colonna": "DNA"}


def _residuo(oggetti):
    return {**_anno(oggetti), "pk": oggetti["assegnazione"]}


def _del_comune(nome, get, post=None, argomenti=_comune):
    return Rotta(f"rendicontazione:{nome}", get, post, argomenti=argomenti, del_comune=True, nascosta=True)


ROTTE = [
    Rotta("rendicontazione:anni", LEGGE_CODOGNO),
    Rotta("rendicontazione:nuova_campagna", UFFICIO, UFFICIO),
    Rotta("rendicontazione:quadro", VEDE_TUTTI, argomenti=_anno),
    Rotta("rendicontazione:campagna", UFFICIO, UFFICIO, argomenti=_anno),
    Rotta("rendicontazione:controlli", VEDE_TUTTI, argomenti=_anno),
    Rotta("rendicontazione:sollecito", UFFICIO, UFFICIO, argomenti=_anno),
    Rotta("rendicontazione:chiusura_righe", VEDE_TUTTI, argomenti=_chiusura),
    Rotta("rendicontazione:voci", VEDE_TUTTI, argomenti=_anno),
    Rotta("rendicontazione:esporta", None, frozenset({"coordinatore"}), argomenti=_anno),
    Rotta("rendicontazione:rapporti", VEDE_TUTTI, argomenti=_anno),
    Rotta("rendicontazione:rapporto_fondo", VEDE_TUTTI, COORDINA, argomenti=_fondo),
    Rotta("rendicontazione:rapporto_quote", VEDE_TUTTI, COORDINA, argomenti=_anno),
    Rotta("rendicontazione:rapporto_schemi", VEDE_TUTTI, COORDINA, argomenti=_anno),
    Rotta("rendicontazione:rapporto_confronto", VEDE_TUTTI, COORDINA, argomenti=_anno),
    _del_comune("rapporto_comune", LEGGE_CODOGNO, COORDINA),
    _del_comune("cifra", LEGGE_CODOGNO, argomenti=_cifra),
    Rotta("rendicontazione:griglie", VEDE_TUTTI, argomenti=_anno),
    Rotta("rendicontazione:griglia", VEDE_TUTTI, argomenti=_griglia),
    Rotta("rendicontazione:griglia_righe", VEDE_TUTTI, argomenti=_cella),
    Rotta("rendicontazione:emetti_griglie", None, frozenset({"coordinatore"}), argomenti=_anno),
    Rotta("rendicontazione:multifondo", VEDE_TUTTI, argomenti=_anno),
    Rotta("rendicontazione:residuo", UFFICIO, UFFICIO, argomenti=_residuo),
    _del_comune("comune", LEGGE_CODOGNO),
    _del_comune("voce_nuova", COMPILA, COMPILA),
    _del_comune("voce", COMPILA, COMPILA, _voce),
    _del_comune("voce_togli", None, COMPILA, _voce),
    _del_comune("importa", COMPILA, COMPILA),
    _del_comune("modello", LEGGE_CODOGNO, argomenti=_modello),
    _del_comune("rilievo", UFFICIO, UFFICIO, _voce),
    _del_comune("rilievo_manca", UFFICIO, UFFICIO),
    _del_comune("rilievo_togli", None, UFFICIO, _rilievo),
    _del_comune("rispondi", COMPILA, COMPILA, _rilievo_aperto),
    _del_comune("prove", LEGGE_CODOGNO, COMPILA, _voce),
    _del_comune("prova", LEGGE_CODOGNO, argomenti=_prova),
    _del_comune("prova_togli", None, COMPILA, _prova),
    _del_comune("riporta", None, COMPILA),
    _del_comune("invia", COMPILA, COMPILA),
    _del_comune("certifica", None, frozenset({"ragioneria"})),
    _del_comune("controlla", None, UFFICIO),
    _del_comune("valida", None, UFFICIO),
    _del_comune("rimanda", UFFICIO, UFFICIO),
]
