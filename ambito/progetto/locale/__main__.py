import sys

from ambito.progetto.locale.comando import principale

sys.exit(principale(sys.argv[1:]))
