from django.apps import AppConfig


class AssembleaConfig(AppConfig):
    name = "ambito.assemblea"
    verbose_name = "Assemblea dei Sindaci"
