from rendicontazione.views.anni import Anni, GestioneCampagna, NuovaCampagna, RigheAllaChiusura
from rendicontazione.views.cifra import CifraDelBilancio, CifraDelRapporto
from rendicontazione.views.comune import SpesaComune
from rendicontazione.views.consegna import Invia, Passo, Rimanda
from rendicontazione.views.controlli import Controlli
from rendicontazione.views.griglie import EmettiGriglie, Griglie, PaginaGriglia, RigheDellaCella
from rendicontazione.views.importa import Importa, Modello
from rendicontazione.views.multifondo import Multifondo, Residuo
from rendicontazione.views.prove import Prova, Prove, TogliProva
from rendicontazione.views.quadro import Esporta, Quadro, Voci
from rendicontazione.views.rapporti import Rapporti, RapportoComune, RapportoConfronto, RapportoFondo, RapportoQuote, RapportoSchemi
from rendicontazione.views.rilievi import RilievoSuCioCheManca, RilievoSuRiga, Rispondi, TogliRilievo
from rendicontazione.views.sollecito import Sollecito
from rendicontazione.views.voci import Riporta, VoceModifica, VoceNuova, VoceTogli

__all__ = [
    "Anni",
    "CifraDelBilancio",
    "CifraDelRapporto",
    "Controlli",
    "EmettiGriglie",
    "Esporta",
    "GestioneCampagna",
    "Griglie",
    "Importa",
    "Invia",
    "Modello",
    "Multifondo",
    "NuovaCampagna",
    "PaginaGriglia",
    "Passo",
    "Prova",
    "Prove",
    "Quadro",
    "RapportoComune",
    "RapportoConfronto",
    "RapportoFondo",
    "RapportoQuote",
    "RapportoSchemi",
    "Rapporti",
    "Residuo",
    "RigheAllaChiusura",
    "RigheDellaCella",
    "RilievoSuCioCheManca",
    "RilievoSuRiga",
    "Rimanda",
    "Riporta",
    "Rispondi",
    "Sollecito",
    "SpesaComune",
    "TogliProva",
    "TogliRilievo",
    "VoceModifica",
    "VoceNuova",
    "VoceTogli",
    "Voci",
]
