from servizi.models.catalogo import AreaUtenza, Fondo, Intervento

__all__ = ["AreaUtenza", "Fondo", "Intervento"]
