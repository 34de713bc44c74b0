"""Pages of the installation's administrator. Every change is one entry of the ledger."""
