from servizi.models.catalogo import AreaUtenza, Fondo, Intervento, Verifica

__all__ = ["AreaUtenza", "Fondo", "Intervento", "Verifica"]
