"""Drafts put to the public: answers paragraph by paragraph, arguments gathered, a report of what changed.

Section 77 of the Constitution and the Act on Legislative Drafting and Evaluation of Law, B.E. 2562.
"""
