"""Scritture sulle pratiche delle strutture e sui sopralluoghi."""

from django.db import transaction

from ambito import flusso
from ambito.allegati.esame import esamina
from ambito.registro import annota
from servizi.models import CartaPratica, EsitoSopralluogo, GenerePratica, Natura, Pratica
from servizi.operazioni.scrittura import GESTISCE, DatoNonValido, salva


@transaction.atomic
def salva_pratica(pratica, *, poteri, adesso):
    """Aggiunge o cambia una pratica. Le strutture sociosanitarie non passano di qui: le autorizza la Regione."""
    poteri.esigi(GESTISCE)
    if pratica.unita.servizio.natura == Natura.SOCIOSANITARIA:
        raise DatoNonValido("È una struttura sociosanitaria: la autorizzano ATS e Regione, qui si può solo indicarla.", "unita")
    if pratica.genere == GenerePratica.AVVIO and not pratica.caso:
        raise DatoNonValido("Di’ perché si comunica: apertura, posti, sede, gestore.", "caso")
    return salva(pratica, frase=f"{pratica}, ricevuta il {pratica.ricevuta_il:%d/%m/%Y}", poteri=poteri, adesso=adesso,
                 doppio="C’è già una pratica di questo genere, per questa struttura, ricevuta quel giorno.")  # fmt: skip


def compi(pratica, passo, *, nota="", poteri, adesso):
    """Fa compiere alla pratica uno dei suoi passi."""
    return flusso.esegui(pratica, passo, poteri=poteri, adesso=adesso, nota=nota)


MASSIME_CARTE = 20


@transaction.atomic
def allega_carta(pratica, *, che_cosa, nome, byte, poteri, adesso):
    """Tiene un documento della pratica: formato riconosciuto dal contenuto, impronta, codici fiscali di persone contati."""
    poteri.esigi(GESTISCE)
    file = esamina(nome, byte)
    pratica = Pratica.objects.select_for_update(of=("self",)).get(pk=pratica.pk)
    presenti = list(pratica.carte.values_list("sha256", flat=True))
    if file.sha256 in presenti:
        raise DatoNonValido(f"«{file.nome}» c’è già.", "file")
    if len(presenti) >= MASSIME_CARTE:
        raise DatoNonValido(f"I documenti sono già {MASSIME_CARTE}, il massimo.", "file")
    carta = CartaPratica.objects.create(
        pratica=pratica, che_cosa=che_cosa, byte=byte, caricata_da=poteri.utente, caricata_il=adesso, **file._asdict()
    )
    frase = f"Allegato «{file.nome}» ({che_cosa})"
    annota(pratica, "pratica.allega", frase, autore=poteri.utente, quando=adesso, dopo={"sha256": file.sha256})
    return carta


@transaction.atomic
def salva_sopralluogo(sopralluogo, *, poteri, adesso):
    """Annota una visita; se prescrive qualcosa dice che cosa ed entro quando."""
    poteri.esigi(GESTISCE)
    if sopralluogo.esito == EsitoSopralluogo.PRESCRIZIONI:
        if not sopralluogo.prescrizioni.strip():
            raise DatoNonValido("Scrivi che cosa si prescrive.", "prescrizioni")
        if sopralluogo.entro is None:
            raise DatoNonValido("Scrivi entro quando va fatto.", "entro")
    return salva(sopralluogo, frase=f"{sopralluogo}: {sopralluogo.get_esito_display().lower()}", poteri=poteri, adesso=adesso)
