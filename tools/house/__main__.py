"""Run the house rules: `python -m tools.house [FILE …]`."""

import sys

from tools.house.run import main

sys.exit(main(sys.argv[1:]))
