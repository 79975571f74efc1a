"""`python -m ui.cli`: the command line from a checkout."""

from ui.cli.main import main

if __name__ == "__main__":
    main()
