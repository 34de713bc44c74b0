from prasan import missions


class ConnectivityConfig(missions.Mission):
    name = "prasan.missions.connectivity"
