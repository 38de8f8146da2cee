"""I commenti di chi legge il piano: si scrivono, si risponde, l’Ufficio li accoglie o dice perché no."""

from django.db import transaction
from django.utils import timezone

from ambito import flusso
from ambito.avvisi import avvisa
from ambito.errori import ErroreAtteso
from ambito.nucleo.citazioni import tocca_citazioni
from ambito.nucleo.passaggi import Passaggi, parole
from ambito.registro import annota
from piano.annunci import url_commento
from piano.models import Commento, RispostaCommento, Sezione
from piano.operazioni.piani import blocca, blocca_in_bozza
from piano.operazioni.sezioni import salva_sezione
from piano.selezioni import citabili
from piano.stati import PROPOSTI, SCRIVIBILI

COMMENTABILI = SCRIVIBILI | PROPOSTI


class CommentiChiusi(ErroreAtteso):
    """Il piano è approvato: i commenti non servono più."""


class PassaggioAssente(ErroreAtteso):
    """Le parole citate non ci sono nella sezione, o ci sono più volte."""

    campo = "passo"


class PassaggioCambiato(ErroreAtteso):
    """Il testo proposto non si può mettere da solo: il passaggio non c’è più com’era."""


@transaction.atomic
def commenta(sezione, testo, *, passo="", proposta="", intorno=("", ""), poteri, adesso):
    """Scrive un commento alla sezione, o al suo `passo`. `intorno`: ciò che c’è prima e dopo, se lo stesso passo c’è più volte."""
    poteri.esigi("legge_piano")
    _esigi_aperti(sezione)
    sezione = Sezione.objects.get(pk=sezione.pk)
    prima, dopo = _intorno(_passaggi(sezione, adesso), passo, intorno) if passo else ("", "")
    commento = Commento.objects.create(
        sezione=sezione, revisione=sezione.revisione, passo=parole(passo), prima=prima, dopo=dopo, testo=testo,
        proposta=parole(proposta), autore=poteri.utente, scritto_il=adesso,
    )  # fmt: skip
    annota(commento, "commento.scrivi", f"Commentata la sezione {sezione}", autore=poteri.utente, quando=adesso)
    return commento


def _esigi_aperti(sezione):
    piano = blocca(sezione.piano_id)
    if piano.stato not in COMMENTABILI:
        raise CommentiChiusi(f"Il piano è {piano.stato_in_parole}: i commenti si scrivono finché non è approvato.")


def _passaggi(sezione, adesso):
    """Le parole della sezione come le vede oggi chi legge: i dati citati hanno il valore di oggi."""
    return Passaggi(citabili.aggiornato(sezione.testo, sezione.piano, timezone.localdate(adesso)))


def _intorno(passaggi, passo, intorno):
    posto = passaggi.trova(passo, *intorno)
    if posto is None:
        raise PassaggioAssente(
            "Queste parole nel testo non ci sono, o ci sono più volte: copiale come sono, qualcuna in più se serve, "
            "oppure lascia vuoto e commenta tutta la sezione."
        )
    return passaggi.intorno(posto)


@transaction.atomic
def rispondi_al_commento(commento, testo, *, poteri, adesso):
    """Aggiunge una risposta; avvisa chi ha scritto il commento e chi aveva già risposto."""
    poteri.esigi("legge_piano")
    _esigi_aperti(commento.sezione)
    risposta = RispostaCommento.objects.create(commento=commento, testo=testo, autore=poteri.utente, scritta_il=adesso)
    titolo = f"{poteri.utente.nome_completo} ha risposto a un commento"
    detto = f"Alla sezione {commento.sezione}: «{testo[:300]}»"
    interessati = {commento.autore, *(r.autore for r in commento.risposte.select_related("autore"))} - {poteri.utente}
    avvisa(interessati, genere="commento.risposta", oggetto=risposta, titolo=titolo, testo=detto, url=url_commento(commento),
           adesso=adesso)  # fmt: skip
    annota(commento, "commento.rispondi", f"Risposto al {commento}", autore=poteri.utente, quando=adesso)
    return risposta


@transaction.atomic
def accogli_commento(commento, *, a_mano=False, poteri, adesso):
    """Accoglie il commento. Un testo proposto si mette da sé al posto del passaggio, se non si dice che è già scritto `a_mano`.

    Se il passaggio non si ritrova una volta sola: `PassaggioCambiato`, e non cambia nulla.
    """
    poteri.esigi("redige_piano")
    if commento.proposta and not a_mano:
        _applica(commento, poteri, adesso)
    commento = flusso.esegui(commento, "accogli", poteri=poteri, adesso=adesso)
    return _esaminato(commento, "", "è stato accolto", poteri, adesso)


@transaction.atomic
def respingi_commento(commento, motivo, *, poteri, adesso):
    """Non accoglie il commento, e dice perché."""
    commento = flusso.esegui(commento, "respingi", poteri=poteri, adesso=adesso, nota=motivo)
    return _esaminato(commento, motivo, f"non è stato accolto: «{motivo}»", poteri, adesso)


def _applica(commento, poteri, adesso):
    blocca_in_bozza(commento.sezione.piano_id)
    sezione = Sezione.objects.get(pk=commento.sezione_id)
    passaggi = _passaggi(sezione, adesso)
    posto = passaggi.trova(commento.passo, commento.prima, commento.dopo)
    if impedimento := _impedimento(passaggi, posto):
        raise PassaggioCambiato(
            f"Il passaggio {impedimento}: scrivi tu la modifica nella sezione, poi premi «L’ho scritto a mano»."
        )
    nuovo = passaggi.sostituisci(posto, commento.proposta)
    salva_sezione(sezione, nuovo, partenza=sezione.revisione, utente=poteri.utente, adesso=adesso)


def _impedimento(passaggi, posto):
    """Perché il testo proposto non si può mettere da solo; vuoto se si può."""
    if posto is None:
        return "nel testo non c’è più com’era, o c’è più volte"
    if not posto.in_un_blocco:
        return "va da un paragrafo all’altro"
    # Il valore di un dato citato si riscrive da sé: ciò che si mettesse al suo posto sparirebbe.
    return "comprende un dato citato, che si aggiorna da sé" if tocca_citazioni(passaggi.html, posto.tratti) else ""


def _esaminato(commento, motivo, esito, poteri, adesso):
    commento.motivo, commento.esaminato_da, commento.esaminato_il = motivo[:500], poteri.utente, adesso
    commento.save(update_fields=["motivo", "esaminato_da", "esaminato_il"])
    if commento.autore_id != poteri.utente.pk:
        detto = f"Il tuo commento alla sezione {commento.sezione} {esito}."
        avvisa([commento.autore], genere="commento.esito", oggetto=commento, titolo=f"Il tuo commento al piano {esito[:100]}",
               testo=detto, url=url_commento(commento), adesso=adesso)  # fmt: skip
    return commento
