"""La storia di un oggetto: chi ha fatto che cosa, quando, per chi, che cosa è cambiato; e che cosa è nuovo da un certo momento."""
