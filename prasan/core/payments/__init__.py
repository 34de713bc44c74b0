"""Fees: asked for, paid by PromptPay, receipted, refunded, held against the bank's books every day."""
