app_name = "rendicontazione"
urlpatterns = []
