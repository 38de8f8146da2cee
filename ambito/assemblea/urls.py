app_name = "assemblea"
urlpatterns = []
