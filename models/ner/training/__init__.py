"""How the names model is trained; `README.md` beside this tells how to run it."""
