from django.apps import AppConfig


class AmbitoConfig(AppConfig):
    name = "ambito"
    label = "ambito"
    verbose_name = "Ambito"

    def ready(self):
        from ambito import avvio, controlli, documenti  # noqa: F401, PLC0415  (avvio: registrano lavori, menu e controlli)
