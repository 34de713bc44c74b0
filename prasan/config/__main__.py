"""`python -m prasan.config`: the `prasan` command."""

from prasan.config.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
