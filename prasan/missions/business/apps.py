from prasan import missions


class BusinessConfig(missions.Mission):
    name = "prasan.missions.business"
