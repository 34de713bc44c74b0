from prasan import missions


class OpendataConfig(missions.Mission):
    name = "prasan.missions.opendata"
