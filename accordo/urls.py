app_name = "accordo"
urlpatterns = []
