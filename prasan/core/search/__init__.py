"""Finds services, articles, agencies by people's own words: Thai, English, misspelt, wrong keyboard."""
