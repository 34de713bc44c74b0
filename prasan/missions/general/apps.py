from prasan import missions


class GeneralConfig(missions.Mission):
    name = "prasan.missions.general"
