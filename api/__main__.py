"""``python -m mujaz``."""

from .cli import main

main()
