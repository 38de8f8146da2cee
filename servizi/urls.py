app_name = "servizi"
urlpatterns = []
