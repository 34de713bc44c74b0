from prasan import missions


class HotlineConfig(missions.Mission):
    name = "prasan.missions.hotline"
