from ambito.assemblea.models.atti import Deliberazione, Osservazione, Verbale, VerbaleFirmato
from ambito.assemblea.models.consultazione import Consultazione, Firma, Richiesta, Risposta
from ambito.assemblea.models.delega import LimiteDelega
from ambito.assemblea.models.efficacia import Pubblicazione, Revoca, Seguito
from ambito.assemblea.models.elezione import Elezione, Turno
from ambito.assemblea.models.organo import EnteVotante, Organo, RegolaVoto
from ambito.assemblea.models.presenza import Presenza
from ambito.assemblea.models.punto import PuntoOdg
from ambito.assemblea.models.seduta import Seduta, SeggioSeduta
from ambito.assemblea.models.ufficio import AddettoUfficio, RegolamentoUfficio, ResponsabileCompito
from ambito.assemblea.models.votazione import Votazione, Voto

__all__ = [
    "AddettoUfficio",
    "Consultazione",
    "Deliberazione",
    "Elezione",
    "EnteVotante",
    "Firma",
    "LimiteDelega",
    "Organo",
    "Osservazione",
    "Presenza",
    "Pubblicazione",
    "PuntoOdg",
    "RegolaVoto",
    "RegolamentoUfficio",
    "ResponsabileCompito",
    "Revoca",
    "Richiesta",
    "Risposta",
    "Seduta",
    "SeggioSeduta",
    "Seguito",
    "Turno",
    "Verbale",
    "VerbaleFirmato",
    "Votazione",
    "Voto",
]
