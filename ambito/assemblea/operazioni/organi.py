"""Istituire l’organo e scriverne la regola."""

from datetime import timedelta

from django.db import transaction

from ambito.assemblea.esempi import DOPPIA_DI_PARTENZA
from ambito.assemblea.models import Deliberazione, EnteVotante, Organo, RegolaVoto
from ambito.assemblea.operazioni.comuni import blocca_organo
from ambito.assemblea.selezioni import regole
from ambito.assemblea.stati import CONVOCA
from ambito.errori import ErroreAtteso
from ambito.models import Ambito
from ambito.nucleo.formati_italiani import formatta_data
from ambito.nucleo.preavviso import Preavviso
from ambito.registro import annota

# Ipotesi di lavoro per la Lombardia (LR 3/2008, DGR 5507/2016): ogni Ambito scrive la propria, questa non è verificata.
REGOLA_DI_PARTENZA = DOPPIA_DI_PARTENZA
PREAVVISO = Preavviso()
FONTE_DI_PARTENZA = "Regola dimostrativa, da verificare: sostituire con il regolamento dell’organo"


class OrganoGiaPresente(ErroreAtteso):
    """L’organo c’è già."""


class NomeNonAmmesso(ErroreAtteso):
    """L’organo non si può chiamare così."""


class RegolaNonAdottabile(ErroreAtteso):
    """La regola non si può adottare da quel giorno."""


@transaction.atomic
def istituisci(*, nome, poteri, adesso, dal, nome_atto="deliberazione"):
    """Crea un organo con la regola di partenza (non verificata), valida dal giorno `dal`; `nome_atto`: come chiama i suoi atti."""
    poteri.esigi(CONVOCA)
    nome = nome.strip()
    if Organo.objects.filter(nome__iexact=nome).exists():
        raise OrganoGiaPresente(f"«{nome}» c’è già.")
    organo = Organo.objects.create(nome=nome, nome_atto=nome_atto)
    _di_lui_parlano_le_frasi(organo)
    RegolaVoto.objects.create(
        organo=organo, versione=1, contenuto=REGOLA_DI_PARTENZA.to_dict(), fonte=FONTE_DI_PARTENZA, valida_dal=dal
    )
    annota(organo, "organo.istituisci", f"Istituito l’organo {nome} con la regola di partenza, da verificare",
           autore=poteri.utente, quando=adesso)  # fmt: skip
    return organo


def _di_lui_parlano_le_frasi(organo):
    """Le frasi del portale nominano l’organo istituito per primo: il suo nome sta anche sull’Ambito."""
    if not Organo.objects.filter(pk__lt=organo.pk).exists():
        Ambito.objects.filter(pk=organo.ambito_id).update(nome_organo=organo.nome)


@transaction.atomic
def rinomina(organo, *, nome, nome_atto, poteri, adesso):
    """Cambia il nome dell’organo; ciò che è già stampato o congelato tiene quello di prima.

    Il nome degli atti si cambia finché l’organo non ne ha numerato nessuno: un atto già adottato non si chiama in un altro modo.
    `NomeNonAmmesso` se il nome è di un altro organo, o se gli atti ne hanno già uno.
    """
    poteri.esigi(CONVOCA)
    organo, nome = blocca_organo(organo.pk), nome.strip()
    if Organo.objects.filter(nome__iexact=nome).exclude(pk=organo.pk).exists():
        raise NomeNonAmmesso(f"«{nome}» è già un altro organo.")
    if nome_atto != organo.nome_atto and Deliberazione.objects.filter(organo=organo).exists():
        raise NomeNonAmmesso(f"Ci sono già atti che si chiamano «{organo.nome_atto}»: i prossimi si chiamano come loro.")
    prima, dopo = {"nome": organo.nome, "nome_atto": organo.nome_atto}, {"nome": nome, "nome_atto": nome_atto}
    if prima != dopo:
        organo.nome, organo.nome_atto = nome, nome_atto
        organo.save(update_fields=["nome", "nome_atto"])
        _di_lui_parlano_le_frasi(organo)
        frase = f"L’organo «{prima['nome']}» si chiama «{nome}», i suoi atti «{nome_atto}»"
        annota(organo, "organo.rinomina", frase, autore=poteri.utente, quando=adesso, prima=prima, dopo=dopo)
    return organo


@transaction.atomic
def adotta_regola(organo, regola, *, fonte, verificata, valida_dal, poteri, adesso, preavviso=PREAVVISO, articoli=None, enti=(),
                  quote=None, richiesta=None, richiesta_giorni=20, elezione=None):  # fmt: skip
    """Scrive la versione seguente della regola; quella di prima vale fino alla vigilia, e le sedute già convocate la tengono.

    `preavviso`: quanto prima va mandato l’avviso. `articoli`: voce → articolo da cui viene. `enti`: quelli che votano soltanto
    sulle materie sociosanitarie. `quote`: codice Istat → quota, se la regola pesa così. `richiesta`: la `Soglia` di Comuni che può
    chiedere di convocare, entro `richiesta_giorni`. `elezione`: come si elegge il presidente.
    `RegolaNonAdottabile` se il giorno o gli enti non vanno.
    """
    poteri.esigi(CONVOCA)
    organo = blocca_organo(organo.pk)
    ultima = regole.ultima(organo)
    if ultima:
        _supera(ultima, valida_dal)
    nuova = RegolaVoto.objects.create(
        organo=organo,
        versione=(ultima.versione if ultima else 0) + 1,
        contenuto=regola.to_dict(),
        preavviso_giorni=preavviso.giorni,
        preavviso_lavorativi=preavviso.lavorativi,
        urgenza_ore=preavviso.urgenza_ore,
        deposito_ore=preavviso.deposito_ore,
        aggiunta_ore=preavviso.aggiunta_ore,
        quote=(quote or {}) if regola.tipo_peso == "quote" else {},
        richiesta=richiesta.to_dict() if richiesta else None,
        richiesta_giorni=richiesta_giorni,
        elezione=elezione.to_dict() if elezione else {},
        articoli=articoli or {},
        fonte=fonte,
        verificata=verificata,
        valida_dal=valida_dal,
    )
    EnteVotante.objects.bulk_create([EnteVotante(regola=nuova, ente=ente) for ente in _ammissibili(enti)])
    annota(
        nuova, "regola.adotta", f"Adottata la versione {nuova.versione} della regola di voto di {organo}", autore=poteri.utente,
        quando=adesso, prima=ultima.contenuto if ultima else None, dopo=nuova.contenuto,
    )  # fmt: skip
    return nuova


def _supera(ultima, valida_dal):
    """La regola che c’è vale fino alla vigilia della nuova."""
    if valida_dal <= ultima.valida_dal:
        giorno = formatta_data(ultima.valida_dal + timedelta(days=1))
        raise RegolaNonAdottabile(f"C’è già una regola scritta dopo: la nuova può valere dal {giorno} in poi.")
    ultima.valida_al = valida_dal - timedelta(days=1)
    ultima.save(update_fields=["valida_al"])


def _ammissibili(enti):
    """Chi gestisce i servizi, o non è un ente pubblico, non siede e non vota."""
    for ente in enti:
        if ente.tipo not in regole.AMMISSIBILI:
            raise RegolaNonAdottabile(f"{ente} non può sedere nell’organo: decidere e gestire sono compiti separati.")
    return enti
