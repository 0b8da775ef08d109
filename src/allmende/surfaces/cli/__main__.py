"""Run the command line: `python -m allmende.surfaces.cli`."""

from allmende.surfaces.cli import main

main()
