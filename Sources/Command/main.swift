import Foundation
import Figures
import LanternCLI
import Scenes
