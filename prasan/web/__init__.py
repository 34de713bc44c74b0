"""Floor 4: home, navigation and pages that compose several rooms."""
