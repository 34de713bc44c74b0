"""Agencies, units, places and working-day calendars: who the state is and where."""
