"""L’avviso di convocazione in PDF: a chi, quando, dove, con quale ordine del giorno."""

from ambito.assemblea import selezioni
from ambito.assemblea.documenti import NessunaSeduta
from ambito.assemblea.parole import elenco, giorno, giorno_e_ora, ora
from ambito.documenti import Preparato
from ambito.models import Ambito
from ambito.nucleo.formati_italiani import formatta_numero


def trova(triennio=None, anno=None):
    """L’ultima seduta convocata dell’anno, del triennio, o in assoluto. `NessunaSeduta` se non ce n’è."""
    seduta = selezioni.seduta_da_convocare(triennio, anno)
    if seduta is None:
        raise NessunaSeduta("Non c’è ancora una seduta convocata.")
    return seduta


def prepara(seduta, oggi):
    """I dati dell’avviso, com’erano alla convocazione."""
    return _preparato(seduta, dati_avviso(seduta), "Avviso di convocazione", "convocazione")


def prepara_lettere(seduta, oggi):
    """Una lettera per ogni Comune ed ente che siede, nello stesso documento."""
    lettere = [
        {"a": f"Al Comune di {s.nome}" if s.comune_id else f"A {s.nome}", "persona": s.sindaco, "materia": s.materia}
        for s in seduta.seggi.order_by("materia", "nome")
    ]
    dati = {**dati_avviso(seduta), "lettere": lettere, "quanti": formatta_numero(len(lettere))}
    return _preparato(seduta, dati, "Lettere di convocazione", "lettere")


def dati_avviso(seduta):
    """Che cosa dice l’avviso: quando, dove, come, di che cosa si tratta, a chi."""
    seggi = [s.nome for s in seduta.seggi.order_by("nome") if not s.materia]
    enti = [s.nome for s in seduta.seggi.order_by("nome") if s.materia]
    return {
        "organo": str(seduta.organo),
        "avviso": giorno(seduta.convocata_il),
        "prima": giorno_e_ora(seduta.prima_convocazione),
        "seconda": giorno_e_ora(seduta.seconda_convocazione) if seduta.seconda_convocazione else "",
        "modalita": seduta.get_modalita_display(),
        "luogo": seduta.luogo,
        "collegamento": seduta.collegamento,
        "urgenza": seduta.motivo_urgenza,
        "punti": [_punto(voce) for voce in selezioni.punti_con_carte(seduta)],
        "destinatari": elenco(seggi),
        "enti": elenco(enti),
        "quanti": formatta_numero(len(seggi)),
    }


def _preparato(seduta, dati, titolo, nome):
    return Preparato(
        oggetto_id=seduta.pk,
        titolo=titolo,
        sottotitolo=f"{seduta.organo}, {giorno(seduta.prima_convocazione)}",
        nome_file=f"{nome}-{seduta.prima_convocazione:%Y-%m-%d}.pdf",
        dati=dati,
        permesso="legge_sedute",
        dimostrativo=Ambito.objects.get(pk=seduta.ambito_id).dimostrativo,
    )


def _punto(voce):
    punto = voce["punto"]
    return {
        "numero": punto.numero,
        "sotto": bool(punto.sotto_id),
        "oggetto": punto.oggetto,
        "relatore": punto.relatore,
        "ora": ora(voce["ora"]) if voce["ora"] else "",
        "riservato": punto.riservato,
        "aggiunto": giorno(punto.aggiunto_il) if punto.aggiunto_il else "",
        "carte": [carta.titolo for carta, _ in voce["carte"]],
    }
