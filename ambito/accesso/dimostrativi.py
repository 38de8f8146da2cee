"""Chi si può provare a essere nella dimostrazione: lo dice la pagina di ingresso a chi l’ha accesa sulla sua macchina."""

PASSWORD = "Portale-di-prova-2025"
# Codogno sta per tutti i Comuni di Lodi: ciascuno ha il suo Sindaco e chi compila, con lo stesso indirizzo e il suo nome.
INGRESSI = (
    ("Coordinatrice dell’Ufficio di Piano", "coordinatore@lodi.example"),
    ("Chi scrive il Piano di Zona", "udp@lodi.example"),
    ("Segretaria dell’Assemblea", "segretario@lodi.example"),
    ("Sindaco di Codogno", "sindaco.codogno@lodi.example"),
    ("Chi compila per Codogno", "operatore.codogno@lodi.example"),
    ("Ragioneria di Codogno", "ragioneria.codogno@lodi.example"),
    ("Ente del terzo settore", "ets@lodi.example"),
    ("Chi guida un ufficio appena nato", "coordinatore@pavese.example"),
    ("Gestore della piattaforma", "gestore@portale.example"),
)
