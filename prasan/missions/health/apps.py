from prasan import missions


class HealthConfig(missions.Mission):
    name = "prasan.missions.health"
