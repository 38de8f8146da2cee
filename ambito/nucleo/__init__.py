"""Il nucleo: funzioni pure, senza modelli e senza importare nulla del resto del portale."""
