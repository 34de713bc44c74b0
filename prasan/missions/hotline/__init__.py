"""The government hotline 1111: questions, complaints and tips, followed until there is an answer."""
