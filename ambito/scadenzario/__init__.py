"""Lo scadenzario dell’Ufficio: gli adempimenti che la legge ripete ogni anno, chi se ne occupa, com’è andata."""
