from prasan import missions


class ScamsConfig(missions.Mission):
    name = "prasan.missions.scams"
