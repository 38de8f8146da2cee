app_name = "piano"
urlpatterns = []
