"""``python -m extractor``: the command, also where its script is not on the path."""

from extractor.cli import main

if __name__ == "__main__":
    main()
