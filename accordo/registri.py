"""Registri dell’accordo, che un modulo esterno può riempire in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass

from ambito.errori import ErroreAtteso
from ambito.registri import Registro


class ProtocolloIndisponibile(ErroreAtteso):
    """Il servizio di protocollo non risponde: l’adesione resta inviata, il protocollo si chiede di nuovo."""


@dataclass(frozen=True)
class ServizioProtocollo:
    """Chi dà il protocollo a un’adesione inviata.

    `assegna(adesione, adesso) -> (numero, data)` gira nella transazione dell’invio; `ProtocolloIndisponibile` se non può adesso.
    `nome`: al massimo 40 caratteri; resta scritto accanto al protocollo.
    """

    nome: str
    etichetta: str
    assegna: Callable


# Nome → servizio. C’è sempre «interno», il registro senza buchi del portale.
PROTOCOLLI: Registro = Registro()
