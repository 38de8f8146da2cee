from django.apps import AppConfig


class AccordoConfig(AppConfig):
    name = "accordo"
    verbose_name = "Accordo di programma e adesioni"

    def ready(self):
        from accordo import avvio, ricevitori  # noqa: F401, PLC0415  (avvio: riempiono i registri e ascoltano i segnali)
