// The scripts of the tutorial as a command of their own: `swift run -c release tutorial render 1`.
import LanternCLI

LanternCommand.main(scripts: scripts)
