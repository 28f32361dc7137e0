import Lantern
