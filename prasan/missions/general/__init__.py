"""The general services of the state: registers, certificates, permits and a person's rights over their data.

The room is service files alone; the engine that runs them is `casework`.
"""
