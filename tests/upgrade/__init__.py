"""What a release leaves behind for its successors: an installation with a small life in it, and what people saw there.

`scripts/release_data.py` makes both; `tests/test_upgrade.py` reads them with the program of today.
"""
