from prasan import missions


class InclusionConfig(missions.Mission):
    name = "prasan.missions.inclusion"
