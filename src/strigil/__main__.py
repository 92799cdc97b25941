"""`python -m strigil` is the command `strigil`."""

from strigil.cli import main

if __name__ == "__main__":
    main()
