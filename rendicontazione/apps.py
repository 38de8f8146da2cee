from django.apps import AppConfig


class RendicontazioneConfig(AppConfig):
    name = "rendicontazione"
    verbose_name = "Rendicontazione"

    def ready(self):
        from rendicontazione import avvio  # noqa: F401, PLC0415  (avvio: riempie i registri)
