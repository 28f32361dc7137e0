// Foundation is imported so that the statically linked program gets all of its parts.
import Figures
import Foundation
import LanternCLI
import Scenes

LanternCommand.main(scripts: Figures.scripts + Scenes.scripts)
