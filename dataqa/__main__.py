"""``python -m dataqa`` is ``dataqa``."""

from dataqa.cli import main

if __name__ == "__main__":
    main()
